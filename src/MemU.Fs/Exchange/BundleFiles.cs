using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>The files of a git bundle's HEAD, and what an import of them leaves behind.</summary>
internal static class BundleFiles
{
    private const int MostNames = 10;

    /// <summary>All files, in git's order; what is no file of a memory is named and left out.</summary>
    public static IReadOnlyList<ImportFile> List(BundleReader bundle) =>
        [.. bundle.Files().Select(f => new ImportFile(f.Path, f.Path, () => bundle.Read(f.BlobId)) { Refused = f.BadName ?? f.OtherKind, IsBad = f.BadName is not null })];

    /// <summary>What is in the bundle beside these files, for people; null when there is nothing.</summary>
    public static string? LeftBehind(BundleReader bundle, string source)
    {
        var parts = new List<string>();
        if (bundle.Commits > 1) parts.Add($"its history of {bundle.Commits} commits");
        if (Named("branch", "branches", bundle.Branches) is { } branches) parts.Add(branches);
        if (Named("tag", "tags", bundle.Tags) is { } tags) parts.Add(tags);
        return parts.Count == 0 ? null
            : $"only the files of {bundle.HeadName ?? "HEAD"} were taken, without {string.Join(", ", parts)}. A new memory with all of that: git clone {SecretNames.Mask(Path.GetFileName(source))} <folder>";
    }

    private static string? Named(string one, string many, IReadOnlyList<string> names) => names.Count == 0 ? null
        : $"the {(names.Count == 1 ? one : many)} {string.Join(", ", names.Take(MostNames).Select(n => CommitMessage.OneLine(n, 80)))}{(names.Count > MostNames ? $" and {names.Count - MostNames} more" : "")}";
}
