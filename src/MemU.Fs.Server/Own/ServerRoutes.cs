using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Http;

namespace MemU.Fs.Server.Own;

/// <summary>Whether the server is well, and what its API is.</summary>
internal static class ServerRoutes
{
    /// <summary>The routes.</summary>
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/healthz", KeyRights.None, HealthAsync, "Whether the server is ready: a memory that is there is found by its words and by its vector. 503 when not.") { NeedsTree = false, Gives = ApiJson.Readable.HealthView },
        new("GET", ApiServer.MetricsPath, KeyRights.Admin, _ => throw new ApiException(403, "not_allowed", "metrics concern all tenants; they are for a key of the server's operator: memu key add --tenant '*' --rights admin"), "Metrics in the format of Prometheus, by OpenTelemetry's names.") { NeedsTree = false, ContentType = "text/plain" },
        new("GET", "/openapi.json", KeyRights.None, c => c.AnswerAsync(OpenApiDocument.Of(c.Server.Routes), "application/json; charset=utf-8"), "This document.") { NeedsTree = false, ContentType = "application/json" },
        new("GET", "/docs", KeyRights.None, c => c.AnswerAsync(DocsPage.Html(c.Context), "text/html; charset=utf-8"), "The API to browse and try.") { NeedsTree = false, ContentType = "text/html" },
    ];

    private static async Task HealthAsync(ApiCall call)
    {
        var checks = await call.Server.Health.CheckAsync(call.Aborted);
        var isWell = checks.All(c => c.Ok);
        await call.AnswerAsync(new HealthView(isWell ? "ok" : "unready", checks), ApiJson.Readable.HealthView, isWell ? 200 : 503);
    }
}
