using System.Security.Cryptography;
using System.Text;
using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;
using MemU.Fs.Remotes;

namespace MemU.Fs.Server.Access;

/// <summary>Where a server keeps what belongs to no tree: keys, accepted tasks, webhooks. Only the user may read it.</summary>
internal static class ServerState
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The folder for what is served from a folder, by that one's real path.</summary>
    public static string FolderOf(string served, string? state) =>
        Path.Combine(UserState.Folder(state), "server", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(GitHistory.RealPath(Path.GetFullPath(served)))))[..32]);

    /// <summary>Keeps other processes from changing a file meanwhile.</summary>
    /// <param name="path">The lock.</param>
    /// <param name="patience">How long to wait for whoever has it; null for ten seconds.</param>
    /// <param name="otherwise">What to say when that was not long enough.</param>
    /// <exception cref="MemUException">Another one has held it for too long.</exception>
    public static IDisposable Hold(string path, TimeSpan? patience = null, string? otherwise = null)
    {
        var since = Environment.TickCount64;
        for (var pause = 1; ; pause = Math.Min(pause * 2, 100))
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (File.Exists(path))
            {
                if (TimeSpan.FromMilliseconds(Environment.TickCount64 - since) >= (patience ?? Patience)) throw new MemUException(MemUErrorKind.Locked, otherwise ?? $"{path} is held by another process; run the command again when it is done.", e);
                Thread.Sleep(pause);
            }
        }
    }
}
