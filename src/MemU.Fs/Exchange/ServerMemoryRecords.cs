using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>Reads the store of MCP's reference server-memory: lines of entities and relations, or the graph that it answers. An entity becomes a memory, its relations links.</summary>
internal static class ServerMemoryRecords
{
    private static readonly string[] Persons = ["person", "people", "user", "human", "contact", "friend", "colleague"];

    public static ImportRecords Read(string path)
    {
        var (records, relations, name) = (new List<ImportRecord>(), new List<(string From, string Verb, string To, string Label)>(), Path.GetFileName(path));
        foreach (var (number, _, bytes) in Lines.Of(path))
        {
            var label = $"{name}:{number}";
            try
            {
                using var json = Lines.Parse(name, number, bytes);
                Take(json.RootElement.Clone(), label);
            }
            catch (MemoryFormatException e)
            {
                records.Add(new(label, "") { Refused = e.Message, IsBad = true });
            }
        }
        return new("server-memory", Joined(records, relations));

        void Take(JsonElement line, string label)
        {
            if (line.Text("type") == "relation") Relation(line, label, records, relations);
            else records.Add(Entity(line, label));
        }
    }

    /// <summary>The graph as one value.</summary>
    public static ImportRecords Read(string name, JsonElement graph)
    {
        var relations = new List<(string From, string Verb, string To, string Label)>();
        var records = graph.List("entities").Select((e, i) => Entity(e, $"{name} entities[{i}]")).ToList();
        foreach (var (relation, i) in graph.List("relations").Select((r, i) => (r, i)).ToList()) Relation(relation, $"{name} relations[{i}]", records, relations);
        return new("server-memory", Joined(records, relations));
    }

    private static ImportRecord Entity(JsonElement entity, string label)
    {
        if (entity.Text("name") is not { } name || string.IsNullOrWhiteSpace(name)) return new(label, "") { Refused = "the entity has no name", IsBad = true };
        var kind = entity.Text("entityType") ?? "";
        var told = entity.List("observations").Where(o => o.ValueKind == JsonValueKind.String).Select(o => string.Join(' ', o.Said().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Where(o => o.Length > 0).ToList();
        var isPerson = Persons.Contains(kind.ToLowerInvariant());
        return new(label, told.Count > 0 ? string.Join('\n', told.Select(t => $"- {t}")) : kind.Length > 0 ? $"{name}: {kind}" : name)
        {
            Key = name,
            Title = name,
            Type = isPerson ? MemoryType.Profile : MemoryType.Knowledge,
            Categories = [isPerson ? "relationships" : "knowledge"],
            Tags = kind.Length > 0 ? [kind.Replace(' ', '-')] : [],
        };
    }

    private static void Relation(JsonElement line, string label, List<ImportRecord> records, List<(string, string, string, string)> relations)
    {
        if (line.Text("from") is { } from && line.Text("to") is { } to) relations.Add((from, line.Text("relationType") ?? "relates to", to, label));
        else records.Add(new(label, "") { Refused = "the relation lacks from or to", IsBad = true });
    }

    private static List<ImportRecord> Joined(List<ImportRecord> records, List<(string From, string Verb, string To, string Label)> relations)
    {
        var names = records.Where(r => r.Key is not null).Select(r => r.Key!).ToHashSet(StringComparer.Ordinal);
        var known = relations.Where(r => names.Contains(r.From) && names.Contains(r.To)).ToLookup(r => r.From, r => (r.Verb, r.To), StringComparer.Ordinal);
        return [.. records.Select(r => r.Key is null ? r : r with { Relations = [.. known[r.Key].Distinct()] }),
            .. relations.Where(r => !names.Contains(r.From) || !names.Contains(r.To)).Select(r => new ImportRecord(r.Label, "") { Refused = $"the relation names '{(names.Contains(r.From) ? r.To : r.From).ReplaceLineEndings(" ")}', of which there is no entity" })];
    }
}
