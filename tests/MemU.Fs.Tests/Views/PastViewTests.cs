using System.Text;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Views;

public sealed class PastViewTests
{
    [Fact]
    public async Task A_revision_is_the_whole_tree_as_it_was_committed()
    {
        using var views = await ViewedTree.CreateAsync();
        var head = views.Memory.Git("rev-parse", "HEAD");
        await views.Service.CheckpointAsync("before");
        views.Memory.Write("preferences/likes-oolong-tea-from-taiwan.md", "---\ntype: profile\n---\nLikes matcha now.\n");
        File.Delete(Path.Combine(views.Memory.Root, "knowledge/learned_skills/deploys-with-a-blue-green-rollout.md"));
        await ViewedTree.AddAsync(views.Service, "Plays chess", "profile", "habits", []);
        foreach (var revision in new[] { head, "before", head[..10], "HEAD~2" })
        {
            Assert.Contains("oolong", await views.Reader.ReadAsync($"at/{revision}/preferences/likes-oolong-tea-from-taiwan.md"));
            Assert.Equal(TreeError.None, await views.Reader.ErrorAsync($"at/{revision}/knowledge/learned_skills/deploys-with-a-blue-green-rollout.md"));
            Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync($"at/{revision}/habits/plays-chess.md"));
        }
        Assert.Contains("matcha", await views.Reader.ReadAsync("at/HEAD/preferences/likes-oolong-tea-from-taiwan.md"));
        Assert.Equal(TreeError.None, await views.Reader.ErrorAsync("at/HEAD/habits/plays-chess.md"));
        Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync("at/HEAD/knowledge/learned_skills/deploys-with-a-blue-green-rollout.md"));
        Assert.Equal(["HEAD", "before"], await views.Reader.NamesAsync("at"));
        foreach (var wrong in new[] { "nothing", "2001-01-01", ".git", "HEAD~900", "--help", new string('f', 40) }) Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync($"at/{wrong}"));
        // each file of the commit, with its bytes
        foreach (var path in views.Memory.Git("-c", "core.quotepath=off", "ls-tree", "-r", "--name-only", head).Split('\n'))
            Assert.Equal(views.Memory.Git("rev-parse", $"{head}:{path}"), MemU.Fs.History.GitHistory.BlobId(await views.Reader.BytesAsync($"at/{head}/{path}")));
    }

    [Fact]
    public async Task What_cannot_change_is_promised_for_long_and_what_moves_is_not()
    {
        using var views = await ViewedTree.CreateAsync();
        var head = views.Memory.Git("rev-parse", "HEAD");
        await views.Service.CheckpointAsync("before");
        Assert.Equal(Lifetime.Fixed, (await views.Reader.LookupAsync($"at/{head}/preferences/README.md")).Value.Lifetime);
        Assert.Equal(Lifetime.Fixed, (await views.Reader.LookupAsync($"at/{head}/nothing")).Value.Lifetime);
        foreach (var moves in new[] { "HEAD", "before", head[..10], DateTime.UtcNow.AddDays(1).ToString("yyyy-MM-dd") })
            Assert.True((await views.Reader.LookupAsync($"at/{moves}/preferences/README.md")).Value.Lifetime.Name <= 1000, moves);
        var before = await views.Reader.NamesAsync("at/HEAD/preferences");
        await ViewedTree.AddAsync(views.Service, "Plays chess", "profile", "preferences", []);
        Assert.Contains("plays-chess.md", (await views.Reader.NamesAsync("at/HEAD/preferences")).Except(before));
    }

    [Fact]
    public async Task Sizes_kinds_and_links_are_those_of_the_commit()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such modes there");
        using var views = await ViewedTree.CreateAsync();
        File.CreateSymbolicLink(Path.Combine(views.Memory.Root, "preferences/there.md"), "../habits/README.md");
        views.Memory.Write("tools/run.sh", "#!/bin/sh\necho 茶\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(views.Memory.Root, "tools/run.sh"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        views.Memory.Git("add", "-A");
        views.Memory.Git("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "commit", "-qm", "by hand");
        Assert.Equal("../habits/README.md", await views.Reader.LinkAsync("at/HEAD/preferences/there.md"));
        var script = await views.Reader.StatAsync("at/HEAD/tools/run.sh");
        Assert.Equal((0x16Du, 19L), (script.Mode, script.Size));
        Assert.Equal(0x124u, (await views.Reader.StatAsync("at/HEAD/preferences/README.md")).Mode);
        foreach (var entry in (await views.Reader.ListAsync("at/HEAD/preferences", wantsNodes: true)).Where(e => e.Kind == NodeKind.File))
            Assert.Equal(entry.Size, (await views.Reader.BytesAsync($"at/HEAD/preferences/{entry.Name}")).Length);
        views.Memory.Git("gc", "-q", "--prune=now");
        Assert.Equal(19L, (await views.Reader.StatAsync("at/HEAD~0/tools/run.sh")).Size);
    }

    [Fact]
    public async Task A_revision_is_searched_as_it_stood_and_results_lead_into_it()
    {
        using var views = await ViewedTree.CreateAsync();
        await views.Service.CheckpointAsync("before");
        await views.Service.RemoveAsync(new() { Target = "preferences/likes-oolong-tea-from-taiwan.md" });
        Assert.DoesNotContain(await views.Reader.NamesAsync("search/oolong taiwan"), n => n.Contains("oolong-tea-from"));
        var names = await views.Reader.NamesAsync("at/before/@/search/oolong taiwan");
        Assert.Contains("oolong-tea-from", names[0]);
        var link = await views.Reader.LinkAsync($"at/before/@/search/oolong taiwan/{names[0]}");
        Assert.Equal("../../../preferences/likes-oolong-tea-from-taiwan.md", link);
        Assert.Contains("oolong", await views.Reader.ReadAsync("at/before/@/search/oolong taiwan/README.md"));
        var searches = views.Tree.Searches;
        await views.Reader.NamesAsync("at/before/@/search/oolong taiwan"); // it can't have changed
        Assert.Equal(searches, views.Tree.Searches);
        Assert.Equal(["oolong taiwan"], await views.Reader.NamesAsync("at/before/@/search"));
        Assert.DoesNotContain("@", await views.Reader.NamesAsync("at/before"));
    }

    [Fact]
    public async Task An_open_file_of_a_revision_that_moves_keeps_its_bytes()
    {
        using var views = await ViewedTree.CreateAsync();
        var found = await views.Reader.LookupAsync("at/HEAD/preferences/likes-oolong-tea-from-taiwan.md");
        var opened = (await views.Tree.OpenAsync(found.Value.Node!, OpenMode.Read, default, default)).Value.Handle;
        views.Memory.Write("preferences/likes-oolong-tea-from-taiwan.md", "Changed.\n");
        await ViewedTree.AddAsync(views.Service, "Plays chess", "profile", "habits", []);
        Assert.Equal("Changed.\n", await views.Reader.ReadAsync("at/HEAD/preferences/likes-oolong-tea-from-taiwan.md"));
        Assert.Contains("oolong", Encoding.UTF8.GetString(await views.Reader.BytesAsync(opened)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_purged_is_in_no_view_not_even_where_it_was_known(bool isPacked)
    {
        using var views = await ViewedTree.CreateAsync();
        var head = views.Memory.Git("rev-parse", "HEAD");
        if (isPacked) views.Memory.Git("gc", "-q", "--prune=now");
        const string Path = "preferences/likes-oolong-tea-from-taiwan.md";
        var file = (await views.Reader.LookupAsync($"at/{head}/{Path}")).Value.Node!;
        var question = (await views.Reader.LookupAsync($"at/{head}/@/search/oolong")).Value.Node!;
        Assert.Contains("oolong", await views.Reader.ReadAsync($"at/{head}/{Path}"));
        Assert.Contains("oolong", await views.Reader.ReadAsync($"at/{head}/@/search/oolong/README.md"));
        await views.Service.PurgeAsync(new() { Target = Path });
        Assert.Equal(TreeError.NotFound, (await views.Tree.OpenAsync(file, OpenMode.Read, default, default)).Error);
        Assert.Equal(TreeError.NotFound, (await views.Tree.OpenFolderAsync(question, default, default)).Error);
        Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync($"at/{head}/{Path}"));
        Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync($"history/{Path}"));
        Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync($"at/HEAD/{Path}"));
    }

    [Fact]
    public async Task History_has_the_versions_of_a_file_through_its_renames_oldest_first()
    {
        using var views = await ViewedTree.CreateAsync();
        const string Old = "preferences/likes-oolong-tea-from-taiwan.md", New = "habits/oolong.md";
        var first = views.Memory.Read(Old);
        await views.Service.MoveAsync(new() { From = Old, To = New });
        views.Memory.Write(New, first.Replace("Taiwan", "Fujian"));
        views.Memory.Git("config", "user.name", "Ana Lee");
        views.Memory.Git("config", "user.email", "ana@example.org");
        await ViewedTree.AddAsync(views.Service, "Plays chess", "profile", "habits", []);
        var names = await views.Reader.NamesAsync($"history/{New}");
        Assert.Equal(3, names.Length);
        Assert.Matches(@"^001-\d{4}-\d\d-\d\d-memu\.md$", names[0]);
        Assert.Matches(@"^003-\d{4}-\d\d-\d\d-ana-lee\.md$", names[2]);
        Assert.Equal(first, await views.Reader.ReadAsync($"history/{New}/{names[0]}"));
        Assert.Contains("Fujian", await views.Reader.ReadAsync($"history/{New}/{names[2]}"));
        // by the name that is gone
        var gone = await views.Reader.NamesAsync($"history/{Old}");
        Assert.Equal(first, await views.Reader.ReadAsync($"history/{Old}/{gone[0]}"));
        Assert.DoesNotContain("likes-oolong-tea-from-taiwan.md", await views.Reader.NamesAsync("history/preferences"));
        Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync("history/preferences/never-was.md"));
        Assert.Contains("oolong.md", await views.Reader.NamesAsync("history/habits"));
    }

    [Fact]
    public async Task A_folder_that_is_gone_is_found_in_history_by_its_name()
    {
        using var views = await ViewedTree.CreateAsync();
        await views.Service.RemoveAsync(new() { Target = "knowledge/learned_skills", Recursive = true });
        Assert.False(Directory.Exists(Path.Combine(views.Memory.Root, "knowledge/learned_skills")));
        Assert.Equal(NodeKind.Folder, (await views.Reader.StatAsync("history/knowledge/learned_skills")).Kind);
        Assert.Single(await views.Reader.NamesAsync("history/knowledge/learned_skills/deploys-with-a-blue-green-rollout.md"));
    }

    [Fact]
    public async Task Blame_says_of_each_line_who_when_and_from_where()
    {
        using var views = await ViewedTree.CreateAsync();
        await views.Memory.SayAsync("tea.json", null, ("Ana", "I love sencha tea from Uji."));
        var path = views.Memory.Files().First(f => f.Contains("sencha") && !f.StartsWith("resources"));
        var before = await views.Reader.ReadAsync($"blame/{path}");
        Assert.Matches(@"(?m)^[0-9a-f]{8}  \d{4}-\d\d-\d\d  memu  +resources/\S+#\^m1 +\| .*sencha", before);
        File.AppendAllText(Path.Combine(views.Memory.Root, path), "A line by hand.\n");
        Assert.Matches(@"(?m)^-  +not yet.*\| A line by hand\.$", await views.Reader.ReadAsync($"blame/{path}"));
        Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync("blame/preferences/nothing.md"));
        Assert.Equal(NodeKind.Folder, (await views.Reader.StatAsync("blame/preferences")).Kind);
    }
}
