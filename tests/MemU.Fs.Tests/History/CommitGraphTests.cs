using System.Text;
using MemU.Fs.History;
using Xunit;

namespace MemU.Fs.Tests.History;

/// <summary>The log with git's own notes of what each commit changed, compared with what git says.</summary>
public sealed class CommitGraphTests : IDisposable
{
    private static readonly string[] Paths = ["a.md", "deep/er/b.md", "deep/c.md", "记忆/茶.md", "é/ü.md", "deep/er", "记忆", "deep", "never.md", "deep/a.md"];

    private readonly GitFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--progress")] // of one file
    [InlineData("--split=no-merge")] // a chain of files
    public void The_log_of_every_path_is_git_s_own_with_a_commit_graph_and_with_commits_after_it(string kind)
    {
        using var history = GitHistory.Init(_folder.Root);
        var random = new Random(11);
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 15; j++) Commit(random, $"{i}.{j}");
            _folder.Git("checkout", "-qb", $"side{i}");
            Commit(random, "side");
            Commit(random, "side again");
            _folder.Git("checkout", "-q", "main");
            Commit(random, "main");
            _folder.Run(_folder.Root, "merge", "-q", "--no-edit", "-X", "ours", $"side{i}");
            if (i < 2) _folder.Git("commit-graph", "write", "--reachable", "--changed-paths", kind);
        }
        Assert.Equal(kind != "--progress", Directory.Exists(_folder.File(".git/objects/info/commit-graphs")));
        AssertAsGit(history);
    }

    [Fact]
    public void A_merge_of_three_is_read_from_the_graph()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, "one", GitFolder.Noon, ("a.md", "a\n"));
        foreach (var side in (string[])["x", "y", "z"])
        {
            _folder.Git("checkout", "-qb", side, "main");
            _folder.Put($"{side}.md", side);
            _folder.Git("add", ".");
            _folder.Git("commit", "-qm", side);
        }
        _folder.Git("checkout", "-q", "main");
        _folder.Git("merge", "-q", "--no-edit", "x", "y", "z");
        _folder.Git("commit-graph", "write", "--reachable", "--changed-paths");
        foreach (var side in (string[])["x", "y", "z"]) Assert.Equal([side], history.Log($"{side}.md").Select(e => e.Subject));
    }

    [Fact]
    public void What_the_graph_says_did_not_change_is_not_read()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, "one", GitFolder.Noon, ("folder/a.md", "a\n"), ("other/b.md", "b\n"));
        _folder.Commit(history, "two", GitFolder.Noon.AddMinutes(1), ("other/b.md", "c\n"));
        _folder.Commit(history, "three", GitFolder.Noon.AddMinutes(2), ("other/b.md", "d\n"));
        _folder.Commit(history, "four", GitFolder.Noon.AddMinutes(3), ("folder/a.md", "e\n"));
        _folder.Git("commit-graph", "write", "--reachable", "--changed-paths");
        var root = _folder.Git("rev-parse", "HEAD~2^{tree}").Trim();
        File.Delete(_folder.File($".git/objects/{root[..2]}/{root[2..]}"));
        Assert.Equal(["four", "one"], history.Log("folder/a.md").Select(e => e.Subject));
    }

    [Fact]
    public void A_graph_that_is_cut_off_or_of_another_kind_is_not_believed()
    {
        using var history = GitHistory.Init(_folder.Root);
        var random = new Random(5);
        for (var i = 0; i < 12; i++) Commit(random, $"{i}");
        _folder.Git("commit-graph", "write", "--reachable", "--changed-paths");
        var file = _folder.File(".git/objects/info/commit-graph");
        File.SetAttributes(file, FileAttributes.Normal);
        var bytes = File.ReadAllBytes(file);
        for (var length = 0; length < bytes.Length; length += 37)
        {
            File.WriteAllBytes(file, bytes[..length]);
            Assert.Equal(12, history.Log().Count());
            Assert.NotEmpty(history.Log("a.md").Concat(history.Log("deep")));
        }
        File.WriteAllBytes(file, [.. bytes[..5], 2, .. bytes[6..]]); // SHA-256
        AssertSame(history);
        File.WriteAllBytes(file, bytes);
        File.WriteAllText(_folder.File(".git/shallow"), ""); // of a history that is cut short git makes no use of it
        AssertSame(history);
    }

    [Theory]
    [InlineData("", 0u, 0u)]
    [InlineData("Hello world!", 0u, 0x627b0c2cu)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0u, 0x2e4ff723u)]
    [InlineData("Hello, world!", 0x9747b28cu, 0x24884cbau)]
    public void Hashes_are_the_published_ones(string text, uint seed, uint hash) => Assert.Equal(hash, BloomFilter.Murmur3(Encoding.UTF8.GetBytes(text), seed));

    private void AssertAsGit(GitHistory history)
    {
        Assert.Equal(int.Parse(_folder.Git("rev-list", "--count", "HEAD"), System.Globalization.CultureInfo.InvariantCulture), history.Log().Count());
        AssertSame(history);
    }

    private void AssertSame(GitHistory history)
    {
        foreach (var path in Paths)
            Assert.Equal(_folder.Git("log", "--format=%H", "--", path).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(), history.Log(path).Select(e => e.Commit).Order());
    }

    private void Commit(Random random, string subject)
    {
        foreach (var path in Paths[..5])
            if (random.Next(3) == 0) _folder.Put(path, $"{subject} {random.Next()}\n");
        _folder.Put("always.md", subject);
        _folder.Git("add", "-A");
        _folder.Git("commit", "-qm", subject);
    }
}
