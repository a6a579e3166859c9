using System.CommandLine;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu links</c>, <c>orphans</c>, <c>graph</c></summary>
internal static class GraphCommands
{
    public static Command Links()
    {
        var what = new Argument<string>("path|id") { Description = "Path, id, file name or title of a memory" };
        var command = new Command("links", "Where a memory leads, what leads to it, and which of its links are broken or ambiguous") { what };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var links = await memory.LinksAsync(parsed.GetValue(what)!, cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(links, MemoryJson.Readable.LinksView);
            else
            {
                foreach (var link in links.Out) Terminal.Line(("→ ", "green"), ($"{link.To[0]}{Anchor(link)}", "bold"), ($"  {link.Kind}{Line(link)}", "grey"));
                foreach (var link in links.In) Terminal.Line(("← ", "blue"), (link.From, "bold"), ($"  {link.Kind}{Line(link)}", "grey"));
                foreach (var link in links.Broken) Terminal.Line(("✗ ", "red"), ($"{link.Target}{Anchor(link)}", null), ($"  leads nowhere{Line(link)}", "grey"));
                if (links.Out.Count + links.In.Count + links.Broken.Count + links.Ambiguous.Count == 0) Terminal.Line("It has no links.");
            }
            foreach (var link in links.Ambiguous)
                await Console.Error.WriteLineAsync(Terminal.Clean($"memu: {link.From}:{link.Line}: [[{link.Target}]] fits {string.Join(" and ", link.To)}; write the path."));
            return links.Ambiguous.Count > 0 ? Errors.Caller : links.Out.Count + links.In.Count + links.Broken.Count == 0 ? Errors.NothingFound : 0;
        });
        return command;

        static string Line(LinkView link) => link.Line > 0 ? $", line {link.Line}" : "";

        static string Anchor(LinkView link) => link.Anchor is null ? "" : $"#{link.Anchor}";
    }

    public static Command Orphans()
    {
        var command = new Command("orphans", "Memories that no other memory links to and that link to none");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var orphans = await memory.OrphansAsync(cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(orphans, MemoryJson.Readable.IReadOnlyListGraphNode);
            else foreach (var node in orphans) Terminal.Line((node.Path, "bold"), ($"  {node.Type}  {node.Title}", "grey"));
            return orphans.Count == 0 ? Errors.NothingFound : 0;
        });
        return command;
    }

    public static Command Graph()
    {
        var path = new Argument<string?>("path") { Description = "Folder (default: the whole memory)", Arity = ArgumentArity.ZeroOrOne };
        var dot = new Option<bool>("--dot") { Description = "For Graphviz" };
        var mermaid = new Option<bool>("--mermaid") { Description = "For Mermaid, which git hosts draw (the default)" };
        var command = new Command("graph", "The memories and their links as a graph: --mermaid, --dot or --json") { path, dot, mermaid };
        command.SetAction(async (parsed, cancellation) =>
        {
            var json = parsed.GetValue(CommandLine.Json);
            if ((json ? 1 : 0) + (parsed.GetValue(dot) ? 1 : 0) + (parsed.GetValue(mermaid) ? 1 : 0) > 1) throw new MemUException(MemUErrorKind.BadArgument, "give one of --mermaid, --dot and --json.");
            using var memory = Composition.Open(parsed);
            var graph = await memory.GraphAsync(MemoryPath.Parse(parsed.GetValue(path) ?? ""), cancellation);
            if (json) Terminal.Json(graph, MemoryJson.Readable.GraphView);
            else await Console.Out.WriteAsync(Terminal.Clean(parsed.GetValue(dot) ? GraphText.Dot(graph) : GraphText.Mermaid(graph)));
            return graph.Nodes.Count == 0 ? Errors.NothingFound : 0;
        });
        return command;
    }
}
