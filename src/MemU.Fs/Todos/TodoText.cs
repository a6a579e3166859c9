using System.Globalization;
using System.Text.RegularExpressions;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Todos;

/// <summary>A task as text: its state is the mark before it (<c>[Todo]</c>, <c>[Doing]</c>, <c>[Done]</c>, <c>[Dropped]</c>), as memU's board has it, so that people and agents change it with an editor.</summary>
internal static partial class TodoText
{
    /// <summary>The folder of the tasks, below that of their owner.</summary>
    public const string Folder = "context/pending_tasks";

    /// <summary>Whether a folder, below that of its owner, is the one of the tasks.</summary>
    public static bool IsBoard(MemoryPath folder) => TreeLayout.Split(folder.Combine("x")).Inner.Parent.Value == Folder;

    /// <summary>How a task stands, and what is to be done; a memory without a mark is to be done, unless it is deprecated.</summary>
    public static (TodoState State, string Text) Read(MemoryItem item)
    {
        var (state, text) = Read(item.Summary);
        return (state ?? (item.Status == "deprecated" ? TodoState.Done : TodoState.Todo), text);
    }

    /// <summary>The same of a text alone; null where no mark stands before it.</summary>
    public static (TodoState? State, string Text) Read(string summary)
    {
        var text = summary[Start(summary)..].Trim();
        return Mark().Match(text) is { Success: true } mark ? (StateOf(mark.Groups[1].Value), text[mark.Length..].Trim()) : (null, text);
    }

    /// <summary>A task as the board shows it.</summary>
    public static string Line(MemoryItem item, string? due)
    {
        var (state, text) = Read(item);
        return $"[{state}] {text}{(due is null ? "" : $" · due {SafeText.OneLine(due, 40)}")}";
    }

    /// <summary>A body with another mark; all else keeps its bytes.</summary>
    public static string With(string body, TodoState state)
    {
        var start = Start(body);
        var mark = Mark().Match(body, start, body.Length - start);
        return mark.Success && mark.Index == start ? $"{body[..start]}[{state}] {body[(start + mark.Length)..].TrimStart(' ', '\t')}" : $"{body[..start]}[{state}] {body[start..]}";
    }

    /// <summary>A task as results show it.</summary>
    public static TodoView View(MemoryDocument document, DateTimeOffset now)
    {
        var item = document.ToItem();
        var (state, text) = Read(item);
        var (due, remind) = (document.GetScalar("due"), document.GetScalar("remind_at"));
        return new(item.Path.Value, item.Id, state, text)
        {
            Due = due, RemindAt = remind, Owner = document.GetScalar("owner"), CreatedAt = item.Created,
            IsDue = state is TodoState.Todo or TodoState.Doing && (IsOver(due, now) || Begin(remind, now.Offset) is { } from && from <= now),
            Sources = [.. item.Sources.Select(s => new SourceView(s.Resource, s.Anchor))],
        };
    }

    /// <summary>The order of a board: what somebody is at, then what is due first, then what was noted first; the newest of what is over last.</summary>
    public static IOrderedEnumerable<T> Ordered<T>(IEnumerable<T> tasks, Func<T, TodoState> state, Func<T, string?> due, Func<T, DateTimeOffset?> created) => tasks
        .OrderBy(t => state(t) switch { TodoState.Doing => 0, TodoState.Todo => 1, TodoState.Done => 2, _ => 3 })
        .ThenBy(t => state(t) is TodoState.Todo or TodoState.Doing ? End(due(t), TimeSpan.Zero) ?? DateTimeOffset.MaxValue : DateTimeOffset.MaxValue)
        .ThenBy(t => state(t) is TodoState.Todo or TodoState.Doing ? created(t)?.UtcTicks ?? long.MaxValue : -(created(t)?.UtcTicks ?? 0));

    /// <summary>Whether a text is a time that a task can have: a day, or a time of one.</summary>
    public static bool IsTime(string text) => Begin(text, TimeSpan.Zero) is not null;

    /// <summary>Whether a time has passed: of a day, when it has ended where the clock is.</summary>
    public static bool IsOver(string? due, DateTimeOffset now) => End(due, now.Offset) is { } end && end <= now;

    /// <summary>Where the text of a task begins: behind the headings that some editors put first.</summary>
    private static int Start(string body)
    {
        var at = 0;
        while (true)
        {
            while (at < body.Length && char.IsWhiteSpace(body[at])) at++;
            if (at == body.Length || body[at] != '#') return at == body.Length ? body.Length - body.TrimStart().Length : at;
            var line = body.IndexOf('\n', at);
            if (line < 0 || string.IsNullOrWhiteSpace(body[line..])) return at; // nothing but a heading
            at = line + 1;
        }
    }

    private static DateTimeOffset? Begin(string? text, TimeSpan offset) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.Year is > 1 and < 9999 ? new(day.ToDateTime(TimeOnly.MinValue), offset) : null
        : text.Length > 10 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    // a day is over when it ends
    private static DateTimeOffset? End(string? text, TimeSpan offset) => Begin(text, offset) is { } from ? text!.Length == 10 ? from.AddDays(1) : from : null;

    private static TodoState StateOf(string mark) => mark.ToUpperInvariant() switch { "DOING" or "IN PROGRESS" or "~" => TodoState.Doing, "DONE" or "X" => TodoState.Done, "DROPPED" or "CANCELLED" or "CANCELED" or "-" => TodoState.Dropped, _ => TodoState.Todo };

    [GeneratedRegex(@"^(?:[-*+][ \t]+)?\\?\[[ \t]*(todo|doing|in progress|done|dropped|cancell?ed|[xX~-]|)[ \t]*\\?\](?!\(|\[)[ \t]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
