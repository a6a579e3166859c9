using MemU.Fs.Benchmarks.Measuring;

namespace MemU.Fs.Benchmarks.Peers;

/// <summary>qmd's search by words (BM25 in SQLite, no model), where its command is installed; with a home of its own.</summary>
internal sealed class Qmd(string folder)
{
    /// <summary>Above it its index is not made: 9 to 12 seconds at 10,000 files.</summary>
    public const int LargestTree = 10_000;

    private readonly string _home = Path.Combine(folder, "qmd");

    /// <summary>Whether <c>qmd</c> is on the path.</summary>
    public static bool IsThere => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "qmd")));

    /// <summary>Indexes all files of a tree anew.</summary>
    public void Load(string root)
    {
        if (Directory.Exists(_home)) Directory.Delete(_home, recursive: true);
        Directory.CreateDirectory(_home);
        Run("collection", "add", root, "--name", "memory");
    }

    /// <summary>Answers one question in a process of its own, from its index alone: it doesn't look whether files have changed.</summary>
    public double Ask(IReadOnlyList<string> query) => Run("search", string.Join(' ', query));

    private double Run(params string[] arguments) => Command.Run("env", [$"HOME={_home}", $"XDG_CACHE_HOME={_home}", $"XDG_CONFIG_HOME={_home}", "qmd", .. arguments], alsoFine: 1).Milliseconds;
}
