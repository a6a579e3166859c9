using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using MemU.Fs.Sources;

namespace MemU.Fs.Exchange;

/// <summary>Reads fields of foreign JSON, whose types can't be relied on.</summary>
internal static class JsonFields
{
    /// <summary>The text of the first of the fields that holds one; null when none does.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in names)
            if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String) return value.Said();
        return null;
    }

    /// <summary>The text of a string; half of a pair of surrogates, which chats export now and then, stands as U+FFFD.</summary>
    public static string Said(this JsonElement text)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Utf8Lossy(JsonText.Decode(JsonMarshal.GetRawUtf8Value(text)[1..^1]));
        }
    }

    private static string Utf8Lossy(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>The elements of the first of the fields that is a list; none when none is.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement element, params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object) return [];
        foreach (var name in names)
            if (element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array) return value.EnumerateArray();
        return [];
    }

    /// <summary>True when there is a field of that name.</summary>
    public static bool Has(this JsonElement element, string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _);

    /// <summary>The time of the first of the fields that holds one: ISO 8601 (UTC where it names no zone), or seconds since 1970.</summary>
    public static DateTimeOffset? Time(this JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.Text(name) is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return time;
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetDouble(out var unix)) continue;
            if (unix >= 1e11) unix /= 1000; // milliseconds
            if (unix is > 0 and < 2.5e11) return DateTimeOffset.UnixEpoch.AddTicks((long)(unix * TimeSpan.TicksPerSecond));
        }
        return null;
    }
}
