using System.CommandLine;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu category add|rename|merge|split</c></summary>
internal static class CategoryCommands
{
    public static Command Build() => new("category", "Add, rename, merge and split categories") { Add(), Rename(), Merge(), Split() };

    private static Command Add()
    {
        var name = Writing.Required("name", "Its name, such as recipes");
        var folder = new Option<string?>("--folder") { Description = "Its folder (default: made of the name)", HelpName = "dir" };
        var description = new Option<string?>("--description") { Description = "What belongs there; it decides which memory goes where", HelpName = "text" };
        var command = new Command("add", "Make a category with its page") { name, folder, description, Writing.DryRun, Writing.Reason };
        command.Runs((parsed, memory, cancellation) => memory.AddCategoryAsync(new()
        {
            Name = parsed.GetValue(name)!,
            Folder = parsed.GetValue(folder),
            Description = parsed.GetValue(description),
            DryRun = parsed.GetValue(Writing.DryRun),
            Reason = parsed.GetValue(Writing.Reason),
        }, cancellation));
        return command;
    }

    private static Command Rename()
    {
        var (category, name) = (Writing.Required("category", "Name or folder of the category"), Writing.Required("name", "Its new name; with a / in it, its new folder"));
        var command = Writing.Command("rename", "Give a category another name and folder; links keep leading to it", category, name);
        command.Runs((parsed, memory, cancellation) => memory.RenameCategoryAsync(new()
        {
            Category = parsed.GetValue(category)!,
            Name = parsed.GetValue(name)!,
            DryRun = parsed.GetValue(Writing.DryRun),
            Expect = parsed.GetValue(Writing.Expect),
            Reason = parsed.GetValue(Writing.Reason),
        }, cancellation));
        return command;
    }

    private static Command Merge()
    {
        var (from, into) = (Writing.Required("from", "The category that goes"), Writing.Required("into", "The category that takes its memories"));
        var command = Writing.Command("merge", "Put all memories of a category into another one", from, into);
        command.Runs((parsed, memory, cancellation) => memory.MergeCategoriesAsync(new()
        {
            From = parsed.GetValue(from)!,
            Into = parsed.GetValue(into)!,
            DryRun = parsed.GetValue(Writing.DryRun),
            Expect = parsed.GetValue(Writing.Expect),
            Reason = parsed.GetValue(Writing.Reason),
        }, cancellation));
        return command;
    }

    private static Command Split()
    {
        var category = Writing.Required("category", "Name or folder of the category");
        var into = new Argument<string?>("into") { Description = "The category that takes some of its memories, made if need be; without it each memory goes into the folder of its month", Arity = ArgumentArity.ZeroOrOne };
        var items = new Argument<string[]>("memory") { Description = "The memories that go", Arity = ArgumentArity.ZeroOrMore };
        var where = WhereOption.Make("The memories that go");
        var command = Writing.Command("split", "Put some memories of a category into another one, or part it by months", category, into, items, where);
        command.Runs((parsed, memory, cancellation) => memory.SplitCategoryAsync(new()
        {
            Category = parsed.GetValue(category)!,
            Into = parsed.GetValue(into),
            Items = parsed.GetValue(items) ?? [],
            Where = parsed.Filter(where),
            DryRun = parsed.GetValue(Writing.DryRun),
            Expect = parsed.GetValue(Writing.Expect),
            Reason = parsed.GetValue(Writing.Reason),
        }, cancellation));
        return command;
    }
}
