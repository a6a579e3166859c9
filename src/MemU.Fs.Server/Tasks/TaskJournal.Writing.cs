using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Tasks;

internal sealed partial class TaskJournal
{
    private const long Small = 1 << 20;

    /// <summary>Writes until nothing waits any more; one at a time.</summary>
    private void WriteAll()
    {
        while (true)
        {
            List<Waiting> batch;
            lock (_gate)
            {
                if (_waiting.Count == 0)
                {
                    _isWriting = false;
                    return;
                }
                (batch, _waiting) = (_waiting, []);
            }
            Exception? error = null;
            try
            {
                Write(batch);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or MemUException)
            {
                error = e as MemUException ?? SystemError.From(e, "what the task queue has to note can't be written");
            }
            foreach (var one in batch)
            {
                if (error is null) one.Written?.Invoke();
                if (error is null) one.Done.SetResult();
                else one.Done.SetException(error);
            }
            if (IsMostlyDead) TryCompact();
        }
    }

    private bool IsMostlyDead
    {
        get
        {
            lock (_gate) return _end > _compactFrom && _live * 2 < _end;
        }
    }

    private void Write(List<Waiting> batch)
    {
        SyncName();
        // at the end of what counts: where a write fails, the next one goes over what there is of it
        RandomAccess.Write(_handle, [.. batch.Select(b => (ReadOnlyMemory<byte>)b.Line)], _end);
        if (batch.Exists(b => b.IsDurable))
        {
            Durable.SyncData(_handle);
            Syncs++;
        }
        foreach (var one in batch)
        {
            (one.Slot.Offset, one.Slot.Length) = (_end, one.Line.Length);
            _end += one.Line.Length;
            Keep(one.Slot);
        }
    }

    private void TryCompact()
    {
        try
        {
            Compact();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or MemUException)
        {
            _compactFrom = _end * 2; // a full disk: not with each line again
            _notice?.Invoke($"{_file} could not be made smaller ({e.Message.ReplaceLineEndings(" ")}); it is used as it is");
        }
    }

    /// <summary>Leaves out what is dead: a new file takes the place of the old one as a whole.</summary>
    private void Compact()
    {
        var fresh = _file + ".new";
        List<JournalSlot> slots;
        lock (_gate) slots = [.. _slots.OrderBy(s => s.Offset)];
        var offsets = new long[slots.Count];
        var handle = OpenHandle(fresh);
        try
        {
            long end = 0;
            for (var i = 0; i < slots.Count; i++)
            {
                var line = new byte[slots[i].Length];
                RandomAccess.Read(_handle, line, slots[i].Offset);
                RandomAccess.Write(handle, line, end);
                offsets[i] = end;
                end += line.Length;
            }
            Durable.SyncData(handle);
            File.Move(fresh, _file, overwrite: true);
            lock (_disk)
            {
                _handle.Dispose();
                _handle = handle;
                for (var i = 0; i < slots.Count; i++) slots[i].Offset = offsets[i];
            }
            lock (_gate) _end = end;
            (_isRenamed, _compactFrom) = (true, Math.Max(Small, end * 2));
        }
        catch
        {
            handle.Dispose();
            File.Delete(fresh);
            throw;
        }
        SyncName();
    }

    /// <summary>Makes the new file's name durable, before anything that is written to it counts.</summary>
    private void SyncName()
    {
        if (!_isRenamed) return;
        Durable.SyncFolder(Path.GetDirectoryName(_file)!);
        _isRenamed = false;
    }
}
