using MemU.Fs.Sources.Web;

namespace MemU.Fs.Server;

/// <summary>How a memory, or many of them, are served.</summary>
public sealed record ServeOptions
{
    /// <summary>The address to listen on; anything but a loopback address needs a key.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port; 0 for a free one.</summary>
    public int Port { get; init; } = 8420;

    /// <summary>The one tree that is served; null where <see cref="Tenants"/> says where they are.</summary>
    public string? Root { get; init; }

    /// <summary>The folder in which each tenant has a tree of its own.</summary>
    public string? Tenants { get; init; }

    /// <summary>How a tree is opened, given its root.</summary>
    public required Func<string, MemoryOptions> Open { get; init; }

    /// <summary>Where what is the user's own is kept: keys, accepted tasks, webhooks; null for the user's state folder.</summary>
    public string? StateFolder { get; init; }

    /// <summary>The file of keys; null for the one of the user's state folder.</summary>
    public string? KeyFile { get; init; }

    /// <summary>One more key with all rights, from the environment (<c>MEMU_SERVER_KEY</c>); for one tree alone.</summary>
    public string? Key { get; init; }

    /// <summary>Certificate (PEM, or PFX) for https; null for http.</summary>
    public string? Certificate { get; init; }

    /// <summary>The key of a PEM certificate; null when it stands in the same file.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>Names by which clients may call this server (<c>Host</c>), beside those of the loopback; a server that listens further away and needs keys takes any.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Pages of other origins that may call it from a browser, such as <c>https://app.example</c>.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>The largest body, in bytes.</summary>
    public long MaxBody { get; init; } = 32L << 20;

    /// <summary>What may be fetched from the web to be memorized.</summary>
    public WebOptions Web { get; init; } = new();

    /// <summary>Requests in a minute where the key says nothing; 0 for no bound.</summary>
    public int PerMinute { get; init; } = 6_000;

    /// <summary>How many accepted tasks of a tenant may wait.</summary>
    public int MaxWaiting { get; init; } = 10_000;

    /// <summary>Trees open at a time; those that were idle the longest are closed first.</summary>
    public int MaxOpen { get; init; } = 32;

    /// <summary>After how long without a request a tree is closed.</summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Called with one line for people.</summary>
    public Action<string>? Notice { get; init; }

    /// <summary>Called with an error that nobody foresaw; answers with where it was noted, or null.</summary>
    public Func<Exception, string?>? Unforeseen { get; init; }

    /// <summary>What is served: the tree's root, or the tenants' folder.</summary>
    internal string Served => Tenants ?? Root ?? throw new InvalidOperationException("neither a root nor tenants");
}
