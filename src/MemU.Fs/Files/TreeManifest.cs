using System.Buffers.Binary;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Files;

/// <summary>
/// What the index was last compared with: every folder and file of the tree with size, time and git's id of its bytes.
/// A log of folders in the cache: a change appends the folders that it touched, and the log is rewritten when more than half of it is old.
/// A torn or foreign file counts as empty, which means "compare everything". Folders stay packed until somebody asks for their files.
/// </summary>
public sealed class TreeManifest : IDisposable
{
    private const string HeadNote = "\0HEAD\0"; // no folder has such a name
    private const int CheckedTail = 256 * 1024; // what was written last is what a power cut tears: it is checked at once, the rest where it is used

    private static ReadOnlySpan<byte> Magic => "MEMUTREE3\n"u8;

    private readonly string _file;
    private readonly Dictionary<string, FolderRecord> _folders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FolderRecord> _unsaved = new(StringComparer.Ordinal);
    private IReadOnlyList<string>? _names;
    private string _savedHead = "";
    private FileStamp _stamp;
    private long _length, _live;
    private bool _torn;
    private IDisposable? _mapping;

    private TreeManifest(string file, string identity) => (_file, Identity) = (file, identity);

    /// <summary>Names the index that it belongs to.</summary>
    public string Identity { get; }

    /// <summary>The commit that the flags were last computed against; empty when there was none.</summary>
    public string Head { get; private set; } = "";

    /// <summary>True when nothing is known.</summary>
    public bool IsEmpty => _folders.Count == 0 && _unsaved.Count == 0;

    /// <summary>True when the file is still as this process read or wrote it, and nothing is held back: reading it again would give the same.</summary>
    public bool IsCurrent => _unsaved.Count == 0 && Head == _savedHead && IsUntouched;

    /// <summary>True when the file is still as this process read or wrote it, whatever is held back.</summary>
    public bool IsUntouched => !_stamp.IsUnknown && FileStamp.Of(_file) == _stamp;

    /// <summary>The folders of which something is held back.</summary>
    public IReadOnlyCollection<string> Unsaved => _unsaved.Keys;

    internal IReadOnlyCollection<FolderRecord> Records => _folders.Values;

    /// <summary>Reads the manifest of an index; empty when there is none, or it belongs to another index.</summary>
    public static TreeManifest Load(string file, string identity)
    {
        var manifest = new TreeManifest(file, identity);
        var before = FileStamp.Of(file);
        try
        {
            manifest.Read(MappedFile.Read(file, out manifest._mapping));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // nothing has been compared yet
        }
        manifest._stamp = FileStamp.Of(file) == before ? before : FileStamp.Unknown;
        return manifest;
    }

    /// <summary>Every folder that is known, in ordinal order; what is set meanwhile does not change the list.</summary>
    public IReadOnlyList<string> Folders() => _names ??= [.. _folders.Keys.Order(StringComparer.Ordinal)];

    /// <summary>A folder's modification time as known; -1 when the folder is unknown.</summary>
    public long ModifiedOf(string folder) => Record(folder)?.Modified ?? -1;

    /// <summary>A folder as known, unpacked for this call; null when it is unknown.</summary>
    public TreeFolder? Folder(string folder) => Record(folder)?.Unpack();

    /// <summary>A file as known; null when it is unknown.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="name">Its name there.</param>
    public TreeEntry? Entry(string folder, string name) => Record(folder)?.Find(name);

    /// <summary>The files that are there, folder by folder in ordinal order; what walks them costs as much as there are.</summary>
    public IEnumerable<(MemoryPath Path, TreeEntry Entry)> Files()
    {
        foreach (var folder in Folders())
            foreach (var entry in Folder(folder)!.Files.Values)
                if (!entry.Is(TreeFlags.Deleted)) yield return (PathOf(folder, entry), entry);
    }

    /// <summary>Where a file of a folder lies.</summary>
    public static MemoryPath PathOf(string folder, TreeEntry entry) => MemoryPath.FromListing(folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}");

    /// <summary>The files that have any of the flags, each with its folder, folders in ordinal order; costs nothing for folders that have none.</summary>
    public IEnumerable<(string Folder, TreeEntry Entry)> Flagged(TreeFlags flags)
    {
        foreach (var record in _folders.Values.Where(r => (r.Flags & flags) != 0).OrderBy(r => r.Name, StringComparer.Ordinal).ToList())
            foreach (var entry in record.Flagged(flags)) yield return (record.Name, entry);
    }

    /// <summary>Notes a folder as it is now, or with null that it has gone.</summary>
    public void Set(string folder, TreeFolder? value)
    {
        var record = FolderRecord.Of(folder, value);
        _unsaved[folder] = record;
        if (_folders.ContainsKey(folder) != (value is not null)) _names = null;
        Take(record);
    }

    /// <summary>Notes the commit that the flags were computed against.</summary>
    public void SetHead(string head) => Head = head;

    /// <summary>Writes what has changed since it was read. Call it after the index has taken the same changes, never before.</summary>
    public void Save()
    {
        // a torn tail is never cut off: another process may have the file mapped
        var rewrite = _torn || _length == 0 || _length > 64 * 1024 && _live < _length / 2;
        foreach (var damaged in _folders.Values.Where(r => r.IsDamaged).ToList()) Set(damaged.Name, damaged.Unpack());
        var parts = new List<ReadOnlyMemory<byte>>();
        if (rewrite) parts.Add(Start(Identity));
        foreach (var record in rewrite ? _folders.Values : (IEnumerable<FolderRecord>)_unsaved.Values) parts.Add(record.Bytes);
        parts.Add(FolderRecord.Of(HeadNote + Head, null).Bytes);
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        _stamp = FileStamp.Unknown; // should writing fail
        if (rewrite)
        {
            using (var handle = File.OpenHandle(_file + ".new", FileMode.Create, FileAccess.Write)) RandomAccess.Write(handle, parts, 0);
            File.Move(_file + ".new", _file, overwrite: true);
            (_length, _torn) = (0, false);
        }
        else
        {
            using var handle = File.OpenHandle(_file, FileMode.Open, FileAccess.Write, FileShare.Read);
            RandomAccess.Write(handle, parts, _length);
        }
        foreach (var part in parts) _length += part.Length;
        _unsaved.Clear();
        _savedHead = Head;
        _stamp = FileStamp.Of(_file);
    }

    /// <summary>Lets go of the file; nothing can be asked afterwards.</summary>
    public void Dispose() => _mapping?.Dispose();

    internal FolderRecord? Record(string folder) => _folders.GetValueOrDefault(folder);

    private static byte[] Start(string identity)
    {
        var bytes = new byte[Magic.Length + 2 + Encoding.UTF8.GetByteCount(identity)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(Magic.Length), checked((ushort)Encoding.UTF8.GetBytes(identity, bytes.AsSpan(Magic.Length + 2))));
        return bytes;
    }

    private void Read(ReadOnlyMemory<byte> bytes)
    {
        _torn = !bytes.IsEmpty; // until it has been read to its end
        var start = Start(Identity);
        if (!bytes.Span.StartsWith(start)) return;
        var at = start.Length;
        while (FolderRecord.Read(bytes[at..], inFull: bytes.Length - at < CheckedTail) is { } record) // a torn tail does not count
        {
            if (record.Name.StartsWith(HeadNote, StringComparison.Ordinal)) Head = _savedHead = record.Name[HeadNote.Length..];
            else Take(record);
            at += record.Bytes.Length;
        }
        _length = at;
        _torn = at < bytes.Length;
    }

    private void Take(FolderRecord record)
    {
        if (_folders.Remove(record.Name, out var old)) _live -= old.Bytes.Length;
        if (record.Count < 0) return;
        _folders[record.Name] = record;
        _live += record.Bytes.Length;
    }
}
