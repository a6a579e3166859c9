using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MemU.Fs.Files.Linux;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.Fuse;

/// <summary>One request of the kernel with its bytes, and room for the answer. It belongs to a worker while it is answered at once, and to itself when that takes longer.</summary>
internal sealed unsafe class Request(FuseDevice device) : IEntrySink, IDisposable
{
    private readonly NativeBuffer _in = new(Protocol.BufferSize), _out = new(Protocol.BufferSize);
    private CancellationTokenSource _stop = new();
    private int _length, _filled, _limit;

    /// <summary>Where the server finds nodes' numbers, for listings.</summary>
    public FuseNodes? Nodes { get; set; }

    /// <summary>True while somebody works on it who will answer later.</summary>
    public bool IsPending { get; set; }

    /// <summary>True when nobody waited for the answer any more: what it gave is not known to the kernel.</summary>
    public bool WasDropped { get; private set; }

    /// <summary>True once it was answered, or needs no answer.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>When the answer was ready (<see cref="Stopwatch.GetTimestamp"/>): whoever waits for it may run before this thread does again.</summary>
    public long ReadyAt { get; private set; }

    public ref InHeader Header => ref *(InHeader*)_in.Start;

    public ulong Node => Header.Node;

    public Caller Caller => new(Header.User, Header.Group, Header.Thread);

    /// <summary>Is set when the kernel no longer waits for the answer.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Bytes after the header.</summary>
    public int Rest => _length - sizeof(InHeader);

    /// <summary>Waits for the next request; false when the mount is gone.</summary>
    public bool Next()
    {
        (IsPending, IsAnswered, WasDropped) = (false, false, false);
        if (_stop.IsCancellationRequested)
        {
            _stop.Dispose();
            _stop = new();
        }
        _length = device.Read(_in.Start, _in.Size);
        return _length >= 0;
    }

    /// <summary>Whether the bytes are as many as the header says, and enough for it.</summary>
    public bool IsWhole => _length >= sizeof(InHeader) && Header.Length == _length;

    /// <summary>The structure after the header; false when the request is too short for it.</summary>
    public bool Has<T>(out T value) where T : unmanaged
    {
        value = default;
        if (Rest < sizeof(T)) return false;
        value = Unsafe.ReadUnaligned<T>(_in.Start + sizeof(InHeader));
        return true;
    }

    /// <summary>The name after a structure of so many bytes, with the place behind its zero; false when none ends there.</summary>
    public bool Name(int offset, out ReadOnlyMemory<byte> name, out int next)
    {
        (name, next) = (default, 0);
        var start = sizeof(InHeader) + offset;
        if (start >= _length) return false;
        var length = new ReadOnlySpan<byte>(_in.Start + start, _length - start).IndexOf((byte)0);
        if (length < 0) return false;
        name = _in.Memory.Slice(start, length);
        next = offset + length + 1;
        return true;
    }

    /// <summary>Bytes after a structure; false when there are not so many.</summary>
    public bool Data(int offset, int length, out ReadOnlyMemory<byte> data)
    {
        data = default;
        if (length < 0 || Rest - offset < length) return false;
        data = _in.Memory.Slice(sizeof(InHeader) + offset, length);
        return true;
    }

    /// <summary>Room for an answer of bytes; then answer with <see cref="AnswerFilled"/>.</summary>
    public Memory<byte> Room(int size) => _out.Memory.Slice(Protocol.HeaderSize, Math.Min(size, Protocol.MaxWrite));

    /// <summary>The kernel no longer waits.</summary>
    public void Interrupt() => _stop.Cancel();

    /// <summary>There is nothing to be answered.</summary>
    public void NeedsNone() => IsAnswered = true;

    public void Answer(TreeError error) => Send(0, Errno.Of(error));

    public void AnswerNumber(int error) => Send(0, error);

    public void Answer<T>(in T value) where T : unmanaged
    {
        Unsafe.WriteUnaligned(_out.Start + Protocol.HeaderSize, value);
        Send(sizeof(T), 0);
    }

    public void Answer<TFirst, TSecond>(in TFirst first, in TSecond second) where TFirst : unmanaged where TSecond : unmanaged
    {
        Unsafe.WriteUnaligned(_out.Start + Protocol.HeaderSize, first);
        Unsafe.WriteUnaligned(_out.Start + Protocol.HeaderSize + sizeof(TFirst), second);
        Send(sizeof(TFirst) + sizeof(TSecond), 0);
    }

    public void AnswerBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > Protocol.MaxWrite) bytes = bytes[..Protocol.MaxWrite];
        bytes.CopyTo(new(_out.Start + Protocol.HeaderSize, bytes.Length));
        Send(bytes.Length, 0);
    }

    /// <summary>Answers with the first bytes of <see cref="Room"/>, or with the listing.</summary>
    public void AnswerFilled(int size) => Send(size, 0);

    /// <summary>Room for bytes that the kernel is given without having asked; then <see cref="PutAhead"/>, and then the answer.</summary>
    public Memory<byte> RoomAhead(int size) => _out.Memory.Slice(Protocol.HeaderSize + sizeof(StoreOut), size);

    /// <summary>Puts the first bytes of <see cref="RoomAhead"/> into what the kernel keeps of a file, from its beginning.</summary>
    public void PutAhead(ulong node, int size)
    {
        var length = Protocol.HeaderSize + sizeof(StoreOut) + size;
        *(StoreOut*)(_out.Start + Protocol.HeaderSize) = new() { Node = node, Size = (uint)size };
        Notify(Protocol.NotifyStore, length);
    }

    /// <summary>The kernel is to ask for content and attributes of a node again; waits for those who read or write it just now.</summary>
    public void DropPages(ulong node)
    {
        *(InvalidateNode*)(_out.Start + Protocol.HeaderSize) = new() { Node = node };
        Notify(Protocol.NotifyInode, Protocol.HeaderSize + sizeof(InvalidateNode));
    }

    private void Notify(int code, int length)
    {
        *(OutHeader*)_out.Start = new() { Length = (uint)length, Error = code };
        _ = device.Write(_out.Start, length); // what it does not take it asks for later
    }

    private void Send(int size, int error)
    {
        if (IsAnswered) return;
        IsAnswered = true;
        ReadyAt = Stopwatch.GetTimestamp();
        *(OutHeader*)_out.Start = new() { Length = (uint)(Protocol.HeaderSize + size), Error = -error, Unique = Header.Unique };
        WasDropped = device.Write(_out.Start, Protocol.HeaderSize + size) == FuseCalls.NoEntry;
    }

    /// <summary>Gives its memory back.</summary>
    public void Dispose()
    {
        _in.Free();
        _out.Free();
        _stop.Dispose();
    }

    // a listing ---------------------------------------------------------------------------------------------------

    /// <inheritdoc/>
    public bool WantsNodes { get; private set; }

    /// <summary>How much of the listing is there, in bytes.</summary>
    public int Filled => _filled;

    /// <summary>Begins a listing of at most so many bytes.</summary>
    public void BeginListing(uint size, bool withNodes) => (_filled, _limit, WantsNodes) = (0, (int)Math.Min(size, Protocol.MaxWrite), withNodes);

    /// <inheritdoc/>
    public bool Add(ReadOnlySpan<byte> name, long place, in NodeEntry entry)
    {
        var head = WantsNodes ? sizeof(EntryOut) : 0;
        var size = (head + sizeof(EntryHead) + name.Length + 7) & ~7;
        if (_filled + size > _limit) return false;
        var at = _out.Start + Protocol.HeaderSize + _filled;
        if (WantsNodes) *(EntryOut*)at = entry.Node is null ? default : Nodes!.EntryOf(entry);
        at += head;
        *(EntryHead*)at = new() { Inode = entry.Attributes.Inode, Place = place, NameLength = (uint)name.Length, Kind = LinuxKind(entry.Attributes.Kind) };
        var text = new Span<byte>(at + sizeof(EntryHead), size - head - sizeof(EntryHead));
        name.CopyTo(text);
        text[name.Length..].Clear();
        _filled += size;
        return true;
    }

    private static uint LinuxKind(NodeKind kind) => LinuxStatus.ModeOf(kind) >> 12;
}
