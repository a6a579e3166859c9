using System.Runtime.Versioning;
using System.Text;
using MemU.Fs.Files.Linux;
using MemU.Fs.Files.Nodes;
using Xunit;

namespace MemU.Fs.Tests.Trees;

/// <summary>What a driver is told about the content that it keeps: what it drops while another writes may be read again before that write has come.</summary>
[SupportedOSPlatform("linux")]
public sealed class KeptContentTests : IDisposable
{
    private static readonly Caller _caller = new(LinuxCallsUser, LinuxCallsUser, 1);
    private readonly TemporaryFolder _folder = new();
    private readonly LinuxTree _tree;

    public KeptContentTests()
    {
        File.WriteAllText(_folder.File("a.db"), "old");
        _tree = new(new() { Root = _folder.Path });
    }

    private static uint LinuxCallsUser => Environment.IsPrivilegedProcess ? 0 : 1000u;

    public void Dispose()
    {
        _tree.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_is_kept_as_long_as_somebody_writes_it_and_renewed_by_who_opens_it_next()
    {
        var first = await OpenAsync(OpenMode.Read | OpenMode.Write);
        Assert.Null(first.Renews); // nobody has read it, so there is nothing to drop
        Assert.Equal(TreeError.None, (await _tree.WriteAsync(first.Handle, 0, "newer"u8.ToArray(), default)).Error);
        var second = await OpenAsync(OpenMode.Read | OpenMode.Write);
        Assert.Equal((true, (Renewal?)null, (Renewal?)null), ((second.Caching & OpenCaching.Keep) != 0, second.Renews, second.Awaits));
        _tree.Release(first.Handle);
        _tree.Release(second.Handle);
        var third = await OpenAsync(OpenMode.Read);
        Assert.NotNull(third.Renews);
        third.Renews.Finish();
        _tree.Release(third.Handle);
        Assert.Null((await OpenAsync(OpenMode.Read)).Renews); // nothing was changed since
    }

    [Fact]
    public async Task Who_opens_a_file_while_another_renews_it_waits_for_that()
    {
        _tree.Release((await OpenAsync(OpenMode.Read)).Handle);
        File.WriteAllText(_folder.File("a.db"), "from outside");
        var renewing = await OpenAsync(OpenMode.Read);
        Assert.NotNull(renewing.Renews);
        var waiting = await OpenAsync(OpenMode.Read | OpenMode.Write);
        Assert.Same(renewing.Renews, waiting.Awaits);
        Assert.False(waiting.Awaits!.IsFinished || waiting.Awaits.Finished.IsCompleted);
        renewing.Renews.Finish();
        await waiting.Awaits.Finished;
        Assert.Null((await OpenAsync(OpenMode.Read)).Awaits);
    }

    [Fact]
    public async Task What_others_changed_while_it_was_written_is_dropped_once_nobody_writes()
    {
        var writer = await OpenAsync(OpenMode.Write);
        File.WriteAllText(_folder.File("a.db"), "from outside");
        var reader = await OpenAsync(OpenMode.Read);
        Assert.Null(reader.Renews);
        _tree.Release(reader.Handle);
        _tree.Release(writer.Handle);
        Assert.NotNull((await OpenAsync(OpenMode.Read)).Renews); // though its times are those of the last opening
    }

    private async Task<OpenedFile> OpenAsync(OpenMode mode)
    {
        var entry = await _tree.LookupAsync(_tree.Root, Encoding.UTF8.GetBytes("a.db"), _caller, default);
        var opened = await _tree.OpenAsync(entry.Value.Node!, mode, _caller, default);
        Assert.Equal(TreeError.None, opened.Error);
        return opened.Value;
    }
}
