using System.Text;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Files.Linux;

/// <summary>The names in a folder without regard to case, so that a memory can be refused whose name another system could not tell from a neighbor's. Holds as long as the folder's times are the same.</summary>
internal sealed unsafe class FolderNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _one = new();
    private (ulong Inode, NodeTime Modified, NodeTime Changed) _stamp;

    /// <summary>Lists a folder.</summary>
    public static FolderNames Read(int descriptor, in LinuxStatus status)
    {
        var names = new FolderNames { _stamp = StampOf(status) };
        int folder;
        fixed (byte* here = "."u8) folder = LinuxCalls.Open(descriptor, here, LinuxCalls.ReadOnly | LinuxCalls.Folder | LinuxCalls.CloseOnExec, 0);
        if (folder < 0) return names; // one that may be written and not listed: nobody can say what its names are
        var buffer = new byte[32 * 1024];
        fixed (byte* bytes = buffer)
            while (LinuxCalls.List(folder, bytes, buffer.Length) is > 0 and var got)
                for (var entry = new FolderEntry(bytes); entry.IsWithin(bytes + got); entry = entry.Next())
                    names.Put(entry.Name);
        _ = LinuxCalls.Close(folder);
        return names;
    }

    /// <summary>Whether nothing has come or gone since.</summary>
    public bool Holds(in LinuxStatus status)
    {
        lock (_one) return _stamp == StampOf(status);
    }

    /// <summary>The name that differs from one in case alone; null when there is none.</summary>
    public string? Twin(string name)
    {
        lock (_one) return _names.TryGetValue(name, out var there) && SafeText.Compose(there) != name ? there : null;
    }

    /// <summary>A name was made, after which the folder is as said.</summary>
    public void Add(ReadOnlySpan<byte> name, in LinuxStatus status)
    {
        lock (_one)
        {
            Put(name);
            _stamp = StampOf(status);
        }
    }

    /// <summary>A name was removed, after which the folder is as said.</summary>
    public void Remove(ReadOnlySpan<byte> name, in LinuxStatus status)
    {
        lock (_one)
        {
            var text = Encoding.UTF8.GetString(name);
            var key = KeyOf(text);
            if (_names.GetValueOrDefault(key) == text) _names.Remove(key);
            _stamp = StampOf(status);
        }
    }

    private void Put(ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name);
        _names[KeyOf(text)] = text;
    }

    private static string KeyOf(string name) => Ascii.IsValid(name) || !SafeText.IsPlain(name) ? name : SafeText.Compose(name);

    private static (ulong, NodeTime, NodeTime) StampOf(in LinuxStatus status) => (status.Inode, status.Modified, status.Changed);
}
