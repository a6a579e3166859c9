using MemU.Fs.Model;
using MemU.Fs.Providers;
using MemU.Fs.Verbs;

namespace MemU.Fs.Todos;

/// <summary>A task to note.</summary>
public sealed record TodoRequest : WriteRequest
{
    /// <summary>What is to be done.</summary>
    public required string Text { get; init; }

    /// <summary>When it is due: a day such as 2026-12-02, or a time with its zone.</summary>
    public string? Due { get; init; }

    /// <summary>When somebody is to be reminded of it, in the same form.</summary>
    public string? RemindAt { get; init; }

    /// <summary>Who owes it.</summary>
    public string? Owner { get; init; }

    /// <summary>Whose memory it becomes.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;
}

/// <summary>Another state of a task.</summary>
public sealed record TodoChange : WriteRequest
{
    /// <summary>The task: path, id, file name or title.</summary>
    public required string Target { get; init; }

    /// <summary>How it stands from now on.</summary>
    public required TodoState State { get; init; }
}

/// <summary>Notes tasks and changes how they stand; each is one commit.</summary>
internal static class TodoVerb
{
    /// <summary>Notes a task; the same words again change nothing.</summary>
    public static async Task<WriteResult> AddAsync(Verb verb, IMemoryExtractor extractor, TodoRequest request, CancellationToken cancellationToken)
    {
        foreach (var (name, time) in new[] { ("due", request.Due), ("remind_at", request.RemindAt) })
            if (time is not null && !TodoText.IsTime(time)) throw new MemUException(MemUErrorKind.BadArgument, $"{name} must be a day such as 2026-12-02 or a time such as 2026-12-02T09:00:00Z, not '{SafeText.OneLine(time, 40)}'.");
        var text = request.Text.Trim();
        if (text.Length == 0) throw new MemUException(MemUErrorKind.BadArgument, "there is nothing to be done: the text is empty.");
        var owner = request.Scope.IsNone ? verb.Open.Layout.Own : request.Scope;
        var words = string.Join(' ', TextKey.Words(text));
        // one that somebody is at already is the same task; one that is over may come again
        var known = TodoList.Of(verb.Open, owner, verb.Now).FirstOrDefault(t => t.View.State is TodoState.Todo or TodoState.Doing && string.Join(' ', TextKey.Words(t.View.Text)) == words).Item;
        var add = new AddRequest { Text = TodoText.With(text, TodoState.Todo), Type = MemoryType.Event, Into = Category(verb.Open), Title = AddVerb.TitleOf(text), Scope = request.Scope };
        var document = known is null ? await new AddVerb(verb, extractor, add).PlanAsync(null, cancellationToken) : verb.Read(known.Path);
        var isNew = verb.Plan.Items.ContainsKey(document.Path);
        if (isNew) document = verb.Read(document.Path);
        var before = document.Text;
        foreach (var (key, value) in new[] { ("due", request.Due), ("remind_at", request.RemindAt), ("owner", request.Owner) })
            if (!string.IsNullOrWhiteSpace(value)) document.SetScalar(key, SafeText.OneLine(Secrets.Mask(value.Trim()), 100));
        if (isNew || document.Text != before) verb.Put(document, isNew ? "added" : "edited", needsPage: isNew);
        else if (known is not null) verb.Keep(document);
        return await verb.FinishAsync(verb.Plan.Items.GetValueOrDefault(document.Path)?.Action ?? "skipped", document.ToItem().Title, relink: false, cancellationToken);
    }

    private static CategoryDefinition Category(OpenTree open) => open.Config.Categories.FirstOrDefault(c => c.Folder == TodoText.Folder) ?? new("pending_tasks", TodoText.Folder, "Open tasks, promises and reminders, with who owes them and when they are due");

    /// <summary>Changes how a task stands.</summary>
    public static async Task<WriteResult> ChangeAsync(Verb verb, TodoChange request, CancellationToken cancellationToken)
    {
        var document = await verb.FindAsync(request.Target, cancellationToken);
        if (!TodoText.IsBoard(document.Path.Parent) && !TodoText.IsBoard(document.Path.Parent.Parent) || document.Path.Name == "README.md")
            throw new MemUException(MemUErrorKind.BadArgument, $"{document.Path} is no task; tasks lie in {TodoText.Folder}/. See: memu todo --all");
        verb.Expect(document, d => Apply(d, request.State, verb.Now));
        var item = document.ToItem();
        if (TodoText.Read(item).State == request.State)
        {
            verb.Keep(document);
            return await verb.FinishAsync("edited", item.Title, relink: false, cancellationToken);
        }
        Apply(document, request.State, verb.Now);
        verb.Put(document, "edited");
        return await verb.FinishAsync("edited", $"{request.State}: {item.Title}", relink: false, cancellationToken);
    }

    private static void Apply(Markdown.MemoryDocument document, TodoState state, DateTimeOffset now)
    {
        document.SetBody(TodoText.With(document.Body, state));
        if (state is TodoState.Done or TodoState.Dropped)
        {
            document.SetScalar("status", "deprecated"); // it ranks behind what is still to be done
            document.SetScalar("completed", EditVerb.Iso(now));
        }
        else
        {
            document.Remove("status");
            document.Remove("completed");
        }
        document.SetScalar("modified", EditVerb.Iso(now));
    }
}
