using Xunit;

namespace MemU.Fs.Tests.Service;

public sealed class SourceUrlTests
{
    [Fact]
    public async Task The_whole_address_of_a_source_is_kept_without_its_secrets_and_the_title_comes_from_the_file()
    {
        using var memory = await TestMemory.CreateAsync();
        var source = new MemorizeSource("harbour-rules.txt", _ => Task.FromResult<ReadOnlyMemory<byte>>("Ana is allergic to peanuts.\n"u8.ToArray())) { Url = "https://example.org/docs/harbour-rules.txt?page=2&access_token=abcdef0123456789#top" };

        var learned = await memory.Service.MemorizeAsync(new() { Sources = [source] });

        const string Kept = "https://example.org/docs/harbour-rules.txt?page=2&access_token=***";
        Assert.Equal(Kept, learned.Resource!.Url);
        Assert.Contains("title: Harbour rules", memory.Read(learned.Resource.Path), StringComparison.Ordinal);
        Assert.Contains($"url: {Kept}", memory.Read(learned.Resource.Path).Replace("\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(Kept, (await memory.AskAsync("peanuts")).Resources[0].Url);
        Assert.Equal(Kept, (await memory.Service.MemorizeAsync(new() { Sources = [source] })).Resource!.Url);
        Assert.DoesNotContain("abcdef0123456789", memory.Git("log", "-p"), StringComparison.Ordinal);
    }
}
