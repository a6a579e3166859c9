using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Files.Linux;

/// <summary>How a tree on the disk is shown.</summary>
public sealed record LinuxTreeOptions
{
    /// <summary>The folder.</summary>
    public required string Root { get; init; }

    /// <summary>Nothing can be changed through it.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>
    /// Whether it is a memory: its names are ones that every system can have, its markdown is replaced as a whole when it is saved, and the program's own
    /// state and cache are not shown. Otherwise it is any folder, shown as it is.
    /// </summary>
    public bool IsMemory { get; init; } = true;

    /// <summary>Names at the top that are not shown and can't be made.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];
}

/// <summary>
/// A folder of a Linux disk by nodes and handles. Everything is asked for relative to open folders and without following links, so nothing outside can be
/// reached; what was renamed or removed while it is open stays what it is. Changes that others make below are told (<see cref="Changed"/>), so drivers may
/// keep what they know.
/// </summary>
public sealed unsafe partial class LinuxTree : IFileTree, IDisposable
{
    private const int MostName = 255, NameBuffer = 256;

    // long where changes behind the driver's back are told, short elsewhere; names that are free are asked for again soon, for they cost others more when wrong
    private const int Long = 60_000, Short = 1_000;

    private readonly LinuxTreeOptions _options;
    private readonly byte[][] _hidden;
    private readonly Dictionary<LinuxIdentity, LinuxNode> _known = [];
    private readonly Lock _nodes = new();
    private long _saves; // how often a file took another's place. Under the lock of the nodes
    private readonly LinuxNode _root;
    private readonly OutsideWatch _outside;
    private readonly bool _syncsNames; // whether a new file's own sync makes its name durable, too
    private readonly uint _mask = LinuxCalls.Mask(), _user = LinuxCalls.User(), _group = LinuxCalls.Group();

    /// <summary>Opens a folder.</summary>
    /// <exception cref="MemUException">There is no such folder, or it may not be read.</exception>
    public LinuxTree(LinuxTreeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _hidden = [.. options.Hidden.Select(Encoding.UTF8.GetBytes)];
        var root = LinuxCalls.Open(System.IO.Path.GetFullPath(options.Root), LinuxCalls.PathOnly | LinuxCalls.Folder | LinuxCalls.CloseOnExec, 0);
        if (root < 0) throw SystemError.From(LinuxFiles.Error(Marshal.GetLastPInvokeError(), options.Root), $"{options.Root} can't be opened");
        _ = LinuxCalls.Look(root, out var status);
        _root = new(this, status.Identity, NodeKind.Folder, null) { Descriptor = root, Users = 1, References = 1 };
        _known[status.Identity] = _root;
        var disk = new DriveInfo(System.IO.Path.GetFullPath(options.Root)).DriveFormat;
        _syncsNames = disk.StartsWith("ext", StringComparison.Ordinal) || disk is "xfs" or "btrfs" or "f2fs" or "tmpfs" or "ramfs";
        // others may change a network's disk without a word to this machine
        _outside = new(this, change => Changed?.Invoke(change), canWatch: disk is not ("nfs" or "nfs4" or "cifs" or "smb" or "smb2" or "smbfs" or "fuse" or "fuseblk" or "9p" or "v9fs" or "ceph" or "afs" or "lustre" or "gfs2" or "ocfs2"));
    }

    /// <summary>The folder, absolute.</summary>
    public string FullPath => System.IO.Path.GetFullPath(_options.Root);

    /// <inheritdoc/>
    public FileNode Root => _root;

    /// <inheritdoc/>
    public TreeTraits Traits => new(_options.IsReadOnly, IsCaseSensitive: true, HasLinks: true);

    /// <inheritdoc/>
    public event Action<TreeChange>? Changed;

    /// <summary>How many nodes somebody knows, the root among them.</summary>
    public int KnownNodes
    {
        get { lock (_nodes) return _known.Count; }
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<NodeEntry>> LookupAsync(FileNode folder, ReadOnlyMemory<byte> name, Caller caller, CancellationToken cancellationToken) => new(Lookup((LinuxNode)folder, name.Span));

    /// <inheritdoc/>
    public bool Forget(FileNode node, ulong count)
    {
        var known = (LinuxNode)node;
        if (ReferenceEquals(known, _root)) return false;
        lock (_nodes)
        {
            known.References -= (long)count;
            if (known.References > 0) return false;
            if (_known.TryGetValue(known.Identity, out var same) && ReferenceEquals(same, known)) _known.Remove(known.Identity);
        }
        if (known.Kind == NodeKind.Folder)
        {
            _outside.Unwatch(known);
            Abandon(known);
        }
        else if (known.Orphan >= 0) _ = LinuxCalls.Close(known.Orphan);
        return true;
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<TreeSpace>> SpaceAsync(CancellationToken cancellationToken)
    {
        LinuxSpace space;
        if (Failed(LinuxCalls.Space(_root.Descriptor, &space)) is not TreeError.None and var error) return new(error);
        return new(new TreeSpace((uint)space.BlockSize, space.Blocks, space.Free, space.Available, space.Files, space.FreeFiles));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _outside.Dispose();
        lock (_opening)
        {
            foreach (var folder in _openFolders.Append(_root))
                if (folder.Descriptor >= 0) Close(folder);
            _openFolders.Clear();
        }
        lock (_nodes) _known.Clear();
    }

    private Outcome<NodeEntry> Lookup(LinuxNode folder, ReadOnlySpan<byte> name)
    {
        var text = stackalloc byte[NameBuffer];
        if (Copy(name, text) is not TreeError.None and var bad) return bad;
        if (Hides(folder, name)) return Free;
        if (Enter(folder, out var descriptor) is not 0 and var closed) return Errno.ToError(closed);
        try
        {
            _outside.Watch(folder, descriptor);
            var error = Find(folder, descriptor, name, text, out var entry);
            if (error == LinuxFiles.NoEntry && !Ascii.IsValid(name) && OtherForm(descriptor, ref name, text, out _)) error = Find(folder, descriptor, name, text, out entry);
            if (error == 0) return entry;
            return error != LinuxFiles.NoEntry ? Errno.ToError(error) : Missing(name) == TreeError.NotFound ? Free : Missing(name);
        }
        finally
        {
            Leave(folder);
        }
    }

    /// <summary>Why nothing has a name; one that is no UTF-8 can only be looked at and given another where it is there already.</summary>
    private TreeError Missing(ReadOnlySpan<byte> name) => _options.IsMemory && !Utf8.IsValid(name) ? TreeError.BadName : TreeError.NotFound;

    private static Outcome<NodeEntry> Free => new(TreeError.NotFound, new(null, default, new(Short, 0)));

    /// <summary>The same name with its accents composed, or apart: both look alike, and editors and systems write one or the other.</summary>
    private static bool OtherForm(int descriptor, ref ReadOnlySpan<byte> name, byte* text, out LinuxStatus status)
    {
        status = default;
        if (!Utf8.IsValid(name)) return false;
        var given = Encoding.UTF8.GetString(name);
        foreach (var form in new[] { NormalizationForm.FormC, NormalizationForm.FormD })
        {
            if (!SafeText.IsPlain(given) || given.IsNormalized(form)) continue;
            var other = Encoding.UTF8.GetBytes(given.Normalize(form));
            if (Copy(other, text) != TreeError.None || LinuxCalls.Look(descriptor, text, out status) != 0) continue;
            name = other;
            return true;
        }
        return false;
    }

    /// <summary>Finds the node behind a name, known once more; answers 0 or the error's number.</summary>
    private int Find(LinuxNode folder, int descriptor, ReadOnlySpan<byte> name, byte* text, out NodeEntry entry)
    {
        while (true)
        {
            var saves = Volatile.Read(ref _saves);
            var error = LinuxCalls.Look(descriptor, text, out var status);
            entry = default;
            if (error != 0 || TryEntry(folder, name, status, saves, out entry)) return error;
        }
    }

    /// <summary>The node of a file that was opened or made by a name, known once more.</summary>
    private NodeEntry Entry(LinuxNode folder, ReadOnlySpan<byte> name, in LinuxStatus status)
    {
        _ = TryEntry(folder, name, status, null, out var entry);
        return entry;
    }

    /// <param name="folder">Where it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="status">What it is.</param>
    /// <param name="saves">How many files had been saved when the status was asked for; null when the file itself is held.</param>
    /// <param name="entry">The node.</param>
    /// <returns>False when the file may have been saved since, so that the status is one of a file that is gone and whose node is another by now.</returns>
    private bool TryEntry(LinuxNode folder, ReadOnlySpan<byte> name, in LinuxStatus status, long? saves, out NodeEntry entry)
    {
        LinuxNode? node;
        lock (_nodes)
        {
            if (!_known.TryGetValue(status.Identity, out node))
            {
                if (saves is not null && saves != _saves)
                {
                    entry = default;
                    return false;
                }
                node = new(this, status.Identity, LinuxStatus.KindOf(status.Mode), new(folder, [.. name, 0])) { HoldsState = _options.IsMemory && ReferenceEquals(folder, _root) && name.SequenceEqual(".memu"u8) };
                _known.Add(status.Identity, node);
            }
            else if (node.Place is not { } place || !place.Is(folder, name)) SetPlace(node, new(folder, [.. name, 0]), status.Names);
            node.References++;
        }
        entry = new(node, Answer(node, status), Lifetime(folder, node));
        return true;
    }

    private static Lifetime Lifetime(LinuxNode folder, LinuxNode node) => folder.Watch >= 0 ? new(Long, node.Draft is null ? Long : 0) : new(Short, node.Draft is null ? Short : 0);

    private static NodeAttributes Answer(LinuxNode node, in LinuxStatus status)
    {
        node.Answered = status.Version;
        return status.ToAttributes();
    }

    /// <summary>A name by which the node was found just now becomes the one by which it is reached. Under the lock of the nodes.</summary>
    private static void SetPlace(LinuxNode node, Place place, uint names)
    {
        if (node.Place is { } old && names > 1 && node.Kind != NodeKind.Folder)
        {
            node.OtherPlaces ??= [];
            node.OtherPlaces.RemoveAll(p => p.Is(place.Folder, place.Bytes));
            if (node.OtherPlaces.Count < 16) node.OtherPlaces.Add(old); // with more names than that, one is found again when it is looked up
        }
        else node.OtherPlaces = null;
        node.Place = place;
    }

    /// <summary>A name of a node is gone, and with the last one the node is known to those alone who hold it.</summary>
    private void LosePlace(LinuxNode node, LinuxNode folder, ReadOnlySpan<byte> name, bool isLast)
    {
        lock (_nodes)
        {
            for (var i = (node.OtherPlaces?.Count ?? 0) - 1; i >= 0; i--)
                if (node.OtherPlaces![i].Is(folder, name)) node.OtherPlaces.RemoveAt(i);
            if (node.Place is { } place && place.Is(folder, name))
            {
                node.Place = node.OtherPlaces is { Count: > 0 } others ? others[^1] : null;
                if (node.OtherPlaces is { Count: > 0 }) node.OtherPlaces.RemoveAt(node.OtherPlaces.Count - 1);
            }
            if (!isLast) return;
            (node.Place, node.OtherPlaces) = (null, null);
            if (_known.TryGetValue(node.Identity, out var same) && ReferenceEquals(same, node)) _known.Remove(node.Identity);
        }
        if (node.Kind != NodeKind.Folder) return;
        _outside.Unwatch(node);
    }

    private LinuxNode? Known(LinuxIdentity identity)
    {
        lock (_nodes) return _known.GetValueOrDefault(identity);
    }

    /// <summary>The folder of the settings and of the program's own state keeps its name: elsewhere all of it would be shown.</summary>
    private bool IsStateFolder(LinuxNode folder, ReadOnlySpan<byte> name) => _options.IsMemory && ReferenceEquals(folder, _root) && name.SequenceEqual(".memu"u8);

    private bool Hides(LinuxNode folder, ReadOnlySpan<byte> name)
    {
        if (folder.HoldsState) return name.SequenceEqual("state"u8) || name.SequenceEqual("cache"u8);
        if (_hidden.Length == 0 || !ReferenceEquals(folder, _root)) return false;
        foreach (var hidden in _hidden)
            if (name.SequenceEqual(hidden)) return true;
        return false;
    }

    /// <summary>Puts a name where system calls find it, with a zero behind it.</summary>
    private static TreeError Copy(ReadOnlySpan<byte> name, byte* text)
    {
        if (name.Length > MostName) return TreeError.NameTooLong;
        if (name.IsEmpty || name.IndexOfAny((byte)'/', (byte)0) >= 0 || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8)) return TreeError.Invalid;
        name.CopyTo(new Span<byte>(text, NameBuffer));
        text[name.Length] = 0;
        return TreeError.None;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TreeError Failed(int answer) => answer >= 0 ? TreeError.None : Errno.ToError(Marshal.GetLastPInvokeError());
}
