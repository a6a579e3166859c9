using MemU.Fs.Model;

namespace MemU.Fs.Sources.Sessions;

/// <summary>An agent's host and where it keeps the logs of its sessions.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Folder">The folder below the home folder, with slashes.</param>
/// <param name="Variable">The environment's variable that names another folder in its stead; null where there is none.</param>
/// <param name="Below">The folder below that in which the logs are; empty for itself.</param>
/// <param name="Ending">How a log's name ends.</param>
public sealed record HostLogs(string Name, string Title, string Folder, string? Variable, string Below, string Ending)
{
    /// <summary>The hosts whose logs are files of JSON lines.</summary>
    public static IReadOnlyList<HostLogs> All { get; } =
    [
        new("claude-code", "Claude Code", ".claude", "CLAUDE_CONFIG_DIR", "projects", ".jsonl"),
        new("codex", "Codex", ".codex", "CODEX_HOME", "sessions", ".jsonl"),
        new("cursor", "Cursor", ".cursor", null, "projects", ".jsonl"),
        new("openclaw", "OpenClaw", ".openclaw", null, "agents", ".jsonl"),
        new("workbuddy", "WorkBuddy", ".workbuddy", null, "projects", ".jsonl"),
        new("cola", "Cola", ".cola", null, "sessions", ".jsonl"),
    ];

    /// <summary>A host by its name; null when there is none of that name.</summary>
    public static HostLogs? Find(string name) => All.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The folder of the logs of a home folder.</summary>
    public string FolderIn(string home)
    {
        var own = Variable is null || Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } chosen || !Path.IsPathRooted(chosen) ? Path.Combine(home, Folder) : chosen;
        return Path.Combine(own, Below);
    }

    /// <summary>Which host's a log is, by the folder that it lies in; null for none of these.</summary>
    public static HostLogs? Of(string path)
    {
        var parts = path.Replace('\\', '/');
        return All.FirstOrDefault(h => parts.Contains($"/{h.Folder}/{h.Below}/", StringComparison.Ordinal));
    }

    /// <summary>The session of a log: its file's name without what stands before its number, or the file's name.</summary>
    public static string SessionOf(string path) => SafeText.OneLine(Path.GetFileNameWithoutExtension(path), 80);
}
