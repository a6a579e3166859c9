using System.Text.Json;
using MemU.Fs.Providers.Static.Tokens.Splitters;

namespace MemU.Fs.Providers.Static.Tokens.Reading;

/// <summary>Makes the finder of a <c>pattern</c>: <c>{"String": …}</c>, <c>{"Regex": …}</c>, or a text by itself.</summary>
internal static class PatternReader
{
    /// <summary>The finder for a component's pattern.</summary>
    /// <exception cref="InvalidDataException">There is none, or it can't be read.</exception>
    public static IStretchFinder Read(JsonElement component, string file)
    {
        if (!component.TryGetProperty("pattern", out var pattern)) throw new InvalidDataException($"'{Json.TypeOf(component, "component")}' has no 'pattern'");
        if (pattern.ValueKind == JsonValueKind.Object && pattern.TryGetProperty("Regex", out var regex) && regex.ValueKind == JsonValueKind.String) return new PatternFinder(regex.GetString()!, file);
        if (pattern.ValueKind == JsonValueKind.Object && pattern.TryGetProperty("String", out var inner)) pattern = inner;
        if (pattern.ValueKind != JsonValueKind.String) throw new InvalidDataException($"'{Json.TypeOf(component, "component")}' has a 'pattern' that is neither a String nor a Regex");
        return pattern.GetString() is { Length: > 0 } text ? new TextFinder(text) : new PatternFinder("", file);
    }
}
