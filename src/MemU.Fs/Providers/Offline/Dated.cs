using MemU.Fs.Providers.Offline.Dates;

namespace MemU.Fs.Providers.Offline;

/// <summary>Puts the resolved date in brackets after a relative one: "ran a half marathon last Friday [2026-11-20]".</summary>
internal static class Dated
{
    public static string Text(string text, IReadOnlyList<DateMention> dates)
    {
        for (var i = dates.Count - 1; i >= 0; i--)
        {
            var date = dates[i];
            if (!date.Relative || date.Recurring || date.When is not { } when || date.Start + date.Length > text.Length) continue;
            var end = date.Start + date.Length;
            if (end < text.Length && text[end] == '\'') continue;
            text = $"{text[..end]} [{when.Text}]{text[end..]}";
        }
        return text;
    }
}
