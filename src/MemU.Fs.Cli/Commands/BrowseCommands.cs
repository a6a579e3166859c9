using System.CommandLine;
using MemU.Fs.Model;
using Spectre.Console;
using TreeNode = MemU.Fs.Model.TreeNode;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu ls</c>, <c>tree</c>, <c>show</c></summary>
internal static class BrowseCommands
{
    public static Command Ls()
    {
        var path = PathArgument("Folder to list (default: the root)");
        var where = WhereOption.Make("Every file in it and below that fits");
        var command = new Command("ls", "List a folder of the memory") { path, where };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            if (parsed.Filter(where) is { IsAll: false } filter)
            {
                var found = await memory.MatchingAsync(filter, MemoryPath.Parse(parsed.GetValue(path) ?? ""), cancellation);
                if (parsed.GetValue(CommandLine.Json)) Terminal.Json(found, MemoryJson.Readable.TreeNode);
                else foreach (var child in found.Children) Line(child, child.Path);
                return found.Children.Count == 0 ? Errors.NothingFound : 0;
            }
            var node = await memory.TreeAsync(MemoryPath.Parse(parsed.GetValue(path) ?? ""), depth: 1, filesPerFolder: int.MaxValue, cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(node, MemoryJson.Readable.TreeNode);
            else foreach (var child in node.IsFolder ? node.Children : [node]) Line(child, child.Name);
            return 0;
        });
        return command;

        static void Line(TreeNode node, string name)
        {
            if (node.IsFolder) Terminal.Line(($"{name}/", "bold blue"), ($"  {node.Count}", "grey"));
            else Terminal.Line((name, null), (node.Title is null ? "" : $"  {node.Type}  {node.Title}", "grey"));
        }
    }

    public static Command Tree()
    {
        var path = PathArgument("Folder to show (default: the root)");
        var depth = new Option<int>("--depth") { Description = "How many levels of folders", DefaultValueFactory = _ => 8, HelpName = "n" };
        var all = new Option<bool>("--all") { Description = "Every file, not only the first 20 of each folder" };
        var command = new Command("tree", "Show the memory as a tree") { path, depth, all };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var node = await memory.TreeAsync(MemoryPath.Parse(parsed.GetValue(path) ?? ""), parsed.GetValue(depth), parsed.GetValue(all) ? int.MaxValue : 20, cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(node, MemoryJson.Readable.TreeNode);
            else if (Terminal.IsRich) AnsiConsole.Write(Rich(node));
            else Plain(node);
            return 0;
        });
        return command;
    }

    public static Command Show()
    {
        var what = new Argument<string>("path|id") { Description = "Path, id, file name or title of a memory; with @revision, @checkpoint or @date as it was then" };
        var command = new Command("show", "Print a memory's file") { what };
        command.Aliases.Add("cat");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var asked = parsed.GetValue(what)!;
            // a name may hold an @ itself: the last one counts unless a file of the whole name is there
            var at = Path.Exists(Path.Combine(Composition.FindRoot(parsed.GetValue(CommandLine.Root)), asked)) ? -1 : asked.LastIndexOf('@');
            var shown = at > 0 ? await memory.ShowAtAsync(asked[..at], asked[(at + 1)..], cancellation) : await memory.ShowAsync(asked, cancellation);
            foreach (var note in shown.Notes) await Console.Error.WriteLineAsync($"memu: {Terminal.Clean(note)}");
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(shown, MemoryJson.Readable.ShowView);
            else await Console.Out.WriteAsync(Terminal.Clean(shown.Text));
            return 0;
        });
        return command;
    }

    private static Argument<string?> PathArgument(string description) => new("path") { Description = description, Arity = ArgumentArity.ZeroOrOne };

    private static Tree Rich(TreeNode root)
    {
        var tree = new Tree(Label(root));
        foreach (var child in root.Children) Add(tree, child);
        More(tree, root);
        return tree;

        static void Add(IHasTreeNodes parent, TreeNode node)
        {
            var added = parent.AddNode(Label(node));
            foreach (var child in node.Children) Add(added, child);
            More(added, node);
        }

        static void More(IHasTreeNodes parent, TreeNode node)
        {
            if (node.More > 0) parent.AddNode($"[grey]… {node.More} more[/]");
        }
    }

    private static string Label(TreeNode node)
    {
        var name = Markup.Escape(Terminal.Clean(node.Name));
        return node.IsFolder ? $"[bold blue]{name}/[/] [grey]{node.Count}[/]" : node.Title is null ? name : $"{name}  [grey]{Markup.Escape(Terminal.Clean(node.Title))}[/]";
    }

    private static void Plain(TreeNode node, string indent = "")
    {
        if (indent.Length == 0) Terminal.Line($"{node.Name}{(node.IsFolder ? $"/ ({node.Count})" : "")}");
        for (var i = 0; i < node.Children.Count; i++)
        {
            var (child, last) = (node.Children[i], i == node.Children.Count - 1 && node.More == 0);
            Terminal.Line($"{indent}{(last ? "└── " : "├── ")}{child.Name}{(child.IsFolder ? $"/ ({child.Count})" : "")}");
            Plain(child, indent + (last ? "    " : "│   "), nested: true);
        }
        if (node.More > 0) Terminal.Line($"{indent}└── … {node.More} more");
    }

    private static void Plain(TreeNode node, string indent, bool nested)
    {
        if (nested && node.IsFolder) Plain(node, indent);
    }
}
