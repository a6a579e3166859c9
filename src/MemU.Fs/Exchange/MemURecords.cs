using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>Reads the rows of memU's tables: an object with a list for each table, with or without <c>sqlite_</c> before its name, or the list of memories alone.</summary>
internal static class MemURecords
{
    public static ImportRecords Read(string name, JsonElement root)
    {
        var (records, categories) = (new List<ImportRecord>(), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var row in root.List("memory_categories", "sqlite_memory_categories", "categories"))
            if (row.Text("id") is { } id && row.Text("name") is { } called) categories[id] = called;
        var places = root.List("category_items", "sqlite_category_items").Where(r => r.Text("item_id") is not null && categories.ContainsKey(r.Text("category_id") ?? ""))
            .GroupBy(r => r.Text("item_id")!, r => categories[r.Text("category_id")!], StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Distinct().ToList(), StringComparer.Ordinal);
        var items = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : root.List("memory_items", "sqlite_memory_items", "items");
        foreach (var row in items) records.Add(Record($"{name}[{records.Count}]", row, places));
        foreach (var row in root.List("resources", "sqlite_resources"))
            records.Add(new(row.Text("url", "local_path", "id") ?? "resource", "") { Refused = "memU's row names a source but does not hold it; memorize the file itself" });
        return new("memu", records);
    }

    private static ImportRecord Record(string label, JsonElement row, Dictionary<string, List<string>> places)
    {
        if (row.Text("summary", "content") is not { } text || string.IsNullOrWhiteSpace(text)) return new(label, "") { Refused = "it has no summary", IsBad = true };
        var named = row.List("categories").Where(c => c.ValueKind == JsonValueKind.String).Select(c => c.Said()).ToList();
        return new(label, text)
        {
            Id = row.Text("id"),
            Scope = MemoryScope.Of(row.Text("user_id"), row.Text("agent_id")),
            Type = row.Text("memory_type"),
            Categories = places.GetValueOrDefault(row.Text("id") ?? "") ?? named,
            Created = row.Time("created_at"),
            Modified = row.Time("updated_at"),
            HappenedAt = row.Text("happened_at"),
            WhenToUse = Extra(row).Text("when_to_use"),
        };
    }

    // a row of sqlite holds JSON as text
    private static JsonElement Extra(JsonElement row)
    {
        if (row.Text("extra") is not { } text) return row.Has("extra") ? row.GetProperty("extra") : default;
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default; // nothing of it is needed
        }
    }
}
