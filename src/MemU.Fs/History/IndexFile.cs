using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>
/// git's index, changed for exactly the paths of a commit: every other entry, staged or not, is copied as it is. Written here rather than
/// by the library because an entry must name the committed blob, not whatever the file holds by now, and for the time it takes.
/// </summary>
internal sealed class IndexFile(string path, string workTree)
{
    private const int MostRechecked = 2_000;

    /// <summary>Why the index can't be changed here; null when it can.</summary>
    public string? Unsupported()
    {
        if (!File.Exists(path)) return null;
        try
        {
            var reader = new IndexReader(File.ReadAllBytes(path));
            while (reader.MoveNext())
            {
            }
            foreach (var (signature, _, _) in reader.Extensions())
                if (Refuse(signature) is { } why) return why;
            return null;
        }
        catch (InvalidDataException e)
        {
            return Damaged(e).Message;
        }
    }

    /// <summary>
    /// Makes the changes (sorted by path). An entry that equals neither the old nor the new state was staged by the user and is left alone.
    /// </summary>
    /// <param name="changes">The changes, sorted by raw path.</param>
    /// <param name="newVersion">The version when there is no index yet.</param>
    /// <param name="seed">All files of the parent commit, asked for when there is no index yet.</param>
    /// <param name="wait">How long to wait for git's own lock.</param>
    /// <param name="durable">Whether it must be on the disk on return.</param>
    public void Apply(IReadOnlyList<PathChange> changes, int newVersion, Func<IEnumerable<PathChange>> seed, TimeSpan wait, bool durable)
    {
        using var file = Lock(wait);
        var isNew = !File.Exists(path);
        using var old = isNew ? null : PooledBytes.Read(path);
        Apply(file, old, isNew ? newVersion : 0, isNew ? WithSeed(changes, seed()) : changes, durable);
    }

    /// <summary>Makes the changes with git's lock held, and with that done releases it. An index that has gone meanwhile stays away: git makes it anew.</summary>
    public void Apply(LockFile held, IReadOnlyList<PathChange> changes)
    {
        if (!File.Exists(path)) return;
        using var old = PooledBytes.Read(path);
        Apply(held, old, 0, changes, durable: true);
    }

    private void Apply(LockFile file, PooledBytes? data, int version, IReadOnlyList<PathChange> changes, bool durable)
    {
        try
        {
            var reader = data is null ? null : new IndexReader(data.Array, data.Length);
            using var output = new IndexWriter(reader?.Version ?? version, (data?.Length ?? 0) + changes.Count * 160);
            if (!Rewrite(data, reader, output, changes)) return;
            file.Write(output.ToBytes());
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
        file.Commit(durable);
    }

    /// <summary>Takes git's lock.</summary>
    public LockFile Lock(TimeSpan wait) => LockFile.Take(path, wait);

    /// <summary>True while a process of ours that lives holds git's lock.</summary>
    public bool IsHeld => LockFile.IsHeld(path);

    /// <summary>Bytes of the index; 0 when there is none.</summary>
    public long Size => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <summary>Makes every entry name what takes the place of its blob, under the name that it becomes; an entry without one goes.</summary>
    public void Purge(Func<string, ObjectId, (string Name, ObjectId Id)?> successor, TimeSpan wait)
    {
        using var file = LockFile.Take(path, wait);
        if (!File.Exists(path)) return;
        var reader = new IndexReader(File.ReadAllBytes(path));
        var (entries, changed) = (new SortedDictionary<string, (ObjectId Id, int Mode)>(StringComparer.Ordinal), false);
        while (reader.MoveNext())
        {
            var (name, id) = (GitName.FromBytes(reader.Name), new ObjectId(reader.Id.ToArray()));
            var now = successor(name, id);
            changed |= now != (name, id);
            if (now is var (newName, newId)) entries[newName] = (newId, reader.Mode);
        }
        if (!changed) return;
        using var output = new IndexWriter(reader.Version, entries.Count * 160);
        foreach (var (name, (id, mode)) in entries)
            Add(output, GitName.ToBytes(name), new(name, null, 0, id, mode));
        file.Write(output.ToBytes());
        file.Commit(durable: true);
    }

    /// <summary>Writes the old entries with the changes; false when nothing changes.</summary>
    private bool Rewrite(PooledBytes? data, IndexReader? reader, IndexWriter output, IReadOnlyList<PathChange> changes)
    {
        var names = changes.Select(c => GitName.ToBytes(c.Path)).ToArray();
        var touched = new HashSet<string>(StringComparer.Ordinal);
        var racyFrom = reader is null ? uint.MaxValue : Seconds(File.GetLastWriteTimeUtc(path));
        int at = 0, rechecked = 0;
        bool seen = false, written = reader is null;

        while (reader?.MoveNext() == true)
        {
            var order = -1;
            while (at < names.Length && (order = names[at].AsSpan().SequenceCompareTo(reader.Name)) < 0) InsertUnlessSeen();
            if (at < names.Length && order == 0)
            {
                seen = true;
                if (reader.Stage == 0 && Replaces(changes[at], reader, out var same))
                {
                    written = true;
                    if (!same) Touch(touched, changes[at].Path);
                    output.Skip();
                    if (changes[at].After is not null) Add(output, names[at], changes[at]);
                    continue;
                }
            }
            // A file written in the same second as the old index may have changed since without showing it: see git's "racy git".
            var racy = reader.ModifiedSeconds >= racyFrom && reader.Stage == 0 && !reader.IsSkipWorktree && (reader.Mode & 0xf000) == 0x8000;
            output.Copy(reader, smudge: racy && (++rechecked > MostRechecked || !Matches(FullPath(reader.Name), reader.Id, out _)));
        }
        while (at < names.Length) InsertUnlessSeen();
        if (!written) return false;
        if (reader is not null) CopyExtensions(data!.Array, reader, output, touched);
        return true;

        void InsertUnlessSeen()
        {
            // Absent from the index although the parent has it: the user has staged its removal.
            if (!seen && changes[at].After is not null && changes[at].Before is null)
            {
                written = true;
                Touch(touched, changes[at].Path);
                Add(output, names[at], changes[at]);
            }
            seen = false;
            at++;
        }
    }

    private static bool Replaces(PathChange change, IndexReader entry, out bool same)
    {
        same = change.After is not null && entry.Mode == change.AfterMode && entry.Id.SequenceEqual(change.After.RawId);
        if (entry.IsIntentToAdd) return change.Before is null && change.After is not null;
        return same || (change.Before is not null && entry.Mode == change.BeforeMode && entry.Id.SequenceEqual(change.Before.RawId));
    }

    private void Add(IndexWriter output, byte[] name, PathChange change) =>
        output.Add(name, change.After!.RawId, change.AfterMode, Matches(FullPath(name), change.After.RawId, out var stat) ? stat : default);

    /// <summary>Whether the file on disk holds exactly the blob; the numbers are from before it was read, so a later change shows.</summary>
    private static bool Matches(string file, ReadOnlySpan<byte> id, out FileStat stat)
    {
        stat = default;
        if (FileStat.Of(file) is not { } now) return false;
        try
        {
            stat = now;
            return ObjectStore.IdOf("blob", File.ReadAllBytes(file)).RawId.AsSpan().SequenceEqual(id);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // git will look for itself
        }
    }

    private static void CopyExtensions(byte[] data, IndexReader reader, IndexWriter output, HashSet<string> touched)
    {
        foreach (var (signature, start, length) in reader.Extensions())
        {
            var content = data.AsSpan(start, length);
            if (Refuse(signature) is { } why) throw new MemUException(MemUErrorKind.NotAllowed, why);
            if (signature == "TREE")
            {
                if (CacheTree.Invalidate(content, touched) is { } tree) output.Extension(signature, tree);
            }
            else if (signature is "REUC" or "NAME") output.Extension(signature, content);
            // The others are caches over the entries' order or over untracked files; git makes them anew.
        }
    }

    private static string? Refuse(string signature) => signature switch
    {
        "link" => "The repository uses a split index, which MemU.Fs can't keep up to date. Run `git update-index --no-split-index` and set core.splitIndex to false.",
        "sdir" => "The repository uses a sparse index, which MemU.Fs can't keep up to date. Run `git sparse-checkout reapply --no-sparse-index`.",
        _ when signature[0] is >= 'A' and <= 'Z' => null,
        _ => $"git's index has a part '{CommitMessage.OneLine(signature, 4)}' that MemU.Fs does not know.",
    };

    private static List<PathChange> WithSeed(IReadOnlyList<PathChange> changes, IEnumerable<PathChange> seed)
    {
        var all = new SortedDictionary<string, PathChange>(StringComparer.Ordinal);
        foreach (var file in seed) all[file.Path] = file;
        foreach (var change in changes) all[change.Path] = change with { Before = null, BeforeMode = 0 };
        return [.. all.Values];
    }

    private static void Touch(HashSet<string> folders, string changed)
    {
        for (var slash = changed.Length; slash > 0;)
        {
            slash = changed.LastIndexOf('/', slash - 1);
            if (!folders.Add(slash < 0 ? "" : changed[..slash])) return;
        }
    }

    private string FullPath(ReadOnlySpan<byte> name) => Path.Combine(workTree, System.Text.Encoding.UTF8.GetString(name));

    private static uint Seconds(DateTime time) => unchecked((uint)((time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerSecond));

    private MemUException Damaged(Exception e) =>
        new(MemUErrorKind.System, $"git's index {path} can't be read: {e.Message}. `git reset` after deleting it makes a new one.", e);
}
