using System.CommandLine;
using System.Runtime.InteropServices;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Mcp;
using MemU.Fs.Server.Mcp.Tools;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu mcp</c></summary>
internal static class McpCommand
{
    public static Command Build()
    {
        var user = new Option<string?>("--user") { Description = "Whose memories are within reach (else MEMU_USER_ID)", HelpName = "id" };
        var agent = new Option<string?>("--agent") { Description = "The agent whose memories are within reach", HelpName = "id" };
        var readOnly = new Option<bool>("--read-only") { Description = "Nothing can be changed, and no tool that writes is offered" };
        var tools = new Option<string>("--tools") { Description = "default, memu (tools by memU's names), all, or names of tools with commas", DefaultValueFactory = _ => "default", HelpName = "list" };
        var command = new Command("mcp", "Serve the memory to an agent: MCP over standard input and output") { user, agent, readOnly, tools };
        command.SetAction(async (parsed, cancellation) =>
        {
            var choice = ToolSet.Parse(parsed.GetRequiredValue(tools));
            var options = Composition.Options(parsed) with { Progress = null };
            var isReadOnly = parsed.GetValue(readOnly) || options.ReadOnly;
            using var input = Console.OpenStandardInput();
            using var output = Console.OpenStandardOutput();
            Console.SetOut(Console.Error); // standard output carries the protocol and nothing else, whoever writes
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
            {
                context.Cancel = true;
                stop.Cancel();
            });
            using var memory = MemoryService.Open(options with { ReadOnly = isReadOnly, StayOpen = true });
            var caller = new Caller(memory, Composition.Scope(parsed.GetValue(user), parsed.GetValue(agent)), isReadOnly ? KeyRights.Read : KeyRights.Read | KeyRights.Write | KeyRights.Admin);
            try
            {
                await StdioMcp.RunAsync(caller, choice, input, output, e => Composition.Notice($"something went wrong that is our fault: {e.GetType().Name}{(ErrorLog.Write(e) is { } file ? $" (details: {file})" : "")}"), stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                // told to end, and nothing is left half-done
            }
            return 0;
        });
        return command;
    }
}
