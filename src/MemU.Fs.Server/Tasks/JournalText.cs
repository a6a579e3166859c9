using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace MemU.Fs.Server.Tasks;

/// <summary>Lines of the journal: a checksum in hex, a space, JSON on one line.</summary>
internal static class JournalText
{
    private const int HashDigits = 16;

    /// <summary>The line of a text.</summary>
    public static byte[] Line(ReadOnlySpan<byte> text)
    {
        var line = new byte[HashDigits + 1 + text.Length + 1];
        Encoding.ASCII.GetBytes(XxHash64.HashToUInt64(text).ToString("x16", CultureInfo.InvariantCulture), line);
        line[HashDigits] = (byte)' ';
        text.CopyTo(line.AsSpan(HashDigits + 1));
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>The text of a line without its line feed; false where it is not what was written.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (line.Length <= HashDigits || line[HashDigits] != ' ' || !ulong.TryParse(line[..HashDigits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hash)) return false;
        text = line[(HashDigits + 1)..];
        return XxHash64.HashToUInt64(text) == hash;
    }
}
