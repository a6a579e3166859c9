using System.Buffers.Text;
using System.Text;

namespace MemU.Fs.Server.Mcp.Tools;

/// <summary>Where a page of a list ends: a text that a caller hands back and need not understand.</summary>
internal static class Cursor
{
    /// <summary>The schema of the argument that takes one, and of the member that gives one.</summary>
    public const string Argument = """
        "cursor":{"type":"string","description":"next_cursor of the page before; left out for the first page"}
        """, Member = """
        "next_cursor":{"type":["string","null"],"description":"hand it back as cursor for what follows; null at the end"}
        """;

    public static string Of(string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    /// <summary>The place; null for the first page.</summary>
    /// <exception cref="Model.MemUException">It is none.</exception>
    public static string? Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        try
        {
            return new UTF8Encoding(false, true).GetString(Base64Url.DecodeFromChars(cursor));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw MemoryCall.Bad("that cursor is none that this memory gave; begin again without one.");
        }
    }

    /// <summary>A place that is a number; 0 for the first page.</summary>
    public static int Number(string? cursor) => Read(cursor) is not { } place ? 0 : int.TryParse(place, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number <= 1000 ? number
        : throw MemoryCall.Bad("that cursor is none that this memory gave; begin again without one.");
}
