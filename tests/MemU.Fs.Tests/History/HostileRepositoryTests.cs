using MemU.Fs.History;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.History;

public sealed class HostileRepositoryTests : IDisposable
{
    private readonly GitFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void No_hook_filter_or_monitor_of_the_tree_runs()
    {
        using (var fresh = GitHistory.Init(_folder.Root)) _folder.Commit(fresh, ("a.md", "a"));
        var trap = Path.Combine(_folder.Base, "ran");
        var script = Path.Combine(_folder.Base, "trap.sh");
        File.WriteAllText(script, $"#!/bin/sh\ntouch '{trap}'\ncat\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(script, (UnixFileMode)0b111_101_101);
        var hooks = Directory.CreateDirectory(Path.Combine(_folder.Root, ".git", "hooks")).FullName;
        foreach (var hook in (string[])["pre-commit", "post-commit", "commit-msg", "prepare-commit-msg", "reference-transaction", "post-index-change", "post-checkout"])
            File.Copy(script, Path.Combine(hooks, hook), true);
        File.WriteAllText(Path.Combine(_folder.Base, "more.config"), $"[core]\n\tsshCommand = {script}\n[filter \"x\"]\n\tclean = {script}\n\tsmudge = {script}\n\trequired = true\n");
        foreach (var (key, value) in new Dictionary<string, string>
        {
            ["core.fsmonitor"] = script, ["core.editor"] = script, ["core.pager"] = script, ["core.hooksPath"] = hooks, ["include.path"] = "../../more.config",
            ["gpg.program"] = script, ["commit.gpgSign"] = "true", ["filter.y.process"] = script, ["core.untrackedCache"] = "true", ["diff.external"] = script,
        }) _folder.Git("config", key, value);

        using (var history = GitHistory.TryOpen(_folder.Root)!)
        {
            _folder.Commit(history, (".gitattributes", "*.md filter=x\n*.txt filter=y diff=x\n"), ("b.md", "b"), ("c.txt", "c"), ("a.md", null));
            _folder.Commit(history, ("b.md", "b2"));
            Assert.Equal("b2"u8.ToArray(), history.ReadAt("b.md"));
            Assert.NotEmpty(history.Log("b.md"));
            Assert.False(history.IsIgnored("b.md"));
        }
        Assert.False(File.Exists(trap));
        _ = _folder.Run(_folder.Root, "status");
        Assert.True(File.Exists(trap)); // the trap works: git itself does step into it
    }

    [Fact]
    public void A_work_tree_that_points_elsewhere_is_refused()
    {
        using (var fresh = GitHistory.Init(_folder.Root)) _folder.Commit(fresh, ("a.md", "a"));
        var elsewhere = Directory.CreateDirectory(Path.Combine(_folder.Base, "elsewhere")).FullName;
        _folder.Git("config", "core.worktree", elsewhere);
        using var history = GitHistory.TryOpen(_folder.Root)!;
        Assert.Contains("core.worktree", history.Blocked, StringComparison.Ordinal);
        Assert.Equal(MemUErrorKind.NotAllowed, Assert.Throws<MemUException>(() => history.Prepare([GitFolder.Change("b.md", "b")], GitFolder.Info("b"))).Kind);
        Assert.Empty(Directory.EnumerateFileSystemEntries(elsewhere));
    }

    [Fact]
    public void A_HEAD_that_points_out_of_gits_folder_is_refused()
    {
        using (var fresh = GitHistory.Init(_folder.Root)) _folder.Commit(fresh, ("a.md", "a"));
        using var history = GitHistory.TryOpen(_folder.Root)!;
        File.WriteAllText(Path.Combine(_folder.Root, ".git", "HEAD"), "ref: refs/heads/../../../../victim\n");
        Assert.Throws<MemUException>(() => history.Prepare([GitFolder.Change("b.md", "b")], GitFolder.Info("b")));
        Assert.False(File.Exists(Path.Combine(_folder.Base, "victim")));
    }

    [Theory]
    [InlineData("merge")]
    [InlineData("rebase")]
    [InlineData("cherry-pick")]
    [InlineData("revert")]
    [InlineData("bisect")]
    public void A_repository_in_the_middle_of_something_is_reported_and_left_as_it_is(string operation)
    {
        using (var fresh = GitHistory.Init(_folder.Root))
        {
            _folder.Commit(fresh, ("a.md", "a"));
            _folder.Git("branch", "side");
            _folder.Commit(fresh, ("a.md", "main"));
            _folder.Commit(fresh, ("a.md", "main 2"));
        }
        _folder.Git("checkout", "-q", "side");
        _folder.Put("a.md", "side");
        _folder.Git("commit", "-qam", "side");
        _ = operation == "bisect"
            ? _folder.Git("bisect", "start", "main", "main~2")
            : _folder.Run(_folder.Root, operation, operation == "revert" ? "HEAD~1" : "main").Output;
        var status = _folder.Git("status");
        var head = _folder.Git("rev-parse", "HEAD");

        using var history = GitHistory.TryOpen(_folder.Root)!;
        Assert.Contains(operation, history.Blocked, StringComparison.Ordinal);
        Assert.Throws<MemUException>(() => history.Prepare([GitFolder.Change("b.md", "b")], GitFolder.Info("b")));
        Assert.NotNull(history.BlobIdAt("a.md"));
        Assert.Equal(status, _folder.Git("status"));
        Assert.Equal(head, _folder.Git("rev-parse", "HEAD"));
    }

    [Fact]
    public void A_split_index_is_reported_and_works_again_without_it()
    {
        using (var fresh = GitHistory.Init(_folder.Root)) _folder.Commit(fresh, ("a.md", "a"));
        _folder.Git("update-index", "--split-index");
        using var history = GitHistory.TryOpen(_folder.Root)!;
        Assert.Contains("split index", history.Blocked, StringComparison.Ordinal);
        Assert.Throws<MemUException>(() => _folder.Commit(history, ("b.md", "b")));
        _folder.Git("update-index", "--no-split-index");
        Assert.Null(history.Blocked);
        _folder.Commit(history, ("b.md", "b"));
        _folder.AssertClean();
    }

    [Fact]
    public void A_repository_of_another_hash_is_reported()
    {
        _folder.Git("init", "-q", "--object-format=sha256", ".");
        using var history = GitHistory.Init(_folder.Root);
        Assert.Contains("SHA-256", history.Blocked, StringComparison.Ordinal);
        Assert.Equal(MemUErrorKind.NotAllowed, Assert.Throws<MemUException>(() => history.Head).Kind);
    }

    [Fact]
    public void A_bare_repository_and_gits_own_folder_are_refused()
    {
        _folder.Git("init", "-q", "--bare", ".");
        Assert.Throws<MemUException>(() => GitHistory.Init(_folder.Root));
        var other = Path.Combine(_folder.Base, "other");
        _folder.GitIn(_folder.Base, "init", "-q", other);
        Assert.Throws<MemUException>(() => GitHistory.Init(Path.Combine(other, ".git", "memory")));
        _folder.GitIn(other, "config", "core.bare", "true");
        using var history = GitHistory.TryOpen(other)!;
        Assert.Contains("bare", history.Blocked, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_index_is_reported_and_kept()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, ("a.md", "a"), ("b.md", "b"));
        var index = Path.Combine(_folder.Root, ".git", "index");
        var whole = File.ReadAllBytes(index);
        var prepared = _folder.Write(history, "c", GitFolder.Noon, ("c.md", "c"));
        for (var length = 0; length < whole.Length - 20; length += 7)
        {
            File.WriteAllBytes(index, whole[..length]);
            Assert.Throws<MemUException>(() => history.Publish(prepared));
            Assert.Equal(length, new FileInfo(index).Length);
            Assert.False(File.Exists(index + ".lock"));
        }
        File.WriteAllBytes(index, whole);
        history.Publish(prepared);
        _folder.AssertClean();
    }
}
