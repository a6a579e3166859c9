using System.Globalization;
using System.Text;
using MemU.Fs.Index;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Mounted;
using MemU.Fs.Questions;

namespace MemU.Fs;

/// <summary>The steps of retrieve: bring the index up, embed the question, search, roll up, and read the snippets from the files.</summary>
internal sealed class Retrieve(OpenTree open)
{
    private const int FullUpTo = 20_000, NearMisses = 5;

    private int _snippet = 600;
    private TierLimits _limits;

    private readonly Dictionary<string, (MemoryItem Item, string[] Lines)?> _files = new(StringComparer.Ordinal);

    /// <summary>Answers.</summary>
    public async Task<RetrieveResult> RunAsync(RetrieveRequest request, CancellationToken cancellationToken)
    {
        if (!request.Always && SmallTalk.Is(request.Query)) return NothingAsked(request.Query);
        _snippet = request.SnippetLength;
        _limits = open.Config.Retrieve.LimitsOf(request);
        var people = new People(open, Where.All.And(request.Scope));
        var rewritten = new FollowUp(people).Rewrite(request.Query, request.Context);
        var grade = request.Fresh || open.IsWatched || open.Index.FileCount <= FullUpTo ? Freshness.Full : Freshness.Quick;
        var asked = request.Literal ? QueryText.Literal(rewritten) : QueryText.Parse(rewritten, IsField);
        var now = request.Now ?? open.Now;
        var spread = new Spread(open.Index.Rules, Load);
        var query = new IndexQuery
        {
            Text = asked.Words,
            Days = QuestionTime.Spans(asked.Words, now),
            Vector = await open.EmbedAsync(asked.Words, cancellationToken),
            Prefixes = asked.Prefixes,
            Required = asked.IsOnlyMarks ? [.. asked.Phrases, .. asked.Quoted] : [],
            Without = asked.Without,
            Where = request.Where.And(request.Scope).And(Where.Parse(asked.Conditions)),
            Limit = (int)Math.Min(int.MaxValue, Math.Max(spread.IsOn && _limits.Most > 0 ? Spread.Depth : 0, (long)_limits.Most * (asked.Phrases.Count > 0 ? PhraseCheck.Times : Ranks(request) == ItemRanking.Salience ? Salience.Times : 1))),
            Today = DateOnly.FromDateTime(now.UtcDateTime),
            Explain = request.Explain,
        };
        var (report, found) = await SearchAsync(query, grade, cancellationToken);
        if (QuestionTime.Event(asked.Words) is var (what, isBefore) && await AroundAsync(query, what, isBefore, cancellationToken) is { } days)
        {
            query = query with { Days = [.. query.Days, days] };
            found = open.Index.Search(query, cancellationToken);
        }
        if (report.Freshness == Freshness.Quick && Stale(found) is { Count: > 0 } folders)
        {
            // a hit was edited in place, which folder times don't show: look into its folder and ask again
            await open.SyncAsync(Freshness.Quick, folders, cancellationToken);
            found = open.Index.Search(query, cancellationToken);
        }
        if (spread.IsOn) found = spread.Over(found);
        found = Sure(found, request.MinScore ?? open.Config.Retrieve.MinScore);
        var phrases = new PhraseCheck(asked, TextOf);
        var answer = new RetrieveResult
        {
            OriginalQuery = request.Query,
            RewrittenQuery = rewritten,
            Categories = [.. phrases.Of(found.Categories, _limits.Categories).Take(_limits.Categories).Select(Category).OfType<CategoryView>()],
            Items = Items(phrases.Of(found.Items, _limits.Items), request, isFiltered: !request.Where.IsAll || asked.Conditions.Count + asked.Without.Count > 0 || asked.IsOnlyMarks),
            Resources = [.. phrases.Of(found.Resources, _limits.Resources).Take(_limits.Resources).Select(Resource).OfType<ResourceHit>()],
            Notes = open.VectorsNote is { } note ? [.. found.Notes, note] : found.Notes.Count == 0 ? null : found.Notes,
            NearMisses = [.. found.NearMisses.Select(Near).OfType<NearMiss>()],
            Freshness = report.Freshness == Freshness.Full ? "full" : "quick",
            Problems = report.Problems.Count == 0 ? null : report.Problems,
        };
        return answer with { NextStepQuery = new NextQuestion(people).After(answer, AuthorOf) };
    }

    private static IndexResult Sure(IndexResult found, double least)
    {
        if (least <= 0) return found;
        List<UnitHit> Above(IReadOnlyList<UnitHit> hits) => [.. hits.Where(h => h.Score >= least)];
        var sure = found with { Categories = Above(found.Categories), Items = Above(found.Items), Resources = Above(found.Resources) };
        return sure.Categories.Count + sure.Items.Count + sure.Resources.Count > 0 ? sure
            : sure with { NearMisses = [.. found.Items.Concat(found.Resources).Concat(found.Categories).Concat(found.NearMisses).OrderByDescending(h => h.Score).Take(NearMisses)] };
    }

    private static RetrieveResult NothingAsked(string query) => new()
    {
        NeedsRetrieval = false, OriginalQuery = query, RewrittenQuery = query, Categories = [], Items = [], Resources = [], NearMisses = [], Freshness = "none",
    };

    /// <summary>Who said what an item keeps.</summary>
    private string? AuthorOf(string path) => Load(path) is var (item, _) ? item.Sources.Select(s => s.Author).FirstOrDefault() : null;

    private async Task<DaySpan?> AroundAsync(IndexQuery query, string what, bool isBefore, CancellationToken cancellationToken)
    {
        var events = open.Index.Search(query with { Text = what, Vector = await open.EmbedAsync(what, cancellationToken), Days = [], Prefixes = [], Required = [], Without = [], Limit = 1, Explain = false }, cancellationToken);
        var best = events.Items.Concat(events.Resources).MaxBy(h => h.Score);
        return QuestionTime.Around(best, best is null ? null : TimeOf(best), isBefore);
    }

    private DateTimeOffset? TimeOf(UnitHit hit)
    {
        if (MountedAt(hit.Path) is not null || Load(hit.Path) is not var (item, lines)) return null;
        return item.HappenedAt?.Start ?? Chunker.Units(item, UnitKind.Resource, string.Join('\n', lines)).FirstOrDefault(u => u.FirstLine == hit.FirstLine)?.Time ?? item.Created;
    }

    /// <summary>As a rule nothing has changed, so the answer is looked for while that is made sure.</summary>
    private async Task<(SyncReport Report, IndexResult Found)> SearchAsync(IndexQuery query, Freshness grade, CancellationToken cancellationToken)
    {
        if (!open.Index.IsWriting)
        {
            await open.CatchUpAsync(cancellationToken);
            var check = Task.Run(() => open.Unchanged(grade, null, out _), cancellationToken);
            IndexResult? early = null;
            try
            {
                early = open.Index.Search(query, cancellationToken);
            }
            catch (MemUException)
            {
                // a field that no file has: perhaps one has it by now, so it is asked again below
            }
            finally
            {
                await check;
            }
            if (early is not null && await check is { } nothing) return (nothing, early);
        }
        SyncReport report;
        try
        {
            report = await open.SyncAsync(grade, null, cancellationToken);
        }
        catch (MemUException e) when (e.Kind == MemUErrorKind.Provider)
        {
            // what changed can't be given vectors now; what was known before is still an answer, and it says what it lacks
            report = new(Freshness.Quick, 0, 0, [$"files that changed since the last look are not in this answer: {e.Message}"]);
        }
        return (report, open.Index.Search(query, cancellationToken));
    }

    private bool IsField(string name) => Where.Canonical(name) is var field && (FileValues.BuiltIn.Contains(field) || open.Index.FieldNames().Contains(field));

    private string? TextOf(UnitHit hit) =>
        MountedAt(hit.Path) is var (mount, relative) ? MountedHit.Of(open.Mounts!, mount, relative, hit, int.MaxValue)?.Snippet
        : Load(hit.Path) is not var (_, lines) ? null
        : string.Join('\n', lines[Math.Clamp(hit.FirstLine - 1, 0, lines.Length)..Math.Clamp(hit.LastLine, 0, lines.Length)]);

    private List<string> Stale(IndexResult found)
    {
        var manifest = open.Synchronizer.Manifest;
        return found.Items.Concat(found.Resources).Concat(found.Categories).Select(h => MemoryPath.FromListing(h.Path)).Distinct().Where(path =>
        {
            if (MountedAt(path.Value) is var (mount, relative)) return open.Mounts!.IsStale(mount, relative);
            var info = new FileInfo(open.Tree.Absolute(path));
            var known = manifest.Entry(path.Parent.Value, path.Name);
            return known is null || !info.Exists || info.Length != known.Size || info.LastWriteTimeUtc.Ticks != known.Modified;
        }).Select(p => p.Parent.Value).Distinct().ToList();
    }

    /// <summary>Items; one that a newer one replaces comes after all others, and brings its successor in its own place.</summary>
    private List<ItemHit> Items(IReadOnlyList<UnitHit> hits, RetrieveRequest request, bool isFiltered)
    {
        if (Ranks(request) == ItemRanking.Salience) hits = [.. hits.OrderByDescending(h => SalienceOf(h, request)).ThenBy(h => h.Path, StringComparer.Ordinal)];
        hits = [.. hits.Take(_limits.Items)];
        var newer = Successors(hits.Select(h => h.Path));
        var found = hits.Select(h => h.Path).ToHashSet(StringComparer.Ordinal);
        var (current, replaced) = (new List<ItemHit>(), new List<ItemHit>());
        foreach (var hit in hits)
        {
            var successor = newer.GetValueOrDefault(hit.Path);
            if (Item(hit, successor) is not { } item) continue;
            if (Ranks(request) == ItemRanking.Salience) item = item with { Salience = Math.Round(SalienceOf(hit, request), 4) };
            (successor is null ? current : replaced).Add(item);
            // the question named the old value; the new one is the answer, unless a filter could exclude it
            if (successor is null || isFiltered || !found.Add(successor)) continue;
            if (Load(successor) is var (_, lines) && Item(new(successor, null, 1, lines.Length, hit.Score), null) is { } answer) current.Add(answer with { Snippet = answer.Summary, Lines = [1, lines.Length] });
        }
        // what is no longer so is an answer only beneath what is so now, or where the past was asked for
        if (!request.History)
        {
            var alone = replaced.Where(r => current.TrueForAll(c => c.Path != r.SupersededBy)).ToList();
            // memories that replace each other in a circle have no newest one, and must not hide each other
            var circles = alone.Count == 0 ? [] : Successors(alone.Select(r => r.SupersededBy!));
            replaced.RemoveAll(r => alone.Contains(r) && !circles.ContainsKey(r.SupersededBy!));
        }
        return [.. current.Concat(replaced).Take(_limits.Items)];
    }

    private ItemRanking Ranks(RetrieveRequest request) => request.Ranking ?? open.Config.Retrieve.Ranking;

    private double SalienceOf(UnitHit hit, RetrieveRequest request) =>
        Load(hit.Path) is var (item, _) ? Salience.Of(item, hit.Score, request.Now ?? open.Now, request.RecencyDecayDays ?? open.Config.Retrieve.RecencyDecayDays) : 0;

    /// <summary>For each path that a newer item of the same scope replaces: the newest of them.</summary>
    private Dictionary<string, string> Successors(IEnumerable<string> paths)
    {
        var newest = new Dictionary<string, string>(StringComparer.Ordinal);
        var origins = paths.Distinct().ToDictionary(p => p, p => p, StringComparer.Ordinal); // where we stand → where we began
        for (var step = 0; origins.Count > 0 && step < 16; step++)
        {
            var keys = origins.Keys.ToDictionary(p => $"supersedes={Reading.LinkKey(p)}", p => p, StringComparer.Ordinal);
            var next = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var hit in open.Index.FindKeys([.. keys.Keys], null))
            {
                var (older, origin) = (keys[hit.Key], origins[keys[hit.Key]]);
                if (hit.Path == origin || Load(hit.Path) is not var (item, _) || Load(older) is not var (old, _) || !open.Layout.ScopeOf(item).Equals(open.Layout.ScopeOf(old))) continue;
                newest[origin] = hit.Path;
                next[hit.Path] = origin;
            }
            origins = next;
        }
        return newest;
    }

    private ItemHit? Item(UnitHit hit, string? supersededBy)
    {
        if (Load(hit.Path) is not var (item, lines)) return null;
        return new()
        {
            Id = item.Id,
            Path = hit.Path,
            MemoryType = item.Type,
            Title = item.Title,
            Summary = item.Summary,
            Snippet = Snippet(lines, hit),
            Lines = [hit.FirstLine, hit.LastLine],
            CreatedAt = item.Created,
            UpdatedAt = item.Modified ?? item.Created,
            HappenedAt = item.HappenedAt?.Text,
            UserId = open.Layout.ScopeOf(item).UserId,
            Score = Math.Round(hit.Score, 4),
            Why = hit.Why,
            SupersededBy = supersededBy,
            ValidUntil = supersededBy is null || Load(supersededBy) is not var (newer, _) ? null : newer.HappenedAt?.Text ?? newer.Created?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Sources = [.. item.Sources.Select(s => new SourceView(s.Resource, s.Anchor) { Missing = MountedAt(s.Resource) is var (mount, _) ? open.Mounts!.View(mount).Missing : null })],
        };
    }

    private ResourceHit? Resource(UnitHit hit)
    {
        if (MountedAt(hit.Path) is var (mount, relative)) return MountedHit.Of(open.Mounts!, mount, relative, hit, _snippet);
        if (Load(hit.Path) is not var (item, lines)) return null;
        string? Field(string name) => item.Fields.Where(f => f.Key == name).Select(f => f.Value).FirstOrDefault();
        var unit = Chunker.Units(item, UnitKind.Resource, string.Join('\n', lines)).FirstOrDefault(u => u.FirstLine == hit.FirstLine);
        return new()
        {
            Id = item.Id,
            Path = hit.Path,
            Anchor = hit.Anchor,
            Speaker = unit?.Speaker,
            Date = unit?.Time ?? item.HappenedAt?.Start ?? item.Created,
            Title = item.Title,
            Url = Field("url"),
            Modality = Field("modality"),
            Caption = item.Description,
            Snippet = unit is null ? Snippet(lines, hit) : Clip(unit.Text, _snippet),
            Lines = [hit.FirstLine, hit.LastLine],
            Score = Math.Round(hit.Score, 4),
            Why = hit.Why,
        };
    }

    private CategoryView? Category(UnitHit hit)
    {
        if (Load(hit.Path) is not var (item, _)) return null;
        var folder = item.Path.Parent;
        var name = open.Config.Categories.FirstOrDefault(c => c.Folder == TreeLayout.Split(item.Path).Inner.Parent.Value)?.Name;
        return new() { Id = CategoryPages.IdOf(item.Path), Name = name ?? folder.Name, Path = hit.Path, Description = item.Description, Summary = item.Summary, Score = Math.Round(hit.Score, 4) };
    }

    private NearMiss? Near(UnitHit hit) =>
        MountedAt(hit.Path) is var (mount, relative) ? MountedHit.Of(open.Mounts!, mount, relative, hit, _snippet) is { Missing: null } near ? new(near.Path, near.Anchor, near.Snippet, near.Score) : null
        : Load(hit.Path) is not var (_, lines) ? null : new(hit.Path, hit.Anchor, Snippet(lines, hit), Math.Round(hit.Score, 4));

    /// <summary>The mounted source that an address belongs to.</summary>
    private (Mount Mount, string Relative)? MountedAt(string path) => open.Mounts?.Find(open.Synchronizer.Manifest, path);

    private (MemoryItem Item, string[] Lines)? Load(string path)
    {
        if (_files.TryGetValue(path, out var known)) return known;
        var memory = MemoryPath.FromListing(path);
        var bytes = File.Exists(open.Tree.Absolute(memory)) ? open.Tree.Read(memory) : null;
        return _files[path] = bytes is null ? null : (MemoryDocument.Parse(memory, bytes).ToItem(), Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n").Split('\n'));
    }

    private string Snippet(string[] lines, UnitHit hit)
    {
        var first = Math.Clamp(hit.FirstLine, 1, Math.Max(1, lines.Length));
        return Clip(string.Join('\n', lines[(first - 1)..Math.Clamp(hit.LastLine, first, lines.Length)]).Trim(), _snippet);
    }

    /// <summary>A text as long as an answer shows it.</summary>
    public static string Clip(string text, int length)
    {
        if (text.Length <= length) return text;
        var end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return text[..end] + "…";
    }
}
