using System.Text.Json;

namespace MemU.Fs.Model;

/// <summary>Reads a filter from JSON; see <see cref="Where.FromJson(string)"/>.</summary>
internal static class WhereJson
{
    // what is too deep is told by us; the reader itself does not recurse
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Where.MaxText };

    /// <summary>Reads a text.</summary>
    public static Where Read(string json)
    {
        if (json.Length > Where.MaxText) throw Where.Bad($"a filter of {json.Length} characters is too long; give at most {Where.MaxText}");
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, Options);
        }
        catch (JsonException e)
        {
            throw Where.Bad($"the filter begins like JSON and is none (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}); write an object such as {{\"type\":\"profile\",\"priority__gte\":2}}", e);
        }
        using (document) return Read(document.RootElement);
    }

    /// <summary>Reads an object.</summary>
    public static Where Read(JsonElement json)
    {
        try
        {
            return Read(json, 0);
        }
        catch (InvalidOperationException e) // an escaped half of a surrogate pair is only found where the text is asked for
        {
            throw Where.Bad("a text in the filter is no valid Unicode", e);
        }
    }

    private static Where Read(JsonElement json, int depth)
    {
        if (depth > Where.MaxDepth) throw Where.TooDeep();
        if (json.ValueKind != JsonValueKind.Object) throw Where.Bad($"{Shown(json)} is no filter; write an object such as {{\"type\":\"profile\"}}");
        var (conditions, groups) = (new List<WhereCondition>(), new List<WhereGroup>());
        foreach (var member in json.EnumerateObject())
        {
            switch (member.Name)
            {
                case "or":
                    groups.Add(new(Parts(member, depth)));
                    break;
                case "and":
                    foreach (var part in Parts(member, depth))
                    {
                        conditions.AddRange(part.Conditions);
                        groups.AddRange(part.Groups);
                    }
                    break;
                case "not":
                    groups.Add(new([Part(member.Value, depth)], IsNegated: true));
                    break;
                default:
                    conditions.Add(Condition(member));
                    break;
            }
        }
        return new(conditions) { Groups = groups };
    }

    private static List<Where> Parts(JsonProperty member, int depth)
    {
        if (member.Value.ValueKind != JsonValueKind.Array || member.Value.GetArrayLength() == 0) throw Where.Bad($"\"{member.Name}\" takes a list of filters, such as [{{\"type\":\"profile\"}},{{\"tag\":\"travel\"}}]");
        return [.. member.Value.EnumerateArray().Select(part => Part(part, depth))];
    }

    // what says nothing inside a group is a slip, and would make everything pass or nothing
    private static Where Part(JsonElement json, int depth) =>
        Read(json, depth + 1) is { IsAll: false } part ? part : throw Where.Bad("a filter inside \"or\", \"and\" or \"not\" is empty; say what it asks for");

    private static WhereCondition Condition(JsonProperty member)
    {
        var (field, op, isList) = WhereCondition.ReadKey(member.Name);
        if (isList != (member.Value.ValueKind == JsonValueKind.Array)) throw Where.Bad(isList ? $"\"{Where.Shown(member.Name)}\" takes a list, such as [\"a\",\"b\"]" : $"\"{Where.Shown(member.Name)}\" takes one value; for one of several write \"{Where.Shown(field)}__in\"");
        return new(field, isList ? [.. member.Value.EnumerateArray().Select(v => Value(member.Name, v))] : [Value(member.Name, member.Value)]) { Operator = op };
    }

    private static string Value(string key, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Null => throw Where.Bad($"\"{Where.Shown(key)}\" asks for null; whether a field is there says \"key__exists\": true or false"),
        _ => throw Where.Bad($"\"{Where.Shown(key)}\" takes a text, a number or a boolean, not {Shown(value)}"),
    };

    private static string Shown(JsonElement json) => Where.Shown(json.GetRawText().ReplaceLineEndings(" "));
}
