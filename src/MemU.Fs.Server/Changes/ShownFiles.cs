using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;

namespace MemU.Fs.Server.Changes;

/// <summary>Which files of a tree somebody is told of: none of the machinery, and of another scope as little as of one that can't be made out.</summary>
/// <param name="layout">Which folder belongs to whom.</param>
/// <param name="scope">Whose files; none for everybody's.</param>
internal sealed class ShownFiles(TreeLayout layout, MemoryScope scope)
{
    private readonly MemoryPath _folder = layout.FolderOf(scope);

    /// <summary>True where everybody's files are shown.</summary>
    public bool IsEverything => scope.IsNone;

    /// <summary>True for what nobody is told of: what the program or an editor keeps for itself, and what is kept apart from every reader.</summary>
    public static bool IsMachinery(string path) => ScopedMemory.IsHidden(path) || ScopedMemory.IsKept(path);

    /// <summary>Whether a file is shown, by its path and what it says of itself.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="blob">Its content; null where there is no file.</param>
    /// <param name="history">Has the content.</param>
    public bool Has(string path, string? blob, GitHistory history)
    {
        if (blob is null || IsMachinery(path)) return false;
        if (scope.IsNone) return true;
        var at = MemoryPath.FromListing(path);
        if (ScopeSaid(at, blob, history) is not { } said) return false;
        return said.IsNone ? TreeLayout.Split(at).ScopeRoot == _folder : said.Equals(scope);
    }

    /// <summary>The scope that a file says it has; null where that can't be made out.</summary>
    private static MemoryScope? ScopeSaid(MemoryPath path, string blob, GitHistory history)
    {
        if (path.Extension != ".md") return MemoryScope.None;
        try
        {
            return history.ReadBlob(blob) is { } bytes ? MemoryDocument.Parse(path, bytes).ToItem().Scope : null;
        }
        catch (MemUException)
        {
            return null;
        }
    }
}
