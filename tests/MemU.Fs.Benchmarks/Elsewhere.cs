using MemU.Fs.Bench;

namespace MemU.Fs.Benchmarks;

/// <summary>
/// Questions without an answer, as many as a set has with one: each memory is asked what another one was asked, with the names of its own speakers in place of theirs, so that
/// the question sounds as if it might be answered.
/// </summary>
internal static class Elsewhere
{
    /// <summary>The set with its questions moved on by one memory; null when it has but one.</summary>
    public static BenchSet? Of(BenchSet set)
    {
        if (set.Cases.Count < 2) return null;
        var speakers = set.Cases.Select(Speakers).ToList();
        return set with { Cases = [.. set.Cases.Select((here, i) => here with { Questions = [.. Moved((i + 1) % set.Cases.Count, i)] })] };

        IEnumerable<BenchQuestion> Moved(int from, int to) => set.Cases[from].Questions.Where(q => q.Gold.Count > 0).Select(q => q with
        {
            Text = speakers[from].Zip(speakers[to]).Aggregate(q.Text, (text, names) => text.Replace(names.First, names.Second, StringComparison.Ordinal)),
            Gold = [], PaperGold = null, Sessions = [],
        });
    }

    private static List<string> Speakers(BenchCase of) =>
        [.. of.Sessions.SelectMany(s => s.Messages).Select(m => m.Name).OfType<string>().Where(n => char.IsUpper(n[0])).CountBy(n => n).OrderByDescending(n => n.Value).Take(2).Select(n => n.Key)];
}
