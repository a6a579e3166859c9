using MemU.Fs.Server.Access;
using MemU.Fs.Server.Mcp.Tools;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ModelContextProtocol.AspNetCore;

namespace MemU.Fs.Server.Mcp;

/// <summary>A memory as an MCP server over streamable HTTP, without sessions: each request says for whom it is.</summary>
public static class HttpMcp
{
    private static readonly object s_caller = new();

    /// <summary>Adds what <see cref="MapMemoryMcp"/> needs.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="tools">What is offered; null for <see cref="ToolSet.Default"/>.</param>
    /// <param name="unforeseen">Hears of errors that nobody foresaw; null for nobody.</param>
    public static IServiceCollection AddMemoryMcp(this IServiceCollection services, ToolSet? tools = null, Action<Exception>? unforeseen = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddMcpServer().WithHttpTransport(options =>
        {
            options.SessionMode = HttpServerSessionMode.Stateless;
            options.ConfigureSessionOptions = (context, server, _) =>
            {
                var caller = context.Items[s_caller] as Caller ?? throw new InvalidOperationException("the endpoint was not mapped with MapMemoryMcp.");
                MemoryMcp.Configure(server, caller, tools ?? ToolSet.Default, staysOpen: false, unforeseen, context.RequestAborted);
                return Task.CompletedTask;
            };
        });
        return services;
    }

    /// <summary>Maps the server.</summary>
    /// <param name="endpoints">The host's routes.</param>
    /// <param name="pattern">Where, such as <c>/mcp</c>.</param>
    /// <param name="callerOf">Says for whom a request is; null when its answer is given already, or to have it answered with 401.</param>
    public static IEndpointConventionBuilder MapMemoryMcp(this IEndpointRouteBuilder endpoints, string pattern, Func<HttpContext, ValueTask<Caller?>> callerOf)
    {
        ArgumentNullException.ThrowIfNull(callerOf);
        var mapped = endpoints.MapMcp(pattern);
        mapped.Finally(endpoint =>
        {
            var next = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = async context =>
            {
                if (await callerOf(context) is { } caller)
                {
                    context.Items[s_caller] = caller;
                    await next(context);
                }
                else if (!context.Response.HasStarted && context.Response.StatusCode == StatusCodes.Status200OK)
                {
                    context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                }
            };
        });
        return mapped;
    }
}
