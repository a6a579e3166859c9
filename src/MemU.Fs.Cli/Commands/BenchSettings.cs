using System.CommandLine;
using System.Text.Json;
using MemU.Fs.Bench;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary>What all ways of <c>memu bench</c> take. No chat model is asked unless one of these says so.</summary>
internal sealed class BenchSettings
{
    private readonly Option<string?> _run = new("--run") { Description = "Write each question with what came back as JSON lines", HelpName = "file" };
    private readonly Option<int?> _limit = new("--limit") { Description = "Ask so many questions, evenly spread over the set; default: all", HelpName = "n" };
    private readonly Option<bool> _answers = new("--answers") { Description = "Have the chosen chat model answer each question from what is found, and judge the answer: two calls a question" };
    private readonly Option<int> _budget = new("--budget") { Description = "About how many tokens of evidence an answer rests on", DefaultValueFactory = _ => 4000, HelpName = "tokens" };
    private readonly Option<int> _atOnce = new("--at-once") { Description = "How many questions are answered at once", DefaultValueFactory = _ => 4, HelpName = "n" };
    private readonly Option<long> _full = new("--full-context") { Description = "Also answer from all messages, if the whole run takes no more input than this for it", HelpName = "tokens" };
    private readonly Option<RetrieveMethod?> _method = new("--method") { Description = "Who decides what is found: rules, rag or llm (the last two ask the chat model); default: rules", HelpName = "how" };
    private readonly BenchCalls _calls = new();

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_run, _limit, _answers, _budget, _atOnce, _full, _method]) command.Options.Add(option);
    }

    /// <summary>The memory's options, with the models that the settings name.</summary>
    public MemoryOptions Memory(ParseResult parsed) => Composition.Options(parsed, called: _calls.Add);

    /// <summary>The set with as many of its questions as are wanted.</summary>
    public BenchSet Limited(ParseResult parsed, BenchSet set) => parsed.GetValue(_limit) switch
    {
        null => set,
        < 1 and var n => throw new MemUException(MemUErrorKind.BadArgument, $"--limit {n}: give 1 or more questions."),
        var n => set.Limited(n.Value),
    };

    /// <summary>How questions are asked.</summary>
    public Func<RetrieveRequest, RetrieveRequest>? Ask(ParseResult parsed, MemoryOptions memory)
    {
        if (parsed.GetValue(_method) is not { } method || method == RetrieveMethod.Rules) return null;
        if (memory.Models?.HasChat != true) throw new MemUException(MemUErrorKind.BadArgument, $"--method {method.ToString().ToLowerInvariant()} needs a chat model, and none is configured: choose one with --provider or MEMU_PROVIDER.");
        return request => request with { Method = method };
    }

    /// <summary>How answers are made and judged; null where that is not wanted.</summary>
    public BenchAnswerOptions? Answers(ParseResult parsed, MemoryOptions memory)
    {
        if (!parsed.GetValue(_answers))
            return parsed.GetValue(_full) > 0 ? throw new MemUException(MemUErrorKind.BadArgument, "--full-context is about answers; add --answers.") : null;
        if (memory.Models?.HasChat != true) throw new MemUException(MemUErrorKind.BadArgument, BenchAnswerOptions.NoModel);
        return new() { Models = memory.Models, Calls = _calls, Budget = parsed.GetValue(_budget), AtOnce = parsed.GetValue(_atOnce), FullContext = parsed.GetValue(_full) };
    }

    /// <summary>Writes the JSON lines, where a file is named.</summary>
    public async Task WriteAsync(ParseResult parsed, BenchReport report, CancellationToken cancellation)
    {
        if (parsed.GetValue(_run) is not { } file) return;
        var lines = report.Scores.Select(s => JsonSerializer.Serialize(s, BenchResultsJson.Lines.BenchScore));
        if (report.Answers is { } answers) lines = lines.Prepend(JsonSerializer.Serialize(new(report.Set, answers.Prompts, parsed.GetValue(_budget), answers.Notes), BenchResultsJson.Lines.BenchHead));
        await File.WriteAllLinesAsync(file, lines, cancellation);
    }
}
