using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using MemU.Fs.Files.Linux;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Mount.Fuse;
using Xunit;

namespace MemU.Fs.Tests.Mount;

/// <summary>Stands for a kernel at the other end of a pair of sockets, which keep requests apart as the device does.</summary>
internal sealed unsafe class FuseKernel : IDisposable
{
    private readonly FuseDevice _device;
    private readonly int _socket;

    public FuseKernel(IFileTree tree)
    {
        const int unix = 1, packets = 5;
        var pair = stackalloc int[2];
        Assert.Equal(0, FuseCalls.SocketPair(unix, packets, 0, pair));
        _socket = pair[0];
        _device = new(pair[1]);
        Server = new(_device, tree, line =>
        {
            lock (Log) Log.Add(line);
        });
    }

    public FuseServer Server { get; }

    /// <summary>What the server said went wrong by a fault of its own.</summary>
    public List<string> Log { get; } = [];

    /// <summary>The number of the last request.</summary>
    public ulong Unique { get; private set; }

    public void Dispose()
    {
        _ = LinuxCalls.Close(_socket);
        if (Server.Agreed.Minor > 0) Assert.True(Server.Over.Wait(TimeSpan.FromSeconds(10)), "the server goes on without a kernel");
        Server.Dispose();
        _device.Dispose();
    }

    public string ReadAll(string name)
    {
        var entry = MemoryMarshal.Read<EntryOut>(Ask(Opcode.Lookup, 1, Encoding.UTF8.GetBytes(name + "\0")).Body);
        var open = MemoryMarshal.Read<OpenOut>(Ask(Opcode.Open, entry.Node, Bytes(default(OpenIn))).Body);
        var text = Encoding.UTF8.GetString(Ask(Opcode.Read, entry.Node, Bytes(new ReadIn { Handle = open.Handle, Size = 4096 })).Body);
        Assert.Equal(0, Ask(Opcode.Release, entry.Node, Bytes(new ReleaseIn { Handle = open.Handle })).Error);
        Send(Opcode.Forget, entry.Node, Bytes(1ul));
        return text;
    }

    public (int Error, byte[] Body) Greet(uint major, uint minor, uint flags, uint more)
    {
        Send(Opcode.Init, 0, [.. Bytes(new InitIn { Major = major, Minor = minor, MaxReadahead = 131072, Flags = flags, MoreFlags = more }), .. new byte[44]]);
        Server.Start();
        return Receive();
    }

    public (int Error, byte[] Body) Ask(Opcode opcode, ulong node, byte[] body)
    {
        Send(opcode, node, body);
        return Receive();
    }

    public void Send(Opcode opcode, ulong node, byte[] body)
    {
        var header = new InHeader { Length = (uint)(Unsafe.SizeOf<InHeader>() + body.Length), Opcode = opcode, Unique = ++Unique, Node = node, User = 1000, Group = 1000, Thread = 1 };
        byte[] message = [.. Bytes(header), .. body];
        fixed (byte* bytes = message) Assert.Equal(message.Length, (int)LinuxCalls.WriteNext(_socket, bytes, message.Length));
    }

    /// <summary>The answer to the last request.</summary>
    public (int Error, byte[] Body) Receive()
    {
        var (header, body) = Next();
        Assert.Equal(Unique, header.Unique);
        return (-header.Error, body);
    }

    /// <summary>The next answer, to whichever request.</summary>
    public (int Error, ulong Unique) ReceiveAny() => Next().Header is var header ? (-header.Error, header.Unique) : default;

    private (OutHeader Header, byte[] Body) Next()
    {
        while (true)
        {
            var buffer = new byte[Protocol.BufferSize];
            int got;
            fixed (byte* bytes = buffer) got = (int)LinuxCalls.ReadNext(_socket, bytes, buffer.Length);
            var header = MemoryMarshal.Read<OutHeader>(buffer);
            Assert.Equal(got, (int)header.Length);
            if (header.Unique != 0) return (header, buffer[Protocol.HeaderSize..got]);
            // what the server tells of its own accord is no answer
        }
    }

    public static byte[] Bytes<T>(T value) where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
}
