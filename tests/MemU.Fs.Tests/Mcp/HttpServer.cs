using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Mcp;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace MemU.Fs.Tests.Mcp;

/// <summary>The least host that serves a memory over HTTP: a header names the owner, and <c>nobody</c> has no right to anything.</summary>
internal sealed class HttpServer : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly HttpClient _client = new();

    private HttpServer(WebApplication host) => _host = host;

    public string Address => $"{_host.Urls.First()}/mcp";

    public static async Task<HttpServer> StartAsync(MemoryService memory)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddMemoryMcp();
        var host = builder.Build();
        host.MapMemoryMcp("/mcp", context => new((string?)context.Request.Headers["X-User"] switch
        {
            "nobody" => null,
            "reader" => new(memory, MemoryScope.None, KeyRights.Read),
            var user => new Caller(memory, MemoryScope.Of(user), KeyRights.Read | KeyRights.Write),
        }));
        await host.StartAsync();
        return new(host);
    }

    /// <summary>Posts a message; the status and the answer, which comes as an event.</summary>
    public async Task<(HttpStatusCode Status, JsonObject? Answer)> PostAsync(string body, string? user = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Accept.ParseAdd("application/json, text/event-stream");
        if (user is not null) request.Headers.Add("X-User", user);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var data = text.Split('\n').FirstOrDefault(l => l.StartsWith("data: ", StringComparison.Ordinal))?[6..] ?? (text.StartsWith('{') ? text : null);
        return (response.StatusCode, data is null ? null : JsonNode.Parse(data)!.AsObject());
    }

    public async Task<HttpStatusCode> GetAsync()
    {
        using var response = await _client.GetAsync(new Uri(Address));
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _host.StopAsync();
        await _host.DisposeAsync();
    }
}
