using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using MemU.Fs.Benchmarks.Measuring;

namespace MemU.Fs.Benchmarks.Serving;

/// <summary><c>memu serve</c> as a process, with a key that may ask as often as it likes.</summary>
internal sealed class ServedProcess : IDisposable
{
    private readonly Process _process;

    private ServedProcess(Process process, string address, HttpClient client) => (_process, Address, Client) = (process, address, client);

    public string Address { get; }

    public HttpClient Client { get; }

    /// <summary>Resident memory in bytes.</summary>
    public long Resident
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public static ServedProcess Start(string memu, string state, IReadOnlyList<string> where, string? key)
    {
        var start = Command.Of(memu, ["serve", "--port", "0", .. where]);
        (start.Environment["XDG_STATE_HOME"], start.RedirectStandardError) = (state, false);
        var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the server did not start");
        var address = line[line.IndexOf("http://", StringComparison.Ordinal)..].Split(' ')[0];
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = new(address) };
        if (key is not null) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new(process, address, client);
    }

    /// <summary>Makes a key that is shown once.</summary>
    public static string Key(string memu, string state, params string[] where)
    {
        var start = Command.Of(memu, ["key", "add", "bench", "--rights", "read,write,admin", "--per-minute", "0", .. where]);
        start.Environment["XDG_STATE_HOME"] = state;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).First(w => w.StartsWith("memu_", StringComparison.Ordinal));
    }

    /// <summary>Runs wrk against one route; requests a second, p50 and p99 in milliseconds.</summary>
    public (double PerSecond, double P50, double P99) Wrk(string key, string path, string script, int connections, int seconds)
    {
        var output = Command.Run("wrk", ["-t", "1", "-c", Text(connections), "-d", $"{Text(seconds)}s", "--latency", "-s", script, "-H", $"Authorization: Bearer {key}", $"{Address.TrimEnd('/')}{path}"]).Output;
        if (output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal)) throw new InvalidOperationException($"not every request was answered:\n{output}");
        var lines = output.Split('\n').Select(l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToList();
        return (double.Parse(lines.Find(l => l is ["Requests/sec:", ..])![1], CultureInfo.InvariantCulture), Milliseconds(lines.Find(l => l is ["50%", _])![1]), Milliseconds(lines.Find(l => l is ["99%", _])![1]));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Milliseconds(string text) =>
        text.EndsWith("us", StringComparison.Ordinal) ? double.Parse(text[..^2], CultureInfo.InvariantCulture) / 1000
        : text.EndsWith("ms", StringComparison.Ordinal) ? double.Parse(text[..^2], CultureInfo.InvariantCulture)
        : double.Parse(text[..^1], CultureInfo.InvariantCulture) * 1000;

    public void Dispose()
    {
        Client.Dispose();
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])) kill.WaitForExit();
        _process.WaitForExit();
        _process.Dispose();
    }
}
