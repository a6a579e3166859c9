using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MemU.Fs.Bench;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu bench locomo|longmemeval|questions &lt;file&gt;</c></summary>
internal static class BenchCommand
{
    private static readonly Option<string?> Work = new("--work") { Description = "Make the memories in this folder and keep them, so that the next run only asks", HelpName = "dir" };
    private static readonly Option<string?> Run = new("--run") { Description = "Write each question with what came back as JSON lines", HelpName = "file" };

    public static Command Build() => new("bench", "Measure how well retrieve finds what answers a question")
    {
        Set("locomo", "LoCoMo: conversations of two people, evidence by turn", LocomoData.Read),
        Set("longmemeval", "LongMemEval: a haystack of conversations for each question", LongMemEvalData.Read),
        Questions(),
    };

    private static Command Set(string name, string description, Func<string, BenchSet> read)
    {
        var file = new Argument<string>("file") { Description = "The data set as its authors publish it, or a part of it; may be gzipped" };
        var command = new Command(name, description) { file, Work, Run };
        command.SetAction((parsed, cancellation) => MakeAndAskAsync(parsed, read(parsed.GetValue(file)!), cancellation));
        return command;
    }

    private static Command Questions()
    {
        var file = new Argument<string>("file") { Description = "Markdown with items like: - which tea? → [[preferences/likes-oolong-tea]]; or JSON" };
        var command = new Command("questions", "Questions of your own to this memory, with the paths you expect: a regression test for your memory") { file, Work, Run };
        command.SetAction(async (parsed, cancellation) =>
        {
            var set = QuestionFile.Read(parsed.GetValue(file)!);
            return set.Cases[0].Sessions.Count > 0
                ? await MakeAndAskAsync(parsed, set, cancellation)
                : await TellAsync(parsed, await BenchRun.AskAsync(set, Composition.Options(parsed), cancellationToken: cancellation), cancellation);
        });
        return command;
    }

    private static async Task<int> MakeAndAskAsync(ParseResult parsed, BenchSet set, CancellationToken cancellation)
    {
        var temporary = parsed.GetValue(Work) is null ? Directory.CreateTempSubdirectory("memu-bench-") : null;
        try
        {
            var work = temporary?.FullName ?? Path.GetFullPath(parsed.GetValue(Work)!);
            return await TellAsync(parsed, await BenchRun.RunAsync(set, new() { Work = work, Memory = Composition.Options(parsed, work) }, cancellation), cancellation);
        }
        finally
        {
            temporary?.Delete(recursive: true);
        }
    }

    private static async Task<int> TellAsync(ParseResult parsed, BenchReport report, CancellationToken cancellation)
    {
        if (parsed.GetValue(Run) is { } file)
            await File.WriteAllLinesAsync(file, report.Scores.Select(s => JsonSerializer.Serialize(s, BenchResultsJson.Lines.BenchScore)), cancellation);
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
