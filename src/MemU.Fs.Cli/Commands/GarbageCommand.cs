using System.CommandLine;
using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu gc</c></summary>
internal static class GarbageCommand
{
    public static Command Build()
    {
        var alone = new Option<bool>("--no-git") { Description = "Do without the git on this machine" };
        var command = new Command("gc", "Make the memory smaller and its history quick: pack git's objects, remove what dead processes left, drop dead vectors") { alone, Writing.DryRun };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var dry = parsed.GetValue(Writing.DryRun);
            var done = await memory.CollectGarbageAsync(dry, parsed.GetValue(alone), cancellation);
            if (parsed.GetValue(CommandLine.Json))
            {
                Terminal.Json(done, MemoryJson.Readable.GarbageView);
                return 0;
            }
            foreach (var step in done.Steps)
                Terminal.Line(($"  {step.What}: ", null), ($"{step.Files}", "bold"), ($"{(step.Files == 0 && !dry ? "" : dry ? "" : $", {Bytes(step.Before)} → {Bytes(step.After)}")}{(step.Note is { } note ? $"  ({note})" : "")}", "grey"));
            Terminal.Line(dry ? $"would look after {Bytes(done.Before)}" : $"{Bytes(done.Before)} → {Bytes(done.After)} in {done.Milliseconds} ms");
            return 0;
        });
        return command;
    }

    private static string Bytes(long bytes) => bytes < 1 << 20 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0} KiB") : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MiB");
}
