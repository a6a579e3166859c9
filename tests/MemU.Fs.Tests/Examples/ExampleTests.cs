using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Scripted;
using MemU.Fs.Tests.WithModel;
using Xunit;

namespace MemU.Fs.Tests.Examples;

/// <summary>The examples do what their pages promise, with and without a model.</summary>
public sealed class ExampleTests(CompiledExamples examples) : IClassFixture<CompiledExamples>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => [.. CompiledExamples.Names];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_are_six() => Assert.Equal(["chat-with-memory", "conversation-memory", "multimodal", "ollama", "openrouter", "skill-extraction"], CompiledExamples.Names);

    [Theory, MemberData(nameof(Names))]
    public void An_example_is_short_and_its_page_names_its_command_and_shows_what_comes_out(string name)
    {
        Assert.InRange(File.ReadLines(CompiledExamples.Source(name)).Count(), 10, 59);
        var page = File.ReadAllText(Path.Combine(CompiledExamples.Folder, name, "README.md"));
        Assert.Contains($"dotnet run examples/{name}/{name}.cs", page, StringComparison.Ordinal);
        Assert.Contains("```console\n$ ", page, StringComparison.Ordinal);
        Assert.Contains($"[{name}]({name}/README.md)", File.ReadAllText(Path.Combine(CompiledExamples.Folder, "README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Conversations_become_pages_and_a_second_run_touches_nothing()
    {
        var answer = Done(examples.Run("conversation-memory", _folder.Path));

        AssertShown("conversation-memory", answer.Output);
        Assert.Contains("experiences/moved-to-lyon-last-month.md replaces personal_info/lives-in-zaragoza", answer.Output, StringComparison.Ordinal);
        Assert.Contains("[[preferences/likes-oolong-tea-the-dark-roasted-kind|", File.ReadAllText(_folder.File("conversation-memory/preferences/README.md")), StringComparison.Ordinal);

        var before = State("conversation-memory");
        var again = examples.Run("conversation-memory", _folder.Path);
        Assert.Equal(2, again.ExitCode);
        Assert.Contains("already", again.Error, StringComparison.Ordinal);
        Assert.Equal(before, State("conversation-memory"));
    }

    [Fact]
    public void Logs_become_skills_and_counted_tools_without_a_model()
    {
        var answer = Done(examples.Run("skill-extraction", _folder.Path));

        AssertShown("skill-extraction", answer.Output);
        Assert.Contains("heron backfill: 5 calls, 80 % did", answer.Output, StringComparison.Ordinal);
        Assert.Contains("heron backfill needs batches sorted by key", File.ReadAllText(_folder.File("skill-extraction/knowledge/learned_skills/README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_model_each_log_makes_the_page_of_skills_better()
    {
        var log = 0;
        using var provider = new ScriptedProvider(call => call.SchemaName switch
        {
            "memories" => Script.Memories("A session.", Script.Item("skill", $"Backfill, lesson {++log}: try it with --dry-run.", [2], "learned_skills", $"Backfill {log}")),
            "placement" => Script.Decide((1, "add", null, null, "another lesson")),
            _ => Script.Pages(call, _ => $"## Steps\n\n- version {log} [[knowledge/learned_skills/backfill-{log}]]"),
        });

        var answer = Done(examples.Run("skill-extraction", _folder.Path, provider.Environment));

        Assert.All([1, 2, 3], n => Assert.Contains($"- version {n}", answer.Output, StringComparison.Ordinal));
        Assert.Contains("What was only proposed is none.", provider.Chats.First(c => c.SchemaName == "memories").System, StringComparison.Ordinal);
        Assert.Contains("does this work for the first time", provider.Chats.First(c => c.SchemaName == "pages").System, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_model_that_looks_at_pictures_the_rest_is_learned_and_the_picture_named()
    {
        var answer = Done(examples.Run("multimodal", _folder.Path));

        Assert.Contains("not learned   'whiteboard.png' is a picture", answer.Output, StringComparison.Ordinal);
        Assert.Contains("Jonas stands in for Mei", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_answers_a_question_beside_documents()
    {
        using var provider = new ScriptedProvider(call => call.SchemaName switch
        {
            "vision" => Reply.Json(new JsonObject { ["description"] = "The title is HERON - before the demo.\n\nIn red: Code freeze: Dec 18 - Jan 4.", ["caption"] = "A whiteboard with the plan before the demo." }),
            "memories" => Script.Memories("A source."),
            _ => Script.Pages(call, _ => "Page."),
        });

        var answer = Done(examples.Run("multimodal", _folder.Path, provider.Environment));

        Assert.Contains("image         resources/", answer.Output, StringComparison.Ordinal);
        Assert.Matches(@"Code freeze: Dec 18 - Jan 4\.  \(image, whiteboard\.png \^m\d", answer.Output);
        var picture = Assert.Single(provider.Chats.Where(c => c.SchemaName == "vision").SelectMany(c => c.Turns[^1].Parts), p => p.Bytes is not null);
        Assert.Equal(File.ReadAllBytes(Path.Combine(CompiledExamples.Folder, "images", "whiteboard.png")), picture.Bytes);
    }

    [Fact]
    public void OpenRouter_wants_its_key_and_answers_with_evidence()
    {
        var without = examples.Run("openrouter", _folder.Path);
        Assert.Equal(2, without.ExitCode);
        Assert.Contains("OPENROUTER_API_KEY", without.Error, StringComparison.Ordinal);

        using var provider = new ScriptedProvider(ScriptedAnswers.Moved);
        var answer = Done(examples.Run("openrouter", _folder.Path, new Dictionary<string, string> { ["OPENROUTER_API_KEY"] = ScriptedProvider.Key, ["MEMU_BASE_URL"] = provider.BaseUrl }));

        AssertShown("openrouter", answer.Output);
        Assert.Contains("In Lyon, since October 2026 [1].", answer.Output, StringComparison.Ordinal);
        Assert.All(provider.Chats, c => Assert.Equal("openai/gpt-5.4-mini", c.Model));
        Assert.NotEmpty(provider.Embeds);
        Assert.DoesNotContain(ScriptedProvider.Key, State("openrouter"), StringComparison.Ordinal);
    }

    [Fact]
    public void Ollama_is_asked_without_a_key_and_in_the_language_of_the_talk()
    {
        using var provider = new ScriptedProvider(ScriptedAnswers.Allergic) { WantsKey = false };

        var answer = Done(examples.Run("ollama", _folder.Path, new Dictionary<string, string> { ["MEMU_BASE_URL"] = provider.BaseUrl }));

        AssertShown("ollama", answer.Output);
        Assert.All(provider.Chats, c => Assert.Equal("qwen3:8b", c.Model));
        Assert.All(provider.Embeds, c => Assert.Equal("nomic-embed-text", c.Model));
    }

    [Fact]
    public void A_chat_remembers_what_an_earlier_one_said_without_a_model()
    {
        var first = Done(examples.Run("chat-with-memory", _folder.Path, input: "I am allergic to peanuts.\nMy sister Mona lives in Porto.\n\nnever read\n"));
        Assert.Contains("A new memory.", first.Output, StringComparison.Ordinal);

        var second = Done(examples.Run("chat-with-memory", _folder.Path, input: "what am I allergic to?"));
        Assert.Contains("Memories so far: 2.", second.Output, StringComparison.Ordinal);
        Assert.Contains("I remember: I am allergic to peanuts", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chat_gives_the_model_what_it_remembers_and_streams_its_answer()
    {
        using var provider = new ScriptedProvider(call => call.SchemaName switch
        {
            null => Reply.Text(call.Says("Ana is allergic to peanuts.") ? "No peanuts for you." : "I will remember that."),
            "memories" => Script.Memories("A chat.", Script.Item("profile", "Ana is allergic to peanuts.", [1], "personal_info", "Allergic to peanuts")),
            _ => Script.Pages(call, _ => "- Allergic to peanuts [[personal_info/allergic-to-peanuts]]"),
        });

        Assert.Contains("I will remember that.", Done(examples.Run("chat-with-memory", _folder.Path, provider.Environment, "I am Ana, and allergic to peanuts.\n")).Output, StringComparison.Ordinal);
        Assert.Contains("No peanuts for you.", Done(examples.Run("chat-with-memory", _folder.Path, provider.Environment, "what can't I eat, peanuts perhaps?\n")).Output, StringComparison.Ordinal);
        Assert.All(provider.Chats.Where(c => c.SchemaName is null), c => Assert.True(c.Streams));
    }

    private static Answer Done(Answer answer)
    {
        Assert.True(answer.ExitCode == 0, $"exit {answer.ExitCode}\n{answer.Output}\n{answer.Error}");
        return answer;
    }

    /// <summary>What the page shows is what comes out, but for the dates of today.</summary>
    private static void AssertShown(string name, string output)
    {
        var shown = File.ReadAllText(Path.Combine(CompiledExamples.Folder, name, "README.md")).Split("```console\n")[1].Split("\n```")[0].Split('\n').Skip(1);
        foreach (var line in shown.Where(l => l is not ("…" or ""))) Assert.Contains(Undated(line), Undated(output), StringComparison.Ordinal);
    }

    private static string Undated(string text) => Regex.Replace(text, @"resources/\d{4}/\d\d/\d\d/", "");

    private string State(string root) => string.Join('\n', Directory.EnumerateFiles(_folder.File(root), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => $"{f}: {System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(f))}"));
}
