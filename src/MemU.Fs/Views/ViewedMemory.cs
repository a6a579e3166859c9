using System.Text;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary>The memory that the views are made of: what of it is shown, how its files are shown, and what failed lately.</summary>
internal sealed class ViewedMemory : IDisposable
{
    private const int MostFailures = 10;

    private readonly Queue<(DateTimeOffset When, string What, string Why)> _failures = new();
    private readonly MemoryService _service;
    private long _searches;

    public ViewedMemory(MemoryService service, MemoryOptions options, ViewOptions shown)
    {
        (_service, Options, Shown) = (service, options, shown);
        Root = Path.GetFullPath(options.Root);
        Objects = new(Root);
        Walks = new(Root);
        Revisions = new(Root);
        Catalog = new(this);
        Prefix = shown.Folder.IsRoot ? "" : shown.Folder.Value + "/";
        Inside = Prefix.Length == 0 ? Where.All : new([new("path", [Prefix]) { Operator = WhereOperator.StartsWith }]);
    }

    /// <summary>Asks the memory. What it does may take its time, and whoever is asked here has other requests to answer.</summary>
    public Task<T> AskAsync<T>(Func<MemoryService, Task<T>> ask, CancellationToken cancellationToken) => Task.Run(() => ask(_service), cancellationToken);

    public MemoryOptions Options { get; }

    public ViewOptions Shown { get; }

    /// <summary>The root of the memory, absolute.</summary>
    public string Root { get; }

    /// <summary>The folder that is shown as the top, with a slash at its end; empty for the root.</summary>
    public string Prefix { get; }

    /// <summary>True where everybody's memory is shown.</summary>
    public bool IsWhole => Shown.Scope.IsNone && Prefix.Length == 0;

    /// <summary>Keeps a search to what is shown.</summary>
    public Where Inside { get; }

    /// <summary>History, for what is read at once: folders and files as they were committed.</summary>
    public OwnHistory Objects { get; }

    /// <summary>History, for what walks through many commits.</summary>
    public OwnHistory Walks { get; }

    /// <summary>History, for what is made of a whole revision.</summary>
    public OwnHistory Revisions { get; }

    /// <summary>The memories by type, tag and date.</summary>
    public Catalog Catalog { get; }

    public TimeProvider Clock => Options.Clock;

    /// <summary>How often it was searched.</summary>
    public long Searches => Interlocked.Read(ref _searches);

    /// <summary>Notes a search.</summary>
    public void CountSearch() => Interlocked.Increment(ref _searches);

    /// <summary>True for a path, relative to the root of the memory, that the drive shows.</summary>
    public bool Shows(string path) =>
        path.StartsWith(Prefix, StringComparison.Ordinal) && path.Length > Prefix.Length && (Prefix.Length > 0 || Shown.Scope.IsNone || path != "users" && !path.StartsWith("users/", StringComparison.Ordinal));

    /// <summary>A path of the memory as the drive shows it.</summary>
    public string Outward(string path) => path[Prefix.Length..];

    /// <summary>A path of the drive in the memory.</summary>
    public string Inward(string path) => path.Length == 0 ? Prefix.TrimEnd('/') : Prefix + path;

    /// <summary>What the memory says, with paths as the drive shows them.</summary>
    public string Outwards(string text) => Prefix.Length == 0 ? text : text.Replace("[[" + Prefix, "[[", StringComparison.Ordinal);

    /// <summary>A file as an entry of a folder so many levels below the top: a link, or the file itself where there are none; null when it is not there, or not shown.</summary>
    public View? Target(string path, int depth, DateTimeOffset? time = null)
    {
        if (!Shows(path)) return null;
        var file = new FileInfo(Path.Combine(Root, path));
        if (!file.Exists || (file.Attributes & FileAttributes.ReparsePoint) != 0) return null;
        return Shown.HasLinks ? ViewLink.Up(depth, Outward(path), time ?? file.LastWriteTimeUtc) : new DiskFile(file.FullName);
    }

    /// <summary>Remembers why something could not be shown.</summary>
    public void Note(string what, Exception error)
    {
        var why = error is MemUException ? error.Message : $"{error.GetType().Name}: {error.Message}";
        lock (_failures)
        {
            if (_failures.Count == MostFailures) _failures.Dequeue();
            _failures.Enqueue((Clock.GetUtcNow(), what, SafeText.OneLine(why, 400)));
        }
        if (error is not MemUException) Options.Notice?.Invoke($"{what} could not be shown: {SafeText.OneLine(why, 400)}");
    }

    /// <summary>What could not be shown lately, the oldest first.</summary>
    public IReadOnlyList<(DateTimeOffset When, string What, string Why)> Failures()
    {
        lock (_failures) return [.. _failures];
    }

    public void Dispose()
    {
        Catalog.Dispose();
        Objects.Dispose();
        Walks.Dispose();
        Revisions.Dispose();
    }
}

/// <summary>A file of the disk, read when it is opened.</summary>
internal sealed class DiskFile(string path) : ViewFile
{
    public override DateTimeOffset? Time => File.GetLastWriteTimeUtc(path);

    public override ValueTask<long> SizeAsync(bool isListing, CancellationToken cancellationToken) => new(new FileInfo(path).Length);

    public override async ValueTask<FileContent> ReadAsync(CancellationToken cancellationToken) => new(await File.ReadAllBytesAsync(path, cancellationToken), Time);
}
