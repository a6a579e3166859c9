using System.Buffers;
using System.Globalization;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary>The <c>README.md</c> of a question: what was found with its text, score, source and the reason why, or that nothing was and what comes nearest.</summary>
/// <param name="searches">Where the question was asked.</param>
/// <param name="folder">The question.</param>
/// <param name="names">The entries of the folder by the path that they lead to.</param>
internal sealed class SearchPage(SearchesFolder searches, SearchFolder folder, IReadOnlyDictionary<string, string> names)
{
    private static readonly SearchValues<char> Marks = SearchValues.Create(" ()<>[]"); // end a link, or the part of it where they stand

    private readonly StringBuilder _text = Head(folder);
    private readonly string _up = string.Concat(Enumerable.Repeat("../", SearchesFolder.Depth + folder.Level));

    /// <summary>The page of a question that can't be asked.</summary>
    public static string Refused(SearchFolder folder, MemUException why) => Head(folder).Append("This can't be searched for: ").Append(why.Message).Append('\n').ToString();

    /// <summary>The page; null for a narrowed question of which the wider one found nothing.</summary>
    public string Text(RetrieveResult? found)
    {
        if (found is null) return _text.Append(CultureInfo.InvariantCulture, $"Nothing was found for \"{OneLine(folder.Narrows!.Question)}\", so there is nothing to narrow.\n").ToString();
        var (items, said, pages) = (Shown(found.Items, i => i.Path), Shown(found.Resources, r => r.Path), Shown(found.Categories, c => c.Path));
        if (items.Count + said.Count + pages.Count == 0) Nothing(found);
        else _text.Append(CultureInfo.InvariantCulture, $"{Count(items.Count, "memory", "memories")}, {Count(said.Count, "message", "messages")}, {Count(pages.Count, "category", "categories")}{(searches.Commit is { } commit ? $", as of {commit[..10]}" : "")}. Best first; scores lie between 0 and 1.\n");
        foreach (var item in items) Item(item);
        foreach (var hit in said) Message(hit);
        if (pages.Count > 0) _text.Append("\n## See also\n\n");
        foreach (var page in pages) _text.Append(CultureInfo.InvariantCulture, $"- {Link(page.Path)}{(page.Score is { } score ? $" · {Score(score)}" : "")}{(page.Description is { Length: > 0 } about ? $": {OneLine(about)}" : "")}\n");
        Remarks(found);
        return _text.ToString();
    }

    private void Item(ItemHit item)
    {
        Begin(item.Title, item.Path);
        Line(item.Path, item.Score, item.MemoryType, item.HappenedAt ?? Day(item.CreatedAt), item.SupersededBy is { } newer ? $"until {item.ValidUntil}, replaced by {Link(newer)}" : null);
        Quote(item.Summary.Length is > 0 and <= 2000 ? item.Summary : item.Snippet);
        if (item.Why is { } why) _text.Append(CultureInfo.InvariantCulture, $"\nwhy: {OneLine(why)}\n");
        if (item.Sources.Count > 0) _text.Append("\nfrom: ").AppendJoin(", ", item.Sources.Take(5).Select(s => Link(s.Path) + Anchor(s.Anchor))).Append('\n');
    }

    private void Message(ResourceHit hit)
    {
        Begin(hit.Title, hit.Path);
        Line(hit.Path, hit.Score, "said", hit.Speaker, Day(hit.Date), hit.Anchor is null ? null : "^" + hit.Anchor, hit.Heading);
        if (hit.Missing is { } missing) _text.Append(CultureInfo.InvariantCulture, $"\n(not here: {OneLine(missing)})\n");
        else Quote(hit.Snippet);
        if (hit.Why is { } why) _text.Append(CultureInfo.InvariantCulture, $"\nwhy: {OneLine(why)}\n");
    }

    private void Nothing(RetrieveResult found)
    {
        _text.Append("Nothing is known about that.\n");
        var near = Shown(found.NearMisses, n => n.Path);
        if (near.Count > 0) _text.Append("\nThe nearest, which may have nothing to do with it:\n\n");
        foreach (var miss in near) _text.Append(CultureInfo.InvariantCulture, $"- {Link(miss.Path)}{Anchor(miss.Anchor)} · {Score(miss.Score)}: {OneLine(miss.Snippet, 160)}\n");
    }

    private void Remarks(RetrieveResult found)
    {
        // these say which words there are, and name files, of whomever
        if (searches.Memory.IsWhole)
        {
            foreach (var note in found.Notes ?? []) _text.Append(CultureInfo.InvariantCulture, $"\nnote: {OneLine(note)}\n");
            foreach (var problem in found.Problems ?? []) _text.Append(CultureInfo.InvariantCulture, $"\nproblem: {OneLine(problem)}\n");
        }
        if (found.NextStepQuery is { } next) _text.Append(CultureInfo.InvariantCulture, $"\nask next: {OneLine(next)}\n");
    }

    private void Begin(string title, string path) => _text.Append("\n## ").Append(names.TryGetValue(path, out var name) ? name[..2] + " " : "").Append(OneLine(title)).Append("\n\n");

    private void Line(string path, double score, params string?[] particulars) =>
        _text.Append(Link(path)).Append(" · ").Append(Score(score)).Append(string.Concat(particulars.Where(p => p is { Length: > 0 }).Select(p => " · " + OneLine(p!)))).Append('\n');

    private void Quote(string text)
    {
        _text.Append('\n');
        foreach (var line in searches.Memory.Outwards(text).ReplaceLineEndings("\n").Split('\n')) _text.Append(line.Length == 0 ? ">" : "> ").Append(line).Append('\n');
    }

    private List<T> Shown<T>(IReadOnlyList<T> hits, Func<T, string> path) => [.. hits.Where(h => searches.Memory.Shows(path(h)))];

    private string Link(string path)
    {
        if (!searches.Memory.Shows(path)) return "";
        var shown = searches.Memory.Outward(path);
        return shown.AsSpan().ContainsAny(Marks) ? $"[{shown.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal)}](<{_up}{shown}>)" : $"[{shown}]({_up}{shown})";
    }

    private static StringBuilder Head(SearchFolder folder) => new StringBuilder("# ").Append(OneLine(folder.Question)).Append("\n\n");

    private static string OneLine(string text, int most = 1000) => SafeText.OneLine(text, most);

    private static string Anchor(string? anchor) => anchor is null ? "" : $"#^{anchor}";

    private static string Score(double score) => score.ToString("0.00", CultureInfo.InvariantCulture);

    private static string? Day(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
