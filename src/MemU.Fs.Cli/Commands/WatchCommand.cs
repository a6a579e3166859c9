using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using MemU.Fs.Model;
using MemU.Fs.Mount;
using MemU.Fs.Sources.Sessions;
using MemU.Fs.Watching;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu watch</c></summary>
internal static class WatchCommand
{
    private static readonly string Hosts = string.Join(", ", HostLogs.All.Select(h => h.Name));

    public static Command Build()
    {
        var usual = new WatchOptions();
        var once = new Option<bool>("--once") { Description = "Learn what is new now, however little it is, and end" };
        var messages = new Option<int>("--messages") { Description = "Learn as soon as so many messages wait", HelpName = "n", DefaultValueFactory = _ => usual.Messages };
        var idle = new Option<string?>("--idle") { Description = "Or when nothing was said for so long, such as 30s or 60m (default: at once, with a model 60m)", HelpName = "time" };
        var most = new Option<int>("--most") { Description = "At most so many messages at once", HelpName = "n", DefaultValueFactory = _ => usual.Most };
        var unprepared = new Option<bool>("--no-prepare") { Description = "Leave context/now.md as it is" };
        var command = new Command("watch", $"Learn from the sessions of agents ({Hosts}) and from the inbox, as things are said")
        {
            once, messages, idle, most, unprepared, Add(), Remove(), Status(), Start(), Stop(), Logs(),
        };
        command.SetAction((parsed, cancellation) =>
        {
            var options = usual with { Messages = AtLeastOne(parsed.GetValue(messages), messages.Name), Most = AtLeastOne(parsed.GetValue(most), most.Name), Idle = parsed.GetValue(idle) is { } time ? Time(time) : null, Prepares = !parsed.GetValue(unprepared) };
            return parsed.GetValue(once) ? OnceAsync(parsed, options, cancellation) : RunAsync(parsed, options, cancellation);
        });
        return command;
    }

    private static Command Add()
    {
        var what = new Argument<string>("what") { Description = $"A host ({Hosts}), a folder of logs (*.jsonl), or one log" };
        var user = new Option<string?>("--user") { Description = "Whose memory it becomes (else MEMU_USER_ID)", HelpName = "id" };
        var agent = new Option<string?>("--agent") { Description = "The agent whose memory it becomes", HelpName = "id" };
        var since = new Option<string?>("--since") { Description = "Leave sessions alone that ended before", HelpName = "date" };
        var command = new Command("add", "Watch one more source") { what, user, agent, since };
        command.SetAction(parsed =>
        {
            var source = new WatchList(Composition.Options(parsed)).Add(parsed.GetRequiredValue(what), Composition.Scope(parsed.GetValue(user), parsed.GetValue(agent)), Composition.Date(parsed.GetValue(since), TimeZoneInfo.Local));
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(source, MemoryJson.Readable.WatchedSource);
            else Terminal.Line((parsed.GetRequiredValue(what), "bold"), (" is watched", null), (source.Name == source.Path ? "" : $"  ({source.Path})", "grey"));
            return 0;
        });
        return command;
    }

    private static Command Remove()
    {
        var what = new Argument<string>("what") { Description = "A name or path, as status shows it" };
        var command = new Command("remove", "Watch a source no longer; what was learned of it stays") { what };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(what);
            if (!new WatchList(Composition.Options(parsed)).Remove(name)) throw new MemUException(MemUErrorKind.NotFound, $"'{Terminal.Clean(name)}' is not watched; see: memu watch status");
            Terminal.Line((name, "bold"), (" is watched no longer", null));
            return 0;
        });
        return command;
    }

    private static Command Status()
    {
        var command = new Command("status", "What is watched, and how far it is learned");
        command.SetAction(parsed =>
        {
            var view = new WatchList(Composition.Options(parsed)).Status();
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(view, MemoryJson.Readable.WatchView);
            else Print(view);
            return 0;
        });
        return command;
    }

    private static Command Start()
    {
        var command = new Command("start", "Watch in the background");
        command.SetAction((_, cancellation) => Detached.StartAsync(WithoutStart([.. Environment.GetCommandLineArgs().Skip(1)]), cancellation));
        return command;
    }

    // the verb alone, and not a folder of that name
    private static List<string> WithoutStart(List<string> arguments)
    {
        var verb = arguments.FindIndex(a => a == "watch");
        var start = arguments.FindIndex(verb + 1, a => a == "start");
        while (start > 0 && arguments[start - 1].StartsWith("--", StringComparison.Ordinal) && arguments[start - 1] is not ("--json" or "--no-prepare" or "--once") && arguments.FindIndex(start + 1, a => a == "start") is var next and > 0) start = next;
        arguments.RemoveAt(start);
        return arguments;
    }

    private static Command Stop()
    {
        var command = new Command("stop", "End the process that watches this memory");
        command.SetAction(async (parsed, cancellation) =>
        {
            var list = new WatchList(Composition.Options(parsed));
            if (!list.Stop())
            {
                Terminal.Line("nothing watches this memory");
                return Errors.NothingFound;
            }
            while (list.Status().Running) await Task.Delay(20, cancellation);
            Terminal.Line("stopped");
            return 0;
        });
        return command;
    }

    private static Command Logs()
    {
        var lines = new Option<int>("--lines") { Description = "So many, the last ones", HelpName = "n", DefaultValueFactory = _ => 50 };
        var command = new Command("logs", "What was learned and what could not be") { lines };
        command.SetAction(parsed =>
        {
            var notes = new WatchList(Composition.Options(parsed)).Notes(AtLeastOne(parsed.GetValue(lines), lines.Name));
            foreach (var line in notes) Terminal.Line(line);
            return notes.Count > 0 ? 0 : Errors.NothingFound;
        });
        return command;
    }

    private static async Task<int> OnceAsync(ParseResult parsed, WatchOptions watch, CancellationToken cancellation)
    {
        var options = Composition.Options(parsed, offersKeys: true);
        using var memory = MemoryService.Open(options);
        var sweep = await new MemoryWatch(memory, options, watch).SweepAsync(cancellation);
        if (parsed.GetValue(CommandLine.Json)) Terminal.Json(sweep, MemoryJson.Readable.WatchSweep);
        else Print(sweep, isOnce: true);
        return sweep.Problems.Count > 0 ? Errors.Caller : 0;
    }

    private static async Task<int> RunAsync(ParseResult parsed, WatchOptions watch, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        var options = Composition.Options(parsed, offersKeys: true) with { StayOpen = true };
        using var memory = MemoryService.Open(options);
        var list = new WatchList(options).Status();
        if (list.Running) throw new MemUException(MemUErrorKind.Locked, $"process {list.Process} watches this memory already; see: memu watch status");
        var json = parsed.GetValue(CommandLine.Json);
        if (!json)
        {
            Print(list with { Running = true, Process = Environment.ProcessId });
            if (list.Sources.Count == 0) Terminal.Line(("Nothing but the inbox is watched yet: memu watch add claude-code", "grey"));
        }
        await Console.Out.FlushAsync(cancellation);
        Detached.SayReady();
        await Task.WhenAll(FollowAsync(memory, stop.Token), WatchAsync(new(memory, options, watch), json, stop));
        return 0;
    }

    private static async Task WatchAsync(MemoryWatch watch, bool json, CancellationTokenSource stop)
    {
        try
        {
            await watch.RunAsync(sweep =>
            {
                if (json) Console.Out.WriteLine(System.Text.Json.JsonSerializer.Serialize(sweep, MemoryJson.Compact.WatchSweep));
                else Print(sweep, isOnce: false);
                Console.Out.Flush();
            }, stop.Token);
        }
        finally
        {
            await stop.CancelAsync(); // told to end by the file, or unable to go on: then nothing is followed either
        }
    }

    // what people edit meanwhile is in the index at once, and committed as theirs
    private static async Task FollowAsync(MemoryService memory, CancellationToken cancellation)
    {
        try
        {
            await foreach (var _ in memory.FollowAsync(cancellation)) { }
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (MemUException e)
        {
            Composition.Notice($"edits are not followed any more: {e.Message}");
        }
    }

    private static void Print(WatchView view)
    {
        Terminal.Line(view.Running ? ($"process {view.Process} watches this memory", "bold") : ("nothing watches this memory just now (memu watch, or memu watch start)", null));
        foreach (var source in view.Sources)
        {
            Terminal.Line((source.Name, "bold"), ($"  {Count(source.Logs, "log")}, {Count(source.Learned, "message")} learned{(source.Waiting > 0 ? $", {source.Waiting} waiting" : "")}", null), (source.LastLearned is { } last ? string.Create(CultureInfo.InvariantCulture, $"  {last.ToLocalTime():yyyy-MM-dd HH:mm}") : "", "grey"));
            if (source.Problem is { } problem) Terminal.Line(($"  {problem}", "red"));
        }
    }

    public static void Print(WatchSweep sweep, bool isOnce)
    {
        var when = isOnce ? "" : string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss}  ");
        if (isOnce || sweep.Messages > 0 || sweep.Items.Count > 0) Terminal.Line((when, "grey"), ($"{Count(sweep.Messages, "message")} learned, {Count(sweep.Items.Distinct().Count(), "memory", "memories")}{(sweep.Waiting > 0 ? $", {sweep.Waiting} waiting" : "")}", null));
        foreach (var item in sweep.Items.Distinct()) Terminal.Line(($"  {item}", "grey"));
        foreach (var problem in sweep.Problems) Console.Error.WriteLine($"memu: {Terminal.Clean(problem)}");
    }

    private static string Count(long count, string one, string? many = null) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? one + "s")}");

    private static int AtLeastOne(int value, string name) => value > 0 ? value : throw new MemUException(MemUErrorKind.BadArgument, $"{name} must be at least 1, not {value}.");

    /// <summary>A time such as 90s, 60m or 2h.</summary>
    private static TimeSpan Time(string text)
    {
        if (text.Length > 1 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            switch (char.ToLowerInvariant(text[^1]))
            {
                case 's': return TimeSpan.FromSeconds(number);
                case 'm': return TimeSpan.FromMinutes(number);
                case 'h': return TimeSpan.FromHours(number);
            }
        throw new MemUException(MemUErrorKind.BadArgument, $"'{Terminal.Clean(text)}' is no time; write it like 90s, 60m or 2h.");
    }
}
