using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Sources;

namespace MemU.Fs.Tests.Extraction;

/// <summary>A fact that a careful person would keep from a conversation; see Labelled/README.md.</summary>
internal sealed record LabelledFact(int Message, IReadOnlyList<int> Also, IReadOnlyList<string> Types, IReadOnlyList<string> Objects, string? HappenedAt, string Fact, string? Category, IReadOnlyList<string> Mentions);

/// <summary>A conversation with its labels.</summary>
internal sealed record LabelledConversation(string Id, string Language, DateTimeOffset? Date, SourceDocument Source, IReadOnlyList<LabelledFact> Facts, IReadOnlyList<LabelledFact> Optional)
{
    /// <summary>The ten categories that the labels use.</summary>
    public static IReadOnlyList<CategoryDefinition> Categories { get; } =
        [.. new[] { "personal_info", "preferences", "relationships", "activities", "goals", "experiences", "knowledge", "opinions", "habits", "work_life" }.Select(n => new CategoryDefinition(n, n, n))];

    /// <summary>The conversations of <c>dev</c> or <c>final</c>, in the order of their names.</summary>
    public static IReadOnlyList<LabelledConversation> Load(string set) =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "tests", "MemU.Fs.Tests", "Labelled", set), "*.json").Order(StringComparer.Ordinal).Select(Read)];

    /// <summary>The messages, secrets masked.</summary>
    public IReadOnlyList<SourceMessage> Messages => Source.Messages;

    /// <summary>What an extractor is given.</summary>
    public ExtractionRequest Request() => new() { Source = Source, Date = Date, Categories = Categories };

    private static LabelledConversation Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        using var json = JsonDocument.Parse(bytes);
        var root = json.RootElement;
        var date = root.TryGetProperty("date", out var d) ? DateTimeOffset.Parse(d.GetString()!, null) : (DateTimeOffset?)null;
        var source = SourceReader.Read(Path.GetFileName(path), bytes, SourceOptions.Default);
        if (source.Messages.Count != root.GetProperty("messages").GetArrayLength()) throw new InvalidDataException($"'{path}' was not read message by message, so its labels would point to the wrong ones");
        return new(Text(root, "id")!, Text(root, "language")!, date, source, ReadFacts(root, "facts"), ReadFacts(root, "optional"));
    }

    private static List<LabelledFact> ReadFacts(JsonElement root, string key) => !root.TryGetProperty(key, out var list) ? [] :
        [.. list.EnumerateArray().Select(f => new LabelledFact(f.GetProperty("message").GetInt32(), f.TryGetProperty("also", out var also) ? [.. also.EnumerateArray().Select(a => a.GetInt32())] : [],
            Strings(f, "type"), Strings(f, "object"), Text(f, "happened_at"), Text(f, "fact") ?? "", Text(f, "category"), Strings(f, "mentions")))];

    private static List<string> Strings(JsonElement element, string key) => !element.TryGetProperty(key, out var value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!] : [.. value.EnumerateArray().Select(v => v.GetString()!)];

    private static string? Text(JsonElement element, string key) => element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
