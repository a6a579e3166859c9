using System.Globalization;
using System.Text.Json;

namespace MemU.Fs.Providers.Calls;

/// <summary>
/// All calls, a line of JSON each, one file a month: <c>.memu/state/ledger/2026-11.jsonl</c>. Whoever writes holds the file alone for that moment, so lines of two
/// processes never mix; a line that a death tore is closed by the next and left out by readers.
/// </summary>
internal sealed class CallLedger(string? root, TimeProvider clock)
{
    private const int Tries = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Read, Dictionary<DateOnly, Spent> Days)> _months = new(StringComparer.Ordinal);

    /// <summary>What was taken.</summary>
    /// <param name="Tokens">Prompts and answers together.</param>
    /// <param name="Cost">By the profiles' prices.</param>
    public readonly record struct Spent(long Tokens, decimal Cost)
    {
        public static Spent operator +(Spent a, Spent b) => new(a.Tokens + b.Tokens, a.Cost + b.Cost);
    }

    /// <summary>The folder of a memory's ledger.</summary>
    public static string Folder(string root) => Path.Combine(root, ".memu", "state", "ledger");

    /// <summary>Adds a call.</summary>
    public void Add(ModelCall call)
    {
        lock (_gate)
        {
            if (root is null)
            {
                Count(Month(call.At).Days, call);
                return;
            }
            Directory.CreateDirectory(Folder(root));
            using var file = Alone(FileOf(root, call.At), FileMode.OpenOrCreate, FileAccess.ReadWrite);
            var torn = file.Length > 0 && file.Seek(-1, SeekOrigin.End) >= 0 && file.ReadByte() != '\n';
            file.Seek(0, SeekOrigin.End);
            file.Write([.. torn ? "\n"u8 : [], .. JsonSerializer.SerializeToUtf8Bytes(call, ModelCallJson.Default.ModelCall), (byte)'\n']);
        }
    }

    /// <summary>What was taken today and this month, by all processes.</summary>
    public (Spent Day, Spent Month) Now()
    {
        lock (_gate)
        {
            var now = clock.GetLocalNow();
            var today = DateOnly.FromDateTime(now.DateTime);
            var (day, month) = (default(Spent), default(Spent));
            // a day of this zone may lie in the file of the month before or after it
            foreach (var at in new[] { now.AddDays(-1), now, now.AddDays(1) }.DistinctBy(t => t.UtcDateTime.Month))
                foreach (var (date, spent) in Month(at).Days)
                {
                    if (date == today) day += spent;
                    if (date.Year == today.Year && date.Month == today.Month) month += spent;
                }
            // the file of the month before has days of this one only at its very beginning
            return (day, month);
        }
    }

    /// <summary>The calls since then, oldest first; lines that are none are left out.</summary>
    public static IEnumerable<ModelCall> Read(string root, DateTimeOffset? since)
    {
        if (!Directory.Exists(Folder(root))) yield break;
        foreach (var path in Directory.EnumerateFiles(Folder(root), "*.jsonl").Order(StringComparer.Ordinal))
        {
            if (since is { } begin && string.CompareOrdinal(Path.GetFileNameWithoutExtension(path), MonthName(begin)) < 0) continue;
            string[] lines;
            using (var file = Alone(path, FileMode.Open, FileAccess.Read))
            using (var reader = new StreamReader(file))
                lines = reader.ReadToEnd().Split('\n');
            foreach (var line in lines)
                if (Parse(line) is { } call && (since is null || call.At >= since)) yield return call;
        }
    }

    private (long Read, Dictionary<DateOnly, Spent> Days) Month(DateTimeOffset at)
    {
        var name = MonthName(at);
        var month = _months.TryGetValue(name, out var known) ? known : _months[name] = (0, []);
        if (root is null || !File.Exists(FileOf(root, at))) return month;
        using var file = Alone(FileOf(root, at), FileMode.Open, FileAccess.Read);
        if (file.Length < month.Read) month = (0, []); // somebody took lines out
        file.Seek(month.Read, SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        foreach (var line in reader.ReadToEnd().Split('\n'))
            if (Parse(line) is { } call) Count(month.Days, call);
        return _months[name] = (file.Length, month.Days);
    }

    private void Count(Dictionary<DateOnly, Spent> days, ModelCall call)
    {
        if (call.Status == "kept") return;
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(call.At, clock.LocalTimeZone).DateTime);
        days[day] = days.GetValueOrDefault(day) + new Spent(call.InputTokens + call.OutputTokens, call.Cost ?? 0);
    }

    private static ModelCall? Parse(string line)
    {
        if (line.Length < 2) return null;
        try
        {
            return JsonSerializer.Deserialize(line, ModelCallJson.Default.ModelCall);
        }
        catch (JsonException)
        {
            return null; // torn by a death
        }
    }

    /// <summary>The file, held against every other process for as long as it is open.</summary>
    private static FileStream Alone(string path, FileMode mode, FileAccess access)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new(path, mode, access, FileShare.None);
            }
            catch (IOException) when (tries < Tries && (mode != FileMode.Open || File.Exists(path)))
            {
                Thread.Sleep(5); // another process writes its line
            }
        }
    }

    private static string FileOf(string root, DateTimeOffset at) => Path.Combine(Folder(root), $"{MonthName(at)}.jsonl");

    private static string MonthName(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
