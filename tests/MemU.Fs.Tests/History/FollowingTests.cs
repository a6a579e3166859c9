using System.Text;
using MemU.Fs.History;
using Xunit;

namespace MemU.Fs.Tests.History;

/// <summary>Renames, blame, diff and merge, compared with what git itself says.</summary>
public sealed class FollowingTests : IDisposable
{
    private readonly GitFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Numbered(int from, int to, Func<int, string>? line = null) => string.Concat(Enumerable.Range(from, to - from + 1).Select(i => (line?.Invoke(i) ?? $"line {i}") + "\n"));

    [Fact]
    public void The_log_of_a_file_follows_it_through_renames_as_git_does()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, "one", GitFolder.Noon, ("a/first.md", Numbered(1, 20)));
        _folder.Commit(history, "two", GitFolder.Noon.AddMinutes(1), ("a/first.md", null), ("b/second.md", Numbered(1, 20, i => i == 3 ? "line three" : $"line {i}")));
        _folder.Commit(history, "other", GitFolder.Noon.AddMinutes(2), ("other.md", "x\n"));
        _folder.Git("mv", "b/second.md", "third.md");
        _folder.Git("commit", "-qm", "three");
        var log = history.LogFollowing("third.md").ToList();
        Assert.Equal(_folder.Git("log", "--follow", "--format=%s", "--", "third.md").TrimEnd().Split('\n'), log.Select(e => e.Subject));
        Assert.Equal(["b/second.md", "a/first.md", null], log.Select(e => e.RenamedFrom));
        Assert.Equal("b/second.md", history.PathAt("third.md", "HEAD~1"));
        Assert.Null(history.PathAt("other.md", "HEAD~3"));
    }

    [Fact]
    public void A_memory_that_was_rewritten_and_moved_at_once_is_followed_by_its_identity()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, "one", GitFolder.Noon, ("a.md", "id 7\nshort\n"), ("decoy.md", Numbered(1, 50)));
        _folder.Commit(history, "two", GitFolder.Noon.AddMinutes(1), ("a.md", null), ("decoy.md", null), ("b.md", "id 7\n" + Numbered(1, 50)));
        string? Id(byte[] bytes) => Encoding.UTF8.GetString(bytes) is var text && text.StartsWith("id ", StringComparison.Ordinal) ? text[..4] : null;
        Assert.Equal("a.md", history.LogFollowing("b.md", Id).First().RenamedFrom);
        Assert.Equal("decoy.md", history.LogFollowing("b.md").First().RenamedFrom);
    }

    [Fact]
    public void Another_file_of_an_older_name_does_not_belong_to_a_renamed_one()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, "old namesake", GitFolder.Noon, ("b.md", "something else\n"));
        _folder.Commit(history, "namesake gone", GitFolder.Noon.AddMinutes(1), ("b.md", null), ("keep.md", "k\n"));
        _folder.Commit(history, "born", GitFolder.Noon.AddMinutes(2), ("a.md", Numbered(1, 9)));
        _folder.Commit(history, "moved", GitFolder.Noon.AddMinutes(3), ("a.md", null), ("b.md", Numbered(1, 9)));
        Assert.Equal(["moved", "born"], history.LogFollowing("b.md").Select(e => e.Subject));
    }

    [Fact]
    public void Blame_names_the_same_commits_as_git_through_edits_renames_and_a_merge()
    {
        using var history = GitHistory.Init(_folder.Root);
        _folder.Commit(history, "one", GitFolder.Noon, ("a.md", Numbered(1, 30)));
        _folder.Commit(history, "two", GitFolder.Noon.AddMinutes(1), ("a.md", Numbered(1, 30, i => i == 5 ? "FIVE" : $"line {i}")));
        _folder.Git("checkout", "-qb", "side");
        File.AppendAllText(_folder.File("a.md"), "of the side\n");
        _folder.Git("commit", "-qam", "side");
        _folder.Git("checkout", "-q", "main");
        File.WriteAllText(_folder.File("a.md"), "new first\n" + File.ReadAllText(_folder.File("a.md")));
        _folder.Git("commit", "-qam", "main edit");
        _folder.Git("merge", "-q", "--no-edit", "side");
        _folder.Git("mv", "a.md", "b.md");
        _folder.Git("commit", "-qm", "moved");
        File.WriteAllText(_folder.File("b.md"), File.ReadAllText(_folder.File("b.md")).Replace("line 10\n", "ten\nand a half\n").Replace("line 20\n", ""));
        _folder.Git("commit", "-qam", "last");
        var theirs = _folder.Git("blame", "-s", "-l", "--root", "b.md").TrimEnd().Split('\n').Select(l => l[..40]);
        var ours = history.Blame("b.md");
        Assert.Equal(theirs, ours.Select(o => o.Commit));
        Assert.Equal(6, ours.Select(o => o.Commit).Distinct().Count() + 1);
        Assert.Equal("a.md", ours[4].Path);
    }

    [Theory]
    [InlineData("a\nb\nc\n", "a\nB\nc\n")]
    [InlineData("", "a\n")]
    [InlineData("a\nb", "a\nb\n")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n", "1\n2\nx\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n16\n17\n")]
    [InlineData("é\r\nb\r\n", "é\r\nc\r\n")]
    public void A_diff_is_one_that_git_applies(string old, string now)
    {
        _folder.Git("init", "-q");
        File.WriteAllText(_folder.File("f.txt"), old);
        var text = UnifiedDiff.Format(Encoding.UTF8.GetBytes(old), Encoding.UTF8.GetBytes(now), out var added, out var removed);
        File.WriteAllText(_folder.File("p.diff"), $"--- a/f.txt\n+++ b/f.txt\n{text}");
        if (old.Length > 0) _folder.Git("apply", "--whitespace=nowarn", "p.diff");
        else File.WriteAllText(_folder.File("f.txt"), now);
        Assert.Equal(now, File.ReadAllText(_folder.File("f.txt")));
        Assert.Equal((text.Split('\n').Count(l => l.StartsWith('+')), text.Split('\n').Count(l => l.StartsWith('-'))), (added, removed));
    }

    [Fact]
    public void Merging_keeps_both_changes_and_never_writes_markers()
    {
        static byte[] B(string text) => Encoding.UTF8.GetBytes(text);
        var conflicts = new List<MergeConflict>();
        Assert.Equal("A\nb\nc\nd\nE\n", Encoding.UTF8.GetString(GitHistory.Merge(B("a\nb\nc\nd\ne\n"), B("A\nb\nc\nd\ne\n"), B("a\nb\nc\nd\nE\n"), conflicts)!));
        Assert.Equal("a\nx\ne\n", Encoding.UTF8.GetString(GitHistory.Merge(B("a\nb\ne\n"), B("a\nx\ne\n"), B("a\nx\ne\n"), conflicts)!));
        Assert.Equal("a\nc\n", Encoding.UTF8.GetString(GitHistory.Merge(B("a\nb\n"), B("a\nb\nc\n"), B("a\n"), conflicts)!)); // touching is not overlapping
        Assert.Equal("new\nA\n", Encoding.UTF8.GetString(GitHistory.Merge(B("a\n"), B("new\na\n"), B("A\n"), conflicts)!));
        Assert.Equal("new\nA\n", Encoding.UTF8.GetString(GitHistory.Merge(B("a\n"), B("A\n"), B("new\na\n"), conflicts)!));
        Assert.Empty(conflicts);
        Assert.Null(GitHistory.Merge(B("a\n"), B("a\nx\n"), B("a\ny\n"), []));
        Assert.Null(GitHistory.Merge(B("a\nb\nc\n"), B("a\nX\nc\n"), B("a\nY\nc\n"), conflicts));
        Assert.Equal(new MergeConflict(2, "b\n", "X\n", "Y\n"), Assert.Single(conflicts));
        Assert.Equal([0xff, 0x0a, 0x62], GitHistory.Merge([0xff, 0x0a, 0x61], [0xff, 0x0a, 0x61], [0xff, 0x0a, 0x62], conflicts)!); // bytes that are no text survive
    }
}
