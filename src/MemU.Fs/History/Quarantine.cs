namespace MemU.Fs.History;

/// <summary>Objects that came from elsewhere, apart from ours until git has checked them all: what is cut off or refused leaves nothing behind.</summary>
/// <param name="apart">The folder into which git put them; it borrows ours.</param>
/// <param name="objects">Ours.</param>
internal sealed class Quarantine(string apart, string objects)
{
    /// <summary>Makes the folder.</summary>
    public void Open()
    {
        Directory.CreateDirectory(Path.Combine(apart, "info"));
        File.WriteAllText(Path.Combine(apart, "info", "alternates"), objects + "\n");
    }

    /// <summary>Moves them over; git made them durable already. What a pack holds is complete before its table makes it visible.</summary>
    public void Release()
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(apart, "*", SearchOption.AllDirectories).Where(IsObject).OrderBy(f => f.EndsWith(".idx", StringComparison.Ordinal)).ToList())
        {
            var to = Path.Combine(objects, Path.GetRelativePath(apart, file));
            if (File.Exists(to)) continue; // its name says what it holds
            if (folders.Add(Path.GetDirectoryName(to)!)) Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Move(file, to);
        }
        foreach (var folder in folders) FileSync.Folder(folder);
        if (folders.Count > 0) FileSync.Folder(objects);
    }

    private bool IsObject(string file)
    {
        var name = Path.GetRelativePath(apart, file).Replace('\\', '/').Split('/');
        return name is ["pack", var pack] && pack.StartsWith("pack-", StringComparison.Ordinal) && !pack.EndsWith(".keep", StringComparison.Ordinal)
            || name is [{ Length: 2 }, { Length: 38 } rest] && rest.All(char.IsAsciiHexDigitLower);
    }
}
