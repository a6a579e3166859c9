using System.Globalization;
using System.Text;

namespace MemU.Fs.History;

/// <summary>The index's extension TREE: which folders of the index equal a tree object.</summary>
internal static class CacheTree
{
    /// <summary>The extension with the given folders (raw paths) no longer vouched for; null when it can't be understood, git then makes a new one.</summary>
    public static byte[]? Invalidate(ReadOnlySpan<byte> extension, IReadOnlySet<string> folders)
    {
        using var output = new MemoryStream(extension.Length);
        var at = 0;
        return Copy(extension, ref at, output, "", folders, 0) && at == extension.Length ? output.ToArray() : null;
    }

    private static bool Copy(ReadOnlySpan<byte> data, ref int at, MemoryStream output, string parent, IReadOnlySet<string> folders, int depth)
    {
        if (depth > 500) return false;
        int nameEnd = data[at..].IndexOf((byte)0), lineEnd = data[at..].IndexOf((byte)'\n');
        if (nameEnd < 0 || lineEnd < nameEnd) return false;
        var name = data.Slice(at, nameEnd);
        var numbers = Encoding.ASCII.GetString(data[(at + nameEnd + 1)..(at + lineEnd)]).Split(' ');
        if (numbers.Length != 2 || !Number(numbers[0], out var entries) || !Number(numbers[1], out var children) || children < 0) return false;
        at += lineEnd + 1;
        var id = data.Slice(at, 0);
        if (entries >= 0)
        {
            if (data.Length < at + 20) return false;
            id = data.Slice(at, 20);
            at += 20;
        }
        var path = GitName.Join(parent, GitName.FromBytes(name));
        var keep = entries >= 0 && !folders.Contains(path);
        output.Write(name);
        output.WriteByte(0);
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(keep ? entries : -1)} {children}\n")));
        if (keep) output.Write(id);
        for (var i = 0; i < children; i++)
            if (at >= data.Length || !Copy(data, ref at, output, path, folders, depth + 1)) return false;
        return true;
    }

    private static bool Number(string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
}
