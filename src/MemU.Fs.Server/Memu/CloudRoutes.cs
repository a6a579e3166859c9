using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Http;
using MemU.Fs.Server.Learning;
using MemU.Fs.Server.Tasks;

namespace MemU.Fs.Server.Memu;

/// <summary>memU's cloud API, version 3, as its Python SDK and its bots call it.</summary>
internal static class CloudRoutes
{
    private const string Sdk = "memu-python-sdk";

    /// <summary>The routes.</summary>
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("POST", "/api/v3/memory/memorize", KeyRights.Write, MemorizeAsync, "Learns from a conversation; answers with a task.") { Family = ApiFamily.Cloud, Takes = ApiJson.Readable.MemorizeBody, Gives = ApiJson.Readable.CloudAccepted },
        new("GET", "/api/v3/memory/memorize/status/{task_id}", KeyRights.Read, StatusAsync, "How a task stands.") { Family = ApiFamily.Cloud, Gives = ApiJson.Readable.CloudTask },
        new("POST", "/api/v3/memory/categories", KeyRights.Read, CategoriesAsync, "The categories of a user with their summaries.") { Family = ApiFamily.Cloud, Takes = ApiJson.Readable.ScopeBody, Gives = ApiJson.Readable.CloudCategories },
        new("POST", "/api/v3/memory/retrieve", KeyRights.Read, RetrieveAsync, "Finds what is known about a question.") { Family = ApiFamily.Cloud, Takes = ApiJson.Readable.RetrieveBody, Gives = ApiJson.Readable.CloudMemories },
    ];

    /// <summary>The job that a body asks for.</summary>
    public static MemorizeJob JobOf(ApiCall call, MemorizeBody body)
    {
        var job = (body.Conversation ?? body.Content) is { ValueKind: not JsonValueKind.Null } conversation ? Conversations.Of(call, conversation, body.UserName, body.AgentName)
            : !string.IsNullOrWhiteSpace(body.ConversationText) ? new MemorizeJob { Name = "conversation.txt", Text = body.ConversationText, Modality = "conversation" }
            : throw call.Invalid("conversation is missing; give conversation (a list of messages) or conversation_text.");
        return job with
        {
            Date = Conversations.Date(call, "session_date", body.SessionDate),
            Settings = body.OverrideConfig switch
            {
                null or { ValueKind: JsonValueKind.Null } => null,
                { ValueKind: JsonValueKind.Object } settings => settings.GetRawText(),
                _ => throw call.Invalid("override_config must be an object."),
            },
        };
    }

    /// <summary>The categories of a scope, all of them.</summary>
    public static async Task<List<MemoryCategoryRecord>> CategoriesOfAsync(ApiCall call, MemoryScope scope)
    {
        var (memory, all) = (call.Of(scope), new List<MemoryCategoryRecord>());
        string? cursor = null;
        do
        {
            var page = await memory.CategoriesAsync(Where.All, cursor, 1000, call.Aborted);
            all.AddRange(page.Categories);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return all;
    }

    /// <summary>How a state is called: memU's SDK knows FAILED, its other clients wait for FAILURE.</summary>
    public static string StatusOf(ApiCall call, TaskState state) => state switch
    {
        TaskState.Pending => "PENDING",
        TaskState.Running => "PROCESSING",
        TaskState.Succeeded => "SUCCESS",
        _ => call.Context.Request.Headers.UserAgent.ToString().StartsWith(Sdk, StringComparison.OrdinalIgnoreCase) ? "FAILED" : "FAILURE",
    };

    /// <summary>Why a task did not succeed; null for others.</summary>
    public static string? FailureOf(ServerTask task) => task.State switch
    {
        TaskState.Failed => task.Error ?? "the task failed",
        TaskState.Canceled => "the task was canceled",
        TaskState.TimedOut => "the task took too long",
        _ => null,
    };

    private static async Task MemorizeAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.MemorizeBody);
        await AcceptAsync(call, body, Required(call, body.UserId, body.AgentId));
    }

    /// <summary>Accepts what a body asks for, and says so.</summary>
    public static async Task AcceptAsync(ApiCall call, MemorizeBody body, MemoryScope scope)
    {
        var task = await call.Tenant.AcceptAsync(JobOf(call, body), scope);
        await call.AnswerAsync(new CloudAccepted(task.Id, "PENDING", $"Memorization task registered for user {body.UserName ?? "User"} and agent {body.AgentName ?? "Assistant"}"), ApiJson.Readable.CloudAccepted);
    }

    private static Task StatusAsync(ApiCall call)
    {
        var task = call.Tenant.Tasks.Find(call.Part("task_id"), call.KeyScope) ?? throw new ApiException(404, "not_found", $"there is no task {SafeText.OneLine(call.Part("task_id"))}; it was never accepted here, or ended more than a day ago.");
        var failure = FailureOf(task);
        var result = task.Result is { } bytes ? JsonSerializer.Deserialize(bytes.Span, MemoryJson.Default.MemorizeResult) : null;
        return call.AnswerAsync(new CloudTask
        {
            TaskId = task.Id,
            Status = StatusOf(call, task.State),
            Progress = task.Progress,
            Message = failure ?? (result is null ? null : $"{result.Items.Count} memories from this conversation"),
            DetailInfo = failure,
            Result = result is null ? null : CloudMap.Of(result),
            CreatedAt = task.CreatedAt,
            UpdatedAt = task.FinishedAt ?? task.StartedAt ?? task.CreatedAt,
        }, ApiJson.Readable.CloudTask);
    }

    private static async Task CategoriesAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.ScopeBody);
        var categories = await CategoriesOfAsync(call, Required(call, body.UserId, body.AgentId, needsAgent: false));
        await call.AnswerAsync(new CloudCategories([.. categories.Select(CloudMap.Of)]), ApiJson.Readable.CloudCategories);
    }

    private static async Task RetrieveAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.RetrieveBody);
        var request = QuestionBody.With(call, QuestionBody.Read(call, body.Query ?? body.Queries), body.OverrideConfig) with { Where = WhereOf(call, body.Where) };
        await call.AnswerAsync(CloudMap.Of(await call.Of(Required(call, body.UserId, body.AgentId, needsAgent: false)).RetrieveAsync(request, call.Aborted)), ApiJson.Readable.CloudMemories);
    }

    /// <summary>The filter that a body gives.</summary>
    public static Where WhereOf(ApiCall call, JsonElement? where) => where switch
    {
        null or { ValueKind: JsonValueKind.Null } => Where.All,
        { ValueKind: JsonValueKind.Object } filter => Where.FromJson(filter),
        _ => throw call.Invalid("where must be an object."),
    };

    private static MemoryScope Required(ApiCall call, string? user, string? agent, bool needsAgent = true)
    {
        var scope = call.ScopeOf(user, agent);
        if (scope.UserId is null) throw call.Invalid("user_id is missing; say whose memory is meant.");
        return needsAgent && scope.AgentId is null ? throw call.Invalid("agent_id is missing; say with which agent the user spoke.") : scope;
    }
}
