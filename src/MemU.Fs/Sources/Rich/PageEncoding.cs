using System.Text;

namespace MemU.Fs.Sources.Rich;

/// <summary>The encoding of a page: by its mark, else UTF-8 where it is valid, else what the page itself names.</summary>
internal static class PageEncoding
{
    /// <summary>The text of a page; bytes that are wrong in its encoding become U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\ufeff"u8)) return Encoding.UTF8.GetString(bytes[3..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe])) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff])) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        return (Named(bytes) ?? Encoding.UTF8).GetString(bytes);
    }

    // <meta charset="gbk">, <meta … content="text/html; charset=windows-1252">, <?xml … encoding="iso-8859-1"?>
    private static Encoding? Named(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 4096)]);
        foreach (var key in (string[])["charset=", "encoding="])
        {
            var at = head.IndexOf(key, StringComparison.OrdinalIgnoreCase);
            if (at < 0) continue;
            var name = head.AsSpan(at + key.Length).TrimStart(" \"'");
            var end = 0;
            while (end < name.Length && end < 40 && (char.IsAsciiLetterOrDigit(name[end]) || name[end] is '-' or '_' or ':' or '.')) end++;
            var label = name[..end].ToString().ToLowerInvariant();
            // what calls itself Latin 1 on the web is Windows' superset of it
            if (label is "iso-8859-1" or "latin1" or "us-ascii" or "ascii") label = "windows-1252";
            if (label is "gb2312" or "gbk") label = "gb18030";
            if (CodePagesEncodingProvider.Instance.GetEncoding(label) is { } encoding) return encoding;
        }
        return CodePagesEncodingProvider.Instance.GetEncoding(1252);
    }
}
