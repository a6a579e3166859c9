using System.Security.Cryptography;
using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// The folders in which files are dropped to be memorized: <c>inbox/</c>, and that of each other user. What is still being written waits; what was memorized
/// gives way to a receipt; what could not be stays, with a reason beside it, until it or the reason changes.
/// </summary>
/// <param name="tree">The files.</param>
/// <param name="clock">The clock.</param>
internal sealed class Inbox(DiskTree tree, TimeProvider clock)
{
    // a copy that is going on touches its file again and again
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(300);

    /// <summary>True for a file in an inbox.</summary>
    public static bool Holds(MemoryPath path) => TreeLayout.Split(path).Inner.Segments is [var top, _, ..] && top.Equals("inbox", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a dropped file that waits: its text has not been looked at for secrets, so it is nothing to be committed.</summary>
    public static bool Waits(DiskTree tree, MemoryPath path) => Holds(path) && (path.Extension != ".md" || tree.Read(path) is not { } bytes || !InboxReceipt.Is(path, bytes)); // a receipt is markdown; a film need not be read to tell

    /// <summary>What was dropped, by name; <c>IsReady</c> is false for what is not whole yet.</summary>
    /// <param name="written">What somebody is writing just now.</param>
    public IEnumerable<(MemoryPath Path, bool IsReady)> Dropped(IReadOnlyCollection<string> written)
    {
        foreach (var folder in Folders(tree.Root))
            foreach (var file in folder.EnumerateFiles("*", Within).OrderBy(f => f.FullName, StringComparer.Ordinal))
            {
                if (!MemoryPath.TryParse(Path.GetRelativePath(tree.Root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), out var path, out _)) continue;
                if (path.Segments.Any(s => s.StartsWith('.')) || DroppedFiles.LeavesOut(path.Value, path.Name, isFolder: false) || path.Name.StartsWith("~$", StringComparison.Ordinal)) continue;
                if (LinuxFiles.AreUsable && LinuxFiles.Look(file.FullName, follow: false, out var status) == 0 && !status.IsFile) continue; // a pipe, which would be waited for without end
                yield return (path, !written.Contains(path.Value) && clock.GetUtcNow() - file.LastWriteTimeUtc is var age && (age > Settled || age < TimeSpan.Zero));
            }
    }

    /// <summary>Whether a dropped file is to be memorized now: it is no note of ours, and has not failed as it is.</summary>
    public bool Wants(MemoryPath path, byte[] bytes) => !InboxReceipt.Is(path, bytes) && !(tree.Read(ReasonOf(path)) is { } note && InboxReceipt.Is(ReasonOf(path), note) && InboxReceipt.SourceOf(ReasonOf(path), note) == Hash(bytes));

    /// <summary>Where the reason why a file could not be memorized is noted.</summary>
    public static MemoryPath ReasonOf(MemoryPath path) => MemoryPath.FromListing(path.Value + InboxReceipt.ReasonSuffix);

    /// <summary>Where the receipt of a file goes: its own place if it is markdown, else its name with another ending, as long as nobody else's file is there.</summary>
    public MemoryPath ReceiptOf(MemoryPath path)
    {
        if (path.Extension == ".md") return path;
        var plain = path.Parent.Combine(path.Stem + ".md");
        return tree.Read(plain) is not { } there || InboxReceipt.Is(plain, there) ? plain : MemoryPath.FromListing(path.Value + ".md");
    }

    /// <summary>What tells one version of a file from another.</summary>
    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Leads into no other place, and to no device.</summary>
    public static EnumerationOptions Within => new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Device };

    /// <summary>The inboxes that a memory has, where they lie.</summary>
    public static IEnumerable<DirectoryInfo> Folders(string root)
    {
        var users = new DirectoryInfo(Path.Combine(root, "users"));
        var tops = users.Exists ? users.EnumerateDirectories().Where(d => (d.Attributes & FileAttributes.ReparsePoint) == 0).Select(d => d.FullName).Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        return tops.Prepend(root).Select(t => new DirectoryInfo(Path.Combine(t, "inbox"))).Where(i => i is { Exists: true, LinkTarget: null });
    }
}
