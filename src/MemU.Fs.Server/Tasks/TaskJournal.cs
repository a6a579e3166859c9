using MemU.Fs.Files;
using MemU.Fs.Model;
using Microsoft.Win32.SafeHandles;

namespace MemU.Fs.Server.Tasks;

/// <summary>
/// Lines that are appended to a file. Whoever comes while the disk is waited for is written together with all others that came, so that many share one wait.
/// Usable from several threads.
/// </summary>
internal sealed partial class TaskJournal : IAsyncDisposable
{
    private readonly string _file;
    private readonly Action<string>? _notice;
    private readonly Lock _gate = new(), _disk = new();
    private readonly HashSet<JournalSlot> _slots = [];
    private List<Waiting> _waiting = [];
    private SafeFileHandle _handle;
    private Task _writing = Task.CompletedTask;
    private long _end, _live, _compactFrom = Small;
    private bool _isWriting, _isClosed, _isRenamed;

    private sealed record Waiting(JournalSlot Slot, byte[] Line, bool IsDurable, Action? Written)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private TaskJournal(string file, Action<string>? notice)
    {
        (_file, _notice) = (file, notice);
        File.Delete(file + ".new");
        _handle = OpenHandle(file);
        Durable.SyncFolder(Path.GetDirectoryName(file)!);
    }

    /// <summary>Opens a journal; a torn end is cut, and a broken line elsewhere is told and passed over.</summary>
    /// <param name="file">The file; made where there is none.</param>
    /// <param name="notice">Told what was broken.</param>
    /// <param name="each">Given each line, in order; it may release earlier ones.</param>
    /// <exception cref="MemUException">It can't be read or written.</exception>
    public static TaskJournal Open(string file, Action<string>? notice, Action<TaskJournal, JournalSlot, TaskLine> each)
    {
        try
        {
            var journal = new TaskJournal(file, notice);
            journal.Load(each);
            return journal;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"the journal of tasks {file} can't be opened");
        }
    }

    /// <summary>Bytes of the file.</summary>
    public long Length
    {
        get
        {
            lock (_gate) return _end;
        }
    }

    /// <summary>How often the disk was waited for.</summary>
    public long Syncs { get; private set; }

    /// <summary>Appends a line.</summary>
    /// <param name="slot">Where it is, once it was written.</param>
    /// <param name="line">The line.</param>
    /// <param name="isDurable">It is on the disk when the task ends; otherwise it is with the system, and survives the process.</param>
    /// <param name="written">Called in the order of the lines when it was written, before the task ends.</param>
    /// <returns>Fails with a <see cref="MemUException"/> where the disk refuses; then nothing of it counts.</returns>
    public Task Append(JournalSlot slot, TaskLine line, bool isDurable, Action? written = null)
    {
        var waiting = new Waiting(slot, JournalText.Line(line.ToBytes()), isDurable, written);
        lock (_gate)
        {
            if (_isClosed) return Task.FromException(new MemUException(MemUErrorKind.Locked, "the server is ending, so nothing more is accepted; try again when it is back."));
            _waiting.Add(waiting);
            if (!_isWriting)
            {
                _isWriting = true;
                _writing = Task.Run(WriteAll);
            }
        }
        return waiting.Done.Task;
    }

    /// <summary>A line as it was written; null when it has been released.</summary>
    public TaskLine? Read(JournalSlot slot)
    {
        lock (_disk)
        {
            if (slot.IsDead || _handle.IsClosed) return null;
            var line = new byte[slot.Length];
            for (int read, at = 0; at < line.Length; at += read)
                if ((read = RandomAccess.Read(_handle, line.AsSpan(at), slot.Offset + at)) == 0) return null;
            return JournalText.TryRead(line.AsSpan(..^1), out var text) ? TaskLine.Parse(text) : null;
        }
    }

    /// <summary>Says that a line is needed no more; null is passed over.</summary>
    public void Release(JournalSlot? slot)
    {
        if (slot is null) return;
        lock (_gate)
        {
            if (slot.IsDead) return;
            slot.IsDead = true;
            if (_slots.Remove(slot)) _live -= slot.Length;
        }
    }

    /// <summary>Writes what waits, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        Task writing;
        lock (_gate) (_isClosed, writing) = (true, _writing);
        await writing;
        lock (_disk) _handle.Dispose();
    }

    private void Load(Action<TaskJournal, JournalSlot, TaskLine> each)
    {
        JournalScan scan;
        using (var file = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
        {
            scan = JournalScan.Run(file, (offset, length, text) =>
            {
                var slot = new JournalSlot { Offset = offset, Length = length };
                Keep(slot);
                if (TaskLine.Parse(text) is { } line) each(this, slot, line);
                else _notice?.Invoke($"a line of {_file} at byte {offset} is of no shape that this version knows; it is kept and passed over");
            });
            if (file.Length > scan.Whole) _notice?.Invoke($"the last {file.Length - scan.Whole} bytes of {_file} were torn and are cut: nobody was told that they were accepted");
        }
        if (scan.Broken > 0) _notice?.Invoke($"{scan.Broken} line{(scan.Broken == 1 ? "" : "s")} of {_file} {(scan.Broken == 1 ? "is" : "are")} broken and passed over; check the disk. A task that was accepted there alone is lost");
        _end = scan.Whole;
        if (RandomAccess.GetLength(_handle) > _end) RandomAccess.SetLength(_handle, _end);
        if (_end - _live > 4096) Compact();
    }

    private void Keep(JournalSlot slot)
    {
        lock (_gate)
        {
            if (slot.IsDead || !_slots.Add(slot)) return;
            _live += slot.Length;
        }
    }

    private static SafeFileHandle OpenHandle(string file)
    {
        var handle = File.OpenHandle(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        // the folder is the user's alone; so is the file, wherever somebody moves it
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(handle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return handle;
    }
}
