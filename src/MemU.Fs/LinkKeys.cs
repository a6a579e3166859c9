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
    public static IEnumerable<string> Names(MemoryItem item) => NamesOf(item).Select(Name);

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

    // upper case is what OrdinalIgnoreCase compares by; beyond the first plane the two are not always of one mind, so every such character counts as one.
    // That one is U+FFFD, as which what is no UTF-8 stands in a file's clean text
    private static string Hash(string text)
    {
        var upper = text.ToUpperInvariant();
        if (upper.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')) upper = string.Concat(upper.Select(c => char.IsSurrogate(c) ? '\uFFFD' : c));
        return Convert.ToBase64String(XxHash32.Hash(Encoding.UTF8.GetBytes(upper)))[..6];
    }
}
