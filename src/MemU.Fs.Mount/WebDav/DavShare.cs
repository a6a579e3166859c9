using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WebDav;

/// <summary>A tree as it is shown to clients, with what they do to it besides files.</summary>
internal sealed class DavShare
{
    public DavShare(WebDavOptions options, string secret, int port)
    {
        (Tree, Secret, Port) = (options.Tree, secret, port);
        var comparison = Tree.Traits.IsCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        Walk = new(Tree);
        Locks = new(comparison, options.Clock);
        Properties = new(StringComparer.FromComparison(comparison), comparison);
        Sidecars = new(StringComparer.FromComparison(comparison), options.Clock);
        Names = comparison;
    }

    public IFileTree Tree { get; }

    public TreeWalk Walk { get; }

    public DavLocks Locks { get; }

    public DeadProperties Properties { get; }

    public Sidecars Sidecars { get; }

    /// <summary>How names are compared.</summary>
    public StringComparison Names { get; }

    /// <summary>The first name of every path.</summary>
    public string Secret { get; }

    public int Port { get; }

    /// <summary>Whether a host with port is this server's.</summary>
    public bool IsOwnHost(string? host) =>
        host is not null && (Is("127.0.0.1", host) || Is("localhost", host) || Is("[::1]", host));

    private bool Is(string name, string host) => host.Equals(Port == 80 ? name : $"{name}:{Port}", StringComparison.OrdinalIgnoreCase) || Port == 80 && host.Equals($"{name}:80", StringComparison.OrdinalIgnoreCase);
}
