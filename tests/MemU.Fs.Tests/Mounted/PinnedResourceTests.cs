using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Mounted;

/// <summary>Commits of other repositories, searched from their objects.</summary>
public sealed class PinnedResourceTests
{
    [Fact]
    public async Task A_repository_is_read_at_its_commit_whatever_lies_in_its_work_tree()
    {
        using var memory = await TestMemory.CreateAsync();
        Commit(memory, "guide.md", "The ferry leaves from pier four.\n");
        var first = Source.GitIn(memory.PathOf("repo"), "rev-parse", "HEAD");
        var added = await memory.MountAsync("repo", at: "main");
        Assert.Equal(("git", first), (added.Sources[0].Kind, added.Sources[0].Commit));
        memory.WriteSource("repo/guide.md", "The ferry leaves from pier nine.\n");
        memory.WriteSource("repo/draft.md", "The ferry is painted green.\n");
        var hit = Assert.Single(await memory.FindAsync("ferry pier"));
        Assert.Equal(("The ferry leaves from pier four.", $"../repo@{first[..10]}:guide.md"), (hit.Snippet, hit.Url));

        // the branch moves on: nothing changes until it is asked for, then the page says the new commit
        Commit(memory, "guide.md", "The ferry leaves from pier nine.\n");
        Assert.Equal("The ferry leaves from pier four.", Assert.Single(await memory.FindAsync("ferry pier")).Snippet);
        var synced = await memory.Service.SyncMountsAsync("repo");
        Assert.Equal(("synced", Source.GitIn(memory.PathOf("repo"), "rev-parse", "HEAD")), (synced.Action, synced.Sources[0].Commit));
        Assert.Equal("The ferry leaves from pier nine.", Assert.Single(await memory.FindAsync("ferry pier"), h => h.Path.EndsWith("guide.md")).Snippet);
        Assert.Equal("resource: repo moves on", memory.Git("log", "-1", "--format=%s"));
        Source.GitIn(memory.PathOf("repo"), "rm", "-q", "-f", "guide.md");
        Commit(memory, "other.md", "Nothing about boats.\n");
        await memory.Service.SyncMountsAsync();
        Assert.DoesNotContain(await memory.FindAsync("ferry pier"), h => h.Path.EndsWith("guide.md"));
    }

    [Fact]
    public async Task T33_no_hook_filter_or_program_of_a_mounted_repository_runs_and_no_link_of_it_is_followed()
    {
        using var memory = await TestMemory.CreateAsync();
        var trace = memory.PathOf("ran");
        Commit(memory, "guide.md", "The ferry leaves from pier four.\n");
        var repo = memory.PathOf("repo");
        memory.WriteSource("outside.md", "The combination is seven left.\n");
        File.CreateSymbolicLink(Path.Combine(repo, "link.md"), memory.PathOf("outside.md"));
        memory.WriteSource("repo/.gitattributes", "*.md filter=evil diff=evil\n");
        Source.GitIn(repo, "add", "-A");
        Source.GitIn(repo, "commit", "-q", "-m", "more");
        foreach (var key in (string[])["filter.evil.smudge", "filter.evil.clean", "diff.evil.textconv", "core.fsmonitor", "core.pager", "core.sshCommand"]) Source.GitIn(repo, "config", key, $"touch {trace}; cat");
        foreach (var hook in (string[])["post-checkout", "post-index-change", "reference-transaction"])
        {
            File.WriteAllText(Path.Combine(repo, ".git/hooks", hook), $"#!/bin/sh\ntouch {trace}\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(repo, ".git/hooks", hook), (UnixFileMode)0b111_101_101);
        }
        await memory.MountAsync("repo", at: "HEAD");
        Assert.Equal("The ferry leaves from pier four.", Assert.Single(await memory.FindAsync("ferry pier")).Snippet);
        await memory.Service.SyncMountsAsync("repo");
        Assert.DoesNotContain(await memory.FindAsync("combination seven left"), h => h.Path.EndsWith("link.md"));
        Assert.False(File.Exists(trace));
        Assert.False(File.Exists(Path.Combine(repo, ".git", "memu-reads-no-index")));
    }

    [Fact]
    public async Task A_bare_repository_and_a_commit_by_its_id_can_be_mounted_and_one_that_vanishes_is_told()
    {
        using var memory = await TestMemory.CreateAsync();
        Commit(memory, "docs/guide.md", "The ferry leaves from pier four.\n");
        Source.GitIn(memory.Folder, "clone", "-q", "--bare", "repo", "bare.git");
        var id = Source.GitIn(memory.PathOf("repo"), "rev-parse", "HEAD");
        await memory.MountAsync("bare.git", at: id[..12], named: "pinned");
        Assert.Equal("resources/mounts/pinned/docs/guide.md", Assert.Single(await memory.FindAsync("ferry pier")).Path);
        Directory.Move(memory.PathOf("bare.git"), memory.PathOf("away.git"));
        Assert.NotNull(Assert.Single(await memory.FindAsync("ferry pier")).Missing);
    }

    private static void Commit(TestMemory memory, string name, string text)
    {
        memory.WriteSource($"repo/{name}", text);
        var repo = memory.PathOf("repo");
        if (!Directory.Exists(Path.Combine(repo, ".git"))) Source.GitIn(repo, "init", "-q", "-b", "main");
        Source.GitIn(repo, "add", "-A");
        Source.GitIn(repo, "commit", "-q", "-m", "change");
    }
}
