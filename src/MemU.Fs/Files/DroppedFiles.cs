namespace MemU.Fs.Files;

/// <summary>What lies in a memory's folder and is never part of its tree.</summary>
internal static class DroppedFiles
{
    /// <summary>True for what is left out.</summary>
    public static bool LeavesOut(string path, string name, bool isFolder) => isFolder ? Skips(path, name) : Drops(path, name);

    /// <summary>Folders that are no part of the tree: git's, the program's own state and cache, and other repositories within.</summary>
    private static bool Skips(string path, string name) => name == ".git" || path is ".memu/state" or ".memu/cache";

    /// <summary>Files that editors and systems drop, and databases; they never become memories and are never committed.</summary>
    private static bool Drops(string path, string name) =>
        name is ".DS_Store" or "Thumbs.db" or "desktop.ini" or "4913" or ".git"
        || name.EndsWith('~') || name.StartsWith("._", StringComparison.Ordinal) || name.StartsWith(".#", StringComparison.Ordinal)
        || name.StartsWith('#') && name.EndsWith('#')
        || HasExtension(name, ".db", ".db3", ".sqlite", ".sqlite3", ".sqlitedb", "-wal", "-shm", "-journal") // a copy of a database that is in use is no copy of it
        || HasExtension(name, ".swp", ".swo", ".swx", ".tmp", ".part", ".crdownload", ".orig", ".lock")
        || path.StartsWith(".memu/", StringComparison.Ordinal) && path is not (".memu/config.yaml" or ".memu/tombstones");

    private static bool HasExtension(string name, params ReadOnlySpan<string> extensions)
    {
        foreach (var extension in extensions)
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
