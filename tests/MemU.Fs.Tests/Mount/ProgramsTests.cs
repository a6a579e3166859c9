using Xunit;

namespace MemU.Fs.Tests.Mount;

/// <summary>Programs that people use every day, in a real mount.</summary>
[Collection(MountedProcess.Drives)]
public sealed class ProgramsTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly MountedFolder _mount;

    public ProgramsTests() => _mount = new(_disk.Path);

    public void Dispose()
    {
        _mount.Dispose();
        _disk.Dispose();
    }

    [Fact]
    public void Git_clones_commits_and_finds_its_store_whole()
    {
        var origin = Path.Combine(_disk.Path, "origin");
        Assert.Equal("", Shell.Run(_disk.Path, "git init -q origin && cd origin && for i in $(seq 300); do mkdir -p d$((i % 7)); echo \"note $i 茶\" > \"d$((i % 7))/n$i.md\"; done && git add -A && git commit -qm all"));
        Assert.Equal("", Shell.Run(_mount.Path, $"git clone -q '{origin}' clone && cd clone && git fsck --strict 2>&1 | grep -v '^Checking\\|notice' ; git status --porcelain; echo more >> d1/n1.md && mv d2/n2.md d3/moved.md && git add -A && git commit -qm more && git gc -q && git fsck && git status --porcelain"));
        Assert.Equal("", Shell.Run(_mount.Path, $"diff -r --exclude=.git clone '{_disk.Path}/clone'"));
    }

    [Fact]
    public void A_database_is_whole_after_many_write_ahead_transactions_of_two_processes()
    {
        var script = "for i in $(seq 50); do sqlite3 -cmd '.timeout 20000' t.db \"insert into t values($i, hex(randomblob(2000)))\" >/dev/null; done";
        Assert.Equal("wal", Shell.Run(_mount.Path, "sqlite3 t.db 'pragma journal_mode=wal; create table t(a, b)'"));
        Assert.Equal("100\nok", Shell.Run(_mount.Path, $"({script}) & ({script}) & wait; sqlite3 t.db 'select count(*) from t; pragma integrity_check'"));
    }

    [Fact]
    public void Copies_are_the_same_by_rsync_tar_and_cp()
    {
        Assert.Equal("", Shell.Run(_disk.Path, "mkdir src && cd src && for i in $(seq 200); do head -c $((i * 137)) /dev/urandom > \"f$i.bin\"; echo $i > \"名$i.md\"; done && ln -s f1.bin link && chmod 750 f2.bin"));
        var source = Path.Combine(_disk.Path, "src");
        Assert.Equal("", Shell.Run(_mount.Path, $"rsync -a '{source}/' r/ && rsync -acni '{source}/' r/"));
        Assert.Equal("", Shell.Run(_mount.Path, $"mkdir t && tar cf - -C '{source}' . | tar xf - -C t && tar cf - -C '{source}' . | tar df - -C t"));
        Assert.Equal("", Shell.Run(_mount.Path, $"cp -a '{source}' c && diff -r '{source}' c && cp -a c d && diff -r c d && test $(stat -c %a d/f2.bin) = 750"));
    }

    [Fact]
    public void Editors_and_filters_save_what_was_written()
    {
        Assert.Equal("one\ntwo", Shell.Run(_mount.Path, "echo one > a.md && vim -u NONE -es -c 'normal otwo' -c 'wq' a.md; cat a.md"));
        Assert.Equal("ONE\ntwo", Shell.Run(_mount.Path, "sed -i s/one/ONE/ a.md && cat a.md"));
        Assert.Equal("a.md:ONE", Shell.Run(_mount.Path, "grep -rn --include=*.md ONE . | sed 's/^.\\///; s/:1:/:/'"));
        Assert.Equal("ONE\ntwo\nthree", Shell.Run(_mount.Path, "python3 - <<'E'\nwith open('a.md', 'r+', encoding='utf-8') as f:\n    text = f.read()\n    f.seek(0, 2)\n    f.write('three\\n')\nE\ncat a.md"));
        Assert.Equal("three", Shell.Run(_mount.Path, "python3 - <<'E'\nimport mmap\nwith open('a.md', 'r+b') as f:\n    m = mmap.mmap(f.fileno(), 0)\n    m[0:3] = b'two'\n    m.flush()\n    m.close()\nE\nhead -1 a.md | grep -v two; tail -1 a.md"));
        Assert.Equal(["a.md"], Directory.EnumerateFileSystemEntries(_disk.Path).Select(p => Path.GetFileName(p)));
    }

    [Fact]
    public void Blocks_that_were_written_are_read_back_by_their_sums()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/fio"), "fio is not installed");
        Assert.Equal("", Shell.Run(_mount.Path, "fio --name=v --rw=randrw --bs=4k-64k --size=16m --verify=crc32c --do_verify=1 --verify_fatal=1 --ioengine=psync --nrfiles=4 --minimal --output=/dev/null"));
    }

    [Fact]
    public void Others_read_the_old_memory_until_the_new_one_is_closed()
    {
        File.WriteAllText(Path.Combine(_mount.Path, "a.md"), "old and long");
        using var writer = Shell.Start(_mount.Path, "exec python3 -uc \"import os\nf = open('a.md', 'w')\nf.write('new')\nf.flush()\nprint(os.fstat(f.fileno()).st_size)\ninput()\nf.close()\nprint('closed')\"");
        Assert.Equal("3", writer.StandardOutput.ReadLine()); // who writes sees its own
        Assert.Equal("old and long 12", Shell.Run(_mount.Path, "cat a.md; stat -c ' %s' a.md"));
        Assert.Equal("old and long", File.ReadAllText(Path.Combine(_disk.Path, "a.md")));
        writer.StandardInput.WriteLine();
        Assert.Equal("closed", writer.StandardOutput.ReadLine());
        Assert.Equal("new", Shell.Run(_mount.Path, "cat a.md"));
        Assert.Equal("new", File.ReadAllText(Path.Combine(_disk.Path, "a.md")));
        writer.WaitForExit();
    }

    [Fact]
    public void The_kernel_forgets_what_it_no_longer_needs_and_the_drive_with_it()
    {
        Shell.Run(_mount.Path, "for i in $(seq 500); do echo $i > n$i.txt; done; ls -l > /dev/null");
        Assert.True(_mount.Drive.InUse.Nodes >= 500);
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can make the kernel forget");
        Shell.Run("/", "sync; echo 2 > /proc/sys/vm/drop_caches");
        for (var i = 0; i < 100 && _mount.Drive.InUse.Nodes > 5; i++) Thread.Sleep(50);
        Assert.InRange(_mount.Drive.InUse.Nodes, 0, 5);
        Assert.Equal(0, _mount.Drive.InUse.Handles);
    }

    [Fact]
    public void Watchers_hear_of_what_others_change_behind_the_mount()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/inotifywait"), "inotify-tools is not installed");
        Directory.CreateDirectory(Path.Combine(_mount.Path, "d"));
        File.WriteAllText(Path.Combine(_mount.Path, "d", "a.md"), "a");
        using var watcher = Shell.Start(_mount.Path, "ls -l d >/dev/null; exec inotifywait -m -e create,modify,delete --format '%e %f' d");
        while (watcher.StandardError.ReadLine() is { } line && !line.Contains("established", StringComparison.Ordinal)) { }
        File.WriteAllText(Path.Combine(_disk.Path, "d", "new.md"), "x");
        File.WriteAllText(Path.Combine(_disk.Path, "d", "a.md"), "changed");
        Expect("CREATE new.md", "MODIFY a.md");
        File.Delete(Path.Combine(_disk.Path, "d", "a.md"));
        Expect("DELETE a.md");
        watcher.Kill();
        watcher.WaitForExit();

        void Expect(params string[] lines)
        {
            var missing = lines.ToList();
            while (missing.Count > 0 && watcher.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)).Result is { } line) missing.Remove(line);
        }
    }
}
