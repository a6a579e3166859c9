using System.Globalization;
using System.Text;
using MemU.Fs.Context;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Todos;
using MemU.Fs.Understanding;

namespace MemU.Fs.Preparing;

/// <summary>
/// What the next session is likely to need, by rules alone: what is pinned, what is to be done, what is dated within the next two weeks, what happens on a day like this,
/// what was learned last, and what was spoken about. Nothing is said twice, and each line names its file.
/// </summary>
internal sealed class NowPack(OpenTree open, NowRequest request, DateTimeOffset now)
{
    private const int Looked = 60, MostInSection = 12, MostHabits = 400, Conversations = 5;
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(14), Lately = TimeSpan.FromDays(30);

    private readonly HashSet<string> _shown = new(StringComparer.Ordinal), _said = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ContextEntry> _entries = [];
    private readonly StringBuilder _text = new();
    private readonly MemoryScope _owner = request.Scope.IsNone ? open.Layout.Own : request.Scope;
    // where the owner's files may lie; what lies in others' folders must not take the room of those that are looked at
    private readonly HashSet<MemoryPath> _places = [MemoryPath.Root, open.Layout.FolderOf(request.Scope.IsNone ? open.Layout.Own : request.Scope), new TreeLayout(MemoryScope.None).FolderOf(request.Scope.IsNone ? open.Layout.Own : request.Scope)];
    private int _used, _leftOut;

    private sealed record Line(string Kind, MemoryItem Item, string Text, string? Date);

    /// <summary>Makes it; the index is up to the files.</summary>
    public NowView Make()
    {
        var items = Newest();
        var pinned = new Found(open).Pinned(Where.All.And(_owner)).Select(e => open.Known.Read(MemoryPath.FromListing(e.Path))).OfType<MemoryItem>().Where(Mine).Select(i => new Line("pinned", i, WrittenSummary.Statement(i), null));
        Section("Pinned", pinned, request.Budget * 3 / 10);
        Section("To do", Tasks(), request.Budget * 5 / 10);
        Section("Coming up", Upcoming(), request.Budget * 7 / 10);
        Section(now.ToString("dddd", CultureInfo.InvariantCulture) + "s", Habits(), request.Budget * 8 / 10);
        Section("Learned last", items.Select(i => new Line("recent", i, WrittenSummary.Statement(i), i.HappenedAt?.Text ?? Day(i.Modified ?? i.Created))), request.Budget * 95 / 100);
        Section("Spoken about", Spoken(), request.Budget);
        if (_text.Length == 0) _text.Append("Nothing is known yet that the next session could need.\n");
        var markdown = _text.ToString();
        return new() { Markdown = markdown, Tokens = TokenCounter.Count(markdown), Budget = request.Budget, Entries = _entries, LeftOut = _leftOut };
    }

    private void Section(string heading, IEnumerable<Line> lines, int until)
    {
        var (isOpen, count, title) = (false, 0, $"{(_text.Length > 0 ? "\n" : "")}## {heading}\n");
        foreach (var line in lines)
        {
            if (count >= MostInSection) break;
            // the same again, in another file or in words that an earlier line has
            if (_shown.Contains(line.Item.Path.Value) || !_said.Add(string.Join(' ', TextKey.Words(line.Text)))) continue;
            var text = $"- {line.Text}{(line.Date is null || line.Text.Contains(line.Date, StringComparison.Ordinal) ? "" : $" ({line.Date})")} [[{LinkIndex.Bare(line.Item.Path)}|source]]\n";
            var cost = TokenCounter.Count(text) + (isOpen ? 0 : TokenCounter.Count(title) + 1);
            if (_used + cost > until)
            {
                _leftOut++;
                continue;
            }
            if (!isOpen) _text.Append(title);
            _text.Append(text);
            (_used, isOpen, count) = (_used + cost, true, count + 1);
            _shown.Add(line.Item.Path.Value);
            _entries.Add(new() { Path = line.Item.Path.Value, Kind = line.Kind, Date = line.Date, Tokens = cost });
        }
    }

    private IEnumerable<Line> Tasks() => TodoList.Of(open, _owner, now).Where(t => t.View.State is TodoState.Todo or TodoState.Doing)
        .Select(t => new Line("todo", t.Item, $"[{t.View.State}] {t.View.Text}{(t.View.Owner is { } owner ? $" ({owner})" : "")}", t.View.Due is { } due ? $"due {due}{(TodoText.IsOver(due, now) ? ", overdue" : "")}" : t.View.RemindAt is { } remind ? $"remind {remind}" : null));

    private IEnumerable<Line> Upcoming()
    {
        var where = new Where([
            new("happened_at", [now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]) { Operator = WhereOperator.GreaterOrEqual },
            new("happened_at", [(now + Ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]) { Operator = WhereOperator.LessOrEqual }]);
        return Standing(Read(open.Index.Matching(where).Where(IsOwn))).OrderBy(i => i.HappenedAt?.Text, StringComparer.Ordinal).ThenBy(i => i.Path).Select(i => new Line("upcoming", i, WrittenSummary.Statement(i), i.HappenedAt?.Text));
    }

    private IEnumerable<Line> Habits() =>
        Standing(Read(open.Index.Matching(new Where([new("type", [MemoryType.Behavior])])).Where(IsOwn).Order(StringComparer.Ordinal).Take(MostHabits))).Where(i => Weekdays.Names(i.Summary, now.DayOfWeek))
            .OrderByDescending(i => i.Sources.Count).ThenByDescending(i => i.Modified ?? i.Created).Select(i => new Line("today", i, WrittenSummary.Statement(i), null));

    private List<MemoryItem> Newest()
    {
        var since = now - Lately;
        return [.. Standing(Read(Newest(Looked, IsItem).Where(n => n.Changed is not { } at || at >= since).Select(n => n.Path)))];
    }

    private IEnumerable<Line> Spoken() =>
        Read(Newest(Conversations * 4, p => TreeLayout.KindOf(MemoryPath.FromListing(p)) == UnitKind.Resource).Select(n => n.Path)).Where(i => Mine(i) && i.Description is { Length: > 0 } && i.Fields.Any(f => f is { Key: "modality", Value: "conversation" })).Take(Conversations)
            .Select(i => new Line("conversation", i, string.Join(' ', i.Description!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), Day(i.Created)));

    private IEnumerable<MemoryItem> Read(IEnumerable<string> paths) => paths.Select(p => open.Known.Read(MemoryPath.FromListing(p))).OfType<MemoryItem>();

    /// <summary>The items of the owner that still hold: replaced by none, neither over nor stale.</summary>
    private IEnumerable<MemoryItem> Standing(IEnumerable<MemoryItem> items)
    {
        var mine = items.Where(i => IsItem(i.Path.Value) && Mine(i) && i.Status != "deprecated" && !i.Generated && !(i.StaleAfter < DateOnly.FromDateTime(now.Date))).ToList();
        var replaced = open.Index.FindKeys([.. mine.Select(i => $"supersedes={LinkIndex.Bare(i.Path)}")], _owner).Select(h => h.Key["supersedes=".Length..]).ToHashSet(StringComparer.Ordinal);
        return mine.Where(i => !replaced.Contains(LinkIndex.Bare(i.Path)));
    }

    private static MemoryPath PlaceOf(string path) => TreeLayout.Split(MemoryPath.FromListing(path)).ScopeRoot;

    private bool IsOwn(string path) => _places.Contains(PlaceOf(path));

    /// <summary>The newest of each place, the last first.</summary>
    private IEnumerable<(string Path, DateTimeOffset? Changed)> Newest(int count, Func<string, bool> wanted) =>
        _places.SelectMany(place => open.Index.Newest(count, p => PlaceOf(p) == place && wanted(p))).OrderByDescending(n => n.Changed);

    private bool Mine(MemoryItem item) => open.Layout.ScopeOf(item).Equals(_owner);

    private static bool IsItem(string path) => MemoryPath.FromListing(path) is var file && TreeLayout.KindOf(file) == UnitKind.Item && file.Name is not ("index.md" or "log.md") && TreeLayout.Split(file).Inner.Segments[0] is not ("context" or "archive");

    private static string? Day(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
