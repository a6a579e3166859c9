using System.CommandLine;
using System.Text;
using MemU.Fs.Cli.Commands;
using MemU.Fs.Model;

namespace MemU.Fs.Cli;

/// <summary>The command line: verbs, the options that all of them have, and the one place where errors become exit codes.</summary>
public static class CommandLine
{
    /// <summary>The root of the tree.</summary>
    public static Option<string?> Root { get; } = new("--root") { Description = "Root of the memory (else MEMU_ROOT, else the nearest parent folder with .memu/, else ./memory)", HelpName = "dir", Recursive = true };

    /// <summary>JSON instead of text.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Answer in JSON; nothing else goes to standard output", Recursive = true };

    /// <summary>The provider, or a profile of the settings, whose models are asked.</summary>
    public static Option<string?> Provider { get; } = new("--provider") { Description = "Ask this provider's models (openai, openrouter, ollama …), or a profile of the settings; offline for none (else MEMU_PROVIDER, else the settings)", HelpName = "name", Recursive = true };

    /// <summary>Parses and runs; returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(false);
        Console.InputEncoding = new UTF8Encoding(false);
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true; // what runs ends at its next safe point, and nothing is left half-done
            stop.Cancel();
        };
        try
        {
            if (Startup.MissingUnicode() is { } missing) return Errors.Report(new MemUException(MemUErrorKind.System, missing), args.Contains("--json"));
            var result = Build().Parse(args.Length == 0 ? ["--help"] : args);
            if (Misunderstood.Of(result) is { Count: > 0 } misunderstood)
            {
                foreach (var line in misunderstood) await Console.Error.WriteLineAsync(Terminal.Clean(ErrorLog.Masked(line)));
                return Errors.Caller;
            }
            return await result.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
        }
        catch (Exception e)
        {
            return Errors.Report(e, args.Contains("--json"));
        }
    }

    /// <summary>All verbs.</summary>
    public static RootCommand Build()
    {
        var root = new RootCommand("memu: a memory for agents and people. Memories are markdown files in a git-versioned tree; this command memorizes, finds and shows them.")
        {
            Root, Json, Provider,
            InitCommand.Build(), MemorizeCommand.Build(), InboxCommand.Build(), RetrieveCommand.Build(), ContextCommand.Build(), NowCommand.Build(), AskCommand.Build(),
            AddCommand.Build(), TodoCommand.Build(), EditCommand.Build(), MoveCommands.Mv(), MoveCommands.Rm(), LinkCommands.Link(), LinkCommands.Unlink(), LinkCommands.AlsoIn(),
            CategoryCommands.Build(), MoveCommands.Merge(), MoveCommands.Supersede(), ToolCommands.Build(),
            BrowseCommands.Ls(), BrowseCommands.Tree(), BrowseCommands.Show(),
            HistoryCommands.Log(), HistoryCommands.Diff(), HistoryCommands.Blame(), UndoCommands.Undo(), UndoCommands.Restore(), UndoCommands.Checkpoint(),
            GraphCommands.Links(), GraphCommands.Orphans(), GraphCommands.Graph(), PurgeCommand.Build(), ExchangeCommands.Export(), ExchangeCommands.Import(), ResourceCommands.Build(),
            MountCommands.Mount(), MountCommands.Unmount(), MountCommands.Mounts(), WatchCommand.Build(), ServeCommand.Build(), KeyCommands.Build(), McpCommand.Build(),
            SyncCommands.Clone(), SyncCommands.Sync(), ConflictCommands.Conflicts(), ConflictCommands.Trust(),
            CareCommands.Status(), CareCommands.Reindex(), CareCommands.Doctor(), ConfigCommands.Build(), CostCommand.Build(), GarbageCommand.Build(), BenchCommand.Build(), CareCommands.Version(), CompletionCommand.Build(),
        };
        return root;
    }
}
