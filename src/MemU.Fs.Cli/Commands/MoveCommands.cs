using System.CommandLine;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu mv</c>, <c>rm</c>, <c>merge</c>, <c>supersede</c></summary>
internal static class MoveCommands
{
    public static Command Mv()
    {
        var (from, to) = (Writing.Required("from", "A memory (path, id, file name or title) or a category's folder"), Writing.Required("to", "Its new path, or the folder to put it in"));
        var command = Writing.Command("mv", "Move or rename a memory or a category; the links that lead to it are rewritten", from, to);
        command.Runs((parsed, memory, cancellation) => memory.MoveAsync(new()
        {
            From = parsed.GetValue(from)!,
            To = parsed.GetValue(to)!,
            DryRun = parsed.GetValue(Writing.DryRun),
            Expect = parsed.GetValue(Writing.Expect),
            Reason = parsed.GetValue(Writing.Reason),
        }, cancellation));
        return command;
    }

    public static Command Rm()
    {
        var what = Writing.Required("path|id", "Path, id, file name or title of a memory, a source, or with --recursive a category's folder");
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Remove a folder with all that is in it" };
        var command = Writing.Command("rm", "Remove a memory; git's history keeps it, so it can be restored", what, recursive);
        command.Runs((parsed, memory, cancellation) => memory.RemoveAsync(new()
        {
            Target = parsed.GetValue(what)!,
            Recursive = parsed.GetValue(recursive),
            DryRun = parsed.GetValue(Writing.DryRun),
            Expect = parsed.GetValue(Writing.Expect),
            Reason = parsed.GetValue(Writing.Reason),
        }, cancellation));
        return command;
    }

    public static Command Merge()
    {
        var (from, into) = (Writing.Required("from", "The memory that goes"), Writing.Required("into", "The memory that takes its text, sources, tags and links"));
        var command = Writing.Command("merge", "Put a memory into another; links to it lead to the other", from, into);
        command.Runs((parsed, memory, cancellation) => memory.MergeAsync(new()
        {
            From = parsed.GetValue(from)!,
            Into = parsed.GetValue(into)!,
            DryRun = parsed.GetValue(Writing.DryRun),
            Expect = parsed.GetValue(Writing.Expect),
            Reason = parsed.GetValue(Writing.Reason),
        }, cancellation));
        return command;
    }

    public static Command Supersede()
    {
        var old = Writing.Required("old", "The memory that no longer holds; its file is not touched");
        var newer = new Argument<string?>("new") { Description = "The memory that holds instead", Arity = ArgumentArity.ZeroOrOne };
        var text = new Option<string?>("--with") { Description = "What holds instead, to be added as a new memory", HelpName = "text" };
        var command = Writing.Command("supersede", "Say that a memory replaces another, by a link from the newer one", old, newer, text);
        command.Runs((parsed, memory, cancellation) => memory.SupersedeAsync(new()
        {
            Old = parsed.GetValue(old)!,
            New = parsed.GetValue(newer),
            Text = parsed.GetValue(text),
            DryRun = parsed.GetValue(Writing.DryRun),
            Expect = parsed.GetValue(Writing.Expect),
            Reason = parsed.GetValue(Writing.Reason),
        }, cancellation));
        return command;
    }
}
