using MemU.Fs.Model;
using MemU.Fs.Sources.Secrets;

namespace MemU.Fs.Sources.Web;

/// <summary>Addresses of the web: which may be asked, and how they are shown.</summary>
internal static class WebAddress
{
    /// <summary>An address that may be asked.</summary>
    /// <exception cref="MemUException">It is none, names another protocol, or holds a name or password.</exception>
    public static Uri Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address)) throw new MemUException(MemUErrorKind.BadArgument, "this is no address of the web; write it like https://example.org/page.html.");
        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps) throw new MemUException(MemUErrorKind.NotAllowed, $"an address that begins with {address.Scheme}: is neither http nor https, so it was not asked.");
        if (address.UserInfo.Length > 0) throw new MemUException(MemUErrorKind.BadArgument, $"the address of {address.IdnHost} holds a name or password, which would be kept; fetch it yourself and memorize the file.");
        return address;
    }

    /// <summary>The address without user, password and fragment, and with what looks like a secret masked.</summary>
    public static string Shown(Uri address)
    {
        var shown = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        shown = MaskSet.Mask(shown, SecretScanner.Scan(shown));
        if (address.Query.Length < 2) return shown;
        var query = address.Query[1..].Split('&').Select(Parameter);
        return $"{shown}?{string.Join('&', query)}";
    }

    /// <summary>True when the address is one that was allowed by name, for each port or for that one.</summary>
    public static bool IsAllowed(Uri address, IReadOnlyList<string> hosts)
    {
        foreach (var allowed in hosts)
        {
            // an IPv6 address is written in brackets when a port follows
            var isBare = !allowed.StartsWith('[') && allowed.Count(c => c == ':') > 1;
            if (!Uri.TryCreate($"http://{(isBare ? $"[{allowed}]" : allowed)}/", UriKind.Absolute, out var host)) continue;
            var hasPort = !isBare && allowed.LastIndexOf(':') > allowed.LastIndexOf(']');
            if (string.Equals(host.IdnHost, address.IdnHost, StringComparison.OrdinalIgnoreCase) && (!hasPort || host.Port == address.Port)) return true;
        }
        return false;
    }

    private static string Parameter(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0) return MaskSet.Mask(pair, SecretScanner.Scan(pair));
        var (name, value) = (pair[..equals], pair[(equals + 1)..]);
        // what signs an address opens it to whoever reads it
        var isSecret = value.Length > 0 && (SecretScanner.KindOfField(name, value) is not null || SecretScanner.Scan(pair).Count > 0 || name.Contains("sig", StringComparison.OrdinalIgnoreCase) || name.Contains("token", StringComparison.OrdinalIgnoreCase) || name.EndsWith("key", StringComparison.OrdinalIgnoreCase));
        return isSecret ? $"{name}=***" : pair;
    }
}
