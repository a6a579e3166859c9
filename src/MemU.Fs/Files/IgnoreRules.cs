namespace MemU.Fs.Files;

/// <summary>What the <c>.gitignore</c> files of a folder and its subfolders leave out; each is read once. Nothing outside the folder has a say.</summary>
public sealed class IgnoreRules(string root)
{
    private const int MostBytes = 64 * 1024, MostLines = 1000;

    private readonly Dictionary<string, IReadOnlyList<(Glob Glob, bool Keeps)>> _rules = new(StringComparer.Ordinal);
    private readonly Lock _one = new();

    /// <summary>Whether a file or folder is left out; its parents are not asked.</summary>
    /// <param name="path">Relative to the root, with <c>/</c>.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public bool LeavesOut(string path, bool isFolder)
    {
        var segments = path.Split('/');
        // the nearest file decides, in it the last line
        for (var depth = segments.Length - 1; depth >= 0; depth--)
        {
            var rules = RulesOf(string.Join('/', segments, 0, depth));
            for (var i = rules.Count - 1; i >= 0; i--)
                if (rules[i].Glob.Fits(segments.AsSpan(depth), isFolder)) return !rules[i].Keeps;
        }
        return false;
    }

    private IReadOnlyList<(Glob Glob, bool Keeps)> RulesOf(string folder)
    {
        lock (_one)
        {
            if (!_rules.TryGetValue(folder, out var rules)) _rules[folder] = rules = Read(Path.Combine(root, folder, ".gitignore"));
            return rules;
        }
    }

    private static List<(Glob, bool)> Read(string file)
    {
        var info = new FileInfo(file);
        if (!info.Exists || info.LinkTarget is not null || info.Length > MostBytes) return [];
        try
        {
            return [.. File.ReadLines(file).Take(MostLines).Select(l => l.TrimEnd()).Where(l => l.Length > 0 && l[0] != '#').Select(l => l[0] == '!' ? (new Glob(l[1..]), true) : (new Glob(l), false))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // rules that nobody may read leave nothing out; the folder's documents are judged without them
        }
    }
}
