using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Understanding;

/// <summary>What may stay of a summary that a model wrote: its links lead to what it was given, and nothing that was just learned is missing.</summary>
internal static class WrittenSummary
{
    private const int MostCharacters = 16_000, MostStatement = 240, MostAdded = 40;

    /// <summary>The summary with every link checked and what is missing of the new added; what the old one named and this one does not is noted.</summary>
    public static string Checked(PageDraft draft, string text, List<string> leftOut)
    {
        text = Plain(text);
        var known = draft.Best.Select(i => LinkIndex.Bare(i.Path)).Concat(draft.Changed.Select(c => LinkIndex.Bare(c.Item.Path))).Concat(Targets(draft.Present)).Except(draft.Gone).ToHashSet(StringComparer.Ordinal);
        text = WithoutLinks(text, target => !known.Contains(target));
        var named = Targets(text).ToHashSet(StringComparer.Ordinal);
        text = WithAdded(text, draft.Changed.Where(c => !named.Contains(LinkIndex.Bare(c.Item.Path)) && !draft.Gone.Contains(LinkIndex.Bare(c.Item.Path))).Select(c => c.Item));
        var lost = Targets(draft.Present).Where(t => !named.Contains(t) && !draft.Gone.Contains(t)).Distinct().ToList();
        if (lost.Count > 0) leftOut.Add($"- {draft.Page} no longer names {string.Join(", ", lost.Take(20).Select(l => $"[[{l}]]"))}{(lost.Count > 20 ? $" and {lost.Count - 20} more" : "")}");
        return text + "\n";
    }

    /// <summary>The summary that is there, brought up without a model: lines that rest only on what is gone go, new memories come at the end.</summary>
    public static string Patched(PageDraft draft)
    {
        var gone = draft.Gone.ToHashSet(StringComparer.Ordinal);
        var changed = draft.Changed.Where(c => c.Action != "reinforced").Select(c => LinkIndex.Bare(c.Item.Path)).ToHashSet(StringComparer.Ordinal);
        var lines = draft.Present.Split('\n').Where(line => Targets(line).ToList() is not { Count: > 0 } targets || !targets.TrueForAll(t => gone.Contains(t) || changed.Contains(t)));
        var text = WithoutLinks(string.Join('\n', lines).Trim(), gone.Contains);
        var named = Targets(text).ToHashSet(StringComparer.Ordinal);
        text = WithAdded(text, draft.Changed.Select(c => c.Item).Where(i => !named.Contains(LinkIndex.Bare(i.Path)) && !gone.Contains(LinkIndex.Bare(i.Path))));
        return text.Length == 0 ? "_No memories yet._\n" : text + "\n";
    }

    /// <summary>An item as a line of a page.</summary>
    public static string Line(MemoryItem item) => $"- {Statement(item)} [[{LinkIndex.Bare(item.Path)}|source]]";

    /// <summary>What an item says, on one line, cut where it is long.</summary>
    public static string Statement(MemoryItem item)
    {
        var statement = string.Join(' ', item.Summary.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (statement.Length <= MostStatement) return statement;
        var length = char.IsHighSurrogate(statement[MostStatement - 1]) ? MostStatement - 1 : MostStatement;
        var space = statement.LastIndexOf(' ', length - 1, Math.Min(30, length - 1));
        return statement[..(space > 0 ? space : length)] + "…";
    }

    /// <summary>Without fences around it, headings of level one, and what would end a page or forge its anchors.</summary>
    private static string Plain(string text)
    {
        text = text.ReplaceLineEndings("\n").Trim();
        if (text.StartsWith("```", StringComparison.Ordinal) && text.EndsWith("```", StringComparison.Ordinal) && text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end && end < text.Length - 3) text = text[(end + 1)..^3].Trim();
        if (text.Length > MostCharacters) text = text[..text.LastIndexOf('\n', MostCharacters - 1)];
        var lines = text.Split('\n').Where(l => !l.StartsWith("# ", StringComparison.Ordinal)).Select(l => l.TrimEnd() is "---" or "..." ? "" : l);
        return Verbs.Secrets.Mask(MarkdownEscape.Escape(string.Join('\n', lines).Trim(), Forgery.Anchor));
    }

    private static string WithAdded(string text, IEnumerable<MemoryItem> items)
    {
        var lines = items.Take(MostAdded).Select(Line).ToList();
        return lines.Count == 0 ? text : text.Length == 0 || text == "_No memories yet._" ? string.Join('\n', lines) : $"{text}\n{(text.Split('\n')[^1].StartsWith("- ", StringComparison.Ordinal) ? "" : "\n")}{string.Join('\n', lines)}";
    }

    private static IEnumerable<string> Targets(string text) => LinkScanner.Scan(text).Select(l => LinkIndex.Bare(l.Target.TrimStart('/')));

    /// <summary>Takes out links: their text stays where they have one of their own.</summary>
    private static string WithoutLinks(string text, Func<string, bool> isOut)
    {
        foreach (var link in LinkScanner.Scan(text).Where(l => isOut(LinkIndex.Bare(l.Target.TrimStart('/')))).OrderByDescending(l => l.Start))
        {
            var (start, length) = (link.Start, link.Length);
            var shown = link.Kind == MemoryLinkKind.Markdown || link.Text is { Length: > 0 } and not "source" ? link.Text ?? "" : "";
            if (shown.Length == 0 && start > 0 && text[start - 1] == ' ') (start, length) = (start - 1, length + 1);
            text = string.Concat(text.AsSpan(0, start), shown, text.AsSpan(start + length));
        }
        return text;
    }
}
