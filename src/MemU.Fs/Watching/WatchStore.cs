using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MemU.Fs.Files;
using MemU.Fs.Model;
using MemU.Fs.Verbs;

namespace MemU.Fs.Watching;

/// <summary>
/// What is watched and how far it is learned, in the tree's own state: git ignores it, so a cloned tree watches nothing of whoever cloned it.
/// </summary>
internal sealed class WatchStore(string root)
{
    private const string Sources = "sources.json", Lock = "lock", Stop = "stop", Log = "log";
    private const long LongestLog = 1 << 20;

    private readonly string _folder = Path.Combine(Path.GetFullPath(root), ".memu", "state", "watch");

    /// <summary>Where whoever wants the watching to end puts a file.</summary>
    public string StopFile => Path.Combine(_folder, Stop);

    /// <summary>Makes this process the one that watches the tree.</summary>
    /// <exception cref="MemUException">Another one does.</exception>
    public IDisposable Hold()
    {
        Directory.CreateDirectory(_folder);
        try
        {
            var file = new FileStream(Path.Combine(_folder, Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            File.WriteAllText(Path.Combine(_folder, "process"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            File.Delete(StopFile);
            return file;
        }
        catch (IOException e) when (Watcher() is { } other)
        {
            throw new MemUException(MemUErrorKind.Locked, $"process {other} watches this memory already; see: memu watch status", e);
        }
    }

    /// <summary>The process that watches the tree; null when none does.</summary>
    public int? Watcher()
    {
        if (!File.Exists(Path.Combine(_folder, Lock))) return null;
        try
        {
            using var free = new FileStream(Path.Combine(_folder, Lock), FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return null;
        }
        catch (IOException)
        {
            return int.TryParse(Text("process"), CultureInfo.InvariantCulture, out var process) ? process : 0;
        }
    }

    /// <summary>Notes a line for whoever asks later what was done; the older half of what is too long goes.</summary>
    public void Note(DateTimeOffset at, string line)
    {
        var (file, older) = (Path.Combine(_folder, Log), Path.Combine(_folder, Log + ".1"));
        if (new FileInfo(file) is { Exists: true, Length: > LongestLog }) File.Move(file, older, overwrite: true);
        File.AppendAllText(file, string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd'T'HH:mm:ss'Z'}  {Secrets.Mask(SafeText.OneLine(line, 1000))}\n"));
    }

    /// <summary>The last lines that were noted, oldest first.</summary>
    public IReadOnlyList<string> Notes(int most)
    {
        var lines = File.Exists(Path.Combine(_folder, Log)) ? File.ReadAllLines(Path.Combine(_folder, Log)) : [];
        if (lines.Length < most && File.Exists(Path.Combine(_folder, Log + ".1"))) lines = [.. File.ReadAllLines(Path.Combine(_folder, Log + ".1")), .. lines];
        return lines.Length > most ? lines[^most..] : lines;
    }

    /// <summary>What is watched.</summary>
    /// <exception cref="MemUException">The file that says so is broken.</exception>
    public IReadOnlyList<WatchedSource> List() => Read(Sources, WatchJson.Default.WatchSources)?.Sources ?? [];

    /// <summary>Keeps what is watched.</summary>
    public void Save(IReadOnlyList<WatchedSource> sources) => Write(Sources, new(sources), WatchJson.Default.WatchSources);

    /// <summary>How far a log is learned.</summary>
    public LogCursor CursorOf(string log) => Read(FileOf(log), WatchJson.Default.LogCursor) is { } cursor && cursor.Path == log ? cursor : new() { Path = log };

    /// <summary>Keeps how far a log is learned; it is on the disk when this returns.</summary>
    public void Save(LogCursor cursor) => Write(FileOf(cursor.Path), cursor, WatchJson.Default.LogCursor);

    /// <summary>All cursors.</summary>
    public IReadOnlyList<LogCursor> Cursors()
    {
        var folder = Path.Combine(_folder, "logs");
        return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.json").Select(f => Read(Path.Combine("logs", Path.GetFileName(f)), WatchJson.Default.LogCursor)).OfType<LogCursor>()] : [];
    }

    /// <summary>The messages of a log that were ever learned, by hash; asked for only when a log was written anew.</summary>
    public HashSet<long> SeenOf(string log)
    {
        var file = Path.Combine(_folder, Path.ChangeExtension(FileOf(log), ".seen"));
        if (!File.Exists(file)) return [];
        var bytes = File.ReadAllBytes(file);
        return [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, long>(bytes.AsSpan(0, bytes.Length & ~7))];
    }

    /// <summary>Notes messages of a log as learned; a torn end is one message that is learned once more, and known by its content.</summary>
    public void See(string log, IEnumerable<long> hashes)
    {
        var file = Path.Combine(_folder, Path.ChangeExtension(FileOf(log), ".seen"));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        stream.Position = stream.Length & ~7L;
        stream.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(hashes.ToArray().AsSpan()));
    }

    private static string FileOf(string log) => Path.Combine("logs", XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(log)).ToString("x32", CultureInfo.InvariantCulture) + ".json");

    private string? Text(string name)
    {
        var file = Path.Combine(_folder, name);
        return File.Exists(file) ? File.ReadAllText(file) : null;
    }

    private T? Read<T>(string name, JsonTypeInfo<T> type) where T : class
    {
        var file = Path.Combine(_folder, name);
        if (!File.Exists(file)) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), type);
        }
        catch (JsonException e)
        {
            // a cursor that is gone costs a look at what is known; what is watched is the user's own word
            if (name != Sources) return null;
            throw new MemUException(MemUErrorKind.Format, $"{file} is broken at line {e.LineNumber + 1}; mend it, or remove it and add the sources again with: memu watch add", e);
        }
    }

    private void Write<T>(string name, T value, JsonTypeInfo<T> type)
    {
        var file = Path.Combine(_folder, name);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            Durable.Replace(file, JsonSerializer.SerializeToUtf8Bytes(value, type));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{file} can't be written");
        }
    }
}
