using System.Reflection;
using System.Runtime.InteropServices;
using MemU.Fs.Files.Linux;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Mount.Fuse;
using Xunit;
using static MemU.Fs.Tests.Mount.FuseKernel;

namespace MemU.Fs.Tests.Mount;

/// <summary>What the driver does when the tree behind it fails by a fault, or takes its time: whoever asked gets an answer.</summary>
public sealed class FuseTroubleTests : IDisposable
{
    private const int Io = 5, Interrupted = 4;

    private readonly TemporaryFolder _folder = new();
    private readonly LinuxTree _tree;
    private readonly TroubledTree _trouble;
    private readonly FuseKernel _kernel;

    public FuseTroubleTests()
    {
        _folder.Write("a.md", "oolong");
        _tree = new(new() { Root = _folder.Path });
        (var troubled, _trouble) = TroubledTree.Around(_tree);
        _kernel = new(troubled);
        _kernel.Greet(7, 40, uint.MaxValue, uint.MaxValue);
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _tree.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_fault_in_any_call_is_answered_as_one_and_told_in_one_line_and_nothing_else_suffers()
    {
        var node = Node("a.md");
        var open = MemoryMarshal.Read<OpenOut>(_kernel.Ask(Opcode.Open, node, Bytes(new OpenIn { Flags = 2 })).Body).Handle;
        var folder = MemoryMarshal.Read<OpenOut>(_kernel.Ask(Opcode.OpenFolder, 1, Bytes(default(OpenIn))).Body).Handle;
        _trouble.Instead = static (name, _) => throw new TargetInvocationException(new InvalidOperationException($"no {name}"));
        (Opcode Opcode, ulong Node, byte[] Body)[] requests =
        [
            (Opcode.Lookup, 1, "a.md\0"u8.ToArray()), (Opcode.GetAttr, node, Bytes(default(GetAttrIn))), (Opcode.SetAttr, node, Bytes(new SetAttrIn { Valid = 8 })), (Opcode.ReadLink, node, []),
            (Opcode.Symlink, 1, "l\0a.md\0"u8.ToArray()), (Opcode.MakeNode, 1, [.. Bytes(new MakeNodeIn { Mode = 0x81a4 }), .. "n\0"u8]), (Opcode.MakeFolder, 1, [.. Bytes(new MakeFolderIn { Mode = 0x1ed }), .. "d\0"u8]),
            (Opcode.Unlink, 1, "a.md\0"u8.ToArray()), (Opcode.RemoveFolder, 1, "d\0"u8.ToArray()), (Opcode.Rename, 1, [.. Bytes(1ul), .. "a.md\0b.md\0"u8]), (Opcode.Rename2, 1, [.. Bytes(new Rename2In { NewFolder = 1 }), .. "a.md\0b.md\0"u8]),
            (Opcode.Link, 1, [.. Bytes(node), .. "b.md\0"u8]), (Opcode.Open, node, Bytes(default(OpenIn))), (Opcode.Create, 1, [.. Bytes(new CreateIn { Flags = 1, Mode = 0x1a4 }), .. "c.md\0"u8]), (Opcode.OpenFolder, 1, Bytes(default(OpenIn))),
            (Opcode.Read, node, Bytes(new ReadIn { Handle = open, Size = 10 })), (Opcode.Write, node, [.. Bytes(new WriteIn { Handle = open, Size = 2 }), .. "xy"u8]), (Opcode.Flush, node, Bytes(new FlushIn { Handle = open })),
            (Opcode.Fsync, node, Bytes(new FsyncIn { Handle = open })), (Opcode.Allocate, node, Bytes(new AllocateIn { Handle = open, Length = 5 })), (Opcode.ReadFolder, 1, Bytes(new ReadIn { Handle = folder, Size = 4096 })),
            (Opcode.ReadFolderPlus, 1, Bytes(new ReadIn { Handle = folder, Size = 4096 })), (Opcode.FsyncFolder, 1, Bytes(new FsyncIn { Handle = folder })), (Opcode.StatFs, 1, []),
        ];
        foreach (var (opcode, of, body) in requests) Assert.Equal((opcode, Io), (opcode, _kernel.Ask(opcode, of, body).Error));
        Assert.Equal(requests.Length, _kernel.Log.Count);
        Assert.All(_kernel.Log.Zip(requests), pair => Assert.StartsWith($"{pair.Second.Opcode} failed", pair.First, StringComparison.Ordinal));
        _trouble.Instead = null;
        Assert.Equal("oolong", _kernel.ReadAll("a.md"));
        Assert.Equal("oolong", File.ReadAllText(_folder.File("a.md")));
        Assert.Equal(["a.md"], Directory.EnumerateFileSystemEntries(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_slow_answer_holds_up_nobody_and_comes_when_it_is_ready()
    {
        var node = Node("a.md");
        var slow = new TaskCompletionSource<Outcome<OpenedFile>>();
        _trouble.Instead = (name, stop) => name == nameof(IFileTree.OpenAsync) ? new ValueTask<Outcome<OpenedFile>>(slow.Task) : null;
        _kernel.Send(Opcode.Open, node, Bytes(default(OpenIn)));
        var asked = _kernel.Unique;
        for (var i = 0; i < 100; i++) Assert.Equal(0, _kernel.Ask(Opcode.GetAttr, node, Bytes(default(GetAttrIn))).Error);
        slow.SetResult(TreeError.NoSpace);
        Assert.Equal((28, asked), _kernel.ReceiveAny());
        Assert.Empty(_kernel.Log);
    }

    [Fact]
    public async Task Who_no_longer_waits_is_answered_at_once_and_what_was_begun_is_called_off()
    {
        var node = Node("a.md");
        var calledOff = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _trouble.Instead = (name, stop) => name == nameof(IFileTree.OpenAsync) ? new ValueTask<Outcome<OpenedFile>>(Never(calledOff, stop)) : null;
        _kernel.Send(Opcode.Open, node, Bytes(default(OpenIn)));
        var asked = _kernel.Unique;
        // a kernel says it again when it is told that the request is not known yet; here it is said until it helps
        for (var tries = 0; tries < 100 && !calledOff.Task.IsCompleted; tries++)
        {
            _kernel.Send(Opcode.Interrupt, 0, Bytes(asked));
            await Task.WhenAny(calledOff.Task, Task.Delay(TimeSpan.FromMilliseconds(100)));
        }
        Assert.Equal((Interrupted, asked), _kernel.ReceiveAny());
        Assert.Empty(_kernel.Log);
    }

    [Fact]
    public void An_answer_that_never_comes_does_not_keep_the_server_when_the_kernel_is_gone()
    {
        var node = Node("a.md");
        _trouble.Instead = (name, stop) => name == nameof(IFileTree.OpenAsync) ? new ValueTask<Outcome<OpenedFile>>(Never(new(), stop)) : null;
        _kernel.Send(Opcode.Open, node, Bytes(default(OpenIn)));
        Assert.Equal(0, _kernel.Ask(Opcode.GetAttr, node, Bytes(default(GetAttrIn))).Error);
        // disposing waits for the end
    }

    [Fact]
    public void Calls_that_block_their_threads_leave_one_for_the_next()
    {
        var node = Node("a.md");
        using var held = new ManualResetEventSlim();
        _trouble.Instead = (name, stop) =>
        {
            if (name == nameof(IFileTree.OpenAsync)) held.Wait(CancellationToken.None);
            return null;
        };
        for (var i = 0; i < 6; i++) _kernel.Send(Opcode.Open, node, Bytes(default(OpenIn)));
        Assert.Equal(0, _kernel.Ask(Opcode.GetAttr, node, Bytes(default(GetAttrIn))).Error);
        held.Set();
        for (var i = 0; i < 6; i++) Assert.Equal(0, _kernel.ReceiveAny().Error);
    }

    private ulong Node(string name) => MemoryMarshal.Read<EntryOut>(_kernel.Ask(Opcode.Lookup, 1, System.Text.Encoding.UTF8.GetBytes(name + "\0")).Body).Node;

    /// <summary>An answer that comes when it is no longer wanted, and not before.</summary>
    private static async Task<Outcome<OpenedFile>> Never(TaskCompletionSource calledOff, CancellationToken stop)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
            return TreeError.Io;
        }
        catch (OperationCanceledException)
        {
            calledOff.TrySetResult();
            throw;
        }
    }
}
