using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Mount;

/// <summary>
/// The drive of somebody who is not root: mounted by <c>fusermount3</c>, in a mount namespace with a device node of its own that everybody may open, as it is on other
/// machines; the machine's own keeps its mode.
/// </summary>
public sealed class OrdinaryUserTests
{
    private const string AsNobody = "setpriv --reuid=65534 --regid=65534 --clear-groups --inh-caps=-all";

    [Fact]
    public void An_ordinary_user_mounts_uses_and_unmounts_a_memory_that_nobody_else_can_look_into() => Run("""
        $N "$M" mount --root memory drive > mounted.txt 2>&1 & P=$!
        for i in $(seq 200); do mountpoint -q drive 2>/dev/null || $N mountpoint -q drive && break; sleep 0.1; done
        $N bash -c 'echo "Ana likes oolong" > drive/a.md && cat drive/a.md && ls "drive/@/search/oolong" | grep README'
        echo "root: $(cat drive/a.md 2>&1 | grep -o 'Permission denied')"
        echo "daemon: $(setpriv --reuid=1 --regid=1 --clear-groups cat drive/a.md 2>&1 | grep -o 'Permission denied')"
        $N "$M" unmount drive > /dev/null; wait $P; echo "ended $?"
        $N git -C memory log --format=%s -1
        """, "Ana likes oolong\nREADME.md\nroot: Permission denied\ndaemon: Permission denied\nended 0\nedit: a.md");

    [Fact]
    public void A_dead_mount_of_an_ordinary_user_is_cleared_away_by_the_next_one() => Run("""
        for k in 1 2; do
          $N "$M" mount --root memory drive > mounted.txt 2>&1 & P=$!
          for i in $(seq 200); do $N mountpoint -q drive && break; sleep 0.1; done
          $N bash -c "echo $k > drive/n$k.md"
          kill -KILL $(pgrep -f -x "$M mount --root memory drive"); wait $P 2>/dev/null
        done
        $N "$M" mount --root memory drive > mounted.txt 2>&1 & P=$!
        for i in $(seq 200); do $N ls drive > /dev/null 2>&1 && $N mountpoint -q drive && break; sleep 0.1; done
        $N cat drive/n1.md drive/n2.md; grep -c "$PWD/drive fuse.memu" /proc/self/mounts
        $N "$M" unmount drive > /dev/null; wait $P; grep -c "$PWD/drive fuse.memu" /proc/self/mounts
        """, "1\n2\n1\n0 [exit 1]");

    [Fact]
    public void Letting_others_in_without_the_systems_leave_is_refused_with_what_to_do()
    {
        var said = Run("$N \"$M\" mount --allow-other --root memory drive 2>&1; echo $?", null);
        Assert.Contains("user_allow_other", said, StringComparison.Ordinal);
        Assert.EndsWith("5", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_that_may_not_be_opened_is_named_with_what_to_do()
    {
        var said = Run("chmod 600 /dev/fuse; $N \"$M\" mount --root memory drive 2>&1; echo $?", null);
        Assert.Contains("/dev/fuse", said, StringComparison.Ordinal);
        Assert.EndsWith("5", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_is_let_in_gets_what_the_files_modes_say() => Run("""
        chmod 755 .; "$M" init shared > /dev/null; echo open > shared/open.md; echo mine > shared/mine.md; chmod 644 shared/open.md; chmod 600 shared/mine.md; chmod -R go-w shared; chmod 755 shared
        "$M" mount --allow-other --root shared drive > mounted.txt 2>&1 & P=$!
        for i in $(seq 200); do mountpoint -q drive && break; sleep 0.1; done
        $N cat drive/open.md; $N cat drive/mine.md 2>&1 | grep -o 'Permission denied'; $N bash -c 'echo x > drive/open.md' 2>&1 | grep -o 'Permission denied'; $N bash -c 'echo x > drive/new.md' 2>&1 | grep -o 'Permission denied'
        "$M" unmount drive > /dev/null; wait $P
        """, "open\nPermission denied\nPermission denied\nPermission denied");

    private static string Run(string script, string? expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/dev/fuse") && File.Exists("/usr/bin/fusermount3"), "only root can make a namespace and a device node, and there must be FUSE");
        using var folder = new TemporaryFolder();
        var all = $$"""
            set -u; N='{{AsNobody}}'; M='{{MemuProcess.Program}}'; export HOME="$PWD/home" XDG_STATE_HOME="$PWD/home" XDG_CACHE_HOME="$PWD/home" GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'
            mount --make-rprivate /; mkdir dev home drive; mount -t tmpfs tmpfs dev; mknod dev/fuse c 10 229; chmod 666 dev/fuse; mount --bind dev/fuse /dev/fuse
            chown 65534:65534 . home drive; $N "$M" init memory > /dev/null
            {{script}}
            """;
        string Mode() => Shell.Run("/", "stat -c %a /dev/fuse");
        var before = Mode();
        Shell.Run("/", $"chmod 755 '{folder.Path}'");
        File.WriteAllText(folder.File("run.sh"), all);
        var said = Shell.Run(folder.Path, "unshare --mount bash ./run.sh");
        if (expected is not null) Assert.Equal(expected, said);
        Assert.Equal(before, Mode());
        Assert.Contains(before, new[] { "600", "666" });
        return said;
    }
}
