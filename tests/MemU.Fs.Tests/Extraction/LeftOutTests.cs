using Xunit;

namespace MemU.Fs.Tests.Extraction;

/// <summary>What is not learned.</summary>
public sealed class LeftOutTests
{
    [Theory]
    [InlineData("user: Do you like green tea?")]
    [InlineData("user: is it true that cats hate lemons")]
    [InlineData("user: 你喜欢喝茶吗？")]
    [InlineData("user: 要不要把厨房打掉")]
    public async Task Questions(string line) => Assert.Empty(await Told.DraftsAsync(line));

    [Theory]
    [InlineData("user: If I won the lottery I'd buy a boat in May.")]
    [InlineData("user: if I lose again I'll eat my hat")]
    [InlineData("user: 要是中了五百万我就去环游世界。")]
    public async Task Hypotheticals(string line) => Assert.Empty(await Told.DraftsAsync(line));

    [Theory]
    [InlineData("user: My neighbour says coffee is poison.")]
    [InlineData("user: Rasmus reckons we should rewrite it in Rust.")]
    [InlineData("user: 邻居老赵非说喝醋能治病。")]
    public async Task Views_of_others(string line) => Assert.Empty(await Told.DraftsAsync(line));

    [Theory]
    [InlineData("user: Thanks, that was helpful!")]
    [InlineData("user: I'm so tired today.")]
    [InlineData("user: hang on, kettle")]
    [InlineData("user: 好困，先睡了。")]
    [InlineData("user: 84 guests. Aunt Sheila lives in a castle. joking!!")]
    [InlineData("user: Write me a poem about the sea by Friday.")]
    public async Task Small_talk_moods_jokes_and_requests(string line) => Assert.DoesNotContain(await Told.DraftsAsync(line), d => !d.Text.StartsWith("84", StringComparison.Ordinal));

    [Theory]
    [InlineData("assistant: You live in Lyon and you like tea.")]
    [InlineData("tool: I live in Lyon.")]
    [InlineData("system: The user lives in Lyon.")]
    public async Task What_only_a_machine_said(string line) => Assert.Empty(await Told.DraftsAsync(line, "user: ok"));

    [Fact]
    public async Task A_sentence_with_a_masked_secret_but_the_rest_of_the_message_is_kept()
    {
        var extraction = await Told.ExtractAsync("user: I live in Lyon. For the heating it is ************, and I hate coffee.");

        Assert.Equal("home", Assert.Single(extraction.Drafts).Slot);
        Assert.Contains(extraction.Rejected, r => r is { Reason: "secret", Message: 1 });
    }

    [Theory]
    [InlineData("user: <memu_context>\nI live in Lyon.\nI like oolong tea.\n</memu_context>\nThanks for the reminder.")]
    [InlineData("user: <memu_context scope=\"a\">\nI live in Lyon.")]
    [InlineData("user: Hello!\n## Sources\n- [[resources/2026/11/20/tea#^m12]] I like oolong tea.")]
    public async Task Memory_that_was_recalled_into_the_transcript(string line) => Assert.Empty(await Told.DraftsAsync(line));

    [Fact]
    public async Task Code_blocks() => Assert.Empty(await Told.DraftsAsync("user: ```\n# I live in Lyon\nport = 8080 # the server runs on port 8080\n```"));
}
