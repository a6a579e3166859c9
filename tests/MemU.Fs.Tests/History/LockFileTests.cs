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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_lock_that_is_let_go_is_never_taken_for_a_dead_one_while_it_goes(bool commits)
    {
        using var folder = new TemporaryFolder();
        var (target, inside, most, count) = (folder.File("index"), 0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 1500; i++)
            {
                using var held = LockFile.Take(target, TimeSpan.FromMinutes(5));
                most = Math.Max(most, Interlocked.Increment(ref inside));
                count++;
                Interlocked.Decrement(ref inside);
                if (!commits) continue;
                held.Write(BitConverter.GetBytes(count));
                held.Commit(durable: false);
            }
        })));
        Assert.Equal((1, 6000), (most, count));
        if (!commits) return;
        Assert.Equal(6000, BitConverter.ToInt32(File.ReadAllBytes(target)));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(target));
    }

    [Fact]
    public async Task What_is_put_in_place_can_be_read_at_that_moment()
    {
        using var folder = new TemporaryFolder();
        var target = folder.File("index");
        File.WriteAllText(target, "0");
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 3000; i++)
            {
                using var file = LockFile.Take(target, TimeSpan.FromSeconds(10));
                file.Write("1"u8);
                file.Commit(durable: false);
            }
        });
        while (!writing.IsCompleted)
        {
            using var bytes = PooledBytes.Read(target);
            Assert.Equal(1, bytes.Length);
        }
        await writing;
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
