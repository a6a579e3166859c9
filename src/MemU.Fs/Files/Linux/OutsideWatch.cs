using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Linux;

/// <summary>
/// Sees what others change below a tree, and tells of it: the system's events (inotify) of those folders that somebody knows, so the cost follows what is in
/// use. A folder that can't be watched is simply not kept for long by drivers.
/// </summary>
internal sealed unsafe class OutsideWatch : IDisposable
{
    private const uint Modified = 0x2, Attributes = 0x4, MovedFrom = 0x40, MovedTo = 0x80, Created = 0x100, Deleted = 0x200, Overflow = 0x4000, Ignored = 0x8000, FoldersOnly = 0x1000000, NotRemoved = 0x4000000;
    private const int BufferSize = 64 * 1024, Settling = 300, Pause = 2;

    private readonly LinuxTree _tree;
    private readonly Action<TreeChange> _raise;
    private readonly OwnChanges _own = new();
    private readonly ConcurrentQueue<TreeChange> _told = new();
    private readonly Dictionary<int, LinuxNode> _watched = [];
    private readonly Lock _one = new();
    private readonly HashSet<LinuxNode> _later = [], _again = [];
    private readonly HashSet<(LinuxNode Folder, string Name)> _gone = [];
    private readonly int _events, _signal;
    private readonly Thread? _thread;
    private volatile bool _isOver;

    /// <summary>Begins to watch a tree; <paramref name="raise"/> is called on a thread that holds no lock.</summary>
    public OutsideWatch(LinuxTree tree, Action<TreeChange> raise, bool canWatch)
    {
        (_tree, _raise) = (tree, raise);
        _events = canWatch ? LinuxCalls.Watching(LinuxCalls.CloseOnExec | LinuxCalls.NonBlocking) : -1;
        _signal = LinuxCalls.Signal(0, LinuxCalls.CloseOnExec | LinuxCalls.NonBlocking);
        _thread = new(Run) { IsBackground = true, Name = "memu outside changes" };
        _thread.Start();
    }

    /// <summary>Watches a folder, if it is not watched yet and can be.</summary>
    public void Watch(LinuxNode folder, int descriptor)
    {
        if (folder.Watch != -1 || _isOver) return;
        lock (_one)
        {
            if (folder.Watch != -1) return;
            var watch = _events < 0 ? -1 : LinuxCalls.Watch(_events, $"/proc/self/fd/{descriptor.ToString(CultureInfo.InvariantCulture)}", Modified | Attributes | MovedFrom | MovedTo | Created | Deleted | FoldersOnly | NotRemoved);
            if (watch >= 0) _watched[watch] = folder;
            folder.Watch = watch >= 0 ? watch : -2; // no more watches to be had: then it is asked for more often
        }
    }

    /// <summary>Nobody knows a folder any more.</summary>
    public void Unwatch(LinuxNode folder)
    {
        lock (_one)
        {
            if (folder.Watch >= 0 && _watched.TryGetValue(folder.Watch, out var same) && ReferenceEquals(same, folder))
            {
                _watched.Remove(folder.Watch);
                _ = LinuxCalls.Unwatch(_events, folder.Watch);
            }
            folder.Watch = -1;
        }
    }

    /// <summary>Notes what is about to be done to a name, so that it is not taken for another's doing.</summary>
    public OwnChange Own(LinuxNode folder, ReadOnlySpan<byte> name, byte what) => _own.Expect(folder.Watch, name, what);

    /// <summary>Tells of a change that the tree made by itself, from the watching thread.</summary>
    public void Tell(TreeChange change)
    {
        _told.Enqueue(change);
        Wake();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _isOver = true;
        Wake();
        _thread?.Join();
        if (_events >= 0) _ = LinuxCalls.Close(_events);
        _ = LinuxCalls.Close(_signal);
    }

    private void Wake()
    {
        var one = 1ul;
        _ = LinuxCalls.WriteNext(_signal, (byte*)&one, 8); // a signal that is already set says the same
    }

    private void Run()
    {
        var buffer = (byte*)NativeMemory.Alloc(BufferSize);
        var polls = stackalloc LinuxPoll[2];
        try
        {
            while (!_isOver)
            {
                polls[0] = new() { Descriptor = _signal, Wanted = 1 };
                polls[1] = new() { Descriptor = _events, Wanted = 1 };
                _ = LinuxCalls.Poll(polls, _events >= 0 ? 2u : 1u, _later.Count > 0 ? Settling : -1);
                var sink = 0ul;
                if (polls[0].Happened != 0) _ = LinuxCalls.ReadNext(_signal, (byte*)&sink, 8);
                while (_told.TryDequeue(out var change)) _raise(change);
                // events of one action come together, and one wake-up serves them all
                if (polls[1].Happened != 0 && !_isOver) Thread.Sleep(Pause);
                while (!_isOver && _events >= 0 && LinuxCalls.ReadNext(_events, buffer, BufferSize) is > 0 and var got) Take(buffer, buffer + got);
                Recheck();
            }
        }
        finally
        {
            NativeMemory.Free(buffer);
        }
    }

    private void Take(byte* at, byte* end)
    {
        var isLost = false;
        while (at < end)
        {
            var (watch, what, length) = (*(int*)at, *(uint*)(at + 4), *(int*)(at + 12));
            var name = length == 0 ? default : MemoryMarshal.CreateReadOnlySpanFromNullTerminated(at + 16);
            at += 16 + length;
            if ((what & Overflow) != 0) isLost = true;
            else if ((what & Ignored) != 0) Lose(watch);
            else if (Folder(watch) is { } folder) See(folder, watch, what, name);
        }
        TellOfGone();
        if (isLost) LookAtAll();
    }

    private LinuxNode? Folder(int watch)
    {
        lock (_one) return _watched.GetValueOrDefault(watch);
    }

    private void Lose(int watch)
    {
        lock (_one)
            if (_watched.Remove(watch, out var folder)) folder.Watch = -1;
    }

    private void See(LinuxNode folder, int watch, uint what, ReadOnlySpan<byte> name)
    {
        if ((what & (Created | MovedTo)) != 0 && !_own.Take(watch, name, OwnChanges.Appears))
        {
            _gone.Remove((folder, Encoding.UTF8.GetString(name)));
            _raise(new(TreeChangeKind.Added, folder, name.ToArray(), null));
        }
        if ((what & (Deleted | MovedFrom)) != 0 && !_own.Take(watch, name, OwnChanges.Goes)) _gone.Add((folder, Encoding.UTF8.GetString(name)));
        if ((what & (Modified | Attributes)) == 0) return;
        if (name.IsEmpty) Suspect(folder, folder, name, isContent: false);
        else if (_tree.KnownBy(folder, name) is { } node) Suspect(node, folder, name, (what & Modified) != 0);
    }

    /// <summary>Something of a node may have been changed by another; what was done through the tree itself a moment ago is left to settle first.</summary>
    private void Suspect(LinuxNode node, LinuxNode folder, ReadOnlySpan<byte> name, bool isContent)
    {
        if (node.Unflushed > 0 || Environment.TickCount64 - node.OwnChange < Settling) _later.Add(node);
        else if (_tree.IsOtherThanAnswered(node) || isContent && !_tree.IsLastChangeOwn(node, Settling))
        {
            // what a driver drops while another writes through it may be read once more before that is written
            if (isContent && LinuxTree.IsWrittenInPlace(node) && _again.Add(node)) _later.Add(node);
            _raise(new(isContent ? TreeChangeKind.Content : TreeChangeKind.Attributes, folder, name.ToArray(), node));
        }
    }

    private void Recheck()
    {
        if (_later.Count == 0) return;
        foreach (var node in _later.ToList())
        {
            if (node.Unflushed > 0 || Environment.TickCount64 - node.OwnChange < Settling) continue;
            _later.Remove(node);
            if (_tree.IsOtherThanAnswered(node) | _again.Remove(node)) _raise(new(TreeChangeKind.Content, node.Place?.Folder ?? node, node.Place is { } place ? place.Bytes.ToArray() : default, node));
        }
    }

    /// <summary>Names that are gone, with the nodes that were behind them, found in one pass.</summary>
    private void TellOfGone()
    {
        if (_gone.Count == 0) return;
        foreach (var (folder, name, node) in _tree.KnownAmong(_gone)) _raise(new(TreeChangeKind.Removed, folder, Encoding.UTF8.GetBytes(name), node));
        _gone.Clear();
    }

    /// <summary>Events were lost: everything that is known is compared.</summary>
    private void LookAtAll()
    {
        _own.Clear();
        foreach (var node in _tree.AllKnown())
            if (_tree.IsOtherThanAnswered(node))
                _raise(new(TreeChangeKind.Content, node.Place?.Folder ?? node, node.Place is { } place && !_tree.IsThere(node) ? place.Bytes.ToArray() : default, node));
    }
}
