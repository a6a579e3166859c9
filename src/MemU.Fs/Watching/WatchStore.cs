using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;
using MemU.Fs.Remotes;
using MemU.Fs.Verbs;

namespace MemU.Fs.Watching;

/// <summary>
/// What is watched and how far it is learned, in the user's own state and not in the tree: whoever clones a tree, with whatever it brings, watches nothing by that.
/// </summary>
internal sealed class WatchStore(string root, string? state)
{
    private const string Sources = "sources.json", Lock = "lock", Stop = "stop", Log = "log";
    private const long LongestLog = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);

    private readonly string _folder = UserState.FolderOf("watch", GitHistory.RealPath(root), state);

    /// <summary>Where whoever wants the watching to end puts a file.</summary>
    public string StopFile => Path.Combine(_folder, Stop);

    /// <summary>Makes this process the one that watches the tree.</summary>
    /// <exception cref="MemUException">Another one does, or the state can't be written.</exception>
    public IDisposable Hold()
    {
        IDisposable? held = null;
        try
        {
            UserState.Make(_folder);
            // whoever only asks who watches holds it for a moment, too
            held = HeldFile.Hold(Path.Combine(_folder, Lock), Patience, () => $"process {Watcher() ?? 0} watches this memory already; see: memu watch status");
            File.WriteAllText(Path.Combine(_folder, "process"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            File.Delete(StopFile);
            return held;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held?.Dispose();
            throw SystemError.From(e, $"{_folder} can't be used");
        }
    }

    /// <summary>The process that watches the tree; null when none does.</summary>
    public int? Watcher()
    {
        var file = Path.Combine(_folder, Lock);
        if (!File.Exists(file)) return null;
        try
        {
            using var free = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Bytes("process") is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : 0;
        }
    }

    /// <summary>Tells the process that watches to end.</summary>
    public void AskToStop() => Guarded(() => File.WriteAllText(StopFile, ""), StopFile);

    /// <summary>Notes a line for whoever asks later what was done; the older half of what is too long goes.</summary>
    public void Note(DateTimeOffset at, string line) => Guarded(() =>
    {
        var (file, older) = (Path.Combine(_folder, Log), Path.Combine(_folder, Log + ".1"));
        if (new FileInfo(file) is { Exists: true, Length: > LongestLog }) File.Move(file, older, overwrite: true);
        using var log = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        log.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at:yyyy-MM-dd'T'HH:mm:ss'Z'}  {Secrets.Mask(SafeText.OneLine(line, 1000))}\n")));
    }, Path.Combine(_folder, Log));

    /// <summary>The last lines that were noted, oldest first.</summary>
    public IReadOnlyList<string> Notes(int most)
    {
        string[] lines = [.. Lines(Log + ".1"), .. Lines(Log)];
        return lines.Length > most ? lines[^most..] : lines;

        string[] Lines(string name) => Bytes(name) is { } bytes ? Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];
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
    public HashSet<long> SeenOf(string log) => Bytes(Path.ChangeExtension(FileOf(log), ".seen")) is { } bytes ? [.. MemoryMarshal.Cast<byte, long>(bytes.AsSpan(0, bytes.Length & ~7))] : [];

    /// <summary>Notes messages of a log as learned; a torn end is one message that is learned once more, and known by its content.</summary>
    public void See(string log, IEnumerable<long> hashes)
    {
        var file = Path.Combine(_folder, Path.ChangeExtension(FileOf(log), ".seen"));
        Guarded(() =>
        {
            UserState.Make(Path.GetDirectoryName(file)!);
            using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            stream.Position = stream.Length & ~7L;
            stream.Write(MemoryMarshal.AsBytes(hashes.ToArray().AsSpan()));
        }, file);
    }

    private static string FileOf(string log) => Path.Combine("logs", XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(log)).ToString("x32", CultureInfo.InvariantCulture) + ".json");

    private T? Read<T>(string name, JsonTypeInfo<T> type) where T : class
    {
        if (Bytes(name) is not { } bytes) return null;
        try
        {
            return JsonSerializer.Deserialize(bytes, type);
        }
        catch (JsonException e)
        {
            // a cursor that is gone costs a look at what is known; what is watched is the user's own word
            if (name != Sources) return null;
            var file = Path.Combine(_folder, name);
            throw new MemUException(MemUErrorKind.Format, $"{file} is broken at line {e.LineNumber + 1}; mend it, or remove it and add the sources again with: memu watch add", e);
        }
    }

    private void Write<T>(string name, T value, JsonTypeInfo<T> type)
    {
        var file = Path.Combine(_folder, name);
        Guarded(() =>
        {
            UserState.Make(Path.GetDirectoryName(file)!);
            Durable.Replace(file, JsonSerializer.SerializeToUtf8Bytes(value, type));
        }, file);
    }

    /// <summary>A file as a whole; null when there is none. Whoever writes it meanwhile is not kept from that.</summary>
    private byte[]? Bytes(string name)
    {
        var path = Path.Combine(_folder, name);
        try
        {
            return RegularFile.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{path} can't be read");
        }
    }

    private static void Guarded(Action write, string file)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{file} can't be written");
        }
    }
}
