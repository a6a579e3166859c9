using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using MemU.Fs.Files;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Mcp;
using MemU.Fs.Server.Tenants;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;

namespace MemU.Fs.Server.Http;

/// <summary>
/// Serves a memory, or one for each tenant, by HTTP: memU's routes, our own below <c>/v1</c>, and MCP. Without a key it listens to this machine alone.
/// </summary>
public sealed class ApiServer : IAsyncDisposable
{
    /// <summary>Where the metrics are.</summary>
    internal const string MetricsPath = "/metrics";

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    private readonly ServeOptions _options;
    private readonly WebApplication _application;
    private readonly Authenticator _authenticator;
    private readonly RequestGuard _guard;
    private readonly ServerMetrics _metrics;
    private readonly IDisposable _alone;
    private readonly CancellationTokenSource _stopping = new();
    private Task _resuming = Task.CompletedTask;

    private ApiServer(ServeOptions options, IDisposable alone)
    {
        (_options, _alone) = (options, alone);
        var keys = new KeyFile(options.KeyFile ?? KeyFile.PathFor(options.Served, options.StateFolder), options.Clock);
        _authenticator = new(options, keys);
        _guard = new(options);
        if (!_authenticator.NeedsKey && !RequestGuard.IsLoopback(options.Host))
            throw new MemUException(MemUErrorKind.NotAllowed, $"without a key the server answers this machine only, not {options.Host}. Make one with: memu key add <name>, or listen to 127.0.0.1.");
        _metrics = new(() => Trees?.Count ?? 0);
        Trees = new(options, _metrics);
        Routes = RouteTable.All;
        Health = new(options, Trees);
        _application = Build();
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>The open trees.</summary>
    internal TenantPool Trees { get; }

    /// <summary>All routes.</summary>
    internal IReadOnlyList<ApiRoute> Routes { get; }

    /// <summary>Whether it is ready.</summary>
    internal Health Health { get; }

    /// <summary>Ends when the server stops: answers without an end end with it.</summary>
    internal CancellationToken Stopping => _stopping.Token;

    /// <summary>How it was started.</summary>
    internal ServeOptions Options => _options;

    private async Task ResumeAsync()
    {
        try
        {
            await Trees.ResumeAsync(Stopping);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _options.Unforeseen?.Invoke(e); // what was accepted waits until somebody asks; the server goes on
        }
    }

    /// <summary>Starts to serve.</summary>
    /// <exception cref="MemUException">The address can't be listened to, needs a key, or another server has the same trees.</exception>
    public static async Task<ApiServer> StartAsync(ServeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Tenants is { } tenants) Directory.CreateDirectory(tenants);
        else if (!Directory.Exists(options.Served)) throw new MemUException(MemUErrorKind.NotFound, $"there is no memory at {Path.GetFullPath(options.Served)}. Make one with: memu init {options.Served}");
#pragma warning disable CA2000 // owned by the server that is returned; let go of below otherwise
        var alone = Alone(options);
#pragma warning restore CA2000
        try
        {
            var server = new ApiServer(options, alone);
            try
            {
                await server._application.StartAsync(cancellationToken);
            }
            catch (Exception e)
            {
                await server.DisposeAsync();
                if (e is IOException or AddressInUseException or System.Net.Sockets.SocketException) throw new MemUException(MemUErrorKind.System, $"{options.Host}:{options.Port} can't be listened to: {e.Message}", e);
                throw;
            }
            server.Address = new(server._application.Urls.First().Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal));
            server._resuming = Task.Run(server.ResumeAsync, CancellationToken.None);
            return server;
        }
        catch
        {
            alone.Dispose();
            throw;
        }
    }

    /// <summary>Waits until it is told to stop from within.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _application.WaitForShutdownAsync(cancellationToken);

    /// <summary>Takes no more requests, lets those that run end, and closes the trees; accepted tasks stay for the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        using (var patience = new CancellationTokenSource(Drain))
            await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
        await _resuming;
        await Trees.DisposeAsync();
        _authenticator.Dispose();
        _metrics.Dispose();
        Health.Dispose();
        _stopping.Dispose();
        _alone.Dispose();
    }

    /// <summary>For whom a request is answered; the tree stays open until the request is done.</summary>
    /// <exception cref="ApiException">It shows no key, or one that does not hold.</exception>
    internal async ValueTask<(Sender Sender, Tenant? Tenant)> IdentifyAsync(HttpContext context, bool needsTree)
    {
        var sender = _authenticator.Identify(context);
        if (!needsTree) return (sender, null);
        if (sender.Tenant == Authenticator.Operator) throw new ApiException(403, "not_allowed", "this key opens no memory; it is for the server's operator.");
        var lease = await Trees.RentAsync(sender.Tenant, context.RequestAborted);
        context.Response.RegisterForDispose(lease);
        return (sender, lease.Tenant);
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "memu" });
        builder.WebHost.UseKestrelCore();
        if (_options.Certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = _options.MaxBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 << 10;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MinRequestBodyDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
            kestrel.Limits.MinResponseDataRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
            if (IPAddress.TryParse(_options.Host.Trim('[', ']'), out var address)) kestrel.Listen(address, _options.Port, Secure);
            else if (_options.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) kestrel.ListenLocalhost(_options.Port, Secure);
            else if (_options.Host is "*") kestrel.ListenAnyIP(_options.Port, Secure);
            else throw new MemUException(MemUErrorKind.BadArgument, $"'{_options.Host}' is no address to listen on; give an IP address, localhost, or * for all.");
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Drain);
        builder.Services.AddRoutingCore();
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(ServerMetrics.Name).AddPrometheusExporter(e => e.ScopeInfoEnabled = false));
        builder.Services.AddMemoryMcp(unforeseen: e => _options.Unforeseen?.Invoke(e));
        var application = builder.Build();
        application.Use(GuardAsync);
        application.UseOpenTelemetryPrometheusScrapingEndpoint(MayScrape);
        application.UseRouting();
        foreach (var route in Routes)
            application.MapMethods(route.Path, Methods(route), context => AnswerAsync(context, route));
        application.MapMemoryMcp("/mcp", CallerAsync);
        return application;
    }

    /// <summary>What can be read can be asked about (RFC 9110, 9.3.2), but a stream, which would not end.</summary>
    private static string[] Methods(ApiRoute route) => route is { Method: "GET", IsStream: false } ? ["GET", "HEAD"] : [route.Method];

    /// <summary>Metrics are for the operator, or for whoever may administer the one tree that is served; for anybody else the route refuses.</summary>
    private bool MayScrape(HttpContext context)
    {
        if (context.Request.Path != MetricsPath || !HttpMethods.IsGet(context.Request.Method)) return false;
        try
        {
            var sender = _authenticator.Identify(context);
            return sender.Rights.HasFlag(KeyRights.Admin) && sender.Key?.UserId is null && (sender.Tenant == Authenticator.Operator || _options.Tenants is null);
        }
        catch (ApiException)
        {
            return false;
        }
    }

    /// <summary>For whom MCP is spoken; null when the request was refused.</summary>
    private async ValueTask<Caller?> CallerAsync(HttpContext context)
    {
        Caller? caller = null;
        await GuardedAsync(context, ApiFamily.Own, () => null, async () =>
        {
            var (sender, tenant) = await IdentifyAsync(context, needsTree: true);
            caller = new(tenant!.Memory, MemoryScope.Of(sender.Key?.UserId, sender.Key?.AgentId), sender.Rights);
        });
        return caller;
    }

    private void Secure(ListenOptions listen)
    {
        listen.Protocols = _options.Certificate is null ? HttpProtocols.Http1 : HttpProtocols.Http1AndHttp2;
#pragma warning disable CA2000 // the server uses it as long as it listens
        if (_options.Certificate is { } file) listen.UseHttps(CertificateOf(file, _options.CertificateKey));
#pragma warning restore CA2000
    }

    private static X509Certificate2 CertificateOf(string file, string? key)
    {
        try
        {
            return Path.GetExtension(file).ToUpperInvariant() is ".PFX" or ".P12" ? X509CertificateLoader.LoadPkcs12FromFile(file, null) : X509Certificate2.CreateFromPemFile(file, key ?? file);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new MemUException(MemUErrorKind.BadArgument, $"the certificate {file} can't be used: {e.Message}", e);
        }
    }

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        if (_guard.Check(context) is { } refusal) await RefuseAsync(context, refusal, ApiFamily.Own);
        else if (!_guard.Allow(context)) await next(context);
        if (context.Response is not { HasStarted: false, StatusCode: 404 or 405, ContentType: null }) return;
        await RefuseAsync(context, context.Response.StatusCode == 405 ? new(405, "not_allowed", $"this route does not take {context.Request.Method}; see /openapi.json.") : new(404, "not_found", "there is no such route; see /openapi.json or /docs."), ApiFamily.Own);
    }

    private async Task AnswerAsync(HttpContext context, ApiRoute route)
    {
        Tenant? tenant = null;
        var since = Stopwatch.GetTimestamp();
        await GuardedAsync(context, route.Family, () => tenant, async () =>
        {
            var (key, rights) = ((ApiKey?)null, KeyRights.None);
            if (route.Rights != KeyRights.None || route.NeedsTree)
            {
                (var sender, tenant) = await IdentifyAsync(context, route.NeedsTree);
                (key, rights) = (sender.Key, sender.Rights);
                if ((rights & route.Rights) != route.Rights) throw new ApiException(403, "not_allowed", $"this key may not do that; it needs the right to {route.Rights.ToString().ToLowerInvariant()}.");
            }
            await route.Answer(new(context, route, tenant, key, rights, this));
        });
        if (route.Rights.HasFlag(KeyRights.Write)) tenant?.Changes.Wake(); // whoever follows the changes need not wait for the watcher
        if (!route.IsStream) _metrics.Request(route, context.Response.StatusCode, since);
    }

    /// <summary>The one place where errors become answers.</summary>
    private async Task GuardedAsync(HttpContext context, ApiFamily family, Func<Tenant?> tenant, Func<Task> answer)
    {
        try
        {
            await answer();
        }
        catch (ApiException e)
        {
            await RefuseAsync(context, e, family);
        }
        catch (MemUException e)
        {
            await RefuseAsync(context, e, family, tenant());
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException e)
        {
            await RefuseAsync(context, new(e.StatusCode, e.StatusCode == 413 ? "too_large" : "invalid", e.StatusCode == 413 ? $"the body is too large; at most {_options.MaxBody} bytes are taken." : "the request is broken off or malformed."), family);
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionResetException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // the client has gone
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            await RefuseAsync(context, new(503, "stopping", "the server is being stopped; try again in a moment.") { RetryAfter = 1 }, family);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var noted = _options.Unforeseen?.Invoke(e);
            await RefuseAsync(context, new(500, "internal", $"something went wrong here{(noted is null ? "" : ", and was noted for the server's operator")}; nothing was changed unless the history says so."), family);
        }
    }

    private static Task RefuseAsync(HttpContext context, MemUException error, ApiFamily family, Tenant? tenant)
    {
        // where the tree lies on this machine is nobody else's business
        var message = tenant is null ? error.Message : error.Message.Replace(tenant.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(tenant.Root, "the memory", StringComparison.Ordinal);
        var body = ApiErrorBody.Of(ErrorTable.CodeOf(error.Kind), message, family);
        if (error is MemoryConflictException both) body = body with { Theirs = both.Theirs, Ours = both.Ours };
        var status = error is MemoryConflictException && context.Request.Headers.IfMatch.Count > 0 ? 412 : ErrorTable.StatusOf(error.Kind, family);
        return error is Tasks.QueueFullException full ? RefuseAsync(context, 429, body, Math.Max(1, (int)full.RetryAfter.TotalSeconds)) : RefuseAsync(context, status, body, error.Kind == MemUErrorKind.Locked ? 1 : null);
    }

    private static Task RefuseAsync(HttpContext context, ApiException error, ApiFamily family) => RefuseAsync(context, error.Status, ApiErrorBody.Of(error.Code, error.Message, family), error.RetryAfter);

    private static async Task RefuseAsync(HttpContext context, int status, ApiErrorBody body, int? retryAfter)
    {
        if (context.Response.HasStarted)
        {
            context.Abort(); // half an answer must not look like a whole one
            return;
        }
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        if (retryAfter is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        try
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, body, ApiJson.Readable.ApiErrorBody, context.RequestAborted);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            context.Abort(); // the client has gone
        }
    }

    /// <summary>Two servers on the same trees would work off the same tasks.</summary>
    private static IDisposable Alone(ServeOptions options)
    {
        var folder = ServerState.FolderOf(options.Served, options.StateFolder);
        try
        {
            Remotes.UserState.Make(folder);
            return HeldFile.Hold(Path.Combine(folder, "serve.lock"), TimeSpan.Zero, () => $"another server serves {Path.GetFullPath(options.Served)} already; stop that one first.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"the server's state can't be kept in {folder}");
        }
    }
}
