using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MemU.Fs.Mount.WebDav;

/// <summary>
/// Shows a tree as a WebDAV drive (class 2) to this machine alone: it listens on the loopback addresses, below a path that nobody can guess. For systems
/// without a driver. It writes no log, so nothing tells the path.
/// </summary>
public sealed class WebDavServer : IAsyncDisposable
{
    private const int Attempts = 20;

    private readonly WebApplication _application;
    private readonly TimeSpan _drain;

    private WebDavServer(WebApplication application, Uri address, TimeSpan drain) => (_application, Address, _drain) = (application, address, drain);

    /// <summary>Where the drive is. Whoever knows it can read and change everything.</summary>
    public Uri Address { get; }

    /// <summary>Starts to serve.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<WebDavServer> StartAsync(WebDavOptions options, CancellationToken cancellationToken = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = options.Port > 0 ? options.Port : FreePort();
            var share = new DavShare(options, RequestGuard.NewSecret(), port);
            var application = Build(share, options.Drain);
            try
            {
                await application.StartAsync(cancellationToken);
                return new(application, new Uri($"http://127.0.0.1:{port}/{share.Secret}/"), options.Drain);
            }
            catch (IOException) when (options.Port == 0 && attempt < Attempts)
            {
                await application.DisposeAsync(); // somebody else was faster with the free port
            }
            catch
            {
                await application.DisposeAsync();
                throw;
            }
        }
    }

    /// <summary>Takes no more requests, and waits for those that run, for a while.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(_drain);
        await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
    }

    private static WebApplication Build(DavShare share, TimeSpan drain)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(share.Port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // the disk is the bound
            kestrel.Limits.MaxRequestLineSize = 32 * 1024; // a path of 4,000 bytes, each of them encoded
            kestrel.Limits.MaxRequestHeadersTotalSize = 64 * 1024;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = drain);
        var application = builder.Build();
        application.Run(context => AnswerAsync(context, share));
        return application;
    }

    private static async Task AnswerAsync(HttpContext context, DavShare share)
    {
        try
        {
            var (path, status) = RequestGuard.Check(context, share);
            if (path is null)
            {
                context.Response.StatusCode = status;
                return;
            }
            var header = context.Request.Headers["If"].ToString();
            if ((header.Length == 0 ? IfHeader.None : IfHeader.Read(header)) is not { } condition)
            {
                context.Response.StatusCode = 400;
                return;
            }
            var request = new DavRequest(context, share, path, condition);
            if (await Conditions.HoldsAsync(request)) await DispatchAsync(request);
            else context.Response.StatusCode = 412;
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException e)
        {
            // the body ended early, came too slowly or is none: what was there before is still there
            if (!context.Response.HasStarted) context.Response.StatusCode = e.StatusCode;
        }
        catch (Exception e) when (e is OperationCanceledException or ConnectionResetException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            context.Abort(); // the client has gone
        }
    }

    private static Task DispatchAsync(DavRequest request)
    {
        var method = request.Context.Request.Method;
        if (method == "OPTIONS") return DavReading.OptionsAsync(request);
        if (Sidecars.IsOne(request.Path)) return DavSidecars.AnswerAsync(request, method);
        if (Sidecars.IsProbe(request.Path)) return request.AnswerAsync(method is "PUT" or "MKCOL" or "LOCK" ? 403 : 404);
        return method switch
        {
            "GET" or "HEAD" => DavReading.GetAsync(request),
            "PUT" => DavChanging.PutAsync(request),
            "DELETE" => DavChanging.DeleteAsync(request),
            "MKCOL" => DavChanging.MakeFolderAsync(request),
            "COPY" => DavMoving.RelocateAsync(request, isMove: false),
            "MOVE" => DavMoving.RelocateAsync(request, isMove: true),
            "PROPFIND" => DavListing.FindAsync(request),
            "PROPPATCH" => DavPatching.PatchAsync(request),
            "LOCK" => DavLocking.LockAsync(request),
            "UNLOCK" => DavLocking.UnlockAsync(request),
            _ => RefuseMethodAsync(request),
        };
    }

    private static Task RefuseMethodAsync(DavRequest request)
    {
        request.Context.Response.Headers.Allow = DavReading.Methods;
        return request.AnswerAsync(405);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
