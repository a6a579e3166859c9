using System.Text.Json;
using System.Text.Json.Serialization;
using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Mounted;

/// <summary>Where a mounted source lies on this machine, as somebody said here.</summary>
/// <param name="Page">The page, relative to the root.</param>
/// <param name="Declared">The location that the page had then.</param>
/// <param name="Here">The absolute path.</param>
internal sealed record MountPlace(string Page, string Declared, string Here);

/// <summary>The places as JSON.</summary>
[JsonSerializable(typeof(List<MountPlace>))]
internal sealed partial class MountPlaceJson : JsonSerializerContext;

/// <summary>
/// Which mounted sources were added on this machine, and where they lie. A page alone opens nothing: it may have come with a pull, and would have
/// the next answer show any folder of this machine.
/// </summary>
internal sealed class MountPlaces(string root)
{
    private readonly string _file = Path.Combine(root, ".memu", "state", "mounts.json");
    private List<MountPlace>? _places;

    /// <summary>Where a source lies here; null when it was not added here, or its page has named another location since.</summary>
    public string? Of(Mount mount) => Places.Find(p => p.Page == mount.Page.Value && p.Declared == mount.Location)?.Here;

    /// <summary>Whether one of them is not there now: then the index must not be made anew without need, for it could not be fed with that one.</summary>
    public bool AnyIsAway => Places.Exists(p => !Path.Exists(p.Here) || Directory.Exists(p.Here) && IsEmpty(p.Here));

    /// <summary>Notes where it lies here; null forgets it.</summary>
    public void Set(Mount mount, string? here)
    {
        var places = Places.Where(p => p.Page != mount.Page.Value).ToList();
        if (here is not null) places.Add(new(mount.Page.Value, mount.Location, here));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            File.WriteAllBytes(_file + ".new", JsonSerializer.SerializeToUtf8Bytes(places, MountPlaceJson.Default.ListMountPlace));
            File.Move(_file + ".new", _file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, "where the source lies can't be noted in .memu/state");
        }
        _places = places;
    }

    /// <summary>An absolute path as a page tells it: relative where it lies beside or around the tree, below the home folder with <c>~</c>, else as it is.</summary>
    public string Declare(string absolute)
    {
        var real = RepositoryPlace.RealPath(root);
        var relative = Path.GetRelativePath(real, absolute).Replace('\\', '/');
        if (!Path.IsPathRooted(relative) && !relative.StartsWith("../../", StringComparison.Ordinal)) return relative;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return home.Length > 1 && absolute.StartsWith(home + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? "~/" + Path.GetRelativePath(home, absolute).Replace('\\', '/') : absolute;
    }

    /// <summary>What somebody names, absolute and with every symbolic link on the way resolved.</summary>
    public static string Resolve(string given)
    {
        var path = given == "~" || given.StartsWith("~/", StringComparison.Ordinal) ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + given[1..] : given;
        return RepositoryPlace.RealPath(path);
    }

    // as a drive is that is not mounted, or one that can't be read
    private static bool IsEmpty(string folder)
    {
        try
        {
            return !Directory.EnumerateFileSystemEntries(folder).Any();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private List<MountPlace> Places => _places ??= Read();

    private List<MountPlace> Read()
    {
        try
        {
            using var stream = File.OpenRead(_file);
            return JsonSerializer.Deserialize(stream, MountPlaceJson.Default.ListMountPlace) ?? [];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return []; // nothing was added here, or the note is torn: adding again makes it whole
        }
    }
}
