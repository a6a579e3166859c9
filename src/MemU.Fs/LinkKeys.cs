using System.IO.Hashing;
using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// The keys by which the index knows what links may call a file, and what a file's links say. A link means a file only when one of its
/// <see cref="LinkIndex.Readings"/> is one of the file's names, case aside; so the keys of equal texts are equal, and <see cref="LinkIndex"/> decides.
/// A key is a hash of 32 bits, for every file has several: two texts that share one cost a look at a file, and nothing else.
/// </summary>
internal static class LinkKeys
{
    /// <summary>The key of the files that bear a name.</summary>
    public static string Name(string name) => "n=" + Hash(name);

    /// <summary>The key of the files that hold a link which says that.</summary>
    public static string Link(string target) => "l=" + Hash(target);

    /// <summary>The names of a file, its path apart, by which no key is needed.</summary>
    public static IEnumerable<string> NamesOf(MemoryItem item)
    {
        if (item.Id.Length > 0) yield return item.Id;
        yield return item.Path.Stem;
        yield return item.Title;
        foreach (var alias in item.Aliases) yield return alias;
    }

    /// <summary>Everything that a link to a file can say.</summary>
    /// <param name="path">The file.</param>
    /// <param name="item">What it holds; null for another kind of file.</param>
    public static IEnumerable<string> SaidOf(MemoryPath path, MemoryItem? item) =>
        item is null ? [path.Value, path.Name] : NamesOf(item).Append(path.Value).Append(LinkIndex.Bare(path));

    /// <summary>The keys of a file's names.</summary>
    /// <param name="item">The file.</param>
    /// <param name="byId">Whether it has a key by its id anyway, which then does for an id in lower case.</param>
    public static IEnumerable<string> Names(MemoryItem item, bool byId) =>
        NamesOf(item).Skip(byId && item.Id.Length > 0 && Ascii.IsValid(item.Id) && !item.Id.Any(char.IsAsciiLetterUpper) ? 1 : 0).Select(Name);

    /// <summary>The keys under which the bearers of a name are.</summary>
    public static string[] Bearers(string name) => [Name(name), $"id={name.ToLowerInvariant()}"];

    /// <summary>The keys of a file's links: each of their readings, the folders that they name on the way (a folder may be renamed, too), and the sources.</summary>
    public static IEnumerable<string> Links(MemoryItem item, string text)
    {
        foreach (var link in LinkScanner.Scan(text))
        {
            if (link.Target.Length == 0) continue;
            foreach (var reading in LinkIndex.Readings(link, item.Path)) yield return Link(reading);
            var target = link.Target.TrimStart('/');
            for (var slash = target.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = target.IndexOf('/', slash + 1)) yield return Link(target[..slash]);
        }
        foreach (var source in item.Sources) yield return Link(source.Resource);
    }

    // equal texts must have one hash: upper case is what OrdinalIgnoreCase compares by, save beyond the first plane, where the two are not always of one mind.
    // Of the rest only letters and digits count, so that a title and the file name made of it, or a path with .md and without, are one key in the index
    private static string Hash(string text)
    {
        // for every file of a tree whose index is made anew: no object but the answer
        var room = text.Length <= 256 ? stackalloc char[text.Length] : new char[text.Length];
        var length = text.AsSpan().ToUpperInvariant(room);
        if (room[..length].EndsWith(".MD", StringComparison.Ordinal)) length -= 3;
        var kept = 0;
        foreach (var c in room[..length])
            if (char.IsLetterOrDigit(c)) room[kept++] = c;
        var bytes = kept <= 256 ? stackalloc byte[kept * 3] : new byte[kept * 3];
        Span<byte> hash = stackalloc byte[sizeof(uint)];
        XxHash32.Hash(bytes[..Encoding.UTF8.GetBytes(room[..kept], bytes)], hash);
        Span<char> letters = stackalloc char[8];
        Convert.TryToBase64Chars(hash, letters, out _);
        return new(letters[..6]);
    }
}
