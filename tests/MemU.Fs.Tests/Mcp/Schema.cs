using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace MemU.Fs.Tests.Mcp;

/// <summary>As much of JSON Schema as the tools use; a keyword that is not known here fails.</summary>
internal static class Schema
{
    private static readonly string[] s_known = ["type", "properties", "required", "additionalProperties", "items", "enum", "description", "minimum", "maximum", "minItems", "maxItems"];

    /// <summary>Fails unless the value is as the schema says.</summary>
    public static void Check(JsonObject schema, JsonNode? value, string at)
    {
        foreach (var (keyword, _) in schema) Assert.Contains(keyword, s_known);
        if (schema["type"] is { } type)
        {
            var allowed = type is JsonArray list ? [.. list.Select(t => (string)t!)] : new[] { (string)type! };
            Assert.True(allowed.Contains(TypeOf(value)) || allowed.Contains("number") && TypeOf(value) == "integer", $"{at} is {TypeOf(value)} and must be {string.Join(" or ", allowed)}");
        }
        if (schema["enum"] is JsonArray values) Assert.Contains(values, v => JsonNode.DeepEquals(v, value));
        if (value is JsonObject members)
        {
            foreach (var name in schema["required"]?.AsArray() ?? []) Assert.True(members.ContainsKey((string)name!), $"{at}.{name} is missing");
            var properties = schema["properties"]?.AsObject() ?? [];
            foreach (var (name, member) in members)
            {
                if (properties[name] is JsonObject of) Check(of, member, $"{at}.{name}");
                else Assert.False(schema["additionalProperties"] is JsonValue no && !(bool)no, $"{at}.{name} is not in the schema");
            }
        }
        if (value is JsonArray elements && schema["items"] is JsonObject each)
            for (var i = 0; i < elements.Count; i++) Check(each, elements[i], $"{at}[{i}]");
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.ToJsonString().AsSpan().IndexOfAny('.', 'e', 'E') < 0 ? "integer" : "number",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
