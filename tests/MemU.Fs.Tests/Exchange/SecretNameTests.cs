using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Exchange;

/// <summary>Secrets in the names of what is imported.</summary>
public sealed class SecretNameTests
{
    private const string Key = "sk-proj-T3BlbkFJ9aZ8bY7cX6dW5eV4fU3gT2hS1iR0jQ";

    [Fact]
    public async Task T35_a_secret_in_a_name_is_masked_in_path_link_message_and_report_and_a_second_import_changes_nothing()
    {
        using var memory = await TestMemory.CreateAsync();
        var folder = Directory.CreateDirectory(Path.Combine(memory.Folder, Key)).FullName;
        Directory.CreateDirectory(Path.Combine(folder, $"keys {Key}"));
        File.WriteAllText(Path.Combine(folder, $"{Key}.md"), "The key of the shop.\n");
        File.WriteAllText(Path.Combine(folder, $"keys {Key}", "shop.md"), $"See [[{Key}]] and [the key](/{Key}.md).\n");
        File.WriteAllText(Path.Combine(folder, "plain-2026-11-20.md"), $"See [[keys {Key}/shop]].\n");
        var answer = MemuProcess.Run(memory.Folder, "import", folder, "--root", memory.Root, "--json");
        Assert.Equal(0, answer.ExitCode);
        Assert.DoesNotContain(Key, answer.Output + answer.Error);
        Assert.Contains("a secret in its name was masked", answer.Output);
        Assert.Equal("The key of the shop.\n", memory.Read("masked.md"));
        Assert.Equal("See [[masked]] and [the key](/masked.md).\n", memory.Read("keys masked/shop.md"));
        Assert.Equal("See [[keys masked/shop]].\n", memory.Read("plain-2026-11-20.md"));
        Assert.DoesNotContain(Key, memory.Git("log", "-p", "--all"));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(memory.Root, "*", SearchOption.AllDirectories), f => f.Contains(Key));
        Assert.True((await memory.Service.ImportAsync(new() { Source = folder })).Unchanged);
        Assert.Empty((await memory.Service.LinksAsync("keys masked/shop")).Broken);
    }

    [Fact]
    public async Task Two_secrets_whose_names_are_masked_alike_are_both_kept()
    {
        using var memory = await TestMemory.CreateAsync();
        var folder = Directory.CreateDirectory(Path.Combine(memory.Folder, "vault")).FullName;
        File.WriteAllText(Path.Combine(folder, $"{Key}.md"), "One.\n");
        File.WriteAllText(Path.Combine(folder, $"{Key[..^1]}Z.md"), "Two.\n");
        Assert.Equal(1, (await memory.Service.ImportAsync(new() { Source = folder })).Conflicts);
        Assert.Equal(["One.\n", "Two.\n"], new[] { memory.Read("masked.md"), memory.Read("masked-2.md") }.Order());
        Assert.True((await memory.Service.ImportAsync(new() { Source = folder })).Unchanged);
    }
}
