using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Views;

/// <summary>Where one user's memory is mounted, no other's is in any view.</summary>
public sealed class ScopedViewTests
{
    [Fact]
    public async Task No_view_of_one_user_shows_anything_of_another()
    {
        using var views = await ViewedTree.CreateAsync(ViewedTree.OfAna);
        await views.Memory.SayAsync("walrus.json", "bob", ("Bob", "I adore my walrus named Humphrey."));
        await ViewedTree.AddAsync(views.Service, "The owner likes oolong walrus tea", "profile", "preferences", ["tea", "ownertag"]);
        await ViewedTree.AddAsync(views.Service, "Ana with a bot likes walrus milk", "profile", "preferences", ["bottag"], "ana@bot");
        views.Memory.Write("users/bob/broken.md", "---\ntype: [\n---\nA broken walrus.\n");
        views.Memory.Write("users/bob/inbox/walrus.txt", "A walrus in the inbox.");
        await views.Service.CheckpointAsync("before");
        foreach (var question in new[] { "walrus", "wallrus", "bathtub", "tea", "Humphrey", "owner oolong", "what do you know about Bob?" })
        {
            await views.Reader.NamesAsync($"search/{question}");
            await views.Reader.ReadAsync($"context/2000/{question}.md");
            await views.Reader.NamesAsync($"at/before/@/search/{question}");
        }
        Assert.DoesNotContain("scope", await views.Reader.NamesAsync(""));
        var (seen, files) = ("", 0);
        await WalkAsync("");
        Assert.True(files > 50, $"{files} files");
        Assert.Contains("parrot", seen);

        async Task WalkAsync(string folder)
        {
            foreach (var entry in await views.Reader.ListAsync(folder))
            {
                var path = $"{folder}/{entry.Name}".TrimStart('/');
                var isAsked = path.StartsWith("search/") || path.StartsWith("context/") || path.Contains("/@/"); // its own words stand in a page
                if (!isAsked) AssertNothingOfOthers(path, path);
                files++;
                if (entry.Kind == NodeKind.Folder) await WalkAsync(path);
                else if (entry.Kind == NodeKind.Link)
                {
                    var target = await views.Reader.TargetAsync(path);
                    AssertNothingOfOthers(target, path);
                    Assert.True(path.StartsWith("at/") || views.Exists("users/ana/" + target), $"{path} leads to {target}");
                }
                else
                {
                    var text = await views.Reader.ReadAsync(path);
                    seen += text;
                    AssertNothingOfOthers(isAsked ? string.Join('\n', text.Split('\n').Where(l => !l.StartsWith("# "))) : text, path);
                }
            }
        }

        static void AssertNothingOfOthers(string text, string where)
        {
            foreach (var word in new[] { "walrus", "bathtub", "humphrey", "bob", "ownertag", "bottag", "oolong", "users/bob", "users/ana@" })
                Assert.False(text.Contains(word, StringComparison.OrdinalIgnoreCase) && !(where == "help.md"), $"{where} says {word}: {text}");
        }
    }

    [Fact]
    public async Task What_is_outside_of_the_folder_is_not_found_by_name_either()
    {
        using var views = await ViewedTree.CreateAsync(ViewedTree.OfAna);
        foreach (var view in new[] { "history", "blame", "backlinks", "at/HEAD" })
        {
            Assert.Equal(TreeError.None, await views.Reader.ErrorAsync($"{view}/preferences/ana-likes-white-tea.md"));
            foreach (var other in new[] { "users", "users/bob", "knowledge", "preferences/likes-oolong-tea-from-taiwan.md", "..", "../bob" })
                Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync($"{view}/{other}"));
        }
    }

    [Fact]
    public async Task Where_the_owners_own_part_is_mounted_the_others_below_it_are_not_shown()
    {
        using var views = await ViewedTree.CreateAsync(new() { Scope = MemoryScope.Of("owner") });
        foreach (var view in new[] { "history", "blame", "backlinks", "at/HEAD" })
        {
            Assert.Equal(TreeError.None, await views.Reader.ErrorAsync($"{view}/preferences"));
            Assert.Equal(TreeError.NotFound, await views.Reader.ErrorAsync($"{view}/users"));
            Assert.DoesNotContain("users", await views.Reader.NamesAsync(view));
        }
        Assert.Equal(["README.md"], await views.Reader.NamesAsync("search/walrus"));
        Assert.Empty(await views.Reader.NamesAsync("recent"));
    }

    [Fact]
    public async Task The_history_of_a_memory_that_came_from_another_scope_begins_where_it_came()
    {
        using var views = await ViewedTree.CreateAsync(ViewedTree.OfAna);
        Directory.Move(Path.Combine(views.Memory.Root, "users/bob/activities/bob-hides-a-walrus-in-the-bathtub.md"), Path.Combine(views.Memory.Root, "users/ana/preferences/given.md"));
        await ViewedTree.AddAsync(views.Service, "Ana plays chess", "profile", "habits", [], "ana");
        File.AppendAllText(Path.Combine(views.Memory.Root, "users/ana/preferences/given.md"), "\nMore.\n");
        await ViewedTree.AddAsync(views.Service, "Ana plays go", "profile", "habits", [], "ana");
        Assert.True((await views.Service.LogAsync(MemoryPath.Parse("users/ana/preferences/given.md"))).Count >= 3);
        Assert.Equal(2, (await views.Reader.NamesAsync("history/preferences/given.md")).Length);
    }
}
