using System.Text.Json;

namespace MemU.Fs.Tests.Scripted;

/// <summary>How an answer is to look, with the rules that OpenAI has for schemas.</summary>
internal static class SchemaCheck
{
    public static (string Format, string? Name, JsonElement? Schema) Format(JsonElement fields, IReadOnlyList<Turn> turns)
    {
        if (!fields.TryGetProperty("response_format", out var format)) return ("text", null, null);
        Strict.Known(format, "response_format", "type", "json_schema");
        switch (Strict.Text(format, "type"))
        {
            case "text":
                return ("text", null, null);
            case "json_object":
                Strict.That(turns.Any(t => t.Text.Contains("json", StringComparison.OrdinalIgnoreCase)), "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'");
                return ("json_object", null, null);
            case "json_schema":
                var asked = format.GetProperty("json_schema");
                Strict.Known(asked, "json_schema", "name", "description", "schema", "strict");
                var name = Strict.Text(asked, "name");
                Strict.That(name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-'), $"json_schema.name: '{name}' must be 1 to 64 letters, digits, _ or -");
                var schema = asked.GetProperty("schema");
                Strict.That(schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out var type) && type.ValueEquals("object"), "json_schema.schema must be of type object");
                if (asked.TryGetProperty("strict", out var strict) && strict.ValueKind == JsonValueKind.True) IsStrict(schema, "schema", 0);
                return ("json_schema", name, schema);
            case var other:
                throw new StrictException($"response_format.type: '{other}'");
        }
    }

    // with strict: true every object must close itself, and require all it has
    private static void IsStrict(JsonElement schema, string where, int depth)
    {
        Strict.That(depth <= 10, $"{where}: a strict schema nests up to 10 deep");
        if (schema.ValueKind != JsonValueKind.Object) return;
        if (schema.TryGetProperty("properties", out var properties))
        {
            Strict.That(schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False, $"{where}: 'additionalProperties' must be false");
            var required = schema.TryGetProperty("required", out var list) ? list.EnumerateArray().Select(r => r.GetString()).ToHashSet() : [];
            foreach (var property in properties.EnumerateObject())
            {
                Strict.That(required.Contains(property.Name), $"{where}: 'required' must name '{property.Name}'");
                IsStrict(property.Value, $"{where}.{property.Name}", depth + 1);
            }
        }
        if (schema.TryGetProperty("items", out var items)) IsStrict(items, $"{where}[]", depth + 1);
        foreach (var name in new[] { "anyOf", "oneOf", "allOf" })
            if (schema.TryGetProperty(name, out var any)) foreach (var one in any.EnumerateArray()) IsStrict(one, $"{where}.{name}", depth);
    }
}
