using System.CommandLine;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu todo</c></summary>
internal static class TodoCommand
{
    public static Command Build()
    {
        var all = new Option<bool>("--all") { Description = "What is done or dropped, too" };
        var due = new Option<bool>("--due") { Description = "Only what is due, or is to be reminded of, by now" };
        var user = User();
        var agent = Agent();
        var command = new Command("todo", "The tasks in context/pending_tasks: what is to be done, and until when")
        {
            all, due, user, agent, Add(), Change("done", "It is done", TodoState.Done), Change("doing", "Somebody is at it", TodoState.Doing), Change("drop", "It will not be done", TodoState.Dropped), Change("reopen", "It is to be done after all", TodoState.Todo),
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var memory = Composition.Open(parsed);
            var tasks = await memory.TodosAsync(parsed.GetValue(all), Composition.Scope(parsed.GetValue(user), parsed.GetValue(agent)), cancellation);
            if (parsed.GetValue(due)) tasks = [.. tasks.Where(t => t.IsDue)];
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(tasks, MemoryJson.Readable.IReadOnlyListTodoView);
            else Print(tasks);
            return tasks.Count > 0 ? 0 : Errors.NothingFound;
        });
        return command;
    }

    private static Command Add()
    {
        var text = new Argument<string[]>("text") { Description = "What is to be done", Arity = ArgumentArity.OneOrMore };
        var due = new Option<string?>("--due") { Description = "Until when: a day such as 2026-12-02, or a time", HelpName = "date" };
        var remind = new Option<string?>("--remind") { Description = "When to be reminded of it", HelpName = "date" };
        var owner = new Option<string?>("--owner") { Description = "Who owes it", HelpName = "name" };
        var user = User();
        var agent = Agent();
        var command = new Command("add", "Note a task; the same words again change nothing") { text, due, remind, owner, user, agent, Writing.DryRun, Writing.Reason };
        command.Runs((parsed, memory, cancellation) => memory.AddTodoAsync(new()
        {
            Text = string.Join(' ', parsed.GetValue(text)!), Due = parsed.GetValue(due), RemindAt = parsed.GetValue(remind), Owner = parsed.GetValue(owner), Scope = Composition.Scope(parsed.GetValue(user), parsed.GetValue(agent)),
            DryRun = parsed.GetValue(Writing.DryRun), Reason = parsed.GetValue(Writing.Reason),
        }, cancellation));
        return command;
    }

    private static Command Change(string name, string description, TodoState state)
    {
        var what = Writing.Required("task", "Its path, id, file name or title");
        var command = Writing.Command(name, description, what);
        command.Runs((parsed, memory, cancellation) => memory.ChangeTodoAsync(new()
        {
            Target = parsed.GetRequiredValue(what), State = state, DryRun = parsed.GetValue(Writing.DryRun), Expect = parsed.GetValue(Writing.Expect), Reason = parsed.GetValue(Writing.Reason),
        }, cancellation));
        return command;
    }

    private static void Print(IReadOnlyList<TodoView> tasks)
    {
        if (tasks.Count == 0) Terminal.Line("nothing is to be done");
        foreach (var task in tasks)
        {
            var when = task.Due is { } due ? $"  due {due}" : task.RemindAt is { } remind ? $"  remind {remind}" : "";
            Terminal.Line(($"[{task.State}]", task.State == TodoState.Doing ? "green" : "bold"), ($" {task.Text}", null), (task.Owner is { } owner ? $"  ({owner})" : "", null), (when, task.IsDue ? "red" : "grey"), ($"  {task.Path}", "grey"));
        }
    }

    private static Option<string?> User() => new("--user") { Description = "Whose tasks (else MEMU_USER_ID)", HelpName = "id" };

    private static Option<string?> Agent() => new("--agent") { Description = "The agent whose tasks they are", HelpName = "id" };
}
