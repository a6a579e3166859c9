using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs;

internal sealed partial class Transaction
{
    /// <summary>As <see cref="Carry(IReadOnlyDictionary{MemoryPath, byte[]}, CommitInfo, IReadOnlyDictionary{MemoryPath, byte[]}?)"/>, with the journal on the disk first and everything else when git's index follows.</summary>
    private string? CarryLater(IReadOnlyDictionary<MemoryPath, byte[]?> files, CommitInfo info, IReadOnlyDictionary<MemoryPath, byte[]>? seen)
    {
        if (history.Blocked is { } blocked) throw new MemUException(MemUErrorKind.Conflict, $"nothing was written: {blocked}");
        if (history.PrepareHeld(Changes(files), info) is not { } prepared) return null;
        CrashPoint.Reach("objects");
        if (!_journal.HasRoom(prepared)) history.SettleIndex();
        if (!history.IndexLags && _journal.IsPending) Recover(); // the disk had refused an earlier operation of this process
        using var index = CommitJournal.Takes(prepared) ? history.HoldIndex(prepared) : null;
        if (index is null)
        {
            Place(prepared);
            _journal.MakeDurable();
            return Carry(prepared, () => WriteFiles(files, prepared, seen));
        }
        _journal.Append(new(prepared.Commit, prepared.Parent, prepared.Paths, prepared.BlobIds, index.At, history.HeadName, Index.Embedded.BootMark.Current), prepared.Objects, index.IsFirst);
        CrashPoint.Reach("intent");
        try
        {
            Place(prepared);
        }
        catch (MemUException)
        {
            _journal.Withdraw();
            throw;
        }
        try
        {
            WriteFiles(files, prepared, seen, isLater: true);
            CrashPoint.Reach("index");
            _journal.Later([history.MoveRefLater(prepared)]);
        }
        catch (MemUException e)
        {
            Undo(prepared, Forget, e);
            throw;
        }
        CrashPoint.Reach("ref");
        index.Made();
        return prepared.Commit;
    }

    private void Place(PreparedCommit prepared)
    {
        try
        {
            _journal.Later(history.Place(prepared));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, "the objects of the commit can't be written; nothing else was");
        }
    }

    private void Forget()
    {
        _journal.MakeDurable();
        _journal.Clear();
    }
}
