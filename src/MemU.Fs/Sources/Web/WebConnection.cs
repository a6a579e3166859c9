using System.Net;
using System.Net.Sockets;
using MemU.Fs.Model;

namespace MemU.Fs.Sources.Web;

/// <summary>Connections for one request: the address that was checked is the one that is connected, so that a name which answers otherwise the second time leads nowhere else.</summary>
internal sealed class WebConnection(WebOptions options) : IDisposable
{
    private SocketsHttpHandler? _handler;

    /// <summary>A client for an address; it follows no redirect, sends no cookie and no name.</summary>
    public HttpClient Client(Uri at)
    {
        _handler = new()
        {
            AllowAutoRedirect = false, UseCookies = false, Credentials = null, PreAuthenticate = false, UseProxy = options.UseProxy, DefaultProxyCredentials = null, AutomaticDecompression = DecompressionMethods.All, ConnectTimeout = TimeSpan.FromSeconds(20),
            MaxResponseHeadersLength = 64, MaxResponseDrainSize = 0, PooledConnectionLifetime = TimeSpan.Zero, ActivityHeadersPropagator = null,
        };
        if (!options.UseProxy) _handler.ConnectCallback = async (context, cancellation) => await ConnectAsync(at, context.DnsEndPoint, cancellation);
        return new(_handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan, DefaultRequestVersion = HttpVersion.Version11, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrHigher };
    }

    /// <summary>Refuses an address that may not be asked.</summary>
    /// <exception cref="MemUException">None of its host's addresses is public, and the host is not allowed by name.</exception>
    public async Task CheckAsync(Uri at, CancellationToken cancellationToken) => await AddressesAsync(at, at.IdnHost, cancellationToken);

    public void Dispose() => _handler?.Dispose();

    private async Task<Stream> ConnectAsync(Uri at, DnsEndPoint to, CancellationToken cancellationToken)
    {
        var addresses = await AddressesAsync(at, to.Host, cancellationToken);
        Socket? socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, to.Port, cancellationToken);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            return stream;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    private async Task<IPAddress[]> AddressesAsync(Uri at, string host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        if (WebAddress.IsAllowed(at, options.AllowedHosts)) return addresses;
        // of a name with several addresses the private ones are as if they were not there
        var open = Array.FindAll(addresses, AddressRules.IsPublic);
        if (open.Length > 0) return open;
        throw new MemUException(MemUErrorKind.NotAllowed, $"{WebAddress.Shown(at)} leads to this machine or a private network, which was not asked; if you trust it, say --allow-host {at.IdnHost}{(at.IsDefaultPort ? "" : $":{at.Port}")}.");
    }
}
