using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary>Names of the views: what nobody means as a question, and what is legal on every system.</summary>
internal static class ViewNames
{
    private const int MostBytes = 255;

    /// <summary>What shells, prompts, file managers, editors and build tools look for in every folder that they meet.</summary>
    private static readonly FrozenSet<string> Probes = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "HEAD", "desktop.ini", "autorun.inf", "thumbs.db", "ehthumbs.db", "folder.jpg", "folder.gif", "AlbumArtSmall.jpg", "$RECYCLE.BIN", "RECYCLER", "System Volume Information",
        "node_modules", "package.json", "Cargo.toml", "go.mod", "pyproject.toml", "setup.py", "setup.cfg", "tox.ini", "pom.xml", "build.gradle", "Makefile", "GNUmakefile", "CMakeLists.txt", "Gemfile",
        "composer.json", "mix.exs", "flake.nix", "shell.nix", "default.nix", "WORKSPACE", "Dockerfile", "docker-compose.yml", "CACHEDIR.TAG", "lost+found", "CVS", "_darcs", "_FOSSIL_", "venv", "__pycache__");

    /// <summary>True for what programs look for by themselves: hidden names and a fixed list.</summary>
    public static bool IsProbe(string name) => name.StartsWith('.') || name.StartsWith("~$", StringComparison.Ordinal) || Probes.Contains(name);

    /// <summary>A text as a name that every system takes.</summary>
    public static string Legal(string text, int mostBytes = 200)
    {
        var name = new StringBuilder(text.Length);
        foreach (var rune in SafeText.Compose(text).EnumerateRunes())
            name.Append(rune.Value < ' ' || rune.Value == 0x7F || rune.Value is '/' or '\\' or ':' or '*' or '?' or '"' or '<' or '>' or '|' ? "-" : rune.ToString());
        var legal = Cut(name.ToString().Trim(), mostBytes).TrimEnd('.', ' ');
        if (legal.StartsWith('.')) legal = "-" + legal[1..];
        if (legal.Length == 0) return "unnamed";
        return MemoryPath.TryParse(legal, out _, out _) ? legal : "-" + legal;
    }

    /// <summary>A name that no other entry has, without regard to case; the second one is given <c>-2</c> before its extension.</summary>
    public static string Unique(string name, HashSet<string> taken)
    {
        var (stem, extension) = Split(name);
        var unique = name;
        for (var n = 2; !taken.Add(unique); n++)
        {
            var suffix = string.Create(CultureInfo.InvariantCulture, $"-{n}{extension}");
            unique = Cut(stem, MostBytes - suffix.Length) + suffix;
        }
        return unique;
    }

    /// <summary>The name of a file's entry: its own, and for a category's page the category's.</summary>
    public static string Of(MemoryPath path)
    {
        var name = path.Stem.Equals("README", StringComparison.OrdinalIgnoreCase) && !path.Parent.IsRoot ? path.Parent.Name + path.Extension : path.Name;
        return Legal(name);
    }

    /// <summary>A name with its rank before it.</summary>
    public static string Ranked(int rank, MemoryPath path) => string.Create(CultureInfo.InvariantCulture, $"{rank:00}-{Of(path)}");

    /// <summary>Links or files with the names of what they show, each name once, in the order of their names.</summary>
    public static IReadOnlyList<NamedView> Named(IEnumerable<(MemoryPath Path, View View)> targets)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. targets.OrderBy(t => t.Path.Value, StringComparer.Ordinal).Select(t => new NamedView(Unique(Of(t.Path), taken), t.View)).OrderBy(e => e.Name, StringComparer.Ordinal)];
    }

    private static (string Stem, string Extension) Split(string name) =>
        name.LastIndexOf('.') is var dot && dot > 0 && name.Length - dot <= 12 ? (name[..dot], name[dot..]) : (name, "");

    private static string Cut(string text, int most)
    {
        if (Encoding.UTF8.GetByteCount(text) <= most) return text;
        var (stem, extension) = Split(text);
        most -= Encoding.UTF8.GetByteCount(extension);
        var (bytes, end) = (0, 0);
        foreach (var rune in stem.EnumerateRunes())
        {
            if ((bytes += rune.Utf8SequenceLength) > most) break;
            end += rune.Utf16SequenceLength;
        }
        return stem[..end] + extension;
    }
}
