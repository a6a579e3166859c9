using System.Text.Json.Nodes;

namespace MemU.Fs.Providers.Replies;

/// <summary>Small builders of JSON schemas in the subset that strict modes take: every member required, none besides.</summary>
internal static class Schema
{
    /// <summary>An object with these members.</summary>
    public static JsonObject Object(params ReadOnlySpan<(string Name, JsonNode Type)> members)
    {
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var (name, type) in members)
        {
            properties[name] = type;
            required.Add((JsonNode)name);
        }
        return new() { ["type"] = "object", ["additionalProperties"] = false, ["required"] = required, ["properties"] = properties };
    }

    /// <summary>A list.</summary>
    public static JsonObject List(JsonNode of) => new() { ["type"] = "array", ["items"] = of };

    /// <summary>A text.</summary>
    public static JsonObject Text() => new() { ["type"] = "string" };

    /// <summary>A text or null.</summary>
    public static JsonObject TextOrNull() => new() { ["type"] = new JsonArray("string", "null") };

    /// <summary>A whole number.</summary>
    public static JsonObject Number() => new() { ["type"] = "integer" };

    /// <summary>Any number.</summary>
    public static JsonObject Score() => new() { ["type"] = "number" };

    /// <summary>Yes or no.</summary>
    public static JsonObject Flag() => new() { ["type"] = "boolean" };

    /// <summary>One of these texts.</summary>
    public static JsonObject OneOf(IEnumerable<string> values) => new() { ["type"] = "string", ["enum"] = new JsonArray([.. values.Select(v => (JsonNode)v)]) };
}
