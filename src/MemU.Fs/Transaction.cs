using System.Text.Json;
using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// Carries out a plan so that a death at any instant, or a power cut, loses nothing: the commit's objects first (nothing refers to them), then the
/// intent, then the files, git's index and the ref; each of these is on the disk before the next begins. In a process that stays all of it may be in the
/// <see cref="CommitJournal"/> instead, which alone is on the disk first; the rest, and git's index, gets there a moment later, with git's lock held until then.
/// Whoever finds an intent or a journal finishes it: the objects hold all that is needed.
/// </summary>
internal sealed partial class Transaction(DiskTree tree, GitHistory history, MemoryOptions options, CommitJournal? journal = null)
{
    private readonly string _intent = IntentOf(tree.Root);
    private readonly CommitJournal _journal = journal ?? new(tree.Root);

    /// <summary>True when an operation may have been cut off, or a process that lives has the rest of one still before it.</summary>
    public static bool IsCutOff(string root) => File.Exists(IntentOf(root)) || new CommitJournal(root).IsPending;

    private static string IntentOf(string root) => Path.Combine(root, ".memu", "state", "intent.json");

    /// <summary>Writes and commits; returns the commit, or null when HEAD holds all of it already.</summary>
    /// <param name="files">The new bytes of each file; null removes it.</param>
    /// <param name="info">The commit.</param>
    /// <param name="seen">What files held that HEAD does not have; a file that holds anything else by now is not overwritten.</param>
    /// <exception cref="MemoryConflictException">Somebody changed one of the files meanwhile; nothing was written.</exception>
    public string? Carry(IReadOnlyDictionary<MemoryPath, byte[]?> files, CommitInfo info, IReadOnlyDictionary<MemoryPath, byte[]>? seen = null)
    {
        if (history.MayLag(files.Count)) return CarryLater(files, info, seen);
        return Prepare(files, info) is { } prepared ? Carry(prepared, () => WriteFiles(files, prepared, seen)) : null;
    }

    /// <summary>Goes on to a commit whose objects are all there, a merge or one that came from elsewhere; one file at a time is held.</summary>
    /// <exception cref="MemoryConflictException">Somebody changed one of the files meanwhile; nothing was written.</exception>
    public string Carry(PreparedCommit prepared)
    {
        if (history.Blocked is { } blocked) throw new MemUException(MemUErrorKind.Conflict, $"nothing was written: {blocked}");
        return Carry(prepared, () => WriteFiles(prepared));
    }

    private string Carry(PreparedCommit prepared, Action writeFiles)
    {
        history.SettleIndex();
        WriteIntent(new(prepared.Commit, prepared.Parent, prepared.Paths, prepared.BlobIds));
        CrashPoint.Reach("intent");
        try
        {
            writeFiles();
            history.UpdateIndex(prepared);
            CrashPoint.Reach("index");
            history.MoveRef(prepared);
        }
        catch (MemUException e)
        {
            Undo(prepared, () => File.Delete(_intent), e);
            throw;
        }
        CrashPoint.Reach("ref");
        File.Delete(_intent);
        return prepared.Commit;
    }

    /// <summary>Commits files as they are on disk, without touching them: somebody may be editing them this very moment.</summary>
    public string? Record(IReadOnlyDictionary<MemoryPath, byte[]?> files, CommitInfo info)
    {
        if (Prepare(files, info) is not { } prepared) return null;
        history.Publish(prepared);
        return prepared.Commit;
    }

    private PreparedCommit? Prepare(IReadOnlyDictionary<MemoryPath, byte[]?> files, CommitInfo info)
    {
        if (history.Blocked is { } blocked) throw new MemUException(MemUErrorKind.Conflict, $"nothing was written: {blocked}");
        var prepared = history.Prepare(Changes(files), info);
        CrashPoint.Reach("objects");
        return prepared;
    }

    private static IReadOnlyList<TreeChange> Changes(IReadOnlyDictionary<MemoryPath, byte[]?> files) => [.. files.OrderBy(f => f.Key).Select(f => new TreeChange(f.Key.Value, f.Value))];

    private void WriteFiles(IReadOnlyDictionary<MemoryPath, byte[]?> files, PreparedCommit prepared, IReadOnlyDictionary<MemoryPath, byte[]>? seen, bool isLater = false)
    {
        var folders = new HashSet<MemoryPath>();
        using var staged = tree.Stage();
        staged.Add([.. from file in files where file.Value is not null select KeyValuePair.Create(file.Key, file.Value!)]);
        if (isLater) _journal.Later(files.Keys.Select(tree.Absolute));
        else staged.Sync();
        foreach (var (path, bytes) in files)
        {
            RefuseOverwriting(path, bytes, prepared.Parent, seen?.GetValueOrDefault(path));
            if (bytes is null) tree.Delete(path);
            else staged.Put(path);
            folders.Add(path.Parent);
            CrashPoint.Reach("file");
        }
        if (!isLater) tree.SyncFolders(folders);
        CrashPoint.Reach("files");
    }

    private void WriteFiles(PreparedCommit prepared)
    {
        var folders = new HashSet<MemoryPath>();
        using var staged = tree.Stage();
        var paths = prepared.Paths.Select(MemoryIdentity.Safe).ToList();
        for (var i = 0; i < paths.Count; i++)
            if (prepared.BlobIds[i] is { } blob) staged.Add(paths[i], Content(blob, paths[i]));
        staged.Sync();
        // what goes makes room first: a file may become a folder
        foreach (var i in Enumerable.Range(0, paths.Count).OrderBy(i => prepared.BlobIds[i] is not null))
        {
            RefuseOverwriting(paths[i], prepared.BlobIds[i] is { } blob ? Content(blob, paths[i]) : null, prepared.Parent, null);
            if (prepared.BlobIds[i] is null) tree.Delete(paths[i]);
            else staged.Put(paths[i]);
            folders.Add(paths[i].Parent);
            CrashPoint.Reach("file");
        }
        tree.SyncFolders(folders);
        CrashPoint.Reach("files");
    }

    private byte[] Content(string blob, MemoryPath path) => history.ReadBlob(blob) ?? throw new MemUException(MemUErrorKind.System, $"the repository lacks the content of {path} ({blob[..10]}); `git fsck` tells more. Nothing was written.");

    /// <summary>What the operation was planned on must still be there: an edit that came in between is never overwritten.</summary>
    private void RefuseOverwriting(MemoryPath path, byte[]? planned, string? parent, byte[]? seen)
    {
        if (tree.Read(path) is not { } now) return;
        var id = GitHistory.BlobId(now);
        var expected = seen is not null ? GitHistory.BlobId(seen) : parent is null ? null : history.BlobIdAt(path.Value, parent);
        if (id == expected || planned is not null && id == GitHistory.BlobId(planned)) return;
        throw new MemoryConflictException(path.Value, "it was changed while the operation was being prepared; nothing was written. Run the command again.",
            System.Text.Encoding.UTF8.GetString(now), planned is null ? null : System.Text.Encoding.UTF8.GetString(planned));
    }

    /// <summary>Puts back what was there; where even that fails (a full disk) the intent stays, and the next command finishes the operation.</summary>
    private void Undo(PreparedCommit prepared, Action forget, MemUException cause)
    {
        try
        {
            foreach (var text in prepared.Paths)
            {
                var path = MemoryPath.FromListing(text);
                var (now, after) = (tree.Read(path), history.ReadAt(text, prepared.Commit));
                if (now is null ? after is not null : after is null || !now.AsSpan().SequenceEqual(after)) continue; // not reached yet
                if (prepared.Parent is not null && history.ReadAt(text, prepared.Parent) is { } before) tree.Write(path, before);
                else tree.Delete(path);
            }
            history.RestoreIndex(prepared); // which has it follow earlier commits first
            forget();
        }
        catch (MemUException e)
        {
            options.Notice?.Invoke($"the operation could not be undone ({e.Message}); the next command finishes it. It was stopped by: {cause.Message}");
        }
    }

    /// <summary>Finishes what a process that died had begun; returns what was done, for people, or null.</summary>
    public string? Recover()
    {
        tree.RemoveTemporaries();
        // this process' own goes when the index has followed; asked first, for that may be just now
        if (history.IndexStillLags()) return null;
        var done = _journal.IsPending && history.Blocked is null ? new JournalReplay(tree, history, _journal).Run() : null;
        done = File.Exists(_intent) ? RecoverIntent() : done;
        if (done is not null) options.Notice?.Invoke(done);
        return done;
    }

    private string? RecoverIntent()
    {
        var intent = Read();
        string? done = null;
        if (intent is not null && history.Exists(intent.Commit) && history.Blocked is null)
        {
            if (history.Head == intent.Parent)
            {
                Finish(intent);
                done = $"finished an operation that was cut off ({intent.Commit[..10]}, {intent.Paths.Count} files)";
            }
            else if (history.Head == intent.Commit)
            {
                history.UpdateIndex(intent.ToPrepared());
                done = $"finished the bookkeeping of an operation that was cut off ({intent.Commit[..10]})";
            }
            else
            {
                done = $"an operation that was cut off ({intent.Commit[..10]}) met a history that had moved on; its files stay as they are and count as edits";
            }
        }
        File.Delete(_intent);
        return done;
    }

    private void Finish(Intent intent)
    {
        var prepared = intent.ToPrepared();
        foreach (var text in intent.Paths)
        {
            var path = MemoryPath.FromListing(text);
            var (now, before, after) = (tree.Read(path), intent.Parent is null ? null : history.ReadAt(text, intent.Parent), history.ReadAt(text, intent.Commit));
            var untouched = now is null ? before is null : before is not null && now.AsSpan().SequenceEqual(before);
            if (!untouched) continue; // written already, or edited by a person since: theirs stays and counts as an edit
            if (after is null) tree.Delete(path);
            else tree.Write(path, after);
        }
        history.UpdateIndex(prepared);
        history.MoveRef(prepared);
    }

    private void WriteIntent(Intent intent)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_intent)!);
            var file = _intent + ".new";
            using (var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0))
            {
                JsonSerializer.Serialize(stream, intent, IntentJson.Default.Intent);
                stream.Flush(flushToDisk: true);
            }
            File.Move(file, _intent, overwrite: true);
            Durable.SyncFolder(Path.GetDirectoryName(_intent)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, "the operation can't be recorded in .memu/state; nothing was written");
        }
    }

    private Intent? Read()
    {
        try
        {
            using var stream = File.OpenRead(_intent);
            return JsonSerializer.Deserialize(stream, IntentJson.Default.Intent);
        }
        catch (JsonException)
        {
            return null; // torn by a power cut: then nothing was written either
        }
    }
}
