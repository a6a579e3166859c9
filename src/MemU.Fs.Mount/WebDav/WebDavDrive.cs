using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WebDav;

/// <summary>A tree as a WebDAV drive of this machine.</summary>
/// <param name="port">The port; 0 for a free one.</param>
internal sealed class WebDavDrive(int port) : IMountDriver
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IFileTree? _tree;
    private WebDavServer? _server;

    /// <inheritdoc/>
    public string Place => _server is { } server ? server.Address.ToString() : "";

    /// <inheritdoc/>
    public string Name { get; } = FormattableString.Invariant($"webdav of process {Environment.ProcessId}"); // never the address, which is the key to everything

    /// <inheritdoc/>
    public Task Over => _over.Task;

    /// <summary>The tree that it will show.</summary>
    public IMountDriver Show(IFileTree tree)
    {
        _tree = tree;
        return this;
    }

    /// <summary>Begins to serve.</summary>
    public async Task StartAsync(CancellationToken cancellationToken) => _server = await WebDavServer.StartAsync(new(_tree!) { Port = port }, cancellationToken);

    /// <inheritdoc/>
    public string? Unmount()
    {
        _over.TrySetResult();
        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _over.TrySetResult();
        if (_server is { } server) await server.DisposeAsync();
    }
}
