using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MemU.Fs.Providers.Replies;

/// <summary>Reads the members of what a model answered, whichever of a few ways it wrote them in.</summary>
internal static class Fields
{
    /// <summary>A text: also a number or the only element of a list; null when absent, empty or "null".</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> names)
    {
        var value = Find(node, names) switch
        {
            JsonValue one => one.GetValueKind() == JsonValueKind.String ? one.GetValue<string>() : one.ToJsonString(),
            JsonArray { Count: 1 } list when list[0] is JsonValue only => only.GetValueKind() == JsonValueKind.String ? only.GetValue<string>() : only.ToJsonString(),
            JsonArray lines when lines.All(l => l is JsonValue v && v.GetValueKind() == JsonValueKind.String) => string.Join('\n', lines.Select(l => l!.GetValue<string>())),
            _ => null,
        };
        value = value is null ? null : Paired(value).Trim();
        return value is null or "" or "null" or "None" ? null : value;
    }

    /// <summary>Texts: a list, or one text parted by commas.</summary>
    public static List<string> Texts(this JsonNode? node, params ReadOnlySpan<string> names) => Find(node, names) switch
    {
        JsonArray list => [.. list.Select(e => e is JsonValue v ? v.GetValueKind() == JsonValueKind.String ? v.GetValue<string>() : v.ToJsonString() : e.Text("name", "id", "category", "title")).OfType<string>().Select(t => Paired(t).Trim()).Where(t => t.Length > 0)],
        JsonValue one when one.GetValueKind() == JsonValueKind.String => [.. one.GetValue<string>().Split((char[])[',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        _ => [],
    };

    /// <summary>Whole numbers: a list or one; also written as <c>"[3]"</c>, <c>"m3"</c> or <c>"3-5"</c>.</summary>
    public static List<int> Numbers(this JsonNode? node, params ReadOnlySpan<string> names)
    {
        var found = Find(node, names);
        List<int> numbers = [];
        foreach (var one in found is JsonArray list ? list.ToList() : [found])
        {
            if (one is not JsonValue value) continue;
            if (value.GetValueKind() == JsonValueKind.Number) Add(numbers, value.GetValue<double>());
            else if (value.GetValueKind() == JsonValueKind.String) Read(value.GetValue<string>(), numbers);
        }
        return numbers;
    }

    /// <summary>A number; null when there is none.</summary>
    public static double? Number(this JsonNode? node, params ReadOnlySpan<string> names) => Find(node, names) is JsonValue value
        ? value.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null
        : null;

    /// <summary>Yes or no; no when absent.</summary>
    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> names) => Find(node, names) is JsonValue value
        && (value.GetValueKind() == JsonValueKind.True || value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().ToLowerInvariant() is "true" or "yes");

    /// <summary>The objects of a list: by one of the names, or where the reply is the list, or is such an object itself.</summary>
    public static List<JsonObject> Objects(this IReadOnlyList<JsonNode> roots, ReadOnlySpan<string> names, string mark)
    {
        List<JsonObject> found = [];
        foreach (var root in roots)
        {
            if (Find(root, names) is { } under) found.AddRange(under is JsonArray list ? list.OfType<JsonObject>() : under is JsonObject one ? one.ContainsKey(mark) ? [one] : one.Select(p => p.Value).OfType<JsonObject>() : []);
            else if (root is JsonArray plain) found.AddRange(plain.OfType<JsonObject>());
            else if (root is JsonObject single && single.ContainsKey(mark)) found.Add(single);
        }
        return found;
    }

    /// <summary>The member of the first name that the object has, without regard to case.</summary>
    private static JsonNode? Find(JsonNode? node, ReadOnlySpan<string> names)
    {
        if (node is not JsonObject members) return null;
        foreach (var name in names)
            foreach (var (key, value) in members)
                if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase) && value is not null) return value;
        return null;
    }

    private static void Read(string text, List<int> numbers)
    {
        var range = text.Split((char[])['-', '–'], 2);
        if (range.Length == 2 && Digits(range[0]) is { } first && Digits(range[1]) is { } last && last >= first && last - first < 200)
            for (var n = first; n <= last; n++) Add(numbers, n);
        else
            foreach (var part in text.Split((char[])[',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries))
                if (Digits(part) is { } number) Add(numbers, number);
    }

    private static int? Digits(string text) => int.TryParse(text.Trim().Trim('[', ']', '^', 'm', '#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void Add(List<int> numbers, double number)
    {
        if (number is >= 0 and <= int.MaxValue && number == Math.Floor(number) && !numbers.Contains((int)number)) numbers.Add((int)number);
    }

    /// <summary>Half of a surrogate pair, which a model can spell in an escape, is no text.</summary>
    private static string Paired(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.ToString());
        return clean.ToString();
    }
}
