using MemU.Fs.Files;

namespace MemU.Fs.Tests.Trees;

/// <summary>A folder with a manifest of it, brought up as the index does.</summary>
public sealed class Known : IDisposable
{
    public static readonly DateTime Past = new(2024, 5, 6, 7, 8, 9, DateTimeKind.Utc);

    private readonly TemporaryFolder _folder = new();

    public Known(params string[] files)
    {
        Directory.CreateDirectory(Root);
        foreach (var file in files) Write(file, file);
        Manifest = TreeManifest.Load(File, "i");
        Rest();
    }

    public string Root => _folder.File("tree");

    public string File => _folder.File("state/tree.bin");

    public TreeManifest Manifest { get; private set; }

    public string At(string relative) => Path.Combine(Root, relative);

    /// <summary>Writes a file whose time lies in the past, so that it is not racy.</summary>
    public void Write(string relative, string text, DateTime? time = null)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(relative))!);
        System.IO.File.WriteAllText(At(relative), text);
        System.IO.File.SetLastWriteTimeUtc(At(relative), time ?? Past);
    }

    /// <summary>Gives all folders times of the past, so that the next change of one shows.</summary>
    public void Rest()
    {
        foreach (var folder in Directory.EnumerateDirectories(Root, "*", SearchOption.AllDirectories).Append(Root)) Directory.SetLastWriteTimeUtc(folder, Past);
    }

    /// <summary>Takes what a comparison found into the manifest.</summary>
    public void Follow(TreeFlags flags = TreeFlags.None, bool save = true)
    {
        var changes = TreeDiff.Full(Root, Manifest);
        var folders = new FolderChanges(Manifest);
        foreach (var removed in changes.Removed) folders.Remove(removed, null);
        foreach (var c in changes.Changed) folders.Put(c.Path, new(c.Path.Name, c.Size, c.Modified, TreeEntry.NoBlob, flags));
        folders.Commit(changes.Folders);
        if (save) Manifest.Save();
    }

    public void Reload()
    {
        Manifest.Dispose();
        Manifest = TreeManifest.Load(File, "i");
    }

    /// <summary>What a comparison says, a line each: + new, * changed, - removed, ! problem.</summary>
    public string[] Compare(bool quick = false, LeavesOut? leavesOut = null)
    {
        var changes = quick ? TreeDiff.Quick(Root, Manifest, null, leavesOut) : TreeDiff.Full(Root, Manifest, leavesOut);
        return [.. changes.Changed.Select(c => (c.Known is null ? "+" : "*") + c.Path), .. changes.Removed.Select(r => "-" + r), .. changes.Problems.Select(p => "!" + p)];
    }

    public void Dispose()
    {
        Manifest.Dispose();
        _folder.Dispose();
    }
}
