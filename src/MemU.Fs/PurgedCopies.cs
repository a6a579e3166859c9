using System.Text.Unicode;
using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// The raw copies beside transcripts that hold a purged text, in the tree and in all of history. In bytes that are packed or no text it can't be found,
/// so such a copy goes as a whole; so does a page or the like in which markup stands between its letters.
/// </summary>
internal sealed class PurgedCopies
{
    private static readonly MemoryPath Any = MemoryPath.FromListing("x.md");
    private static readonly HashSet<string> Markup = new([".html", ".htm", ".xhtml", ".xml", ".svg", ".rtf"], StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _copies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private PurgedCopies()
    {
    }

    /// <summary>Where they lie or lay.</summary>
    public IReadOnlyCollection<string> Paths => _paths;

    /// <summary>Finds them.</summary>
    public static PurgedCopies Of(OpenTree open, PurgedText text)
    {
        var found = new PurgedCopies();
        var history = open.RequiredHistory;
        var here = Purge.FilesOf(open.Tree.Root).Where(p => IsOfResource(p.Value)).ToList();
        var then = history.BlobsAt(IsOfResource);
        // which copies the transcripts with the text name, and then which of those don't show it
        var raw = new HashSet<string>(StringComparer.Ordinal);
        void Look(string path, byte[]? bytes)
        {
            if (bytes is not null && bytes.AsSpan().StartsWith("---"u8) && !ReferenceEquals(text.Mask(bytes), bytes) && RawOf(path, bytes) is { } copy) raw.Add(copy);
        }
        void Take(string path, byte[]? bytes)
        {
            if (bytes is null || IsShown(path, bytes, text)) return;
            found._copies.Add(GitHistory.BlobId(bytes));
            found._paths.Add(path);
            found._names.Add(path[(path.LastIndexOf('/') + 1)..]);
        }
        foreach (var path in here.Where(p => p.Extension == ".md")) Look(path.Value, open.Tree.Read(path));
        foreach (var (path, blob) in then)
            if (path.EndsWith(".md", StringComparison.Ordinal)) Look(path, history.ReadBlob(blob));
        if (raw.Count == 0) return found;
        foreach (var path in here.Where(p => raw.Contains(p.Value))) Take(path.Value, open.Tree.Read(path));
        foreach (var (path, blob) in then)
            if (raw.Contains(path)) Take(path, history.ReadBlob(blob));
        return found;
    }

    /// <summary>Whether these are the bytes of such a copy.</summary>
    public bool Holds(byte[] bytes) => _copies.Count > 0 && _copies.Contains(GitHistory.BlobId(bytes));

    /// <summary>A file that was changed, without the line that names such a copy.</summary>
    public byte[] WithoutName(byte[] before, byte[] after)
    {
        if (_names.Count == 0 || ReferenceEquals(before, after) || !before.AsSpan().StartsWith("---"u8)) return after;
        if (MemoryDocument.Parse(Any, before).GetScalar("raw") is not { } name || !_names.Contains(name)) return after;
        try
        {
            var document = MemoryDocument.Parse(Any, after);
            document.Remove("raw");
            return document.ToBytes();
        }
        catch (MemoryFormatException)
        {
            return after; // front matter that can't be edited names a copy that is gone, which harms nobody
        }
    }

    private static bool IsOfResource(string path) => path.StartsWith("resources/", StringComparison.Ordinal) || path.Contains("/resources/", StringComparison.Ordinal);

    private static string? RawOf(string path, byte[] bytes) =>
        MemoryDocument.Parse(Any, bytes).GetScalar("raw") is { Length: > 0 } name && !name.Contains('/', StringComparison.Ordinal) && !name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? path[..(path.LastIndexOf('/') + 1)] + name : null;

    private static bool IsShown(string path, byte[] bytes, PurgedText text) =>
        !bytes.AsSpan().Contains((byte)0) && Utf8.IsValid(bytes) && !(Markup.Contains(Path.GetExtension(path)) && ReferenceEquals(text.Mask(bytes), bytes));
}
