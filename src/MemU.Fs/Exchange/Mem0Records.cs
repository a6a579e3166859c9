using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>Reads what mem0 answers to <c>get_all</c> or exports: a list of memories, or an object with one as <c>results</c> or <c>memories</c>.</summary>
internal static class Mem0Records
{
    public static ImportRecords Read(string name, JsonElement root)
    {
        var rows = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : root.List("results", "memories", "data", "items");
        var records = rows.Select((row, i) => Record($"{name}[{i}]", row)).ToList();
        var relations = root.List("relations").Count();
        if (relations > 0) records.Add(new($"{name} relations", "") { Refused = $"{relations} relations of mem0's graph have no memory of their own" });
        return new("mem0", records);
    }

    private static ImportRecord Record(string label, JsonElement row)
    {
        if (row.Text("memory", "data", "text", "content") is not { } text || string.IsNullOrWhiteSpace(text)) return new(label, "") { Refused = "it has no text (memory)", IsBad = true };
        var metadata = row.Has("metadata") ? row.GetProperty("metadata") : default;
        var categories = row.List("categories").Where(c => c.ValueKind == JsonValueKind.String).Select(c => c.Said()).ToList();
        if (categories.Count == 0 && metadata.Text("category") is { Length: > 0 } one) categories.Add(one);
        return new(label, text)
        {
            Id = row.Text("id"),
            Scope = MemoryScope.Of(row.Text("user_id"), row.Text("agent_id")),
            Categories = categories,
            Created = row.Time("created_at"),
            Modified = row.Time("updated_at"),
        };
    }
}
