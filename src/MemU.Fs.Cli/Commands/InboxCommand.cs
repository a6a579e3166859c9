using System.CommandLine;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu inbox</c></summary>
internal static class InboxCommand
{
    public static Command Build()
    {
        var command = new Command("inbox", "Memorize what was dropped into inbox/; receipts take its place (a mounted drive does it by itself)");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed, offersKeys: true);
            var done = await memory.InboxAsync(cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(done, MemoryJson.Readable.InboxView);
            else
            {
                foreach (var file in done.Files)
                {
                    if (file.Receipt is { } receipt) Terminal.Line((file.Path, "bold"), ($" → {receipt}", "grey"), ($"  {file.Items.Count} {(file.Items.Count == 1 ? "memory" : "memories")}", null));
                    else Terminal.Line((file.Path, "bold"), ($"  not memorized: {file.Reason}", "red"));
                }
                if (done.Files.Count == 0) Terminal.Line(done.Waiting == 0 ? "nothing waits in the inbox" : $"{done.Waiting} {(done.Waiting == 1 ? "file is" : "files are")} still being written; run it again in a moment");
            }
            return done.Files.Any(f => f.Reason is not null) ? Errors.Caller : 0;
        });
        return command;
    }
}
