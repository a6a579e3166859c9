using System.Text.RegularExpressions;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Http;
using MemU.Fs.Server.Tasks;

namespace MemU.Fs.Server.Memu;

/// <summary>
/// The routes of the self-hosted memU server, in its <c>{status, result}</c>. Unlike there, retrieve takes <c>user_id</c> and <c>agent_id</c> and keeps to them.
/// </summary>
internal static partial class SelfHostedRoutes
{
    /// <summary>The routes.</summary>
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/", KeyRights.None, c => c.AnswerAsync(new Greeting("Hello MemU user!"), ApiJson.Readable.Greeting), "Greets.") { Family = ApiFamily.SelfHosted, NeedsTree = false, Gives = ApiJson.Readable.Greeting },
        new("POST", "/memorize", KeyRights.Write, MemorizeAsync, "Learns from a conversation; answers with a task.") { Family = ApiFamily.SelfHosted, Takes = ApiJson.Readable.MemorizeBody, Gives = ApiJson.Readable.WrappedCloudAccepted },
        new("GET", "/memorize/status/{task_id}", KeyRights.Read, StatusAsync, "How a task stands.") { Family = ApiFamily.SelfHosted, Gives = ApiJson.Readable.WrappedSelfHostedTask },
        new("POST", "/retrieve", KeyRights.Read, RetrieveAsync, "Finds what is known about a question.") { Family = ApiFamily.SelfHosted, Takes = ApiJson.Readable.RetrieveBody, Gives = ApiJson.Readable.WrappedRetrieveResult },
        new("POST", "/clear", KeyRights.Write, ClearAsync, "Removes all memories of a user or an agent; git keeps them.") { Family = ApiFamily.SelfHosted, Takes = ApiJson.Readable.ScopeBody, Gives = ApiJson.Readable.WrappedPurged },
        new("POST", "/categories", KeyRights.Read, CategoriesAsync, "The categories of a user with their summaries.") { Family = ApiFamily.SelfHosted, Takes = ApiJson.Readable.ScopeBody, Gives = ApiJson.Readable.WrappedSelfHostedCategories },
    ];

    private static async Task MemorizeAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.MemorizeBody);
        var scope = call.ScopeOf(body.UserId, body.AgentId);
        if (scope.UserId is null) throw call.Invalid("user_id is missing; say whose memory is meant.");
        var task = await call.Tenant.AcceptAsync(CloudRoutes.JobOf(call, body), scope);
        await call.AnswerAsync(Wrapped<CloudAccepted>.Of(new(task.Id, "PENDING", $"Memorization task submitted for user {scope.UserId}")), ApiJson.Readable.WrappedCloudAccepted);
    }

    private static Task StatusAsync(ApiCall call)
    {
        var id = call.Part("task_id");
        if (!IdForm.IsMatch(id)) throw call.Invalid("task_id must match the format 'memorize-<32 hex digits>'");
        var task = call.Tenant.Tasks.Find(id, call.KeyScope) ?? throw new ApiException(404, "not_found", $"Task {id} not found");
        var (status, detail) = task.State switch
        {
            TaskState.Pending => ("PENDING", null),
            TaskState.Running => ("RUNNING", null),
            TaskState.Succeeded => ("COMPLETED", "SUCCESS"),
            TaskState.Canceled => ("CANCELED", null),
            TaskState.TimedOut => ("TIMED_OUT", CloudRoutes.FailureOf(task)),
            _ => ("FAILED", CloudRoutes.FailureOf(task)),
        };
        return call.AnswerAsync(Wrapped<SelfHostedTask>.Of(new(id, status, detail)), ApiJson.Readable.WrappedSelfHostedTask);
    }

    private static async Task RetrieveAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.RetrieveBody);
        if (body.Query is null && body.Queries is null) throw new ApiException(400, "invalid", "Missing 'query' in request body");
        if (body.Query is { ValueKind: System.Text.Json.JsonValueKind.String } text && string.IsNullOrWhiteSpace(text.GetString())) throw new ApiException(400, "invalid", "'query' must be a non-empty string");
        var request = QuestionBody.With(call, QuestionBody.Read(call, body.Query ?? body.Queries), body.OverrideConfig) with { Where = CloudRoutes.WhereOf(call, body.Where) };
        await call.AnswerAsync(Wrapped<RetrieveResult>.Of(await call.Of(call.ScopeOf(body.UserId, body.AgentId)).RetrieveAsync(request, call.Aborted)), ApiJson.Readable.WrappedRetrieveResult);
    }

    private static async Task ClearAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.ScopeBody);
        var scope = call.ScopeOf(body.UserId, body.AgentId);
        // what a key is bound to is no order to clear all of it
        if (string.IsNullOrWhiteSpace(body.UserId) && string.IsNullOrWhiteSpace(body.AgentId)) throw call.Invalid("give user_id, agent_id or both: whose memories are to be removed.");
        var gone = await call.Of(scope).ClearAsync(Where.All, call.Aborted);
        await call.AnswerAsync(Wrapped<Purged>.Of(new(gone.DeletedCategories.Count, gone.DeletedItems.Count, gone.DeletedResources.Count)), ApiJson.Readable.WrappedPurged);
    }

    private static async Task CategoriesAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.ScopeBody);
        var scope = call.ScopeOf(body.UserId, body.AgentId);
        if (scope.UserId is null) throw call.Invalid("user_id is missing; say whose memory is meant.");
        var categories = (await CloudRoutes.CategoriesOfAsync(call, scope)).Select(CloudMap.Of);
        await call.AnswerAsync(Wrapped<SelfHostedCategories>.Of(new([.. categories.Select(c => new SelfHostedCategory(c.Name, c.Description, c.UserId, c.AgentId, c.Summary))])), ApiJson.Readable.WrappedSelfHostedCategories);
    }

    [GeneratedRegex("^memorize-[0-9a-f]{32}$")]
    private static partial Regex IdForm { get; }
}
