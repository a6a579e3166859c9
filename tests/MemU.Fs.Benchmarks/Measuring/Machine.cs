using System.Globalization;
using System.Runtime.InteropServices;

namespace MemU.Fs.Benchmarks.Measuring;

/// <summary>What a reader must know of the machine to judge the numbers.</summary>
internal static class Machine
{
    /// <summary>Cores, processor, memory and the versions of the peers.</summary>
    public static string Describe()
    {
        var model = File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null;
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30;
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} virtual cores{(model is null ? "" : $" ({model})")}, {memory} GiB, {RuntimeInformation.OSDescription}, .NET {Environment.Version}, {First("git", "--version")}, SQLite {First("sqlite3", "--version").Split(' ')[0]}, {First("rg", "--version")}");
    }

    /// <summary>The load average of the last minute; empty where the system does not tell.</summary>
    public static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "";

    private static string First(string file, string argument) => Command.Run(file, [argument]).Output.Split('\n')[0].Trim();
}
