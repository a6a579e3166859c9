using System.CommandLine;
using System.Globalization;
using MemU.Fs.Bench;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu bench locomo|longmemeval|questions &lt;file&gt;</c></summary>
internal sealed class BenchCommand
{
    private readonly BenchSettings _settings = new();
    private readonly Option<string?> _work = new("--work") { Description = "Make the memories in this folder and keep them, so that the next run only asks", HelpName = "dir" };
    private readonly Option<bool> _extract = new("--extract") { Description = "Have the chat model find the memories, too: a call or more for each conversation" };

    public static Command Build()
    {
        var bench = new BenchCommand();
        return new("bench", "Measure how well retrieve finds what answers a question, and with --answers how well a model answers from it")
        {
            bench.Set("locomo", "LoCoMo: conversations of two people, evidence by turn", LocomoData.Read),
            bench.Set("longmemeval", "LongMemEval: a haystack of conversations for each question", LongMemEvalData.Read),
            bench.Questions(),
        };
    }

    private Command Set(string name, string description, Func<string, BenchSet> read)
    {
        var file = new Argument<string>("file") { Description = "The data set as its authors publish it, or a part of it; may be gzipped" };
        var command = new Command(name, description) { file, _work, _extract };
        _settings.AddTo(command);
        command.SetAction((parsed, cancellation) => MakeAndAskAsync(parsed, _settings.Limited(parsed, read(parsed.GetValue(file)!)), cancellation));
        return command;
    }

    private Command Questions()
    {
        var file = new Argument<string>("file") { Description = "Markdown with items like: - which tea? → [[preferences/likes-oolong-tea]]; or JSON" };
        var command = new Command("questions", "Questions of your own to this memory, with the paths you expect: a regression test for your memory") { file, _work, _extract };
        _settings.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            var set = _settings.Limited(parsed, QuestionFile.Read(parsed.GetValue(file)!));
            if (set.Cases[0].Sessions.Count > 0) return await MakeAndAskAsync(parsed, set, cancellation);
            var memory = _settings.Memory(parsed);
            return await TellAsync(parsed, await BenchRun.AskAsync(set, memory, _settings.Ask(parsed, memory), _settings.Answers(parsed, memory), cancellation), cancellation);
        });
        return command;
    }

    private async Task<int> MakeAndAskAsync(ParseResult parsed, BenchSet set, CancellationToken cancellation)
    {
        var memory = _settings.Memory(parsed);
        var (ask, answers) = (_settings.Ask(parsed, memory), _settings.Answers(parsed, memory));
        if (parsed.GetValue(_extract) && memory.Models?.HasChat != true) throw new MemUException(MemUErrorKind.BadArgument, "--extract needs a chat model, and none is configured: choose one with --provider or MEMU_PROVIDER.");
        var temporary = parsed.GetValue(_work) is null ? Directory.CreateTempSubdirectory("memu-bench-") : null;
        try
        {
            var work = temporary?.FullName ?? Path.GetFullPath(parsed.GetValue(_work)!);
            return await TellAsync(parsed, await BenchRun.RunAsync(set, new() { Work = work, Memory = memory, Ask = ask, Answers = answers, MakesWithModel = parsed.GetValue(_extract) }, cancellation), cancellation);
        }
        finally
        {
            temporary?.Delete(recursive: true);
        }
    }

    private async Task<int> TellAsync(ParseResult parsed, BenchReport report, CancellationToken cancellation)
    {
        await _settings.WriteAsync(parsed, report, cancellation);
        if (parsed.GetValue(CommandLine.Json))
        {
            Terminal.Json(report, BenchResultsJson.Readable.BenchReport);
            return 0;
        }
        Terminal.Line(report.Messages == 0 ? $"{report.Set}: {report.Scores.Count} questions" : string.Create(CultureInfo.InvariantCulture, $"{report.Set}: {report.Cases} memories, {report.Messages} messages, {report.Scores.Count} questions; all of a memory is {report.FullContext:0} tokens"));
        BenchTable.Print(report);
        return report.Overall[0].Questions > 0 && report.Overall[0].Recall[^1] == 0 ? Errors.NothingFound : 0;
    }
}
