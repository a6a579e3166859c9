using System.Diagnostics;
using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Bench;

/// <summary>How a benchmark is run.</summary>
public sealed record BenchOptions
{
    /// <summary>Where the memories are made; those that are there already are asked again.</summary>
    public required string Work { get; init; }

    /// <summary>How each memory is opened; its root is set for each case.</summary>
    public required MemoryOptions Memory { get; init; }

    /// <summary>Changes each question before it is asked; without that no chat model has a say in what is found.</summary>
    public Func<RetrieveRequest, RetrieveRequest>? Ask { get; init; }

    /// <summary>Compare with grep and with reading everything.</summary>
    public bool Baselines { get; init; } = true;

    /// <summary>Have the chat model find the memories, too, a call or more for each conversation; else they are found by rules. Both are kept apart in <see cref="Work"/>.</summary>
    public bool MakesWithModel { get; init; }

    /// <summary>Have a chat model answer, and the answers judged; null to ask none.</summary>
    public BenchAnswerOptions? Answers { get; init; }
}

/// <summary>Makes the memories of a data set with the real program, asks them, and scores what comes back.</summary>
public static class BenchRun
{
    private const int Depth = 50;

    /// <summary>Runs a set whose conversations are memorized first.</summary>
    public static async Task<BenchReport> RunAsync(BenchSet set, BenchOptions options, CancellationToken cancellationToken = default)
    {
        var (scores, grep) = (new List<BenchScore>(), new List<BenchScore>());
        var answering = options.Answers is null ? null : new BenchAnswering(options.Answers, set);
        for (var number = 0; number < set.Cases.Count; number++)
        {
            var (of, units) = (set.Cases[number], new BenchUnits(set.Cases[number]));
            if (of.Questions.Count == 0) continue;
            var folder = Path.Combine(options.Work, string.Create(CultureInfo.InvariantCulture, $"{set.Name}-{number:000}{(options.MakesWithModel ? "-model" : "")}"));
            if (!File.Exists(folder + ".made")) await MakeAsync(options, of, folder, cancellationToken);
            using var memory = MemoryService.Open(options.Memory with { Root = folder, StayOpen = true });
            options.Memory.Progress?.Invoke("asking", number + 1, set.Cases.Count);
            var asked = await AskAsync(memory, units, options, cancellationToken);
            scores.AddRange(answering is null ? asked : await answering.RunAsync(memory, of, asked, options.Ask, cancellationToken));
            if (options.Baselines) grep.AddRange(of.Questions.Select((q, i) => units.Score(i, GrepBaseline.Find(q.Text, of.Sessions.SelectMany(s => s.Messages)))));
        }
        return Report(set, scores, grep) with { Answers = answering?.Report(scores) };
    }

    /// <summary>Asks a memory that is there already; what is expected are paths.</summary>
    public static async Task<BenchReport> AskAsync(BenchSet set, MemoryOptions memory, Func<RetrieveRequest, RetrieveRequest>? ask = null, BenchAnswerOptions? answers = null, CancellationToken cancellationToken = default)
    {
        using var service = MemoryService.Open(memory with { StayOpen = true });
        var answering = answers is null ? null : new BenchAnswering(answers, set);
        var all = new List<BenchScore>();
        foreach (var of in set.Cases)
        {
            var scores = new List<BenchScore>();
            for (var i = 0; i < of.Questions.Count; i++)
            {
                var (found, time) = await RetrieveAsync(service, of.Questions[i], ask, cancellationToken);
                var lists = new IReadOnlyList<string>[]
                {
                    [.. found.Items.Select(h => QuestionFile.Address(h.Path))],
                    [.. found.Resources.Select(h => QuestionFile.Address(h.Path) + (h.Anchor is { } anchor ? $"#^{anchor}" : ""))],
                    [.. found.Categories.Select(h => QuestionFile.Address(h.Path))],
                };
                scores.Add(BenchScore.Of(of, i, lists, _ => 0, _ => null) with { Milliseconds = time, Best = Best(found), Retrieved = [.. lists.SelectMany(l => l)] });
            }
            all.AddRange(answering is null ? scores : await answering.RunAsync(service, of, scores, ask, cancellationToken));
        }
        return Report(set, all, []) with { Answers = answering?.Report(all) };
    }

    private static async Task MakeAsync(BenchOptions options, BenchCase of, string folder, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true); // cut off while it was being made
        var made = options.MakesWithModel ? options.Memory : options.Memory with { Models = null, Embedder = options.Memory.Embedder ?? options.Memory.Models?.Embedder };
        using var memory = MemoryService.Open(made with { Root = folder, StayOpen = true });
        await memory.InitAsync(new(), cancellationToken);
        var sources = of.Sessions.Select((s, i) => new MemorizeSource(BenchUnits.NameOf(i), _ => Task.FromResult<ReadOnlyMemory<byte>>(BenchUnits.Conversation(s)))).ToList();
        await memory.MemorizeAsync(new() { Sources = sources, KeepGoing = true }, cancellationToken);
        await File.WriteAllTextAsync(folder + ".made", "", cancellationToken);
    }

    private static async Task<List<BenchScore>> AskAsync(MemoryService memory, BenchUnits units, BenchOptions options, CancellationToken cancellationToken)
    {
        var scores = new List<BenchScore>();
        for (var i = 0; i < units.Of.Questions.Count; i++)
        {
            var (found, time) = await RetrieveAsync(memory, units.Of.Questions[i], options.Ask, cancellationToken);
            scores.Add(units.Score(i, [.. found.Resources.Select(units.Address).OfType<string>().Distinct(StringComparer.Ordinal)]) with { Milliseconds = time, Best = Best(found) });
        }
        return scores;
    }

    private static async Task<(RetrieveResult Found, double Milliseconds)> RetrieveAsync(MemoryService memory, BenchQuestion question, Func<RetrieveRequest, RetrieveRequest>? ask, CancellationToken cancellationToken)
    {
        var request = new RetrieveRequest { Query = question.Text, Limit = Depth, Now = question.Asked, Method = RetrieveMethod.Rules };
        var since = Stopwatch.GetTimestamp();
        var found = await memory.RetrieveAsync(ask?.Invoke(request) ?? request, cancellationToken);
        return (found, Stopwatch.GetElapsedTime(since).TotalMilliseconds);
    }

    private static double Best(RetrieveResult found) => found.Items.Select(h => h.Score).Concat(found.Resources.Select(h => h.Score)).DefaultIfEmpty(0).Max();

    private static BenchReport Report(BenchSet set, List<BenchScore> scores, List<BenchScore> grep)
    {
        List<BenchSummary> Group(Func<BenchScore, string?> by) => [.. scores.Where(s => by(s) is not null).GroupBy(by).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => BenchSummary.Of(g.Key!, [.. g]))];
        var asked = set.Cases.Where(c => c.Questions.Count > 0).ToList();
        return new()
        {
            Set = set.Name,
            Cases = asked.Count,
            Messages = asked.Sum(c => c.Sessions.Sum(s => s.Messages.Count)),
            FullContext = asked.Count == 0 ? 0 : asked.Average(c => c.Sessions.Sum(s => s.Messages.Sum(m => (double)BenchUnits.TokensOf(s, m)))),
            Overall = grep.Count == 0 ? [BenchSummary.Of("memu", scores)] : [BenchSummary.Of("memu", scores), BenchSummary.Of("grep", grep)],
            Categories = Group(s => s.Category),
            Languages = Group(s => s.Language),
            Scores = scores,
        };
    }
}
