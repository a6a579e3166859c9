using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WebDav;

/// <summary>What is served, and where.</summary>
/// <param name="Tree">The tree that is shown.</param>
public sealed record WebDavOptions(IFileTree Tree)
{
    /// <summary>The port on this machine; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The clock by which locks end.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How long requests that run may take to end when the server stops.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(5);
}
