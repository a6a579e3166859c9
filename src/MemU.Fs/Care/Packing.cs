using System.Globalization;
using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Care;

/// <summary>When git's objects are packed in the background, and who waits for it: purging must, everybody else need not.</summary>
internal static class Packing
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>Starts it after a call that wrote, when it is worth it, allowed, and was not begun within the hour.</summary>
    public static void Begin(OpenTree open, MemoryOptions options)
    {
        // a memory inside a larger repository leaves the care for that to its owner
        if (!open.Config.PacksInBackground || open.History is not { Prefix.Length: 0, Blocked: null } history || !LooseObjects.AreMany(history.ObjectsFolder)) return;
        var note = NoteOf(open.Tree.Root);
        try
        {
            if (File.Exists(note) && options.Clock.GetUtcNow() - File.GetLastWriteTimeUtc(note) < Pause) return;
            if (GitMaintenance.StartDetached(history.TopFolder) is { } process) File.WriteAllText(note, process.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            options.Notice?.Invoke($"git's objects could not be packed in the background ({e.Message.ReplaceLineEndings(" ")}); pack them with: memu gc");
        }
    }

    /// <summary>Notes this process as the one that packs, until what is returned is disposed of.</summary>
    /// <exception cref="MemUException">Another one packs for too long.</exception>
    public static async Task<IDisposable> TakeAsync(string root, TimeSpan patience, CancellationToken cancellationToken)
    {
        await WaitAsync(root, patience, cancellationToken);
        Directory.CreateDirectory(Path.GetDirectoryName(NoteOf(root))!);
        await File.WriteAllTextAsync(NoteOf(root), Environment.ProcessId.ToString(CultureInfo.InvariantCulture), cancellationToken);
        return new Taken(NoteOf(root));
    }

    /// <summary>Waits until nobody packs.</summary>
    /// <exception cref="MemUException">It takes too long.</exception>
    public static async Task WaitAsync(string root, TimeSpan patience, CancellationToken cancellationToken)
    {
        var since = Environment.TickCount64;
        while (File.Exists(NoteOf(root)) && GitMaintenance.Runs(await File.ReadAllTextAsync(NoteOf(root), cancellationToken)))
        {
            if (TimeSpan.FromMilliseconds(Environment.TickCount64 - since) > patience) throw new MemUException(MemUErrorKind.Locked, "git's objects are being packed by another process; run the command again when it is done.");
            await Task.Delay(100, cancellationToken);
        }
    }

    private static string NoteOf(string root) => Path.Combine(root, ".memu", "state", "packing");

    private sealed class Taken(string note) : IDisposable
    {
        public void Dispose() => File.WriteAllText(note, ""); // its time still says when the last one was
    }
}
