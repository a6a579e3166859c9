using System.Text;
using System.Text.RegularExpressions;
using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>What a purge takes out, as rules over bytes, names and messages.</summary>
internal sealed class PurgeTarget
{
    private static readonly MemoryPath Any = MemoryPath.FromListing("x.md");
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly HashSet<string> _blobs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _titles = new(StringComparer.Ordinal);
    private readonly PurgedText? _text;
    private PurgedCopies? _copies;
    private MemoryPath _folder;
    private Regex? _said;

    private PurgeTarget(PurgedText? text) => _text = text;

    /// <summary>True for a file or folder, false for a text.</summary>
    public bool IsPath => _text is null;

    /// <summary>The statements of the purged memories, to look for what still says them.</summary>
    public HashSet<string> Statements { get; } = new(StringComparer.Ordinal);

    /// <summary>The rules.</summary>
    public PurgeRules Rules => new(Blob, IsPurged, name => _text?.Mask(name) ?? name, Message);

    /// <summary>The raw copies that go with a text since their transcripts hold it and their bytes don't show it, by the names that they have.</summary>
    public IReadOnlyCollection<string> Copies => _copies?.Paths ?? [];

    /// <summary>A text, wherever it stands.</summary>
    public static PurgeTarget OfText(OpenTree open, string text)
    {
        var purged = new PurgedText([text], asNames: true);
        return new(purged) { _copies = PurgedCopies.Of(open, purged) };
    }

    /// <summary>A file or folder with all its versions under all its names, and the raw copy beside a transcript; null when there never was one.</summary>
    public static PurgeTarget? OfPath(OpenTree open, MemoryPath path)
    {
        var target = new PurgeTarget(null) { _folder = path };
        var history = open.RequiredHistory;
        foreach (var entry in history.LogFollowing(path.Value, MemoryIdentity.Of))
            if (entry.RenamedFrom is { } older) target._paths.Add(older);
        // its versions say which memory it is, and that says which other files are versions of it
        for (var known = -1; known != target._blobs.Count;)
        {
            known = target._blobs.Count;
            foreach (var blob in history.BlobsAt(target.IsPurged).Select(b => b.Blob).Distinct())
                if (history.ReadBlob(blob) is { } bytes) target.Add(bytes);
        }
        if (open.Tree.Exists(path) && open.Tree.Read(path) is { } now) target.Add(now);
        return target._blobs.Count == 0 && !Path.Exists(open.Tree.Absolute(path)) ? null : target;
    }

    /// <summary>Whether a path of the tree goes.</summary>
    public bool IsPurged(string path) =>
        IsPath && (path == _folder.Value || path.StartsWith(_folder.Value + "/", StringComparison.Ordinal) || _paths.Contains(path) || IsRawCopy(path));

    /// <summary>What the bytes of a file become: the same array when nothing is in them, null when the file goes.</summary>
    public byte[]? Blob(byte[] bytes)
    {
        if (_text is not null) return _copies!.Holds(bytes) ? null : _copies.WithoutName(bytes, _text.Mask(bytes));
        if (_blobs.Contains(GitHistory.BlobId(bytes)) || MemoryIdentity.Of(bytes) is { } id && _ids.Contains(id)) return null;
        return WithoutLines(bytes);
    }

    /// <summary>A message, a line of a log or a person's name without it.</summary>
    public string Message(string text)
    {
        if (_text is not null) return _text.Mask(text);
        _said ??= new(string.Join('|', Spoken().OrderByDescending(s => s.Length)), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        return _said.IsMatch(text) ? _said.Replace(text, PurgedText.Mark) : text;
    }

    private void Add(byte[] bytes)
    {
        // an empty file is like any other empty file: it goes by its path only
        if (bytes.AsSpan().Trim(" \t\r\n"u8).Length > 0) _blobs.Add(GitHistory.BlobId(bytes));
        if (!bytes.AsSpan().StartsWith("---"u8)) return;
        var item = MemoryDocument.Parse(Any, bytes).ToItem();
        if (item.Id.Length > 0) _ids.Add(item.Id);
        if (item.Title.Length > 3 && item.Title != Any.Stem) _titles.Add(item.Title);
        if (item.Summary.Length > 3 && item.Type is not (MemoryType.Category or MemoryType.Resource)) Statements.Add(item.Summary);
    }

    /// <summary>What a commit may say of it: its path, its id, its title, also as a subject cuts it.</summary>
    private IEnumerable<string> Spoken()
    {
        foreach (var path in _paths.Append(_folder.Value))
            yield return Regex.Escape(path.EndsWith(".md", StringComparison.Ordinal) ? path[..^3] : path) + @"(?:\.md)?\b";
        foreach (var id in _ids) yield return Regex.Escape(id);
        foreach (var title in _titles.Concat(Statements.Select(s => s.Split('\n')[0])).Distinct())
        {
            yield return Regex.Escape(title);
            for (var length = 8; length < Math.Min(title.Length, 72); length++) yield return Regex.Escape(title[..length].TrimEnd()) + "…";
        }
    }

    /// <summary>A page that the program makes from its items, without the lines that lead to what is purged.</summary>
    private byte[] WithoutLines(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith("---"u8) || bytes.AsSpan().IndexOf("generated: true"u8) < 0) return bytes;
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        var kept = lines.Where(l => !LinkScanner.Scan(l).Any(k => IsPurged(k.Target.TrimStart('/')) || IsPurged(k.Target.TrimStart('/') + ".md"))).ToList();
        return kept.Count == lines.Length ? bytes : Encoding.UTF8.GetBytes(string.Join('\n', kept));
    }

    private bool IsRawCopy(string path) =>
        _folder.Extension == ".md" && _folder.Segments.Contains("resources") && path.StartsWith(_folder.Parent.Value + "/", StringComparison.Ordinal) && MemoryPath.FromListing(path) is var other && other.Parent == _folder.Parent && other.Stem == _folder.Stem;
}
