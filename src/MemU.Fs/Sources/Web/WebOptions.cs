namespace MemU.Fs.Sources.Web;

/// <summary>What may be fetched from the web.</summary>
public sealed record WebOptions
{
    /// <summary>The most bytes of one answer, unpacked.</summary>
    public long MaxBytes { get; init; } = 64L << 20;

    /// <summary>How many times an answer may lead elsewhere.</summary>
    public int MaxRedirects { get; init; } = 5;

    /// <summary>How long one source may take, all redirects included.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Hosts (<c>host</c> for each port, or <c>host:port</c>) that may be asked although they are in a private network or on this machine.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Goes through the proxy that the environment names; it looks names up by itself, so an address is only checked before it is asked.</summary>
    public bool UseProxy { get; init; }

    /// <summary>Refuses every address (<c>MEMU_OFFLINE</c>).</summary>
    public bool IsOffline { get; init; }
}
