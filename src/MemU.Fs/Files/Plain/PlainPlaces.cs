using System.Text;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Files.Plain;

/// <summary>A name in a folder that is really there, inside the root.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Place">Where the folder lies below the root.</param>
/// <param name="Name">The name, as the disk has it where something is there.</param>
/// <param name="Path">Its absolute path.</param>
/// <param name="Status">What is there; null when the name is free.</param>
internal readonly record struct PlainPlace(PlainNode Folder, string Place, string Name, string Path, PlainStatus? Status)
{
    public bool IsHidden => NameRules.IsHidden(Place, Name);

    /// <summary>The folder of the program's own files, which stays where it is.</summary>
    public bool IsOwn => Place.Length == 0 && Name.Equals(".memu", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Finds names on disk without ever leaving the root, and says which new ones may be made.</summary>
internal sealed class PlainPlaces(string root, NodeTable nodes, bool isCaseSensitive)
{
    /// <summary>The absolute path of a place below the root.</summary>
    public string Absolute(string place) => place.Length == 0 ? root : Path.Combine(root, place.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Where a node is now; fails when it is gone, or a folder above it was replaced by a link.</summary>
    public TreeError Find(PlainNode node, out string path)
    {
        path = "";
        if (nodes.Place(node) is not { } place) return TreeError.Stale;
        path = Absolute(place);
        return node.Parent is null ? CheckFolders("") : CheckFolders(place.LastIndexOf('/') is > 0 and var slash ? place[..slash] : "");
    }

    /// <summary>Where a name leads; that it is free is no error.</summary>
    public TreeError Find(FileNode folder, ReadOnlySpan<byte> name, out PlainPlace found)
    {
        found = default;
        if (folder is not PlainNode node) return TreeError.OtherTree;
        if (NameRules.Read(name, out var text) is not TreeError.None and var unreadable) return unreadable;
        if (nodes.Place(node) is not { } place) return TreeError.NotFound;
        if (CheckFolders(place) is not TreeError.None and var error) return error;
        var parent = Absolute(place);
        found = new(node, place, text, Path.Combine(parent, text), null);
        if (found.IsHidden || !IsPossible(parent, text)) return TreeError.None;
        foreach (var form in Forms(text, name))
            if (Path.Combine(parent, form) is var path && PlainStatus.TryRead(path, out var status))
            {
                found = found with { Name = form, Path = path, Status = status };
                break;
            }
        return TreeError.None;
    }

    /// <summary>Whether a name may be made in its folder.</summary>
    /// <param name="at">The name.</param>
    /// <param name="isFolder">It is to be a folder's.</param>
    /// <param name="except">A neighbor that gives way to it; null for none.</param>
    public TreeError Allows(in PlainPlace at, bool isFolder, string? except = null)
    {
        if (at.IsHidden) return TreeError.Access;
        // what other systems read as a drive, a stream or a way up must not even be tried there
        if (OperatingSystem.IsWindows() && NameRules.Check(at.Name, isMemoryName: true) != TreeError.None) return TreeError.Invalid;
        if (!NameRules.IsMemoryName(at.Name, isFolder)) return TreeError.None;
        var error = NameRules.Check(at.Name, isMemoryName: true);
        if (error == TreeError.None && isCaseSensitive && HasTwin(at, except)) error = TreeError.Exists;
        return error != TreeError.None && !IsInRepository(at.Place) ? error : TreeError.None;
    }

    /// <summary>True when the text of a link that lies in a folder leads to a place below the root.</summary>
    public bool StaysWithin(string folder, string text)
    {
        var target = Path.GetFullPath(Path.Combine(Absolute(folder), text));
        return (target + Path.DirectorySeparatorChar).StartsWith(root + Path.DirectorySeparatorChar, isCaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
    }

    // links are looked for each time, since somebody may have put one in a folder's place; the root itself may be one
    private TreeError CheckFolders(string place)
    {
        if (!Directory.Exists(root)) return TreeError.NotFound;
        for (var end = 0; end < place.Length;)
        {
            end = place.IndexOf('/', end + 1) is > 0 and var slash ? slash : place.Length;
            var flags = new FileInfo(Absolute(place[..end])).Attributes;
            if ((int)flags == -1) return TreeError.NotFound;
            if ((flags & FileAttributes.ReparsePoint) != 0) return end == place.Length ? TreeError.NotFolder : TreeError.Access;
            if ((flags & FileAttributes.Directory) == 0) return TreeError.NotFolder;
        }
        return TreeError.None;
    }

    /// <summary>A short name that Windows made for a longer one would be a second way to what is hidden.</summary>
    private static bool IsPossible(string folder, string name) =>
        !OperatingSystem.IsWindows()
        || NameRules.Check(name, isMemoryName: true) == TreeError.None && (!name.Contains('~', StringComparison.Ordinal)
            || new DirectoryInfo(folder).EnumerateFileSystemInfos().Any(i => i.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Forms(string text, ReadOnlySpan<byte> name)
    {
        if (Ascii.IsValid(name) || !SafeText.IsPlain(text)) return [text];
        var given = Encoding.UTF8.GetString(name);
        return new[] { text, given, text.Normalize(NormalizationForm.FormD) }.Distinct(StringComparer.Ordinal);
    }

    private static bool HasTwin(in PlainPlace at, string? except)
    {
        foreach (var neighbor in Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(at.Path)!))
            if (Path.GetFileName(neighbor) is var name && name != except && NameRules.IsTwin(at.Name, name)) return true;
        return false;
    }

    /// <summary>Within git's own folder, and in a work tree below the root, files are called as that repository has them.</summary>
    private bool IsInRepository(string place)
    {
        for (var end = 0; end < place.Length;)
        {
            end = place.IndexOf('/', end + 1) is > 0 and var slash ? slash : place.Length;
            if (place.AsSpan(0, end).EndsWith("/.git") || end == 4 && place.StartsWith(".git", StringComparison.Ordinal)) return true;
            if (Path.Exists(Path.Combine(Absolute(place[..end]), ".git"))) return true;
        }
        return false;
    }
}
