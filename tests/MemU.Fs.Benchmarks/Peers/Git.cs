using MemU.Fs.Benchmarks.Measuring;

namespace MemU.Fs.Benchmarks.Peers;

/// <summary>Ordinary git.</summary>
internal static class Git
{
    /// <summary>The same, with text on its standard input.</summary>
    public static double Feed(string root, string input, params IEnumerable<string> arguments) => Run(root, arguments, input);

    /// <summary>Runs git in a repository without the machine's own settings and without housekeeping; returns the milliseconds.</summary>
    public static double Run(string root, params IEnumerable<string> arguments) => Run(root, arguments, null);

    private static double Run(string root, IEnumerable<string> arguments, string? input) =>
        Command.Run("git", ["-C", root, "-c", "user.name=peer", "-c", "user.email=peer@example.org", "-c", "gc.auto=0", "-c", "maintenance.auto=false", .. arguments], input: input).Milliseconds;
}
