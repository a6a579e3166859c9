using System.IO.Compression;
using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Exchange;

public sealed class HostileImportTests
{
    [Fact]
    public async Task No_path_in_an_archive_leads_out_of_the_memory_or_to_what_steers_a_program()
    {
        using var memory = await TestMemory.CreateAsync();
        string[] hostile =
        [
            "../evil.md", "a/../../evil.md", "/etc/evil.md", "C:/evil.md", "C:evil.md", "..\\evil.md", "a\\evil.md", "a/CON.md", "NUL", "a/f.md:stream", "a/./b.md", "a//b.md", "a/ends. ", "a/ends.", "bell\u0007.md",
            ".git/hooks/post-commit", ".git/config", "a/.git/config", ".GIT/config", "a/.Git/x.md", "git~1/hooks/post-commit", "a/GIT~1/x.md", ".git /x.md", ".git./x.md", ".git::$INDEX_ALLOCATION/x.md", ".g\u200cit/x.md", "a/.gi\ufefft/x.md", ".MEMU/state/x", ".memu/state/intent.json", ".memu/config.yaml", ".memu/cache/x", ".gitattributes", new string('x', 300) + ".md",
        ];
        var file = Zip(memory, [.. hostile.Select(h => (h, "evil\n")), ("good.md", "good\n")]);
        var config = memory.Read(".memu/config.yaml");
        var view = await memory.Service.ImportAsync(new() { Source = file });
        Assert.Equal(["good.md"], view.Files.Where(f => f.Action == "added").Select(f => f.Path));
        Assert.All(view.Files.Where(f => f.Source != "good.md"), f => Assert.Equal("skipped", f.Action));
        Assert.Equal(config, memory.Read(".memu/config.yaml"));
        Assert.False(File.Exists(Path.Combine(memory.Root, ".git/hooks/post-commit")));
        Assert.DoesNotContain(Directory.EnumerateFiles(memory.Folder, "*", SearchOption.AllDirectories), f => !f.EndsWith(".zip") && !f.Contains("/.git/objects/") && File.ReadAllText(f) == "evil\n");
        Assert.True((await memory.Service.ImportAsync(new() { Source = file })).Unchanged);
    }

    [Fact]
    public async Task A_link_in_an_archive_or_a_folder_is_left_out_and_one_in_the_tree_is_not_followed()
    {
        using var memory = await TestMemory.CreateAsync();
        var outside = Directory.CreateDirectory(Path.Combine(memory.Folder, "outside")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(memory.Root, "door"), outside);
        var file = Path.Combine(memory.Folder, "m.zip");
        using (var zip = ZipFile.Open(file, ZipArchiveMode.Create))
        {
            var link = zip.CreateEntry("link.md");
            link.ExternalAttributes = unchecked((int)0xa1ff0000);
            using (var to = link.Open()) to.Write("/etc/passwd"u8);
            using (var to = zip.CreateEntry("door/x.md").Open()) to.Write("out"u8);
            using (var to = zip.CreateEntry("door/deep/x.md").Open()) to.Write("out"u8);
            using (var to = zip.CreateEntry("good.md").Open()) to.Write("good"u8);
        }
        var view = await memory.Service.ImportAsync(new() { Source = file });
        Assert.Equal(3, view.Files.Count(f => f.Failed));
        Assert.Empty(Directory.EnumerateFileSystemEntries(outside));
        Assert.False(Path.Exists(Path.Combine(memory.Root, "link.md")));
        Assert.True(File.Exists(Path.Combine(memory.Root, "good.md")));
    }

    [Fact]
    public async Task Names_that_differ_in_case_only_are_both_kept_under_names_that_every_system_can_hold()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("Notes/tea.md", "here\n");
        var file = Zip(memory, [("notes/A.md", "one\n"), ("notes/a.md", "two\n"), ("notes/TEA.md", "three\n")]);
        var view = await memory.Service.ImportAsync(new() { Source = file });
        Assert.Equal(2, view.Conflicts);
        var names = memory.Files().Where(f => f.StartsWith("notes/", StringComparison.OrdinalIgnoreCase) && f.EndsWith(".md")).ToList();
        Assert.Equal(4, names.Count);
        Assert.Equal(names.Count, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, n => Assert.StartsWith("Notes/", n));
        Assert.True((await memory.Service.ImportAsync(new() { Source = file })).Unchanged);
    }

    [Fact]
    public async Task A_bomb_is_refused_and_the_rest_is_taken()
    {
        using var memory = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Folder, "bomb.zip");
        using (var zip = ZipFile.Open(file, ZipArchiveMode.Create))
        {
            using (var to = zip.CreateEntry("bomb.md", CompressionLevel.Optimal).Open())
                for (var i = 0; i < 64; i++) to.Write(new byte[1 << 20]);
            using (var to = zip.CreateEntry("good.md").Open()) to.Write("good"u8);
        }
        var view = await memory.Service.ImportAsync(new() { Source = file });
        Assert.Contains("bomb", Assert.Single(view.Files, f => f.Failed).Reason);
        Assert.Equal(1, view.Added);
    }

    [Fact]
    public async Task Yaml_bombs_and_nul_bytes_are_named_and_harm_nothing()
    {
        using var memory = await TestMemory.CreateAsync();
        var bomb = new StringBuilder("---\na: &a [x,x,x,x,x,x,x,x,x]\n");
        for (var c = 'b'; c < 'k'; c++) bomb.Append($"{c}: &{c} [*{(char)(c - 1)},*{(char)(c - 1)},*{(char)(c - 1)},*{(char)(c - 1)},*{(char)(c - 1)},*{(char)(c - 1)}]\n");
        var file = Zip(memory, [("yaml.md", bomb + "---\ntext\n"), ("zero.md", "a\0b"), ("good.md", "good")]);
        var view = await memory.Service.ImportAsync(new() { Source = file });
        Assert.Contains(view.Notes, n => n.StartsWith("yaml.md:"));
        Assert.Contains("NUL", view.Files.Single(f => f.Source == "zero.md").Reason);
        Assert.Equal(2, view.Added);
    }

    [Fact]
    public async Task A_bad_line_of_json_is_named_with_file_and_line_and_never_repeated()
    {
        using var memory = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Folder, "m.jsonl");
        File.WriteAllText(file, "{\"kind\":\"export\",\"format\":1}\n{\"path\":\"a.md\",\"text\":\"a\"}\n{\"path\":\"hunter2\n\n[1]\n{\"path\":\"b.md\"}\n{\"path\":\"c.md\",\"base64\":\"***\"}\n{\"path\":\"../d.md\",\"text\":\"d\"}\n");
        var view = await memory.Service.ImportAsync(new() { Source = file });
        Assert.Equal(1, view.Added);
        Assert.Contains(view.Files, f => f.Failed && f.Reason!.Contains("m.jsonl:3:"));
        Assert.Contains(view.Files, f => f.Failed && f.Reason!.Contains("m.jsonl:5:"));
        Assert.Contains(view.Files, f => f.Failed && f.Reason!.Contains("m.jsonl:7:"));
        Assert.DoesNotContain(view.Files, f => f.Reason?.Contains("hunter2") == true);
        Assert.Equal(5, view.Files.Count(f => f.Failed));
    }

    [Theory]
    [InlineData("cut.zip", "PK\u0003\u0004rubbish")]
    [InlineData("cut.json", "[{\"mapping\": {")]
    [InlineData("what.json", "{\"a\": 1}")]
    [InlineData("what.bin", "\u0001\u0002")]
    [InlineData("empty.json", "")]
    [InlineData("cut.bundle", "# v2 git bundle\nnothing\n")]
    public async Task A_file_that_is_broken_or_of_no_known_kind_is_one_clear_error(string name, string content)
    {
        using var memory = await TestMemory.CreateAsync();
        var file = Path.Combine(memory.Folder, name);
        File.WriteAllText(file, content);
        var error = await Assert.ThrowsAnyAsync<MemUException>(() => memory.Service.ImportAsync(new() { Source = file }));
        Assert.Contains(name, error.Message);
    }

    [Fact]
    public async Task A_file_in_the_place_of_a_folder_stops_only_what_would_lie_in_it()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("a.md", "a file\n");
        var file = Zip(memory, [("a.md/b.md", "b\n"), ("good.md", "good\n"), ("new.md", "n\n"), ("new.md/c.md", "c\n")]);
        var view = await memory.Service.ImportAsync(new() { Source = file });
        Assert.Equal(2, view.Files.Count(f => f.Failed));
        Assert.Equal(2, view.Added);
    }

    private static string Zip(TestMemory memory, (string Name, string Text)[] files)
    {
        var file = Path.Combine(memory.Folder, "m.zip");
        using var zip = ZipFile.Open(file, ZipArchiveMode.Create);
        foreach (var (name, text) in files)
        {
            using var to = zip.CreateEntry(name).Open();
            to.Write(Encoding.UTF8.GetBytes(text));
        }
        return file;
    }
}
