using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Tests.Extraction;

/// <summary>A fact that a careful person would keep from a conversation; see Labelled/README.md.</summary>
internal sealed record LabelledFact(int Message, IReadOnlyList<int> Also, IReadOnlyList<string> Types, IReadOnlyList<string> Objects, string? HappenedAt, string Fact, string? Category, IReadOnlyList<string> Mentions);

/// <summary>A conversation with its labels.</summary>
internal sealed record LabelledConversation(string Id, string Language, DateTimeOffset? Date, IReadOnlyList<SourceMessage> Messages, IReadOnlyList<LabelledFact> Facts, IReadOnlyList<LabelledFact> Optional)
{
    /// <summary>The ten categories that the labels use.</summary>
    public static IReadOnlyList<CategoryDefinition> Categories { get; } =
        [.. new[] { "personal_info", "preferences", "relationships", "activities", "goals", "experiences", "knowledge", "opinions", "habits", "work_life" }.Select(n => new CategoryDefinition(n, n, n))];

    /// <summary>The conversations of <c>dev</c> or <c>final</c>, in the order of their names.</summary>
    public static IReadOnlyList<LabelledConversation> Load(string set) =>
        [.. Directory.GetFiles(Path.IsPathRooted(set) ? set : Path.Combine(Folder(), "..", "Labelled", set), "*.json").Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>What an extractor is given.</summary>
    public ExtractionRequest Request() => new() { Source = Source(Id, Messages), Date = Date, Categories = Categories };

    /// <summary>A source made of messages, as the reader would make it.</summary>
    public static SourceDocument Source(string name, IReadOnlyList<SourceMessage> messages, Modality modality = Modality.Conversation) =>
        new() { Name = name, Modality = modality, Extension = ".json", MaskedBytes = [], Sha256 = "", Messages = messages };

    private static LabelledConversation Read(string path)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(path));
        var root = json.RootElement;
        var date = root.TryGetProperty("date", out var d) ? DateTimeOffset.Parse(d.GetString()!, null) : (DateTimeOffset?)null;
        var messages = root.GetProperty("messages").EnumerateArray().Select((m, i) => new SourceMessage(i + 1, Text(m, "role")!, Text(m, "name"),
            Text(m, "created_at") is { } time ? DateTimeOffset.Parse(time, null) : null, Text(m, "content")!)).ToList();
        return new(Text(root, "id")!, Text(root, "language")!, date, messages, ReadFacts(root, "facts"), ReadFacts(root, "optional"));
    }

    private static List<LabelledFact> ReadFacts(JsonElement root, string key) => !root.TryGetProperty(key, out var list) ? [] :
        [.. list.EnumerateArray().Select(f => new LabelledFact(f.GetProperty("message").GetInt32(), f.TryGetProperty("also", out var also) ? [.. also.EnumerateArray().Select(a => a.GetInt32())] : [],
            Strings(f, "type"), Strings(f, "object"), Text(f, "happened_at"), Text(f, "fact") ?? "", Text(f, "category"), Strings(f, "mentions")))];

    private static List<string> Strings(JsonElement element, string key) => !element.TryGetProperty(key, out var value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!] : [.. value.EnumerateArray().Select(v => v.GetString()!)];

    private static string? Text(JsonElement element, string key) => element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
