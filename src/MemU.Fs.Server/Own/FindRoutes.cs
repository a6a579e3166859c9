using System.Text.Json;
using MemU.Fs.Context;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Http;
using MemU.Fs.Server.Learning;
using MemU.Fs.Server.Memu;

namespace MemU.Fs.Server.Own;

/// <summary>Questions.</summary>
internal static class FindRoutes
{
    private static readonly (string, string)[] s_query = [("query", "the question"), ("user_id", "whose memory"), ("agent_id", "of which agent"), ("limit", "at most so many in each list"), ("as_of", "a revision, checkpoint or date")];

    /// <summary>The routes.</summary>
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("POST", "/v1/retrieve", KeyRights.Read, RetrieveAsync, "Finds what is known about a question.") { Takes = ApiJson.Readable.FindBody, Gives = MemoryJson.Compact.RetrieveResult },
        new("GET", "/v1/retrieve", KeyRights.Read, RetrieveAsync, "The same, by query.") { Query = s_query, Gives = MemoryJson.Compact.RetrieveResult },
        new("POST", "/v1/context", KeyRights.Read, ContextAsync, "What is known about a question as one text within a budget of tokens.") { Takes = ApiJson.Readable.FindBody, Gives = MemoryJson.Compact.ContextResult },
        new("POST", "/v1/ask", KeyRights.Read, AskAsync, "Has the configured model answer from what is found, with citations.") { Takes = ApiJson.Readable.FindBody, Gives = MemoryJson.Compact.AskResult },
    ];

    private static async Task RetrieveAsync(ApiCall call)
    {
        var (request, body) = await ReadAsync(call);
        await call.AnswerAsync(await Memory(call, body).RetrieveAsync(request, call.Aborted), MemoryJson.Compact.RetrieveResult);
    }

    private static async Task ContextAsync(ApiCall call)
    {
        var (request, body) = await ReadAsync(call);
        var context = ContextRequest.Of(request);
        await call.AnswerAsync(await Memory(call, body).ContextAsync(context with { Budget = body.Budget ?? context.Budget, Limit = request.Limit ?? context.Limit }, call.Aborted), MemoryJson.Compact.ContextResult);
    }

    private static async Task AskAsync(ApiCall call)
    {
        var (request, body) = await ReadAsync(call);
        await call.AnswerAsync(await Memory(call, body).AskAsync(new() { Retrieve = request, Budget = body.Budget ?? 4_000 }, call.Aborted), MemoryJson.Compact.AskResult);
    }

    private static ScopedMemory Memory(ApiCall call, FindBody body) => call.Of(call.ScopeOf(body.UserId, body.AgentId));

    private static async Task<(RetrieveRequest, FindBody)> ReadAsync(ApiCall call)
    {
        var body = call.Route.Method == "POST" ? await call.ReadAsync(ApiJson.Default.FindBody) : new()
        {
            Query = call.Query("query") is { } query ? JsonSerializer.SerializeToElement(query, MemoryJson.Compact.String) : null,
            UserId = call.Query("user_id"), AgentId = call.Query("agent_id"), Limit = call.Number("limit", 1, 1000), AsOf = call.Query("as_of"),
        };
        var request = QuestionBody.With(call, QuestionBody.Read(call, body.Query), body.Settings);
        return (request with
        {
            Where = CloudRoutes.WhereOf(call, body.Where), Limit = body.Limit, MinScore = body.MinScore, AsOf = body.AsOf, Now = Conversations.Date(call, "now", body.Now),
            Literal = body.Literal, Always = body.Always, Explain = body.Explain, History = body.History, Fresh = body.Fresh,
        }, body);
    }
}
