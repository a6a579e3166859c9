using System.Globalization;
using MemU.Fs.Providers.Offline.Dates;
using Xunit;

namespace MemU.Fs.Tests.Dates;

/// <summary>Tables of "text => date": the reference is Friday 2026-11-20 09:00 +01:00 unless the row starts with its own in brackets.</summary>
internal static class DateTable
{
    public static DateTimeOffset Reference { get; } = new(2026, 11, 20, 9, 0, 0, TimeSpan.FromHours(1));

    /// <summary>Checks every row and names all that fail.</summary>
    public static void Check(string rows)
    {
        List<string> wrong = [];
        foreach (var row in rows.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var split = row.LastIndexOf("=>", StringComparison.Ordinal);
            var (text, expected) = (row[..split].Trim(), row[(split + 2)..].Trim());
            var reference = Reference;
            if (text[0] == '[')
            {
                reference = DateTimeOffset.Parse(text[1..text.IndexOf(']')], CultureInfo.InvariantCulture);
                text = text[(text.IndexOf(']') + 1)..].Trim();
            }
            var found = string.Join(' ', DateResolver.Find(text, reference).Select(m => m.Recurring ? "recurring" : m.When?.Text ?? "unknown"));
            if (found.Length == 0) found = "none";
            if (found != expected) wrong.Add($"{text} => {found}, not {expected}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
