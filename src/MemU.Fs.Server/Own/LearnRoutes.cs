using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Http;
using MemU.Fs.Server.Learning;
using MemU.Fs.Server.Memu;
using MemU.Fs.Server.Tasks;
using MemU.Fs.Sources.Web;
using Microsoft.AspNetCore.Http;

namespace MemU.Fs.Server.Own;

/// <summary>Learning from a body, an upload or an address, and the tasks that do it.</summary>
internal static class LearnRoutes
{
    private const int MostFiles = 100;

    /// <summary>The routes.</summary>
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("POST", "/v1/memorize", KeyRights.Write, MemorizeAsync, "Learns from a source: JSON with text, messages or url; multipart/form-data with files; or the source itself as the body. Answers with the task, or with its end when wait is true.")
        {
            Takes = ApiJson.Readable.LearnBody, Gives = ApiJson.Readable.TaskList, Status = 202,
            Query = [("name", "the source's own name, for a source as the body"), ("modality", "what it is"), ("user_id", "whose memory it becomes"), ("agent_id", "of which agent"), ("date", "its date"), ("wait", "true to answer when it is done")],
        },
        new("GET", "/v1/tasks", KeyRights.Read, ListAsync, "The tasks, newest first.") { Gives = ApiJson.Readable.TaskList, Query = [("state", "only those in this state"), ("limit", "at most so many, 1 to 200"), ("cursor", "where the page before ended"), ("user_id", "only this user's"), ("agent_id", "only this agent's")] },
        new("GET", "/v1/tasks/{id}", KeyRights.Read, FindAsync, "How a task stands; with wait=true the answer comes when it has ended.") { Gives = ApiJson.Readable.TaskView, Query = [("wait", "true to answer when it has ended")] },
        new("DELETE", "/v1/tasks/{id}", KeyRights.Write, CancelAsync, "Cancels a task.") { Gives = ApiJson.Readable.TaskView },
    ];

    private static async Task MemorizeAsync(ApiCall call)
    {
        var type = call.Context.Request.ContentType ?? "";
        var (jobs, scope, wait) = type.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) ? await FormAsync(call)
            : type.Contains("json", StringComparison.OrdinalIgnoreCase) ? await JsonAsync(call)
            : await RawAsync(call, type);
        var tasks = new List<ServerTask>();
        foreach (var job in jobs) tasks.Add(await call.Tenant.AcceptAsync(job, scope));
        if (wait)
            for (var i = 0; i < tasks.Count; i++) tasks[i] = await call.Tenant.Tasks.WaitAsync(tasks[i].Id, scope, call.Aborted) ?? tasks[i];
        call.Context.Response.Headers.Location = $"/v1/tasks/{tasks[0].Id}";
        await call.AnswerAsync(new TaskList([.. tasks.Select(Of)], null), ApiJson.Readable.TaskList, wait ? 200 : 202);
    }

    private static async Task<(IReadOnlyList<MemorizeJob>, MemoryScope, bool)> JsonAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.LearnBody);
        var given = (body.Text is null ? 0 : 1) + (body.Messages is { ValueKind: not JsonValueKind.Null } ? 1 : 0) + (body.Url is null ? 0 : 1);
        if (given != 1) throw call.Invalid("give exactly one of text, messages and url.");
        if (body.Text is not null && string.IsNullOrWhiteSpace(body.Text)) throw call.Invalid("text is empty.");
        if (body.Url is { } url && !WebSource.IsUrl(url)) throw call.Invalid("url must begin with http:// or https://.");
        var job = body.Messages is { } messages ? Conversations.Of(call, messages) with { Name = NameOf(body.Name, "conversation.json") }
            : body.Url is not null ? new MemorizeJob { Name = NameOf(body.Name, "page"), Url = body.Url }
            : new MemorizeJob { Name = NameOf(body.Name, "text.md"), Text = body.Text };
        return ([job with { Modality = Modality(call, body.Modality) ?? job.Modality, Date = Conversations.Date(call, "date", body.Date), Settings = body.Settings is { ValueKind: JsonValueKind.Object } settings ? settings.GetRawText() : null }], call.ScopeOf(body.UserId, body.AgentId), body.Wait);
    }

    private static async Task<(IReadOnlyList<MemorizeJob>, MemoryScope, bool)> FormAsync(ApiCall call)
    {
        IFormCollection form;
        try
        {
            form = await call.Context.Request.ReadFormAsync(new() { MultipartBodyLengthLimit = call.Server.Options.MaxBody, ValueCountLimit = 32 }, call.Aborted);
        }
        catch (InvalidDataException e)
        {
            throw call.Invalid($"the form can't be read: {e.Message}");
        }
        if (form.Files.Count is 0 or > MostFiles) throw call.Invalid($"send 1 to {MostFiles} files as parts of the form.");
        string? Field(string name) => form.TryGetValue(name, out var values) && values is [{ Length: > 0 } value, ..] ? value : call.Query(name);
        var jobs = new List<MemorizeJob>();
        foreach (var file in form.Files)
        {
            using var bytes = new MemoryStream((int)Math.Min(file.Length, int.MaxValue));
            await file.CopyToAsync(bytes, call.Aborted);
            jobs.Add(new() { Name = NameOf(file.FileName, "upload"), Bytes = bytes.ToArray(), Modality = Modality(call, Field("modality")), Date = Conversations.Date(call, "date", Field("date")) });
        }
        return (jobs, call.ScopeOf(Field("user_id"), Field("agent_id")), Field("wait") == "true");
    }

    private static async Task<(IReadOnlyList<MemorizeJob>, MemoryScope, bool)> RawAsync(ApiCall call, string type)
    {
        using var bytes = new MemoryStream();
        await call.Context.Request.Body.CopyToAsync(bytes, call.Aborted);
        if (bytes.Length == 0) throw call.Invalid("the body is empty; send the source, a form with files, or JSON.");
        var usual = type.Split(';')[0].Trim().ToLowerInvariant() switch { "text/html" => "page.html", "application/pdf" => "document.pdf", "text/csv" => "table.csv", "text/plain" => "text.txt", _ => "text.md" };
        return ([new() { Name = NameOf(call.Query("name"), usual), Bytes = bytes.ToArray(), Modality = Modality(call, call.Query("modality")), Date = Conversations.Date(call, "date", call.Query("date")) }], call.ScopeOf(call.Query("user_id"), call.Query("agent_id")), call.Query("wait") == "true");
    }

    private static async Task ListAsync(ApiCall call)
    {
        var state = call.Query("state") is not { } named ? (TaskState?)null
            : Enum.GetValues<TaskState>().Cast<TaskState?>().FirstOrDefault(s => NameOf(s!.Value) == named) ?? throw call.Invalid("state is pending, running, succeeded, failed, canceled or timed_out.");
        var page = call.Tenant.Tasks.List(new() { Scope = call.ScopeOf(call.Query("user_id"), call.Query("agent_id")), State = state, Limit = call.Number("limit", 1, 200) ?? 50, Cursor = call.Query("cursor") });
        await call.AnswerAsync(new TaskList([.. page.Tasks.Select(Of)], page.NextCursor), ApiJson.Readable.TaskList);
    }

    private static async Task FindAsync(ApiCall call)
    {
        var task = Named(call);
        if (call.Query("wait") == "true") task = await call.Tenant.Tasks.WaitAsync(task.Id, call.KeyScope, call.Aborted) ?? task;
        await call.AnswerAsync(Of(task), ApiJson.Readable.TaskView);
    }

    private static async Task CancelAsync(ApiCall call)
    {
        var task = Named(call);
        await call.AnswerAsync(Of(await call.Tenant.Tasks.CancelAsync(task.Id, call.KeyScope) ?? task), ApiJson.Readable.TaskView);
    }

    private static ServerTask Named(ApiCall call) => call.Tenant.Tasks.Find(call.Part("id"), call.KeyScope) ?? throw new ApiException(404, "not_found", $"there is no task {SafeText.OneLine(call.Part("id"))}; it was never accepted here, or ended more than a day ago.");

    private static TaskView Of(ServerTask task) => new()
    {
        Id = task.Id, State = NameOf(task.State), Progress = task.Progress, Attempts = task.Attempts, CreatedAt = task.CreatedAt, StartedAt = task.StartedAt, FinishedAt = task.FinishedAt, NextTryAt = task.NextTryAt,
        Error = task.Error, Result = task.Result is { } result ? JsonSerializer.Deserialize(result.Span, MemoryJson.Compact.MemorizeResult) : null, UserId = task.Scope.UserId, AgentId = task.Scope.AgentId,
    };

    private static string NameOf(TaskState state) => state == TaskState.TimedOut ? "timed_out" : state.ToString().ToLowerInvariant();

    // a name, not a path
    private static string NameOf(string? given, string usual) => given is null ? usual : Path.GetFileName(given.Replace('\\', '/')) is { Length: > 0 and <= 255 } name && !name.Any(char.IsControl) ? name : usual;

    private static string? Modality(ApiCall call, string? name) => name is null || MemorizeJob.ModalityOf(name) is not null ? name : throw call.Invalid($"'{SafeText.OneLine(name)}' is no modality; give conversation, document, image, audio or video.");
}
