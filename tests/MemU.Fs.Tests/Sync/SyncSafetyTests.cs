using System.Text;
using MemU.Fs.History;
using MemU.Fs.Model;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Sync;

/// <summary>Remotes that were rewritten, that are hostile, that race; trees that hold a person's unfinished merge; processes that die.</summary>
public sealed class SyncSafetyTests
{
    [Fact]
    public async Task T5_a_force_pushed_remote_loses_nothing_and_the_user_is_told_where_it_is_kept()
    {
        using var all = new Machines();
        var a = await all.FirstAsync("first", ("likes/tea.md", "Tea.\n"));
        var b = await all.CloneAsync("second");
        a.Write("likes/coffee.md", "Coffee.\n");
        await a.SyncAsync();
        await b.SyncAsync();
        b.Write("likes/mine.md", "Only here.\n");
        var dropped = a.Git("rev-parse", "HEAD");
        a.Git("reset", "--quiet", "--hard", "HEAD~1");
        a.Write("likes/other.md", "Other.\n");
        a.Git("add", "-A");
        a.Git("commit", "--quiet", "-m", "another way");
        Assert.DoesNotContain("git:", a.Git("push", "--quiet", "--force", all.Remote, "main"));
        var synced = await b.SyncAsync();
        Assert.Equal(2, synced.Rescued.Count);
        Assert.Contains(synced.Notes, n => n.Contains("rewritten") && n.Contains(synced.Rescued[0]));
        Assert.Equal(dropped, b.Git("rev-parse", synced.Rescued[0]));
        Assert.Equal("edit: likes/mine.md", b.Git("log", "-1", "--format=%s", synced.Rescued[1]));
        Assert.True(b.Has("likes/mine.md") && b.Has("likes/coffee.md") && b.Has("likes/other.md"));
        await b.AssertCleanAsync();
        Assert.Empty((await b.SyncAsync()).Rescued);
    }

    [Fact]
    public async Task T6_conflict_markers_that_a_merge_by_git_left_are_neither_committed_nor_sent_and_nothing_is_lost()
    {
        using var all = new Machines();
        var a = await all.FirstAsync("first", ("likes/tea.md", "Tea.\n"), ("likes/other.md", "Other.\n"));
        const string left = "<<<<<<< HEAD\nGreen.\n=======\nBlack.\n>>>>>>> topic\n";
        a.Write("likes/tea.md", left);
        a.Write("likes/other.md", "Other!\n");
        a.Write("notes/markers.md", "How they look:\n```\n" + left + "```\n");
        var head = Machines.Git(all.Remote, "rev-parse", "main");
        var refused = await Assert.ThrowsAsync<MemUException>(() => a.SyncAsync());
        Assert.Equal(MemUErrorKind.Conflict, refused.Kind);
        Assert.Contains("likes/tea.md", refused.Message);
        await a.AddAsync("The fern wants water", "Fern");
        Assert.Equal(left, a.Read("likes/tea.md"));
        Assert.Equal("M likes/tea.md", a.Git("status", "--porcelain"));
        Assert.Equal("Tea.", a.Git("show", "HEAD:likes/tea.md"));
        Assert.Equal("Other!", a.Git("show", "HEAD:likes/other.md"));
        Assert.Equal(head, Machines.Git(all.Remote, "rev-parse", "main"));
        a.Write("likes/tea.md", "Green.\n");
        Assert.True((await a.SyncAsync()).Pushed);
        Assert.Equal("", a.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task What_was_purged_does_not_come_back_from_a_remote_that_still_has_it()
    {
        using var all = new Machines();
        var a = await all.FirstAsync("first", ("likes/tea.md", "Tea.\n"), ("likes/secret.md", "The vault is behind the mirror.\n"));
        var b = await all.CloneAsync("second");
        b.Write("likes/new.md", "New.\n");
        await a.Service.PurgeAsync(new() { Target = "likes/secret.md" });
        Assert.Contains((await a.SyncAsync()).Notes, n => n.Contains("purged"));
        Assert.False(a.Has("likes/secret.md"));
        await b.SyncAsync();
        await a.SyncAsync();
        Assert.False(b.Has("likes/secret.md"));
        Assert.True(a.Has("likes/new.md") && b.Has("likes/tea.md"));
        await all.AssertOneAsync();
    }

    [Theory]
    [InlineData("100644", "..")]
    [InlineData("100644", ".git/hooks/x")]
    [InlineData("100644", ".GIT")]
    [InlineData("100644", "git~1")]
    [InlineData("100644", "GIT~1/config")]
    [InlineData("100644", ".g\u200cit")]
    [InlineData("100644", ".git::$INDEX_ALLOCATION")]
    [InlineData("100644", "a\\b.md")]
    [InlineData("100644", ".MEMU/cache/x")]
    [InlineData("100644", "f.md:stream")]
    [InlineData("100644", "a/../../x.md")]
    [InlineData("100644", ".memu/state/intent.json")]
    [InlineData("120000", "link.md")]
    [InlineData("160000", "module")]
    public async Task T33_a_remote_with_names_that_lead_elsewhere_is_refused_and_nothing_is_written(string mode, string name)
    {
        using var all = new Machines();
        var a = await all.FirstAsync("first", ("likes/tea.md", "Tea.\n"));
        var b = await all.CloneAsync("second");
        Poison(a, all.Remote, mode, name);
        var head = b.Git("rev-parse", "HEAD");
        var refused = await Assert.ThrowsAsync<MemUException>(() => b.SyncAsync());
        Assert.Equal(MemUErrorKind.NotAllowed, refused.Kind);
        Assert.Equal(head, b.Git("rev-parse", "HEAD"));
        await b.AssertCleanAsync();
        Assert.False(File.Exists(Path.Combine(b.Root, ".git/hooks/x")));
        var c = all.Add("third");
        await Assert.ThrowsAsync<MemUException>(() => c.Service.CloneAsync(new(all.Remote)));
        Assert.False(Directory.Exists(c.Root));
        Assert.False(File.Exists(Path.Combine(all.Folder, "x.md")));
    }

    [Fact]
    public async Task T33_no_hook_filter_or_setting_of_a_memory_starts_a_program()
    {
        using var all = new Machines();
        var a = await all.FirstAsync("first", ("likes/tea.md", "Tea.\n"), (".gitattributes", "*.md filter=evil diff=evil merge=evil\n"));
        var b = await all.CloneAsync("second");
        var ran = Path.Combine(all.Folder, "ran");
        foreach (var hook in (string[])["pre-push", "post-merge", "post-checkout", "pre-commit", "reference-transaction", "post-index-change"]) Script(Path.Combine(b.Root, ".git/hooks", hook), ran);
        foreach (var hook in (string[])["pre-receive", "post-receive", "update", "post-update"]) Script(Path.Combine(all.Remote, "hooks", hook), ran);
        foreach (var key in (string[])["filter.evil.smudge", "filter.evil.clean", "diff.evil.textconv", "merge.evil.driver", "core.sshCommand", "core.fsmonitor", "core.askPass", "credential.helper", "remote.origin.uploadpack", "remote.origin.receivepack", "core.gitProxy", "uploadpack.packObjectsHook"])
            b.Git("config", key, $"touch {ran}");
        // a repository that borrows objects asks the lender for its names, by a program of its choice
        File.WriteAllText(Path.Combine(all.Remote, "objects/info/alternates"), Path.Combine(a.Root, ".git/objects") + "\n");
        foreach (var folder in (string[])[b.Root, all.Remote]) Machines.Git(folder, "config", "core.alternateRefsCommand", $"touch {ran};");
        b.Git("config", "core.hooksPath", Path.Combine(b.Root, ".git/hooks"));
        a.Write("likes/one.md", "One.\n");
        b.Write("likes/two.md", "Two.\n");
        await a.SyncAsync();
        Assert.Equal("merged", (await b.SyncAsync()).Action);
        Assert.False(File.Exists(ran));
        Assert.Contains(Path.GetFileName(ran), File.ReadAllText(Path.Combine(all.Remote, "hooks/pre-receive")));
    }

    [Theory]
    [InlineData("ext::sh -c touch% /tmp/x")]
    [InlineData("--upload-pack=touch x")]
    [InlineData("fd::17/foo")]
    [InlineData("ssh://-oProxyCommand=touch/x")]
    [InlineData("user@-oProxyCommand=touch:x")]
    [InlineData("gopher://example.com/x")]
    [InlineData("a\nb")]
    public void T33_an_address_that_could_start_a_program_is_refused(string url) =>
        Assert.Equal(MemUErrorKind.BadArgument, Assert.Throws<MemUException>(() => RemoteUrl.Parse(url, "/")).Kind);

    [Fact]
    public void T33_git_is_taken_from_the_search_path_alone_and_never_from_the_current_folder()
    {
        Assert.True(Path.IsPathFullyQualified(GitProgram.Find()));
        Assert.Throws<MemUException>(() => GitProgram.Find($".{Path.PathSeparator}{Path.PathSeparator}bin"));
    }

    [Theory]
    [InlineData("https://user:hunter2@example.com/m.git", "https://…@example.com/m.git", "m")]
    [InlineData("git@example.com:team/memory.git", "git@example.com:team/memory.git", "memory")]
    public void A_password_in_an_address_is_not_shown(string url, string shown, string name) =>
        Assert.Equal((shown, name), (RemoteUrl.Parse(url, "/").Shown, RemoteUrl.Parse(url, "/").Name));

    [Theory]
    [InlineData("intent")]
    [InlineData("file:1")]
    [InlineData("files")]
    [InlineData("index")]
    [InlineData("ref")]
    [InlineData("commit")]
    [InlineData("fetched")]
    [InlineData("pushed")]
    public async Task T2_a_sync_that_was_killed_is_finished_by_the_next_command(string point)
    {
        using var all = new Machines();
        var a = await all.FirstAsync("first", ("likes/tea.md", "Tea.\n\nHot.\n"));
        var b = await all.CloneAsync("second");
        a.Write("likes/tea.md", "Oolong.\n\nHot.\n");
        a.Write("likes/one.md", "One.\n");
        await a.SyncAsync();
        b.Write("likes/tea.md", "Tea.\n\nVery hot.\n");
        b.Write("likes/two.md", "Two.\n");
        await b.AddAsync("The fern wants water", "Fern"); // so that the sync itself has nothing to commit first
        var edits = b.Git("log", "--format=%s", "--grep=^edit:");
        var killed = MemuProcess.RunWith(all.Folder, null, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = point }, "sync", "--root", b.Root);
        Assert.Equal(137, killed.ExitCode);
        await b.AddAsync("The spare key hangs behind the barometer", "Spare key");
        Assert.Equal("", b.Git("status", "--porcelain"));
        Assert.Equal(edits, b.Git("log", "--format=%s", "--grep=^edit:", "--first-parent")); // half of a merge was not taken for what a person wrote
        await b.SyncAsync();
        await a.SyncAsync();
        await all.AssertOneAsync();
        Assert.Equal("Oolong.\n\nVery hot.\n", a.Read("likes/tea.md"));
        Assert.True(a.Has("likes/two.md") && b.Has("likes/one.md"));
    }

    [Theory]
    [InlineData("fetched")]
    [InlineData("intent")]
    [InlineData("file:2")]
    [InlineData("ref")]
    public async Task T2_a_clone_that_was_killed_is_taken_up_by_the_next(string point)
    {
        using var all = new Machines();
        await all.FirstAsync("first", ("likes/tea.md", "Tea.\n"));
        var b = all.Add("second");
        Assert.Equal(137, MemuProcess.RunWith(all.Folder, null, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = point }, "clone", all.Remote, b.Root).ExitCode);
        Assert.Equal("cloned", (await b.Service.CloneAsync(new(all.Remote))).Action);
        Assert.Equal("unchanged", (await b.SyncAsync()).Action);
        await all.AssertOneAsync();
    }

    [Fact]
    public async Task Machines_that_push_at_the_same_time_all_get_through()
    {
        using var all = new Machines();
        var machines = new List<Machine> { await all.FirstAsync("m0") };
        for (var i = 1; i < 3; i++) machines.Add(await all.CloneAsync($"m{i}"));
        for (var i = 0; i < 3; i++) machines[i].Write($"likes/{i}.md", $"Number {i}.\n");
        await Task.WhenAll(machines.Select(m => Task.Run(() => m.SyncAsync())));
        foreach (var machine in machines) await machine.SyncAsync();
        await all.AssertOneAsync();
        Assert.True(Enumerable.Range(0, 3).All(i => machines[0].Has($"likes/{i}.md")));
    }

    [Fact]
    public async Task Errors_say_what_is_wrong_and_leave_everything_as_it_was()
    {
        using var all = new Machines();
        var a = all.Add("first");
        await a.Service.InitAsync(new());
        Assert.Equal(MemUErrorKind.NotFound, (await Assert.ThrowsAsync<MemUException>(() => a.SyncAsync())).Kind);
        Assert.Equal(MemUErrorKind.NotFound, (await Assert.ThrowsAsync<MemUException>(() => a.Service.SyncAsync(new() { Remote = "nowhere" }))).Kind);
        Assert.Equal(MemUErrorKind.NotFound, (await Assert.ThrowsAsync<MemUException>(() => a.Service.SyncAsync(new() { Remote = Path.Combine(all.Folder, "missing.git") }))).Kind);
        Assert.Equal(MemUErrorKind.System, (await Assert.ThrowsAsync<MemUException>(() => a.Service.SyncAsync(new() { Remote = "http://127.0.0.1:9/x.git" }))).Kind);
        Assert.Empty(a.Git("remote"));
        var empty = all.Add("second");
        Assert.Contains("is empty", (await Assert.ThrowsAsync<MemUException>(() => empty.Service.CloneAsync(new(all.Remote)))).Message);
        var plain = Path.Combine(all.Folder, "plain");
        Directory.CreateDirectory(plain);
        Machines.Git(plain, "init", "--quiet", "--initial-branch=main");
        File.WriteAllText(Path.Combine(plain, "a.md"), "A.\n");
        Machines.Git(plain, "add", "-A");
        Machines.Git(plain, "commit", "--quiet", "-m", "a");
        Assert.Contains("no memory", (await Assert.ThrowsAsync<MemUException>(() => empty.Service.CloneAsync(new(plain)))).Message);
        Assert.False(Directory.Exists(empty.Root));
        Directory.CreateDirectory(empty.Root);
        File.WriteAllText(Path.Combine(empty.Root, "mine.txt"), "x");
        Assert.Equal(MemUErrorKind.Exists, (await Assert.ThrowsAsync<MemUException>(() => empty.Service.CloneAsync(new(plain)))).Kind);
        Assert.True(File.Exists(Path.Combine(empty.Root, "mine.txt")));
        Assert.Equal("", a.Git("status", "--porcelain"));
    }

    private static void Script(string file, string ran)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"#!/bin/sh\ntouch {ran}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A commit whose tree holds one more entry, made of raw bytes as git itself would not.</summary>
    private static void Poison(Machine from, string remote, string mode, string name)
    {
        var blob = from.Git("rev-parse", "HEAD:likes/tea.md");
        var id = Convert.FromHexString(mode == "160000" ? from.Git("rev-parse", "HEAD") : blob);
        var tree = Path.Combine(from.Root, "..", "tree.bin");
        var lines = from.Git("ls-tree", "HEAD").Split('\n').Select(l => l.Split('\t')).Select(l => (Mode: l[0].Split(' ')[0].TrimStart('0'), Name: l[1], Id: Convert.FromHexString(l[0].Split(' ')[2])));
        var sorted = lines.Append((Mode: mode, Name: name, Id: id)).OrderBy(l => l.Mode == "40000" ? l.Name + "/" : l.Name, StringComparer.Ordinal);
        File.WriteAllBytes(tree, [.. sorted.SelectMany(l => (byte[])[.. Encoding.UTF8.GetBytes($"{l.Mode} {l.Name}\0"), .. l.Id])]);
        var made = from.Git("hash-object", "-t", "tree", "-w", "--literally", tree);
        var commit = from.Git("commit-tree", made, "-p", "HEAD", "-m", "hostile");
        Assert.DoesNotContain("git:", from.Git("push", "--quiet", remote, $"{commit}:refs/heads/main"));
    }
}
