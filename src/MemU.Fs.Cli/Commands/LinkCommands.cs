using System.CommandLine;
using MemU.Fs.Verbs;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu link</c>, <c>unlink</c>, <c>also-in</c></summary>
internal static class LinkCommands
{
    public static Command Link() => Build("link", "Link a memory to another one, below its heading Related", add: true);

    public static Command Unlink() => Build("unlink", "Take the link to a memory out of the ones below Related", add: false);

    public static Command AlsoIn()
    {
        var (what, category) = (Writing.Required("path|id", "Path, id, file name or title of a memory"), Writing.Required("category", "Name or folder of the further category"));
        var remove = new Option<bool>("--remove") { Description = "Take it out of that category" };
        var command = Writing.Command("also-in", "Have a memory count in a further category without moving it", what, category, remove);
        command.Runs((parsed, memory, cancellation) => memory.AlsoInAsync(new()
        {
            Target = parsed.GetValue(what)!,
            Category = parsed.GetValue(category)!,
            Remove = parsed.GetValue(remove),
            DryRun = parsed.GetValue(Writing.DryRun),
            Expect = parsed.GetValue(Writing.Expect),
            Reason = parsed.GetValue(Writing.Reason),
        }, cancellation));
        return command;
    }

    private static Command Build(string name, string description, bool add)
    {
        var (from, to) = (Writing.Required("from", "The memory that holds the link"), Writing.Required("to", "The memory or category that it leads to"));
        var relation = new Option<string?>("--relation") { Description = "What the one is to the other, such as works_at", HelpName = "name" };
        var command = Writing.Command(name, description, from, to, relation);
        command.Runs((parsed, memory, cancellation) =>
        {
            var request = new LinkRequest
            {
                From = parsed.GetValue(from)!,
                To = parsed.GetValue(to)!,
                Relation = parsed.GetValue(relation),
                DryRun = parsed.GetValue(Writing.DryRun),
                Expect = parsed.GetValue(Writing.Expect),
                Reason = parsed.GetValue(Writing.Reason),
            };
            return add ? memory.LinkAsync(request, cancellation) : memory.UnlinkAsync(request, cancellation);
        });
        return command;
    }
}
