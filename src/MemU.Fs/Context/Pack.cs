using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Context;

/// <summary>
/// Fills a budget of tokens: pinned memories, the best hit, then whatever holds most evidence for its tokens; summaries of categories last, for they
/// only repeat memories. Nothing is shown twice.
/// </summary>
internal sealed class Pack(int budget)
{
    private const string PinnedHeading = "## Pinned\n", FoundHeading = "## Found\n";

    private const double LeastScore = 1.0 / 3; // of the best one's: what is worth less only fills the room

    private readonly List<(Evidence Evidence, ContextEntry Entry, string Lines)> _pinned = [], _found = [];
    private readonly List<Passage> _shown = [];
    private readonly Dictionary<string, int> _counted = new(StringComparer.Ordinal); // what a text is worth asks for its tokens, and so does whether it fits
    private int _used;

    /// <summary>How much had no room.</summary>
    public int LeftOut { get; private set; }

    /// <summary>What is in it, in order.</summary>
    public IReadOnlyList<ContextEntry> Entries => [.. _pinned.Concat(_found).Select(p => p.Entry)];

    /// <summary>The tokens that are left for a further text.</summary>
    public int Left => budget - _used;

    /// <summary>Fills it.</summary>
    public void Fill(IReadOnlyList<Evidence> pinned, IReadOnlyList<Evidence> found)
    {
        // what is pinned never takes the room of the answer
        var best = found.Where(e => e.Kind != "category").DefaultIfEmpty(found.FirstOrDefault()).MaxBy(e => e?.Score ?? 0);
        var kept = best is null ? 0 : Math.Min(budget / 2, Cost(best) + TokenCounter.Count(FoundHeading) + 1);
        foreach (var memory in pinned) Add(_pinned, PinnedHeading, memory, budget - kept, Shortening.Hard);
        if (best is null) return;
        Add(_found, FoundHeading, best, budget, Shortening.Hard);
        foreach (var evidence in found.Where(e => e != best && e.Score >= best.Score * LeastScore).OrderBy(e => e.Kind == "category").ThenByDescending(Worth).ThenByDescending(e => e.Score).ThenBy(e => e.Path, StringComparer.Ordinal).ThenBy(e => e.Anchor, StringComparer.Ordinal))
            Add(_found, FoundHeading, evidence, budget, evidence.Kind == "category" ? Shortening.ByPassage : Shortening.Tersely);
    }

    /// <summary>The text, with a closing remark where there is one; never more tokens than the budget.</summary>
    public string Markdown(string? remark = null)
    {
        while (true)
        {
            var text = new StringBuilder();
            Section(PinnedHeading, _pinned);
            Section(FoundHeading, _found);
            if (remark is not null) text.Append(text.Length > 0 ? "\n" : "").Append(remark).Append('\n');
            var markdown = text.ToString();
            if (TokenCounter.Count(markdown) <= budget) return markdown;
            // parts are counted one by one, and letters may merge otherwise where they meet: what came last goes
            if (_found.Count + _pinned.Count == 0) return Shortened(remark!);
            var last = _found.Count > 0 ? _found : _pinned;
            last.RemoveAt(last.Count - 1);
            LeftOut++;

            void Section(string heading, List<(Evidence, ContextEntry, string Lines)> entries)
            {
                if (entries.Count == 0) return;
                text.Append(text.Length > 0 ? "\n" : "").Append(heading);
                foreach (var (_, _, lines) in entries) text.Append(lines);
            }
        }
    }

    private string Shortened(string remark) => remark[..TokenCounter.IndexAfter(remark, budget)];

    // scores lie close together where nothing fits well, and the square of one tells more of what it is worth than it does itself
    private double Worth(Evidence evidence) => evidence.Score * evidence.Score / Cost(evidence);

    private int Cost(Evidence evidence)
    {
        var lines = EntryLines.Of(evidence, evidence.Passages.Select(p => p.Text), EntryLines.Full);
        if (!_counted.TryGetValue(lines, out var tokens)) _counted[lines] = tokens = TokenCounter.Count(lines);
        return tokens;
    }

    private void Add(List<(Evidence, ContextEntry, string)> to, string heading, Evidence evidence, int limit, Func<Evidence, IReadOnlyList<string>, int, (string, bool, int)?> shorten)
    {
        var overhead = to.Count > 0 ? 0 : TokenCounter.Count(heading) + 1;
        if (New(evidence) is not { Count: > 0 } passages) return;
        if (Fitting(evidence, passages, limit - _used - overhead, shorten) is not var (lines, cut, tokens))
        {
            foreach (var shorter in evidence.Shorter)
            {
                var before = to.Count;
                Add(to, heading, shorter, limit, Shortening.Tersely);
                if (to.Count > before) return;
            }
            LeftOut++;
            return;
        }
        to.Add((evidence, new() { Path = evidence.Path, Anchor = evidence.Anchor, Kind = evidence.Kind, Date = evidence.Date, Tokens = tokens, Score = evidence.Score, Cut = cut }, lines));
        _used += tokens + overhead;
        _shown.AddRange(passages);
    }

    /// <summary>What of a text is not shown yet.</summary>
    private List<Passage> New(Evidence evidence)
    {
        var fresh = new List<Passage>();
        foreach (var passage in evidence.Passages)
        {
            if (IsShown(passage)) continue;
            var rest = passage;
            foreach (var part in _shown.Where(s => s.IsTelling && rest.Words.Contains(s.Words, StringComparison.Ordinal)).OrderByDescending(s => s.Words.Length))
                rest = Without(rest, part);
            if (rest.Words.Length > 0 && !IsShown(rest)) fresh.Add(rest);
        }
        return fresh;

        bool IsShown(Passage passage) => _shown.Concat(fresh).Any(s => s.Words.Contains(passage.Words, StringComparison.Ordinal));
    }

    /// <summary>A passage in which an ellipsis stands for what is shown elsewhere; empty when nothing worth showing is left, or the words can't be told apart.</summary>
    private static Passage Without(Passage passage, Passage part)
    {
        var said = part.Text.Trim().TrimEnd('.', '。', '!', '！', '…', ' ');
        var at = passage.Text.IndexOf(said, StringComparison.OrdinalIgnoreCase);
        var text = at < 0 ? "" : $"{passage.Text[..at].TrimEnd()} … {passage.Text[(at + said.Length)..].TrimStart('.', '。', ' ')}".Trim();
        var words = Passages.WordsOf(text);
        return TextKey.ContentWords(text).Count < 3 || words.Contains(part.Words, StringComparison.Ordinal) ? new("", "") : new(text, words);
    }

    private (string Lines, bool Cut, int Tokens)? Fitting(Evidence evidence, List<Passage> passages, int room, Func<Evidence, IReadOnlyList<string>, int, (string, bool, int)?> shorten)
    {
        var texts = passages.Select(p => p.Text).ToList();
        var lines = EntryLines.Of(evidence, texts, EntryLines.Full);
        if (_counted.TryGetValue(lines, out var tokens) ? tokens <= room : TokenCounter.Fits(lines, room, out tokens)) return (lines, false, tokens);
        return shorten(evidence, texts, room);
    }
}
