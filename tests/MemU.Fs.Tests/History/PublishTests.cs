using MemU.Fs.History;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.History;

public sealed class PublishTests : IDisposable
{
    private readonly GitFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_commit_of_a_new_repository_is_clean_for_git()
    {
        using var history = GitHistory.Init(_folder.Root);
        Assert.Null(history.Head);
        Assert.Equal(("main", "", null), (history.Branch, history.Prefix, history.Blocked));

        var commit = _folder.Commit(history, ("preferences/tea.md", "oolong\n"), ("index.md", "x"));

        Assert.Equal((null, commit.Commit), (commit.Parent, history.Head));
        Assert.Equal(["index.md", "preferences/tea.md"], commit.Paths);
        Assert.Equal(commit.Commit, _folder.Git("rev-parse", "main").Trim());
        Assert.Equal("4\n", _folder.Git("config", "index.version"));
        _folder.AssertClean();
        Assert.Equal("memorize: test\n\nMemory-Id: 0193f3c2\n", _folder.Git("log", "-1", "--format=%B").TrimEnd('\n') + "\n");
        Assert.Equal("agent agent@memu.local 2026-11-23T12:00:00+02:00\n", _folder.Git("log", "-1", "--format=%an %ae %aI"));
        Assert.Contains("commit (initial): memorize: test", _folder.Git("reflog"), StringComparison.Ordinal);
        Assert.Equal(2, _folder.Git("reflog", "--all").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Git_need_not_read_a_file_again_after_a_publish()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, ("a.md", "a"), ("b/c.md", "c"));
        // Numbers of the index against the numbers of the file, as git prints them.
        foreach (var name in (string[])["a.md", "b/c.md"])
        {
            var debug = _folder.Git("ls-files", "--debug", name);
            var stat = FileStat.Of(_folder.File(name))!.Value;
            Assert.Contains($"mtime: {stat.ModifiedSeconds}:{stat.ModifiedNanos}", debug, StringComparison.Ordinal);
            Assert.Contains($"ctime: {stat.ChangedSeconds}:{stat.ChangedNanos}", debug, StringComparison.Ordinal);
            Assert.Contains($"ino: {stat.Inode}", debug, StringComparison.Ordinal);
            Assert.Contains($"dev: {stat.Device}", debug, StringComparison.Ordinal);
            Assert.Contains("size: 1\t", debug, StringComparison.Ordinal);
        }
        var before = _folder.Git("ls-files", "--debug");
        _folder.Git("update-index", "--refresh");
        Assert.Equal(before, _folder.Git("ls-files", "--debug")); // git's own numbers are the same
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Three_hundred_files_are_added_changed_and_removed_in_every_version_of_the_index(int version)
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Git("config", "index.version", version.ToString());
        (string, string?)[] Files(Func<int, string?> text) => [.. Enumerable.Range(0, 300).Select(i => ($"f{i % 7}/g{i % 3}/" + new string((char)('a' + i % 26), 1 + i % 40) + $"{i}.md", text(i)))];
        _folder.Commit(history, Files(i => $"one {i}"));
        _folder.AssertClean();
        _folder.Put("user.md", "x");
        _folder.Git("add", "-N", "user.md"); // makes version 3 of version 2
        _folder.Commit(history, [.. Files(i => i % 3 == 0 ? null : $"two {i}"), ("a", "first"), ("zz", "last")]);
        _folder.Git("rm", "-q", "--cached", "user.md");
        File.Delete(_folder.File("user.md"));
        _folder.AssertClean();
        Assert.Equal(202, history.Files().Count());
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_folder.Root, ".git", "objects", "pack"), "*.idx").Length); // one for each large commit
        foreach (var pack in Directory.GetFiles(Path.Combine(_folder.Root, ".git", "objects", "pack"), "*.pack")) _folder.Git("verify-pack", pack);
        Assert.Equal(_folder.Git("ls-files"), string.Concat(history.Files().Select(f => f.Path + "\n").Order(StringComparer.Ordinal)));
        Assert.Equal(_folder.Git("ls-tree", "-r", "HEAD", "--format=%(path)"), _folder.Git("ls-files"));
    }

    [Fact]
    public void Names_of_every_script_are_kept_to_the_byte()
    {
        using var history = GitHistory.Init(_folder.Root);
        string[] names = ["喜欢/乌龙茶.md", "تفضيلات/شاي.md", "👩‍👩‍👧 family/🍵.md", "caf\u00e9.md", "cafe\u0301 nfd.md", "שלום.md", "a b\"c'd.md", "x/" + new string('長', 80) + ".md"];
        _folder.Commit(history, [.. names.Select(n => (n, (string?)n))]);
        _folder.AssertClean();
        Assert.Equal(names.Order(StringComparer.Ordinal), history.Files().Select(f => f.Path).Order(StringComparer.Ordinal));
        Assert.All(names, n => Assert.Equal(n, System.Text.Encoding.UTF8.GetString(history.ReadAt(n)!)));
        Assert.Equal(names.Order(StringComparer.Ordinal), _folder.Git("ls-files", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_already_committed_makes_no_commit()
    {
        using var history = GitHistory.Init(_folder.Root);
        var first = _folder.Commit(history, ("a.md", "a"));
        Assert.Null(history.Prepare([GitFolder.Change("a.md", "a"), GitFolder.Change("gone.md", null)], GitFolder.Info("nothing")));
        Assert.Equal(first.Commit, history.Head);
    }

    [Fact]
    public void A_file_can_become_a_folder_and_a_folder_a_file()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, ("a", "file"), ("b/x/1.md", "1"), ("b/2.md", "2"), ("a-b", "between"));
        File.Delete(_folder.File("a"));
        Directory.Delete(_folder.File("b"), true);
        var commit = _folder.Commit(history, ("a/in.md", "in"), ("b", "now a file"));
        Assert.Equal(["a", "a/in.md", "b", "b/2.md", "b/x/1.md"], commit.Paths);
        Assert.Equal([null, GitHistory.BlobId("in"u8), GitHistory.BlobId("now a file"u8), null, null], commit.BlobIds);
        _folder.AssertClean();

        Directory.Delete(_folder.File("a"), true);
        _folder.Put("a", "file again");
        history.Publish(history.Prepare([GitFolder.Change("a/in.md", null), GitFolder.Change("a", "file again")], GitFolder.Info("back"))!);
        _folder.AssertClean();
    }

    [Fact]
    public void The_last_file_of_a_folder_takes_the_folder_with_it()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, ("a/b/c.md", "c"));
        File.Delete(_folder.File("a/b/c.md"));
        _folder.Commit(history, ("a/b/c.md", null));
        Assert.Empty(history.Files());
        Assert.Equal("", _folder.Git("ls-files"));
        _folder.AssertClean();
    }

    [Fact]
    public void Permissions_of_a_file_are_kept()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Put("run.sh", "1");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder.File("run.sh"), (UnixFileMode)0b111_101_101);
        _folder.Commit(history, ("run.sh", "2"));
        _folder.Commit(history, ("run.sh", "3"));
        Assert.StartsWith("100755", _folder.Git("ls-tree", "HEAD", "run.sh"), StringComparison.Ordinal);
        _folder.AssertClean();
    }

    [Fact]
    public void An_edit_made_after_the_commit_was_prepared_stays_visible()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, ("a.md", "one"));
        var prepared = _folder.Write(history, "two", GitFolder.Noon, ("a.md", "two"));
        _folder.Put("a.md", "me"); // of the same length, and old enough that git trusts its time
        File.SetLastWriteTimeUtc(_folder.File("a.md"), DateTime.UtcNow.AddHours(-1));
        history.Publish(prepared);
        Assert.Equal(" M a.md\n", _folder.Git("status", "--porcelain"));
    }

    [Fact]
    public void An_edit_in_the_same_second_as_the_index_stays_visible_after_further_commits()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, ("a.md", "one"), ("b.md", "one"));
        var time = File.GetLastWriteTimeUtc(_folder.File("a.md"));
        _folder.Put("a.md", "two");
        File.SetLastWriteTimeUtc(_folder.File("a.md"), time);
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Root, ".git", "index"), time); // as if all had happened within one tick
        _folder.Commit(history, ("b.md", "two"));
        var debug = _folder.Git("ls-files", "--debug", "a.md");
        Assert.Contains("size: 0", debug, StringComparison.Ordinal); // git's own mark for "compare the content"
        Assert.Equal(" M a.md\n", _folder.Git("status", "--porcelain"));
    }

    [Fact]
    public void An_ordinary_add_and_commit_afterwards_keeps_everything()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, ("a.md", "a"), ("b/b.md", "b"));
        _folder.Commit(history, ("b/b.md", "b2"), ("c.md", "c"));
        _folder.Put("mine.md", "mine");
        _folder.Git("add", "mine.md");
        _folder.Git("commit", "-qm", "by hand");
        Assert.Equal("mine.md\n", _folder.Git("show", "--format=", "--name-only", "HEAD"));
        Assert.Equal("a.md\nb/b.md\nc.md\nmine.md\n", _folder.Git("ls-tree", "-r", "--name-only", "HEAD"));
        _folder.Commit(history, ("b/b.md", "b3"));
        _folder.AssertClean();
        _folder.Git("commit", "-q", "--allow-empty", "-m", "empty");
        Assert.Equal("", _folder.Git("show", "--format=", "--name-only", "HEAD"));
    }

    [Fact]
    public void What_the_user_has_staged_survives()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, ("a.md", "a"), ("same.md", "1"), ("gone.md", "g"), ("d/x.md", "x"));
        _folder.Put("a.md", "staged");
        _folder.Put("new.md", "staged too");
        _folder.Put("same.md", "user's");
        _folder.Git("add", "a.md", "new.md", "same.md");
        _folder.Git("rm", "-q", "--cached", "gone.md");

        _folder.Commit(history, ("d/x.md", "x2"), ("same.md", "program's"), ("gone.md", "g2"));

        Assert.Equal("M  a.md\nD  gone.md\nA  new.md\nMM same.md\n?? gone.md\n", _folder.Git("status", "--porcelain"));
        Assert.Equal("user's", _folder.Git("show", ":same.md"));
        Assert.Equal("program's", _folder.Git("show", "HEAD:same.md"));
    }

    [Fact]
    public async Task A_lock_on_the_index_is_waited_for_and_then_named()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, ("a.md", "a"));
        var before = history.Head;
        var prepared = _folder.Write(history, "b", GitFolder.Noon, ("b.md", "b"));
        var name = Path.Combine(_folder.Root, ".git", "index.lock");
        File.WriteAllText(name, "");
        history.LockTimeout = TimeSpan.Zero;
        var error = Assert.Throws<MemUException>(() => history.Publish(prepared));
        Assert.Equal(MemUErrorKind.Locked, error.Kind);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, history.Head);
        Assert.True(File.Exists(name));

        history.LockTimeout = TimeSpan.FromMinutes(1);
        var waiting = Task.Run(() => history.Publish(prepared));
        File.Delete(name);
        await waiting;
        _folder.AssertClean();
    }

    [Fact]
    public void A_branch_that_moved_meanwhile_is_a_conflict_and_nothing_is_lost()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, ("a.md", "a"));
        var prepared = _folder.Write(history, "b", GitFolder.Noon, ("b.md", "b"));
        _folder.Put("c.md", "c");
        _folder.Git("add", "c.md");
        _folder.Git("commit", "-qm", "theirs");

        Assert.Equal(MemUErrorKind.Conflict, Assert.Throws<MemUException>(() => history.Publish(prepared)).Kind);
        Assert.Equal("?? b.md\n", _folder.Git("status", "--porcelain"));

        history.UpdateIndex(prepared); // the branch moves between the two steps
        Assert.Equal(MemUErrorKind.Conflict, Assert.Throws<MemUException>(() => history.MoveRef(prepared)).Kind);
        history.RestoreIndex(prepared);
        Assert.Equal("?? b.md\n", _folder.Git("status", "--porcelain"));
        Assert.Equal("theirs\n", _folder.Git("log", "-1", "--format=%s"));

        var held = Path.Combine(_folder.Root, ".git", "refs", "heads", "main.lock");
        File.WriteAllText(held, "");
        history.LockTimeout = TimeSpan.Zero;
        prepared = _folder.Write(history, "b", GitFolder.Noon, ("b.md", "b"));
        Assert.Equal(MemUErrorKind.Locked, Assert.Throws<MemUException>(() => history.Publish(prepared)).Kind);
        Assert.Equal("?? b.md\n", _folder.Git("status", "--porcelain"));
        File.Delete(held);

        _folder.Commit(history, ("b.md", "b"));
        _folder.AssertClean();
        Assert.Equal("a.md\nb.md\nc.md\n", _folder.Git("ls-files"));
    }

    [Fact]
    public void A_publish_cut_off_between_index_and_branch_is_finished_from_what_was_noted()
    {
        PreparedCommit noted;
        using (var history = GitHistory.Init(_folder.Root))
        {
            _folder.Commit(history, ("a.md", "a"), ("b.md", "b"), ("d/e.md", "e"));
            var prepared = _folder.Write(history, "cut", GitFolder.Noon, ("a.md", "a2"), ("b.md", null), ("n/c.md", "c"));
            history.UpdateIndex(prepared);
            noted = new(prepared.Parent, prepared.Commit, prepared.Paths, prepared.BlobIds);
        }
        using (var history = GitHistory.TryOpen(_folder.Root)!)
        {
            Assert.True(history.Exists(noted.Commit));
            Assert.False(history.IsReachable(noted.Commit));
            history.UpdateIndex(noted);
            history.MoveRef(noted);
            history.UpdateIndex(noted);
            history.MoveRef(noted);
            Assert.True(history.IsReachable(noted.Commit));
            Assert.True(history.IsReachable(noted.Parent!));
            Assert.False(history.IsReachable(new string('1', 40)));
        }
        _folder.AssertClean();
    }

    [Fact]
    public void A_publish_cut_off_between_index_and_branch_can_be_undone()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, ("a.md", "a"), ("b.md", "b"));
        var prepared = _folder.Write(history, "cut", GitFolder.Noon, ("a.md", "a2"), ("b.md", null), ("n/c.md", "c"));
        history.UpdateIndex(prepared);
        history.RestoreIndex(new(prepared.Parent, prepared.Commit, prepared.Paths, prepared.BlobIds));
        _folder.Put("a.md", "a");
        _folder.Put("b.md", "b");
        Directory.Delete(_folder.File("n"), true);
        _folder.AssertClean();
    }

    [Fact]
    public void A_commit_that_does_not_follow_its_stated_parent_is_not_published()
    {
        using var history = GitHistory.Init(_folder.Root);
        var first = _folder.Commit(history, ("a.md", "a"));
        var second = _folder.Commit(history, ("a.md", "b"));
        var forged = new PreparedCommit(second.Commit, first.Commit, first.Paths, first.BlobIds);
        Assert.Throws<MemUException>(() => history.MoveRef(forged));
        Assert.Equal(second.Commit, history.Head);
    }

    [Fact]
    public void A_path_that_is_not_Unicode_is_refused()
    {
        using var history = GitHistory.Init(_folder.Root);
        Assert.Throws<MemUException>(() => history.Prepare([GitFolder.Change("\ud800.md", "x")], GitFolder.Info("x")));
    }

    [Fact]
    public void An_index_that_was_deleted_is_made_again_from_the_commit()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, ("a.md", "a"), ("b/c.md", "c"));
        File.Delete(Path.Combine(_folder.Root, ".git", "index"));
        _folder.Commit(history, ("b/c.md", "c2"), ("d.md", "d"));
        _folder.AssertClean();
    }

    [Fact]
    public void Durable_commits_are_the_same_commits()
    {
        using var history = GitHistory.Init(_folder.Root);
        history.Durable = true;
        _folder.Commit(history, ("a/b.md", "a"));
        _folder.AssertClean();
        Assert.Equal("", _folder.Run(_folder.Root, "status").Error);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/x")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData(".git/config")]
    [InlineData("a/.GIT/hooks/x")]
    [InlineData(".git ./x")]
    [InlineData("git~1/x")]
    [InlineData(".g\u200cit/x")]
    [InlineData("a\0b")]
    [InlineData("")]
    public void A_path_out_of_the_tree_or_into_gits_folder_is_refused(string path)
    {
        using var history = GitHistory.Init(_folder.Root);
        Assert.Equal(MemUErrorKind.BadArgument, Assert.Throws<MemUException>(() => history.Prepare([GitFolder.Change(path, "x")], GitFolder.Info("x"))).Kind);
    }
}
