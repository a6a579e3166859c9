using MemU.Fs.Files;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary>What the lists of the views need to know of a memory.</summary>
/// <param name="Path">Its file, relative to the root of the memory.</param>
/// <param name="Type">Its type.</param>
/// <param name="Tags">Its tags, without the sign.</param>
/// <param name="Changed">When it was changed, else created; null when neither is known.</param>
/// <param name="Date">When it happened, else when it was created; null when neither is known.</param>
/// <param name="IsConflict">It is the other version of a memory that a merge left.</param>
internal sealed record CatalogEntry(MemoryPath Path, string Type, IReadOnlyList<string> Tags, DateTimeOffset? Changed, EventTime? Date, bool IsConflict);

/// <summary>All memories that are shown, by path; a file is read when its size or time has changed, and nobody waits for that but who asked.</summary>
internal sealed class Catalog(ViewedMemory memory) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private Dictionary<MemoryPath, (long Size, long Modified, CatalogEntry? Entry)> _known = [];
    private IReadOnlyList<CatalogEntry> _entries = [];
    private long _version = -1;

    /// <summary>The memories as they are now, and a number that stays the same until any of them changes.</summary>
    public async Task<(long Version, IReadOnlyList<CatalogEntry> Entries)> ReadAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (await memory.AskAsync(m => m.ItemFilesAsync(_version, cancellationToken), cancellationToken) is not var (version, files)) return (_version, _entries);
            var layout = memory.Shown.Scope.IsNone ? null : await memory.AskAsync(m => m.LayoutAsync(cancellationToken), cancellationToken);
            await Task.Run(() => Take(files, layout, cancellationToken), cancellationToken);
            _version = version;
            return (_version, _entries);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private void Take(IReadOnlyList<(MemoryPath Path, long Size, long Modified)> files, TreeLayout? layout, CancellationToken cancellationToken)
    {
        var shown = files.Where(f => memory.Shows(f.Path.Value)).ToArray();
        var read = new (long Size, long Modified, CatalogEntry? Entry)[shown.Length];
        Parallel.For(0, shown.Length, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            var (path, size, modified) = shown[i];
            read[i] = _known.TryGetValue(path, out var known) && known.Size == size && known.Modified == modified ? known : (size, modified, Read(path, layout));
        });
        var all = new Dictionary<MemoryPath, (long, long, CatalogEntry?)>(shown.Length);
        for (var i = 0; i < shown.Length; i++) all[shown[i].Path] = read[i];
        _known = all;
        _entries = [.. read.Select(r => r.Entry).OfType<CatalogEntry>()];
    }

    /// <summary>Null for what is another's, or was removed meanwhile.</summary>
    private CatalogEntry? Read(MemoryPath path, TreeLayout? layout)
    {
        byte[] bytes;
        try
        {
            bytes = RegularFile.ReadAllBytes(Path.Combine(memory.Root, path.Value));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            memory.Note(path.Value, SystemError.From(e, $"{path} can't be read")); // the other memories are listed all the same
            return null;
        }
        var item = MemoryDocument.Parse(path, bytes).ToItem();
        if (layout is not null && !memory.Shown.Scope.Fields.All(layout.ScopeOf(item).Fields.Contains)) return null;
        var created = item.Created is { } at ? EventTime.Day(DateOnly.FromDateTime(at.UtcDateTime)) : (EventTime?)null;
        return new(path, item.Type, [.. item.Tags.Select(t => t.TrimStart('#')).Where(t => t.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)], item.Modified ?? item.Created, item.HappenedAt ?? created, item.ConflictWith is not null);
    }
}
