using MemU.Fs.Sources.Secrets;

namespace MemU.Fs.Exchange;

/// <summary>Masks secrets in the names of what is imported, as in its text: a name gets into paths, links, commit messages and reports.</summary>
internal static class SecretNames
{
    private const string Mark = "masked";

    /// <summary>The file with its name and place masked; the same when there is nothing to hide.</summary>
    public static ImportFile Mask(ImportFile file) =>
        Mask(file.Path) is var path && Mask(file.Name) is var name && path == file.Path && name == file.Name ? file
            : file with { Path = path, Name = name, Refused = file.Refused?.Replace(file.Path, path, StringComparison.Ordinal) };

    /// <summary>A path, each of its names by itself.</summary>
    public static string Mask(string path) => string.Join('/', path.Split('/').Select(Segment));

    // the extension says what the file is, and is no part of a secret
    private static string Segment(string name)
    {
        var dot = name.LastIndexOf('.');
        var (stem, rest) = dot > 0 && name.Length - dot is > 1 and <= 12 && name.AsSpan(dot + 1).IndexOfAnyExceptInRange('a', 'z') < 0 ? (name[..dot], name[dot..]) : (name, "");
        var found = SecretScanner.Scan(stem);
        for (var i = found.Count - 1; i >= 0; i--) stem = string.Concat(stem.AsSpan(0, found[i].Start), Mark, stem.AsSpan(found[i].End));
        return found.Count == 0 ? name : stem + rest;
    }
}
