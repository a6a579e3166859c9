using MemU.Fs.Providers.Offline;
using MemU.Fs.Providers.Offline.Learned;
using MemU.Fs.Tests.Extraction;

namespace MemU.Fs.Training;

/// <summary>A candidate of a labelled conversation with what it should be.</summary>
/// <param name="Conversation">Which conversation it is from.</param>
/// <param name="Part">It is half of a sentence.</param>
/// <param name="Cues">Numbers of its cues.</param>
/// <param name="Outcomes">The outcomes that would be right; empty when it is borderline and counts neither way.</param>
/// <param name="Sort">Its category; -1 when none is labelled.</param>
internal sealed record Example(int Conversation, bool Part, int[] Cues, int[] Outcomes, int Sort);

/// <summary>The examples of some conversations, and the names of their cues.</summary>
internal sealed class Examples
{
    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly List<string> _names = [];
    private readonly List<HashSet<int>> _seenIn = [];

    public List<Example> All { get; } = [];

    public IReadOnlyList<string> Names => _names;

    /// <summary>In how many conversations a cue was seen.</summary>
    public int Spread(int cue) => _seenIn[cue].Count;

    public static async Task<Examples> OfAsync(IReadOnlyList<LabelledConversation> conversations)
    {
        var examples = new Examples();
        for (var i = 0; i < conversations.Count; i++)
        {
            var recorder = new Recorder();
            await new OfflineExtractor(recorder).ExtractAsync(conversations[i].Request());
            examples.Add(i, conversations[i], recorder.Seen);
        }
        return examples;
    }

    private void Add(int conversation, LabelledConversation labels, List<(Candidate Candidate, Cues Cues)> seen)
    {
        HashSet<LabelledFact> told = [];
        foreach (var (candidate, cues) in seen)
        {
            var message = candidate.Talk.Message.Number;
            var facts = labels.Facts.Where(f => Holds(f, message, candidate.Clause.Text)).ToList();
            var optional = labels.Optional.Any(f => Holds(f, message, candidate.Clause.Text));
            int[] outcomes = facts.Count > 0 ? [.. facts.SelectMany(f => f.Types).Select(t => Array.IndexOf(LinearModel.Outcomes, t)).Distinct()] : optional ? [] : [0];
            // the same object in a second sentence of the same message: either sentence would do
            if (candidate.Part is null && facts.Count > 0 && facts.TrueForAll(f => !told.Add(f))) outcomes = [];
            // a fact that both parts name is no reason to take them apart
            if (candidate.Part is not null && facts.Count > 0 && Other(seen, candidate) is { } other && facts.TrueForAll(f => Holds(f, message, other.Clause.Text))) outcomes = candidate.Part == "left" ? [] : [0];
            var sort = facts.Count > 0 && facts[0].Category is { } category ? Array.IndexOf(LinearModel.Sorts, category) : -1;
            if (sort >= 0) cues.Add(LinearModel.TypeCue, facts[0].Types[0]);
            All.Add(new(conversation, candidate.Part is not null, [.. cues.Names!.Select(p => Number(p.Key, p.Value, conversation))], outcomes, sort));
        }
    }

    /// <summary>The other part of the same sentence: parts are recorded left before right.</summary>
    private static Candidate? Other(List<(Candidate Candidate, Cues Cues)> seen, Candidate part)
    {
        var at = seen.FindIndex(s => ReferenceEquals(s.Candidate, part)) + (part.Part == "left" ? 1 : -1);
        return at >= 0 && at < seen.Count ? seen[at].Candidate : null;
    }

    private static bool Holds(LabelledFact fact, int message, string text)
    {
        if (fact.Message != message && !fact.Also.Contains(message)) return false;
        var normal = text.Normalize(System.Text.NormalizationForm.FormKC);
        return fact.Objects.Any(o => normal.Contains(o.Normalize(System.Text.NormalizationForm.FormKC), StringComparison.OrdinalIgnoreCase));
    }

    private int Number(ulong hash, string name, int conversation)
    {
        if (!_numbers.TryGetValue(hash, out var number))
        {
            _numbers[hash] = number = _names.Count;
            _names.Add(name);
            _seenIn.Add([]);
        }
        _seenIn[number].Add(conversation);
        return number;
    }

    private sealed class Recorder : IJudge
    {
        public List<(Candidate Candidate, Cues Cues)> Seen { get; } = [];

        public double Enough => 0.5;

        public double EnoughApart => 0.5;

        // every sentence is taken for one memory, so that its halves are seen too
        public Verdict Judge(Candidate candidate)
        {
            var cues = new Cues(named: true);
            CueReader.Read(candidate, cues);
            Seen.Add((candidate, cues));
            return new("none", candidate.Part is null ? 1 : 0, 0, LinearModel.Sorts[0], "");
        }
    }
}
