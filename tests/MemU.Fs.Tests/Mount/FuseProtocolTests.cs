using System.Runtime.InteropServices;
using MemU.Fs.Files.Linux;
using MemU.Fs.Mount.Fuse;
using Xunit;
using static MemU.Fs.Tests.Mount.FuseKernel;

namespace MemU.Fs.Tests.Mount;

/// <summary>The protocol without a kernel: requests over a pair of sockets, old and new greetings, and ones that no kernel sends.</summary>
public sealed class FuseProtocolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LinuxTree _tree;
    private readonly FuseKernel _kernel;

    public FuseProtocolTests()
    {
        _folder.Write("a.md", "oolong");
        _tree = new(new() { Root = _folder.Path });
        _kernel = new(_tree);
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _tree.Dispose();
        _folder.Dispose();
        Assert.Empty(_kernel.Log);
    }

    [Theory]
    [InlineData(23, 23)]
    [InlineData(31, 31)]
    [InlineData(45, 40)]
    public void Kernels_old_and_new_are_greeted_with_what_both_know(uint minor, uint agreed)
    {
        var greeting = _kernel.Greet(7, minor, minor < 36 ? 0x3u | 1 << 3 | 1 << 13 : uint.MaxValue, minor < 36 ? 0 : uint.MaxValue);
        Assert.Equal(0, greeting.Error);
        var answer = MemoryMarshal.Read<InitOut>(greeting.Body);
        Assert.Equal((7u, agreed, (uint)Protocol.MaxWrite), (answer.Major, answer.Minor, answer.MaxWrite));
        Assert.Equal(minor >= 36, (answer.MoreFlags & 1 << 4) != 0); // mapping of what is read directly
        Assert.Equal(0u, answer.Flags & (1 << 1 | 1 << 10)); // no locks of ours
        Assert.Equal("oolong", _kernel.ReadAll("a.md"));
    }

    [Fact]
    public void A_kernel_that_is_too_old_is_told_so()
    {
        _kernel.Send(Opcode.Init, 0, Bytes(new InitIn { Major = 7, Minor = 22 }));
        Assert.Throws<IOException>(_kernel.Server.Start);
        Assert.Equal(71, _kernel.Receive().Error);
    }

    [Fact]
    public void Requests_that_are_too_short_too_long_or_of_nothing_known_are_answered_with_an_error()
    {
        _kernel.Greet(7, 40, uint.MaxValue, uint.MaxValue);
        foreach (Opcode opcode in Enum.GetValues<Opcode>())
        {
            if (opcode is Opcode.Forget or Opcode.BatchForget or Opcode.Interrupt or Opcode.Init) continue;
            Assert.NotEqual((opcode, 0), (opcode, opcode is Opcode.StatFs or Opcode.Destroy ? 1 : _kernel.Ask(opcode, 1, []).Error));
            Assert.NotEqual((opcode, 0), (opcode, opcode is Opcode.StatFs or Opcode.Destroy or Opcode.Release or Opcode.ReleaseFolder ? 1 : _kernel.Ask(opcode, 0xdead_beef_0000_0007, new byte[200]).Error));
            Assert.NotEqual((opcode, 0), (opcode, opcode is Opcode.StatFs or Opcode.Destroy or Opcode.GetAttr or Opcode.SetAttr or Opcode.OpenFolder or Opcode.Release or Opcode.ReleaseFolder ? 1 : _kernel.Ask(opcode, 1, Enumerable.Repeat((byte)0xff, 60).ToArray()).Error));
        }
        Assert.Equal(38, _kernel.Ask((Opcode)4242, 1, []).Error);
        Assert.Equal(38, _kernel.Ask(Opcode.GetXattr, 1, new byte[40]).Error);
        Assert.Equal(22, _kernel.Ask(Opcode.Lookup, 1, "..\0"u8.ToArray()).Error);
        Assert.Equal(22, _kernel.Ask(Opcode.Lookup, 1, "a/b\0"u8.ToArray()).Error);
        Assert.Equal(36, _kernel.Ask(Opcode.Lookup, 1, [.. Enumerable.Repeat((byte)'a', 256), 0]).Error);
        Assert.Equal(22, _kernel.Ask(Opcode.Lookup, 1, "unended"u8.ToArray()).Error);
        Assert.Equal(9, _kernel.Ask(Opcode.Read, 1, Bytes(new ReadIn { Handle = 77, Size = 10 })).Error);
        Assert.Equal("oolong", _kernel.ReadAll("a.md"));
    }

    [Fact]
    public void A_node_is_known_until_it_was_forgotten_as_often_as_it_was_found()
    {
        _kernel.Greet(7, 40, uint.MaxValue, uint.MaxValue);
        var first = MemoryMarshal.Read<EntryOut>(_kernel.Ask(Opcode.Lookup, 1, "a.md\0"u8.ToArray()).Body);
        var second = MemoryMarshal.Read<EntryOut>(_kernel.Ask(Opcode.Lookup, 1, "a.md\0"u8.ToArray()).Body);
        Assert.Equal(first.Node, second.Node);
        _kernel.Send(Opcode.Forget, first.Node, Bytes(1ul));
        Assert.Equal(0, _kernel.Ask(Opcode.GetAttr, first.Node, Bytes(default(GetAttrIn))).Error);
        _kernel.Send(Opcode.BatchForget, 0, [.. Bytes(new BatchForgetIn { Count = 1 }), .. Bytes(new ForgetOne { Node = first.Node, Count = 1 })]);
        // what is forgotten has no answer, and the next request may overtake it
        Assert.True(SpinWait.SpinUntil(() => _kernel.Ask(Opcode.GetAttr, first.Node, Bytes(default(GetAttrIn))).Error == 116, TimeSpan.FromSeconds(10)), "the node is known for ever");
        Assert.NotEqual(first.Node, MemoryMarshal.Read<EntryOut>(_kernel.Ask(Opcode.Lookup, 1, "a.md\0"u8.ToArray()).Body).Node);
    }
}
