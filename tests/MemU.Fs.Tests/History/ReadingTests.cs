using MemU.Fs.History;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.History;

public sealed class ReadingTests : IDisposable
{
    private readonly GitFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private GitHistory Three()
    {
        var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, "one", GitFolder.Noon.AddDays(-2), ("a.md", "1"), ("d/b.md", "1"));
        _folder.Commit(history, "two", GitFolder.Noon.AddDays(-1), ("d/b.md", "2"));
        _folder.Commit(history, "three", GitFolder.Noon, ("a.md", null), ("d/c.md", "3"));
        return history;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Files_can_be_read_at_any_revision_loose_or_packed(bool packed)
    {
        using var history = Three();
        if (packed) _folder.Git("gc", "-q", "--aggressive");
        Assert.Equal("2"u8.ToArray(), history.ReadAt("d/b.md"));
        Assert.Equal("1"u8.ToArray(), history.ReadAt("d/b.md", "HEAD~2"));
        Assert.Null(history.ReadAt("a.md"));
        Assert.Null(history.BlobIdAt("d"));
        Assert.Equal(GitHistory.BlobId("1"u8), history.BlobIdAt("a.md", "HEAD~1"));
        Assert.Equal("1"u8.ToArray(), history.ReadBlob(GitHistory.BlobId("1"u8)));
        Assert.Equal(["d/b.md", "d/c.md"], history.Files().Select(f => f.Path));
        Assert.Equal(["d/b.md"], history.Files("HEAD~1", "d").Select(f => f.Path));
        Assert.Empty(history.Files(under: "nowhere"));
        Assert.Equal(
            [
                new(TreeDeltaKind.Deleted, "a.md", GitHistory.BlobId("1"u8), null), new(TreeDeltaKind.Modified, "d/b.md", GitHistory.BlobId("1"u8), GitHistory.BlobId("2"u8)),
                new TreeDelta(TreeDeltaKind.Added, "d/c.md", null, GitHistory.BlobId("3"u8)),
            ], history.Changes("HEAD~2", "HEAD"));
        Assert.Equal(["a.md", "d/b.md"], history.Changes(null, "HEAD~2").Select(d => d.Path));
        Assert.Equal(["three", "two", "one"], history.Log().Select(l => l.Subject));
        _folder.Commit(history, ("a.md", "4"), ("d/b.md", "4")); // on top of packed trees
        _folder.AssertClean();
    }

    [Fact]
    public void The_log_of_a_file_or_folder_names_just_its_commits()
    {
        using var history = Three();
        Assert.Equal(["three", "one"], history.Log("a.md").Select(l => l.Subject));
        Assert.Equal(["two", "one"], history.Log("d/b.md").Select(l => l.Subject));
        Assert.Equal(["three", "two", "one"], history.Log("d").Select(l => l.Subject));
        Assert.Equal(["two"], history.Log("d/b.md", 1).Select(l => l.Subject));
        Assert.Empty(history.Log("nowhere.md"));
        var entry = history.Log("a.md").First();
        Assert.Equal(("agent", "agent@memu.local", GitFolder.Noon), (entry.Author, entry.Email, entry.When));
        Assert.Equal(["a.md", "d/c.md"], entry.Paths);
        Assert.Equal([new("Memory-Id", "0193f3c2")], entry.Trailers);
    }

    [Fact]
    public void The_log_of_a_path_agrees_with_gits_own_across_merges()
    {
        using var history = Three();
        var random = new Random(7);
        for (var i = 0; i < 12; i++)
        {
            _folder.Git("checkout", "-q", "-b", $"side{i}");
            _folder.Commit(history, $"side {i}", GitFolder.Noon.AddMinutes(10 * i + 1), ($"d/s{random.Next(3)}.md", $"s{i}"), ($"x{i}.md", "x"));
            _folder.Git("checkout", "-q", "main");
            _folder.Commit(history, $"main {i}", GitFolder.Noon.AddMinutes(10 * i + 2), ($"e/m{random.Next(3)}.md", $"m{i}"));
            _folder.Git("merge", "-q", "--no-ff", "-m", $"merge {i}", $"side{i}");
        }
        foreach (var path in (string[])["a.md", "d", "e", "d/s1.md", "e/m0.md", "x5.md"])
        {
            var expected = _folder.Git("log", "--format=%H", "--", path).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(expected.Order(StringComparer.Ordinal), history.Log(path).Select(l => l.Commit).Order(StringComparer.Ordinal));
        }
        Assert.Equal(int.Parse(_folder.Git("rev-list", "--count", "HEAD")), history.Log().Count());
    }

    [Fact]
    public void Revisions_are_branches_tags_ids_and_dates()
    {
        using var history = Three();
        var all = history.Log().Select(l => l.Commit).ToArray();
        _folder.Git("tag", "-a", "v1", "-m", "tag", "HEAD~1");
        _folder.Git("branch", "2026-11-20", "HEAD~2");
        Assert.Equal(all[0], history.Resolve("main"));
        Assert.Equal(all[1], history.Resolve("v1"));
        Assert.Equal(all[2], history.Resolve("HEAD~2"));
        Assert.Equal(all[0], history.Resolve(all[0][..8]));
        Assert.Equal(all[1], history.Resolve("2026-11-22"));
        Assert.Equal(all[0], history.Resolve("2026-11"));
        Assert.Equal(all[2], history.Resolve("2026-11-22T09:59:59Z"));
        Assert.Equal(all[1], history.Resolve("2026-11-22T10:00:00Z"));
        Assert.Equal(all[2], history.Resolve("2026-11-20")); // a branch of that name
        foreach (var bad in (string[])["2026-11-19", "nowhere", "HEAD:d", ":/x", "HEAD^{tree}", "HEAD~99", "..", "\n", "-x", new string('9', 5000)])
            Assert.Contains(Assert.Throws<MemUException>(() => history.Resolve(bad)).Kind, (MemUErrorKind[])[MemUErrorKind.NotFound, MemUErrorKind.BadArgument]);
    }

    [Fact]
    public void A_memory_inside_a_larger_repository_sees_and_touches_only_its_own_part()
    {
        _folder.GitIn(_folder.Base, "init", "-q", "-b", "trunk", ".");
        _folder.Put("../code.c", "int main;");
        _folder.Put("../öther/x.md", "x");
        _folder.GitIn(_folder.Base, "add", ".");
        _folder.GitIn(_folder.Base, "commit", "-qm", "code");
        _folder.Put("../code.c", "staged");
        _folder.GitIn(_folder.Base, "add", "code.c");

        using var history = GitHistory.Init(_folder.Root);
        Assert.Equal(("memory", "trunk"), (history.Prefix, history.Branch));
        Assert.False(Directory.Exists(Path.Combine(_folder.Root, ".git")));
        Assert.Empty(history.Files());
        var commit = _folder.Commit(history, "mine", GitFolder.Noon, ("p/a.md", "a"));
        Assert.Equal(["p/a.md"], commit.Paths);
        Assert.Equal("M  code.c\n", _folder.GitIn(_folder.Base, "status", "--porcelain"));
        Assert.Equal(["p/a.md"], history.Files().Select(f => f.Path));
        Assert.Equal("a"u8.ToArray(), history.ReadAt("p/a.md"));
        Assert.Equal(["mine"], history.Log().Select(l => l.Subject));
        Assert.Equal([["p/a.md"]], history.Log("p").Select(l => l.Paths));
        Assert.Equal(["p/a.md"], history.Changes("HEAD~1", "HEAD").Select(d => d.Path));
        _folder.GitIn(_folder.Base, "commit", "-qm", "after");
        Assert.Equal("code.c\n", _folder.GitIn(_folder.Base, "show", "--format=", "--name-only", "HEAD"));
        _folder.GitIn(_folder.Base, "fsck", "--strict");
    }

    [Fact]
    public void A_memory_that_the_repository_around_it_ignores_gets_its_own()
    {
        _folder.GitIn(_folder.Base, "init", "-q", ".");
        _folder.Put("../.gitignore", "memory/\n");
        Assert.Null(GitHistory.TryOpen(_folder.Root));
        using var history = GitHistory.Init(_folder.Root);
        Assert.Equal("", history.Prefix);
        Assert.True(Directory.Exists(Path.Combine(_folder.Root, ".git")));
    }

    [Fact]
    public void A_root_that_is_a_symbolic_link_and_a_linked_work_tree_and_a_detached_head_work()
    {
        using (var history = Three()) Assert.Null(history.Blocked);
        var link = Path.Combine(_folder.Base, "link");
        Directory.CreateSymbolicLink(link, _folder.Root);
        using (var history = GitHistory.TryOpen(link)!) _folder.Commit(history, ("l.md", "l"));
        _folder.AssertClean();

        var tree = Path.Combine(_folder.Base, "tree");
        _folder.Git("worktree", "add", "-q", "--detach", tree);
        using (var history = GitHistory.TryOpen(tree)!)
        {
            Assert.Null(history.Branch);
            Assert.Null(history.Blocked);
            File.WriteAllText(Path.Combine(tree, "w.md"), "w");
            history.Publish(history.Prepare([GitFolder.Change("w.md", "w")], GitFolder.Info("detached"))!);
        }
        Assert.Equal("", _folder.GitIn(tree, "status", "--porcelain"));
        Assert.Equal("detached\n", _folder.GitIn(tree, "log", "-1", "--format=%s"));
        Assert.Equal("memorize: test\n", _folder.Git("log", "-1", "--format=%s"));
        _folder.AssertClean();
    }

    [Fact]
    public void Packed_references_are_read_and_moved()
    {
        using var history = Three();
        _folder.Git("pack-refs", "--all", "--prune");
        Assert.Equal(_folder.Git("rev-parse", "HEAD").Trim(), history.Head);
        _folder.Commit(history, ("p.md", "p"));
        _folder.AssertClean();
    }

    [Fact]
    public void Names_that_are_not_UTF8_survive_a_commit_beside_them()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var history = Three();
        _folder.Git("-c", "alias.x=!printf 'x' > \"$(printf 'caf\\351.txt')\" && git add -A && git commit -qm latin1", "x");
        _folder.Commit(history, ("a.md", "beside"), ("zz.md", "z"));
        _folder.AssertClean();
        Assert.Contains("caf\\351.txt", _folder.Run(_folder.Root, "-c", "core.quotepath=true", "ls-tree", "HEAD").Output, StringComparison.Ordinal);
        _folder.Git("gc", "-q");
        Assert.Contains("not UTF-8", Assert.Throws<MemUException>(() => history.Prepare([GitFolder.Change("a.md", "packed")], GitFolder.Info("x"))).Message, StringComparison.Ordinal);
        _folder.Git("-c", "alias.x=!rm caf*", "x"); // this name can't be deleted from here
    }

    [Fact]
    public void Ignore_rules_and_the_persons_identity_are_gits()
    {
        using var history = Three();
        _folder.Put(".gitignore", "*.log\n/.memu/cache/\n");
        Assert.True(history.IsIgnored("x/y.log"));
        Assert.True(history.IsIgnored(".memu/cache/lucene/x"));
        Assert.False(history.IsIgnored("a.md"));
        _folder.Git("config", "user.name", "Zoë");
        _folder.Git("config", "user.email", "zoe@x.example");
        Assert.Equal(("Zoë", "zoe@x.example"), history.PersonIdentity());
        Assert.Equal("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", GitHistory.BlobId([]));
    }

    [Fact]
    public void Blame_push_and_pull_of_ordinary_git_work_on_the_history()
    {
        using var history = Three();
        Assert.Contains("agent", _folder.Git("blame", "d/b.md"), StringComparison.Ordinal);
        Assert.Equal("two\none\n", _folder.Git("log", "--format=%s", "--", "d/b.md"));
        var bare = Path.Combine(_folder.Base, "bare.git");
        var clone = Path.Combine(_folder.Base, "clone");
        _folder.Git("init", "-q", "--bare", "-b", "main", bare);
        _folder.Git("remote", "add", "origin", bare);
        _folder.Git("push", "-q", "-u", "origin", "main");
        _folder.GitIn(_folder.Base, "clone", "-q", bare, clone);
        File.WriteAllText(Path.Combine(clone, "theirs.md"), "t");
        _folder.GitIn(clone, "add", ".");
        _folder.GitIn(clone, "commit", "-qm", "theirs");
        _folder.GitIn(clone, "push", "-q");
        _folder.Commit(history, ("ours.md", "o"));
        _folder.Git("pull", "-q", "--no-rebase", "--no-edit");
        Assert.Equal("t", File.ReadAllText(_folder.File("theirs.md")));
        _folder.Commit(history, ("theirs.md", "t2"));
        _folder.Git("push", "-q");
        _folder.AssertClean();
        Assert.Contains("theirs", history.Log().Select(l => l.Subject));
        _folder.Git("revert", "--no-edit", "HEAD");
        Assert.Equal("t"u8.ToArray(), history.ReadAt("theirs.md"));
        _folder.AssertClean();
    }
}
