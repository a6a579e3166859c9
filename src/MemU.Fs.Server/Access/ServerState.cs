using MemU.Fs.History;
using MemU.Fs.Remotes;

namespace MemU.Fs.Server.Access;

/// <summary>Where a server keeps what belongs to no tree: keys, accepted tasks, webhooks. Only the user may read it.</summary>
internal static class ServerState
{
    /// <summary>The folder for what is served from a folder, by that one's real path.</summary>
    public static string FolderOf(string served, string? state) => UserState.FolderOf("server", GitHistory.RealPath(served), state);
}
