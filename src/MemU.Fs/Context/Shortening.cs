using System.Globalization;

namespace MemU.Fs.Context;

/// <summary>Cuts an entry to the room that there is: whole passages while they fit, else within the first, at a word; an ellipsis shows it.</summary>
internal static class Shortening
{
    private const string More = "…";
    private const int LeastText = 12; // tokens of text below which a shorter first line is tried

    /// <summary>The whole text or nothing, but if need be without the title and the source in its first line.</summary>
    public static (string Lines, bool Cut, int Tokens)? Tersely(Evidence evidence, IReadOnlyList<string> texts, int room) =>
        room > 0 && EntryLines.Of(evidence, texts, EntryLines.Plain) is var lines && TokenCounter.Fits(lines, room, out var tokens) ? (lines, false, tokens) : null;

    /// <summary>Whole passages alone, at least two.</summary>
    public static (string Lines, bool Cut, int Tokens)? ByPassage(Evidence evidence, IReadOnlyList<string> texts, int room) => Passages(evidence, texts, room, EntryLines.Full, 2);

    /// <summary>The entry's lines within the room, if need be with a shorter first line; null when not even a few words fit.</summary>
    public static (string Lines, bool Cut, int Tokens)? Hard(Evidence evidence, IReadOnlyList<string> texts, int room)
    {
        for (var form = EntryLines.Full; form <= EntryLines.Bare; form++)
        {
            if (form == EntryLines.ById && evidence.Id is null) continue;
            var whole = EntryLines.Of(evidence, texts, form);
            if (TokenCounter.Fits(whole, room, out var all)) return (whole, false, all);
            if (Passages(evidence, texts, room, form) is { } passages) return passages;
            if (room - TokenCounter.Count(EntryLines.Of(evidence, [More], form)) < LeastText && form < EntryLines.Bare) continue;
            if (Words(evidence, texts[0], room, form) is { } words) return words;
        }
        return null;
    }

    private static (string, bool, int)? Passages(Evidence evidence, IReadOnlyList<string> texts, int room, int form, int least = 1)
    {
        (string, bool, int)? best = null;
        for (var count = least; count < texts.Count; count++)
        {
            var lines = EntryLines.Of(evidence, texts.Take(count).Append(More), form);
            if (!TokenCounter.Fits(lines, room, out var tokens)) break;
            best = (lines, true, tokens);
        }
        return best;
    }

    private static (string, bool, int)? Words(Evidence evidence, string text, int room, int form)
    {
        var head = TokenCounter.Count(EntryLines.Of(evidence, [More], form));
        for (var tokens = room - head; tokens > 0; tokens--)
        {
            var end = End(text, TokenCounter.IndexAfter(text, tokens));
            if (end == 0) return null;
            var lines = EntryLines.Of(evidence, [$"{text[..end].TrimEnd()} {More}"], form);
            if (TokenCounter.Fits(lines, room, out var count)) return (lines, true, count);
        }
        return null;
    }

    /// <summary>The end of the last whole word, or character, before an index.</summary>
    private static int End(string text, int index)
    {
        if (index >= text.Length) return text.Length;
        if (index > 0 && !char.IsWhiteSpace(text[index]) && !TextKey.IsIdeographic(text[index]) && text.AsSpan(Math.Max(0, index - 40), Math.Min(40, index)).LastIndexOf(' ') is var space and > 0)
            return Math.Max(0, index - 40) + space;
        // no word's end near: between two characters as people see them
        var end = 0;
        while (end < index && end + StringInfo.GetNextTextElementLength(text.AsSpan(end)) is var next && next <= index) end = next;
        return end;
    }
}
