using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>
/// Paths as git keeps them: bytes. Inside this folder a path is a string with one char per byte ("raw"), so that a name that is
/// not UTF-8 survives and ordinal comparison is git's order.
/// </summary>
internal static class GitName
{
    private static readonly UTF8Encoding Strict = new(false, true);

    public static string ToRaw(string path) => Ascii(path) ? path : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(path));

    public static string FromRaw(string raw) => Ascii(raw) ? raw : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(raw));

    public static byte[] ToBytes(string raw) => Encoding.Latin1.GetBytes(raw);

    public static string FromBytes(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    public static string Join(string folder, string name) => folder.Length == 0 ? name : name.Length == 0 ? folder : $"{folder}/{name}";

    public static bool IsUtf8(string raw) => Ascii(raw) || System.Text.Unicode.Utf8.IsValid(ToBytes(raw));

    /// <summary>Checks a path that is to be written and returns it raw.</summary>
    public static string Check(string path) =>
        Problem(path) is { } why ? throw new MemUException(MemUErrorKind.BadArgument, $"'{CommitMessage.OneLine(path, 200)}' can't be committed: {why}.") : ToRaw(path);

    /// <summary>Why a path can't be committed; null when it can.</summary>
    public static string? Problem(string path)
    {
        if (path.Length == 0) return "it is empty";
        if (path.Contains('\0', StringComparison.Ordinal)) return "it contains a NUL";
        if (OperatingSystem.IsWindows() && path.AsSpan().IndexOfAny('\\', ':') >= 0) return "it contains a backslash or a colon";
        if (!WellFormed(path)) return "it is not valid Unicode";
        foreach (var segment in path.Split('/'))
            if (segment is "" or "." or "..") return $"'{segment}' is not allowed as a segment";
            else if (IsGitFolder(segment)) return "it leads into git's own folder";
        return null;
    }

    // The names that some file system takes for ".git": any case, trailing dots and spaces, streams, NTFS's short name, characters that HFS+ ignores.
    private static bool IsGitFolder(string segment)
    {
        if (segment.Length > 64 || !segment.Contains("git", StringComparison.OrdinalIgnoreCase) && Ascii(segment)) return false;
        var plain = new StringBuilder();
        foreach (var c in segment)
            if (c is not ((>= '\u200c' and <= '\u200f') or (>= '\u202a' and <= '\u202e') or (>= '\u206a' and <= '\u206f') or '\ufeff')) plain.Append(c);
        var name = plain.ToString().Split(':', '\\')[0].TrimEnd('.', ' ');
        return name.Equals(".git", StringComparison.OrdinalIgnoreCase) || name.Equals("git~1", StringComparison.OrdinalIgnoreCase);
    }

    private static bool WellFormed(string text)
    {
        try
        {
            return Strict.GetByteCount(text) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static bool Ascii(string text) => System.Text.Ascii.IsValid(text);
}
