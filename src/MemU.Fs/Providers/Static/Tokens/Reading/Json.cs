using System.Text.Json;

namespace MemU.Fs.Providers.Static.Tokens.Reading;

/// <summary>Reads what a component of a tokenizer says of itself; whatever is not as it should be is an <see cref="InvalidDataException"/> that names the component.</summary>
internal static class Json
{
    /// <summary>The type of a component; empty where it has none.</summary>
    public static string TypeOf(JsonElement component, string kind) =>
        component.ValueKind != JsonValueKind.Object ? throw new InvalidDataException($"a {kind} is no object but {Kind(component)}")
        : component.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "";

    /// <summary>A text that must be there.</summary>
    public static string Text(JsonElement component, string name) =>
        component.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Lacks(component, name, "a text");

    /// <summary>A yes or no; where it is missing or null, <paramref name="otherwise"/>.</summary>
    public static bool Flag(JsonElement component, string name, bool otherwise) =>
        !component.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? otherwise
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Lacks(component, name, "true or false");

    /// <summary>A number from 0 on; where it is missing, <paramref name="otherwise"/>.</summary>
    public static int Number(JsonElement component, string name, int otherwise) =>
        !component.TryGetProperty(name, out var value) ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 ? (int)Math.Min(number, int.MaxValue) : throw Lacks(component, name, "a number");

    /// <summary>A list that must be there.</summary>
    public static JsonElement.ArrayEnumerator List(JsonElement component, string name) =>
        component.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Lacks(component, name, "a list");

    /// <summary>What kind of value stands there, for messages.</summary>
    public static string Kind(JsonElement value) => value.ValueKind.ToString().ToLowerInvariant();

    private static InvalidDataException Lacks(JsonElement component, string name, string what) =>
        new($"{(TypeOf(component, "component") is { Length: > 0 } type ? $"'{type}'" : "a component")} has no '{name}' that is {what}");
}
