using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using MemU.Fs.Model;
using MemU.Fs.Providers.Profiles;
using OpenAI;

#pragma warning disable CA2000 // the connections are disposed of with this; a wire has none of its own
namespace MemU.Fs.Providers.OpenAI;

/// <summary>The connections to one profile's provider: no redirects, loopback past the proxy, addresses with their whole path. Nothing is opened before the first call.</summary>
internal sealed class ProfileClients(ActiveProfile profile) : IDisposable
{
    private readonly Lazy<HttpMessageHandler> _connections = new(() => Connect(profile));
    private readonly List<HttpClient> _clients = [];

    /// <summary>How the provider is asked.</summary>
    public Dialect Dialect { get; } = new(profile);

    /// <summary>The package's client for one kind of request.</summary>
    /// <param name="address">Where such requests go.</param>
    public OpenAIClient Open(Uri address)
    {
        var key = new ApiKeyCredential(profile.KeyOrPlaceholder); // before anything is opened
        var http = new HttpClient(new Wire(profile, address, Dialect, _connections.Value), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        lock (_clients) _clients.Add(http);
        return new(key, new OpenAIClientOptions
        {
            Endpoint = profile.BaseUrl,
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(0), // ours knows budgets, ledgers and clocks
            NetworkTimeout = Timeout.InfiniteTimeSpan, // ours says which profile was too slow
        });
    }

    public void Dispose()
    {
        lock (_clients) foreach (var client in _clients) client.Dispose();
        if (_connections.IsValueCreated) _connections.Value.Dispose();
    }

    private static SocketsHttpHandler Connect(ActiveProfile profile)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            UseProxy = !profile.BaseUrl.IsLoopback,
        };
        if (handler.UseProxy && profile.Proxy is { } proxy) handler.Proxy = Proxy(profile, proxy);
        return handler;
    }

    private static WebProxy Proxy(ActiveProfile profile, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)) throw new MemUException(MemUErrorKind.BadArgument, $"the proxy of profile '{profile.Name}' (or MEMU_HTTP_PROXY) is no address; write it like http://proxy:3128");
        var named = Uri.UnescapeDataString(uri.UserInfo).Split(':', 2);
        return new(uri) { Credentials = uri.UserInfo.Length == 0 ? null : new NetworkCredential(named[0], named.Length > 1 ? named[1] : "") };
    }
}
