using System.Buffers.Binary;
using System.Text.Json;
using MemU.Fs.Files;
using MemU.Fs.History;

namespace MemU.Fs;

/// <summary>What the journal holds of one commit: enough to make it again.</summary>
internal sealed record JournalRecord(Intent Intent, IReadOnlyList<PackedObject> Objects);

/// <summary>
/// The commits of a process that stays whose objects, files and branch have been left to the system: they survive a power cut because the journal was on the
/// disk before any of them was begun. It lets them go when they are on the disk themselves.
/// </summary>
internal sealed class CommitJournal(string root)
{
    private const int IdBytes = 20;

    private readonly RedoJournal _records = new(FileOf(root));
    private readonly Lock _gate = new();
    private HashSet<string> _files = new(StringComparer.Ordinal), _folders = new(StringComparer.Ordinal);

    /// <summary>True when there may be commits in it.</summary>
    public bool IsPending => _records.IsPending;

    /// <summary>Where the journal of a memory lies.</summary>
    public static string FileOf(string root) => Path.Combine(root, ".memu", "state", "journal");

    /// <summary>True when a commit is not too large for it.</summary>
    public static bool Takes(PreparedCommit commit) => SizeOf(commit) < RedoJournal.Capacity / 2;

    /// <summary>True when there is room for a commit beside those that it holds.</summary>
    public bool HasRoom(PreparedCommit commit) => _records.HasRoom(SizeOf(commit));

    /// <summary>Notes a commit that is about to be made; it is on the disk when this returns.</summary>
    /// <param name="intent">What it does.</param>
    /// <param name="objects">Its objects.</param>
    /// <param name="isFirst">True when all that the journal held before is on the disk.</param>
    public void Append(Intent intent, IReadOnlyList<PackedObject> objects, bool isFirst)
    {
        if (isFirst) _records.Begin();
        var json = JsonSerializer.SerializeToUtf8Bytes(intent, IntentJson.Default.Intent);
        var bytes = new byte[4 + json.Length + objects.Sum(o => IdBytes + 4 + o.Bytes.Length)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, json.Length);
        json.CopyTo(bytes, 4);
        var rest = bytes.AsSpan(4 + json.Length);
        foreach (var one in objects)
        {
            Convert.FromHexString(one.Id).CopyTo(rest);
            BinaryPrimitives.WriteInt32LittleEndian(rest[IdBytes..], one.Bytes.Length);
            one.Bytes.CopyTo(rest[(IdBytes + 4)..]);
            rest = rest[(IdBytes + 4 + one.Bytes.Length)..];
        }
        _records.Append(bytes);
    }

    /// <summary>The commits that it holds, in order.</summary>
    public IReadOnlyList<JournalRecord> Read() => [.. _records.Read().Select(Parse)];

    /// <summary>Takes the last commit back: nothing of it was done.</summary>
    public void Withdraw() => _records.Withdraw();

    /// <summary>Lets all commits go.</summary>
    public void Clear() => _records.Clear();

    /// <summary>Leaves nothing behind of what it ever held.</summary>
    public void Delete() => File.Delete(FileOf(root));

    /// <summary>Files that were written, renamed or removed and are not on the disk yet.</summary>
    public void Later(IEnumerable<string> files)
    {
        lock (_gate)
            foreach (var file in files)
            {
                _files.Add(file);
                // a folder may be new itself; git's own may lie beside the memory
                var folder = Path.GetDirectoryName(file);
                for (var up = 0; folder is not null && (up < 2 || folder.Length >= root.Length) && _folders.Add(folder); up++) folder = Path.GetDirectoryName(folder);
            }
    }

    /// <summary>Puts on the disk what was left to the system. Several threads may call it.</summary>
    /// <exception cref="Model.MemUException">The disk refuses; what is not there yet is tried again the next time.</exception>
    public void MakeDurable()
    {
        HashSet<string> files, folders;
        lock (_gate)
        {
            (files, folders) = (_files, _folders);
            (_files, _folders) = (new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        }
        try
        {
            Durable.SyncFiles(files);
            foreach (var folder in folders) Durable.SyncFolder(folder);
        }
        catch
        {
            Later(files);
            throw;
        }
    }

    private static int SizeOf(PreparedCommit commit) =>
        4096 + commit.Paths.Sum(p => p.Length * 6 + 64) + commit.Objects.Sum(o => IdBytes + 4 + o.Bytes.Length);

    private static JournalRecord Parse(byte[] bytes)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var intent = JsonSerializer.Deserialize(bytes.AsSpan(4, length), IntentJson.Default.Intent)!; // its hash said that it is whole
        var objects = new List<PackedObject>();
        for (var rest = bytes.AsSpan(4 + length); rest.Length > 0;)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(rest[IdBytes..]);
            objects.Add(new(Convert.ToHexStringLower(rest[..IdBytes]), rest.Slice(IdBytes + 4, size).ToArray()));
            rest = rest[(IdBytes + 4 + size)..];
        }
        return new(intent, objects);
    }
}
