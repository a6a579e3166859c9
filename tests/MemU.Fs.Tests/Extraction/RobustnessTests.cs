using System.Globalization;
using System.Text;
using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline;
using Xunit;

namespace MemU.Fs.Tests.Extraction;

/// <summary>The same drafts everywhere, and none that break anything.</summary>
public sealed class RobustnessTests
{
    [Fact]
    public async Task The_same_source_gives_the_same_drafts_under_another_culture()
    {
        var conversations = LabelledConversation.Load("dev");
        var before = CultureInfo.CurrentCulture;
        try
        {
            var first = await ReadAsync(conversations);
            CultureInfo.CurrentCulture = new CultureInfo("tr-TR");

            Assert.Equal(first, await ReadAsync(conversations));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Every_draft_names_messages_of_the_source_and_a_category_that_exists()
    {
        foreach (var conversation in LabelledConversation.Load("dev"))
        {
            var request = conversation.Request() with { Categories = [new("knowledge", "k", "k"), new("habits", "h", "h")], FirstMessage = 10 };
            foreach (var draft in (await new OfflineExtractor().ExtractAsync(request)).Drafts)
            {
                Assert.All(draft.Messages, m => Assert.InRange(m, 9, conversation.Messages.Count));
                Assert.NotEmpty(draft.Messages);
                Assert.Contains(draft.Category, (string[])["knowledge", "habits"]);
                Assert.False(string.IsNullOrWhiteSpace(draft.Title));
                Assert.DoesNotContain('\n', draft.Title);
                Assert.InRange(draft.Title.Length, 1, 120);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Hostile_text_is_read_in_bounded_time(string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));

        var extraction = await new OfflineExtractor().ExtractAsync(Told.Request(Modality.Conversation, "user: " + text, "assistant: " + text, "user: I live in Lyon."), limit.Token);

        Assert.Contains(extraction.Drafts, d => d.Slot == "home");
        Assert.All(extraction.Drafts, d => Assert.InRange(d.Text.Length, 1, 2000));
    }

    public static TheoryData<string> Hostile =>
    [
        new string('a', 1 << 20),
        string.Concat(Enumerable.Repeat("and I ", 150_000)),
        string.Concat(Enumerable.Repeat("每天", 400_000)),
        string.Concat(Enumerable.Repeat("`", 500_000)),
        string.Concat(Enumerable.Repeat("(“", 300_000)),
        string.Concat(Enumerable.Repeat("<memu_context>", 20_000)),
        string.Concat(Enumerable.Repeat("I, ", 200_000)),
        string.Concat(Enumerable.Repeat("last Friday ", 50_000)),
        "\0\u202E\uFFFF\uD800 broken \uDC00 surrogate 😀😀",
        string.Concat(Enumerable.Repeat("a. ", 200_000)),
    ];

    private static async Task<string> ReadAsync(IEnumerable<LabelledConversation> conversations)
    {
        var text = new StringBuilder();
        foreach (var conversation in conversations)
        {
            var extraction = await new OfflineExtractor().ExtractAsync(conversation.Request());
            text.AppendLine(extraction.Caption).AppendJoin('\n', extraction.Drafts.Select(d => JsonSerializer.Serialize(d))).AppendJoin('\n', extraction.Segments);
        }
        return text.ToString();
    }
}
