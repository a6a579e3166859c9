using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Prompts;
using MemU.Fs.Understanding;

namespace MemU.Fs.Bench;

/// <summary>Answers the questions of a run and has the answers judged, some at once. What fails for one question is noted there; a budget that is used up ends the asking.</summary>
internal sealed class BenchAnswering
{
    /// <summary>The name of the operation in the ledger.</summary>
    public const string Operation = "bench";

    private const int Hopeless = 5;

    private readonly BenchAnswerOptions _options;
    private readonly PromptTemplate _judge = PromptTemplate.Of("judge");
    private readonly ConcurrentDictionary<string, string> _prompts = new(StringComparer.Ordinal);
    private readonly FullContext _full;
    private MemUException? _failure, _stopped;
    private int _answered, _failed;

    public BenchAnswering(BenchAnswerOptions options, BenchSet set)
    {
        if (options.AtOnce is < 1 or > 64) throw new MemUException(MemUErrorKind.BadArgument, $"{options.AtOnce} questions at once are out of range; give 1 to 64.");
        if (!options.Models.HasChat) throw new MemUException(MemUErrorKind.BadArgument, BenchAnswerOptions.NoModel);
        _options = options;
        _full = new(set, options.FullContext);
    }

    /// <summary>Answers the questions of a case and puts each answer beside its score.</summary>
    public async Task<List<BenchScore>> RunAsync(MemoryService memory, BenchCase of, IReadOnlyList<BenchScore> scores, Func<RetrieveRequest, RetrieveRequest>? ask, CancellationToken cancellationToken)
    {
        var done = scores.ToArray();
        await Parallel.ForEachAsync(Enumerable.Range(0, done.Length), new ParallelOptions { MaxDegreeOfParallelism = _options.AtOnce, CancellationToken = cancellationToken }, async (i, stop) =>
        {
            var question = of.Questions[i];
            var now = question.Asked ?? of.Sessions.Select(s => s.Date).Max();
            var request = new RetrieveRequest { Query = question.Text, Now = now, Method = RetrieveMethod.Rules };
            var prompt = memory.AnswerPrompt;
            var answer = await OneAsync(question, prompt, now, m => memory.AskAsync(new AskRequest { Retrieve = ask?.Invoke(request) ?? request, Budget = _options.Budget }, m, stop), c => c.Path + (c.Anchor is { } anchor ? $"#^{anchor}" : ""), stop);
            done[i] = done[i] with { Answer = answer };
            if (!_full.IsAllowed) return;
            var all = await OneAsync(question, prompt, now, m => new Answering(m.Chat(ModelStep.Answer)!, prompt).RunAsync(question.Text, FullContext.Evidence(of), now ?? DateTimeOffset.UtcNow, stop), c => c.Path, stop);
            done[i] = done[i] with { FullContextAnswer = all };
        });
        return [.. done];
    }

    /// <summary>What all answers came to.</summary>
    /// <exception cref="MemUException">Not one question could be answered; says why.</exception>
    public AnswerReport Report(IReadOnlyList<BenchScore> scores)
    {
        if (_answered == 0 && (_stopped ?? _failure) is { } failure) throw failure;
        List<BenchAnswer> own = [.. scores.Select(s => s.Answer).OfType<BenchAnswer>()], full = [.. scores.Select(s => s.FullContextAnswer).OfType<BenchAnswer>()];
        List<string> notes = [];
        if (_stopped is not null) notes.Add($"stopped early: {_stopped.Message}");
        if (own.Count(a => a is { Text: not null, Verdict: null, Error: null }) is > 0 and var open) notes.Add(string.Create(CultureInfo.InvariantCulture, $"{open} answers were not judged: the data set has no right answer for their questions (\"answer\" in JSON)"));
        if (_full.WhyNot is { } why) notes.Add($"full context: {why}");
        return new()
        {
            Overall = full.Count == 0 ? [AnswerSummary.Of("memu", own)] : [AnswerSummary.Of("memu", own), AnswerSummary.Of("full context", full)],
            Categories = [.. scores.Where(s => s.Answer is not null).GroupBy(s => s.Category).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => AnswerSummary.Of(g.Key, [.. g.Select(s => s.Answer!)]))],
            Prompts = new SortedDictionary<string, string>(_prompts, StringComparer.Ordinal),
            Notes = notes,
        };
    }

    private async Task<BenchAnswer> OneAsync(BenchQuestion question, PromptTemplate prompt, DateTimeOffset? now, Func<OperationModels, Task<AskResult>> answer, Func<Citation, string> address, CancellationToken cancellationToken)
    {
        var gold = question.IsUnanswerable ? null : question.Answer;
        if (_stopped is not null) return new() { Expected = gold, Error = "not asked: the run was stopped before" };
        var models = _options.Models.Begin(Operation);
        var (answering, judging) = (Note(prompt), Note(_judge));
        var result = new BenchAnswer { Expected = gold };
        var since = Stopwatch.GetTimestamp();
        try
        {
            var said = await answer(models);
            result = result with { Text = said.Answer, Known = said.Known, Evidence = said.Evidence, Citations = [.. said.Citations.Select(address)], Milliseconds = Stopwatch.GetElapsedTime(since).TotalMilliseconds };
            if (said.Evidence > 0) Interlocked.Increment(ref _answered);
            var (verdict, reason) = await JudgedAsync(question, said, models, now, cancellationToken);
            result = result with { Verdict = verdict, Reason = reason };
        }
        catch (MemUException e) when (e.Kind is MemUErrorKind.Provider or MemUErrorKind.NotAllowed)
        {
            _failure = e;
            if (e.Kind == MemUErrorKind.NotAllowed || Interlocked.Increment(ref _failed) >= Hopeless && _answered == 0) _stopped ??= e;
            result = result with { Error = e.Message };
        }
        var calls = _options.Calls.Take(models.OperationId);
        return result with { AnsweredBy = BenchModelUse.Of(calls, ModelStep.Answer, answering), JudgedBy = BenchModelUse.Of(calls, ModelStep.Judge, judging) };
    }

    private async Task<(string? Verdict, string? Reason)> JudgedAsync(BenchQuestion question, AskResult said, OperationModels models, DateTimeOffset? now, CancellationToken cancellationToken)
    {
        if (!question.IsUnanswerable && question.Answer is null) return (null, "the data set has no right answer");
        if (said.Evidence == 0) return (question.IsUnanswerable ? BenchVerdict.Correct : BenchVerdict.NotAnswered, "nothing was found, and the answer says so; no model was asked");
        var judge = new AnswerJudge(models.Chat(ModelStep.Judge) ?? throw new MemUException(MemUErrorKind.BadArgument, BenchAnswerOptions.NoModel), _judge);
        return await judge.RunAsync(question, said.Answer, now ?? DateTimeOffset.UtcNow, cancellationToken);
    }

    private string Note(PromptTemplate prompt)
    {
        var text = string.Join("\n\n", prompt.Fill(new Dictionary<string, string>()).Select(m => $"[{m.Role.Value}]\n{m.Text}"));
        var hash = CallKey.Of(text);
        _prompts.TryAdd(hash, text);
        return hash;
    }
}
