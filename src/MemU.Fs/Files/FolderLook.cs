using MemU.Fs.Model;

namespace MemU.Fs.Files;

/// <summary>What a look at one folder showed.</summary>
/// <param name="Folder">The folder.</param>
internal sealed record FolderFound(string Folder)
{
    /// <summary>Its time; 0 when it may change again within the same stamp, -1 when there is no folder.</summary>
    public long Time { get; set; }

    /// <summary>Why it could not be listed; then nothing else is known.</summary>
    public string? Problem { get; set; }

    /// <summary>Why one of its files could not be looked at; that one counts as unchanged.</summary>
    public string? Trouble { get; set; }

    /// <summary>Whether there is nothing at all in it.</summary>
    public bool IsEmpty { get; set; }

    public List<TreeChanged> Changed { get; } = [];

    public List<MemoryPath> Removed { get; } = [];

    /// <summary>Subfolders that are known.</summary>
    public List<string> Known { get; } = [];

    /// <summary>Subfolders that are not, and are not left out.</summary>
    public List<string> New { get; } = [];
}

/// <summary>Compares one folder after another with what is known of it; one for each thread.</summary>
internal sealed class FolderLook(string root, TreeManifest manifest, LeavesOut leavesOut, bool passesRepositories) : IDisposable
{
    private const int FewFiles = 200;

    private readonly FolderReader _reader = FolderReader.New();
    private readonly EntryTable _table = new();

    /// <summary>Compares folders, many of them at once on all processors: asking for each file's size and time is what a comparison takes.</summary>
    public static IReadOnlyList<FolderFound> All(string root, TreeManifest manifest, LeavesOut leavesOut, bool passesRepositories, IReadOnlyList<string> folders)
    {
        // the largest first, so that no processor is left with one in the end
        var order = folders.OrderByDescending(f => manifest.Record(f)?.Count ?? 0).ToArray();
        var found = new FolderFound[order.Length];
        var workers = order.Length < 4 && order.Sum(f => manifest.Record(f)?.Count ?? 0) < FewFiles ? 1 : Math.Min(order.Length, Environment.ProcessorCount);
        var taken = -1;
        if (workers == 1) Work();
        else Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, _ => Work());
        return found;

        void Work()
        {
            using var look = new FolderLook(root, manifest, leavesOut, passesRepositories);
            while (Interlocked.Increment(ref taken) is var i && i < order.Length) found[i] = look.At(order[i]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private FolderFound At(string folder)
    {
        var found = new FolderFound(folder);
        try
        {
            found.Time = _reader.Open(Path.Combine(root, folder), follow: folder.Length == 0);
            if (found.Time < 0) return found;
            if (TreeDiff.IsRacy(found.Time)) found.Time = 0;
            Compare(found, folder.Length == 0 ? "" : folder + "/");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return new(folder) { Time = found.Time, Problem = Line(e) };
        }
        return found;
    }

    private void Compare(FolderFound found, string before)
    {
        var record = manifest.Record(found.Folder);
        var entries = record is null ? [] : record.Entries; // before the count, which is not to be relied on when they are damaged
        _table.Fill(entries, record?.Count ?? 0);
        found.IsEmpty = true;
        var isRepository = false;
        while (_reader.MoveNext())
        {
            found.IsEmpty = false;
            isRepository |= passesRepositories && before.Length > 0 && _reader.Name.SequenceEqual(".git"u8);
            if (_reader.IsFolder)
            {
                var (name, path) = Texts(before);
                if (manifest.Record(path) is not null) found.Known.Add(path);
                else if (!leavesOut(path, name, true)) found.New.Add(path);
                continue;
            }
            if (_table.Find(entries, _reader.Name) is >= 0 and var at) See(found, before, new(entries[at..]));
            else Meet(found, before);
        }
        if (isRepository)
        {
            PassOver(found, before, entries);
            return;
        }
        found.Changed.Sort(static (a, b) => a.Path.CompareTo(b.Path));
        for (var number = 0; _table.NotSeen(ref number) is >= 0 and var at;)
            if (new PackedEntry(entries[at..]) is var gone && !gone.Is(TreeFlags.Deleted)) found.Removed.Add(MemoryPath.FromListing(before + gone.NameText()));
    }

    /// <summary>A repository of its own: its files are versioned there, and git would not take them here. What was known of it before it became one is gone.</summary>
    private static void PassOver(FolderFound found, string before, ReadOnlySpan<byte> entries)
    {
        found.Changed.Clear();
        found.New.Clear();
        found.Known.Clear();
        found.Removed.Clear();
        for (; entries.Length > 0; entries = entries[new PackedEntry(entries).Length..])
            if (new PackedEntry(entries) is var known && !known.Is(TreeFlags.Deleted)) found.Removed.Add(MemoryPath.FromListing(before + known.NameText()));
    }

    /// <summary>A file that is known.</summary>
    private void See(FolderFound found, string before, PackedEntry known)
    {
        if (!Asked(found, before)) return;
        if (!_reader.IsThere)
        {
            if (!known.Is(TreeFlags.Deleted)) found.Removed.Add(MemoryPath.FromListing(before + known.NameText()));
        }
        else if (known.Size != _reader.Size || known.Modified != _reader.Modified || known.Is(TreeFlags.Racy | TreeFlags.Deleted | TreeFlags.Unreadable))
            found.Changed.Add(new(MemoryPath.FromListing(before + known.NameText()), _reader.Size, _reader.Modified, known.Unpack()));
    }

    /// <summary>A file that is not; one that is left out is not asked for.</summary>
    private void Meet(FolderFound found, string before)
    {
        var (name, path) = Texts(before);
        if (!leavesOut(path, name, false) && Asked(found, before) && _reader.IsThere) found.Changed.Add(new(MemoryPath.FromListing(path), _reader.Size, _reader.Modified, null));
    }

    private bool Asked(FolderFound found, string before)
    {
        if (_reader.Look() is not { } error) return true;
        found.Trouble ??= $"{before}{_reader.NameText()}: can't be looked at ({Line(error)}); what is known of it is kept";
        return false;
    }

    private (string Name, string Path) Texts(string before) => _reader.NameText() is var name && before.Length == 0 ? (name, name) : (name, before + name);

    private static string Line(Exception error) => error.Message.ReplaceLineEndings(" ");
}
