using MemU.Fs.History;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.History;

public sealed class LockFileTests
{
    [Fact]
    public async Task A_lock_that_goes_the_moment_it_is_asked_for_is_waited_for_like_any_other()
    {
        using var folder = new TemporaryFolder();
        var target = folder.File("index");
        var taken = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 300; i++)
            {
                using var held = LockFile.Take(target, TimeSpan.FromMinutes(5));
                Interlocked.Increment(ref taken);
            }
        })));
        Assert.Equal(1200, taken);
        Assert.False(File.Exists(target + ".lock"));
    }

    [Fact]
    public void A_lock_of_gits_own_is_told_after_the_wait_and_stays()
    {
        using var folder = new TemporaryFolder();
        folder.Write("index.lock", "");
        var refused = Assert.Throws<MemUException>(() => LockFile.Take(folder.File("index"), TimeSpan.Zero));
        Assert.Equal(MemUErrorKind.Locked, refused.Kind);
        Assert.Contains("index.lock", refused.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("index.lock")));
    }
}
