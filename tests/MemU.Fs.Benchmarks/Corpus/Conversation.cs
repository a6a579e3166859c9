using System.Text.Json.Nodes;

namespace MemU.Fs.Benchmarks.Corpus;

/// <summary>A conversation of forty messages out of which some statements can be learned, a new one for every number.</summary>
internal static class Conversation
{
    private const int Messages = 40;

    private static readonly Func<string, string, string>[] Statements =
    [
        (a, b) => $"I love {a} {b} on rainy days.",
        (a, b) => $"My favorite {a} is {b}.",
        (a, b) => $"I'm allergic to {a}, so please leave the {b} out.",
        (a, b) => $"My friend {Name(a)} works as a doctor in {Name(b)}.",
        (a, b) => $"I go to the {a} {b} club every Tuesday evening.",
        (a, b) => $"I want to learn {a} {b} next year.",
        (a, b) => $"I always check the {a} before I touch the {b}.",
        (a, b) => $"I think {a} is better than {b}.",
        (a, b) => $"I need to send the {a} report to {Name(b)} by Friday.",
        (a, b) => $"The {a} server restarts every night because of the {b} job.",
    ];

    /// <summary>The conversation's file, as an agent would hand it over.</summary>
    public static string Json(int number, Vocabulary words)
    {
        var random = new Random(900_000_000 + number);
        var time = new DateTimeOffset(2026, 10, 1, 8, 0, 0, TimeSpan.Zero).AddHours(number);
        var messages = new JsonArray();
        for (var i = 0; i < Messages; i++)
        {
            var user = i % 2 == 0;
            var text = !user ? $"Good to know, thank you. What happened with the {words.Rare(random)} after that?"
                : i % 4 == 0 ? Statements[i / 4 % Statements.Length](words.Rare(random), words.Rare(random))
                : $"Not much, we talked about the {words.Latin(random)} and the {words.Latin(random)} for a while.";
            messages.Add((JsonNode)new JsonObject { ["role"] = user ? "user" : "assistant", ["content"] = text, ["created_at"] = time.AddSeconds(40 * i).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'") });
        }
        return messages.ToJsonString();
    }

    private static string Name(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
