using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>Where a file goes.</summary>
/// <param name="Path">The place in the memory.</param>
/// <param name="Refused">Why it doesn't go there; null when it does.</param>
/// <param name="IsBad">True when it is refused because it is malformed or hostile.</param>
/// <param name="IsSetting">True for settings of a memory or of its git, which are compared and never written.</param>
internal readonly record struct ImportPlace(MemoryPath Path, string? Refused = null, bool IsBad = false, bool IsSetting = false);

/// <summary>Judges where a file wants to be: nothing may lead out of the memory, hide in it, or steer a program.</summary>
internal static class ImportPlaces
{
    /// <summary>The place in the memory.</summary>
    public static ImportPlace Judge(ImportFile file, TreeLayout layout, ImportRequest request)
    {
        if (file.Refused is { } refused) return new(default, refused, file.IsBad);
        if (!MemoryPath.TryParse(file.Path, out var path, out var why) || path.IsRoot) return NoPath(file, why);
        if (file.IsRecord) return new(path); // its place was chosen here
        if (GitName.Problem(path.Value) is { } git && !path.Segments.Any(s => s.Equals(".git", StringComparison.OrdinalIgnoreCase))) return NoPath(file, git);
        if (path.Value is ".gitignore" or ".gitattributes" or ".memu/config.yaml" or ".memu/tombstones") return new(path, $"this memory has its own {path}; compare the two by hand", IsSetting: true);
        if (path.Segments.FirstOrDefault(s => s.StartsWith('.')) is { } hidden)
            return new(path, hidden.ToLowerInvariant() switch
            {
                ".memu" => "it is the state of a memory, and this memory has its own",
                ".git" => "it is git's own; all of history comes with: git clone",
                _ => $"'{hidden}' is hidden: settings of an editor or a program, not a memory",
            }, hidden.Equals(".git", StringComparison.OrdinalIgnoreCase) || hidden.Equals(".memu", StringComparison.OrdinalIgnoreCase));
        if (path.Segments.Any(IsDropping)) return new(path, "an editor or a system dropped it");
        var (root, inner) = TreeLayout.Split(path);
        if (!request.Scope.IsNone) root = layout.FolderOf(request.Scope); // one user's tree goes into another's as if it were its own
        var under = request.Into.IsRoot || IsSource(inner) ? root.Value : root.IsRoot ? request.Into.Value : $"{root}/{request.Into}";
        return MemoryPath.TryParse(under.Length == 0 ? inner.Value : $"{under}/{inner}", out var place, out why) ? new(place) : NoPath(file, why);
    }

    // sources that were memorized stay sources, wherever the memories go
    private static bool IsSource(MemoryPath inner) => inner.Segments is ["resources", { Length: 4 } year, _, ..] && year.All(char.IsAsciiDigit);

    private static ImportPlace NoPath(ImportFile file, string? why) => new(default, $"'{Shown(file.Path)}' is no path inside a memory: {why ?? "it is empty"}", IsBad: true);

    private static bool IsDropping(string name) => name is "Thumbs.db" or "desktop.ini" or "__MACOSX" or "4913" || name.EndsWith('~')
        || Path.GetExtension(name).ToLowerInvariant() is ".swp" or ".swo" or ".swx" or ".tmp" or ".part" or ".crdownload" or ".orig" or ".lock";

    private static string Shown(string path) => path.Length > 200 ? string.Concat(path.AsSpan(0, 200), "…").ReplaceLineEndings(" ") : path.ReplaceLineEndings(" ");
}
