using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// Makes again what the journal holds and a death or a power cut has left undone: git's objects, the files, the branch and git's index. What a person
/// did since stays: a file goes from one of our own states, or from what a power cut left of one, to the last.
/// </summary>
internal sealed class JournalReplay(DiskTree tree, GitHistory history, CommitJournal journal)
{
    /// <summary>Goes on to the last commit that it holds; returns what was done, for people, or null.</summary>
    public string? Run()
    {
        var records = journal.Read();
        if (records.Count == 0)
        {
            journal.Clear(); // the first record is torn: then nothing was begun
            return null;
        }
        var last = records[^1].Intent;
        journal.Later(history.Restore(records.SelectMany(r => r.Objects)));
        if (last is { Reference: { } name } && records[0].Intent.Parent is { } first) history.MendReference(name, first); // and on from there, so that git's log of the branch has each step
        var head = history.Head;
        var at = head == last.Commit ? records.Count : records.ToList().FindLastIndex(r => r.Intent.Parent == head);
        string? done = null;
        if (at < 0)
        {
            done = $"operations that were cut off ({last.Commit[..10]}) met a history that had moved on; their files stay as they are and count as edits";
            // git's index lags all the same, and what it says must not be committed on top of them
            if (head is not null && history.IsBefore(last.Commit, head)) FollowWithIndex(last);
            else history.UpdateIndex(new PreparedCommit(head, last.Commit, [], [])); // changes nothing, and takes away the lock that the dead process left
        }
        else
        {
            // while the machine runs on, what a process that died has written is all there
            var isLost = last.Boot != BootMark.Current;
            Files(records, isLost ? 0 : at, isLost);
            FollowWithIndex(last);
            if (at < records.Count)
            {
                foreach (var (intent, _) in records.Skip(at))
                    if (history.Head == intent.Parent) history.MoveRef(intent.ToPrepared());
                done = $"finished an operation that was cut off ({last.Commit[..10]}, {last.Paths.Count} files)";
            }
            if (last.Reference is { } moved) journal.Later([history.FileOf(moved)]);
            journal.Later(records.SelectMany(r => r.Intent.Paths).Distinct().Select(p => tree.Absolute(MemoryPath.FromListing(p))));
        }
        journal.MakeDurable(); // of the process that died, too
        journal.Clear();
        return done;
    }

    // first to the parent: a file that changed twice would else look like one that a person has staged
    private void FollowWithIndex(Intent last)
    {
        if (last is { IndexAt: { } from, Parent: { } parent } && from != parent && history.Exists(from)) history.UpdateIndex(from, parent);
        history.UpdateIndex(last.ToPrepared());
    }

    private void Files(IReadOnlyList<JournalRecord> records, int from, bool isLost)
    {
        if (from >= records.Count) return;
        var states = new SortedDictionary<string, List<string?>>(StringComparer.Ordinal);
        foreach (var (intent, _) in records.Skip(from))
            for (var i = 0; i < intent.Paths.Count; i++)
            {
                if (!states.TryGetValue(intent.Paths[i], out var known))
                    states[intent.Paths[i]] = known = [intent.Parent is { } parent ? history.BlobIdAt(intent.Paths[i], parent) : null];
                known.Add(intent.BlobIds[i]);
            }
        foreach (var (text, blobs) in states)
        {
            var path = MemoryPath.FromListing(text);
            var now = tree.Read(path);
            if (!IsOurs(now, blobs, isLost)) continue;
            if (blobs[^1] is { } blob) tree.Write(path, history.ReadBlob(blob)!);
            else tree.Delete(path);
        }
    }

    /// <summary>True when a file is in one of the states before the last, or what a power cut left of one.</summary>
    private bool IsOurs(byte[]? now, List<string?> blobs, bool isLost)
    {
        var id = now is null ? null : GitHistory.BlobId(now);
        if (id == blobs[^1]) return false;
        if (blobs.Take(blobs.Count - 1).Contains(id)) return true;
        return isLost && now is not null && blobs.OfType<string>().Any(b => history.ReadBlob(b) is { } whole && IsTorn(now, whole));
    }

    /// <summary>A beginning of the bytes, or zeros where the disk had not written them.</summary>
    private static bool IsTorn(ReadOnlySpan<byte> now, ReadOnlySpan<byte> whole)
    {
        if (now.Length > whole.Length) return false;
        for (var i = 0; i < now.Length; i++)
            if (now[i] != whole[i] && now[i] != 0) return false;
        return true;
    }
}
