using System.Net.Http.Headers;
using System.Text;

namespace MemU.Fs.Sources.Web;

/// <summary>Text from the web as UTF-8: only the answer's head says in which encoding it is, and a file has no such head.</summary>
internal static class WebText
{
    /// <summary>The bytes, encoded anew where they are text in another encoding.</summary>
    public static byte[] Utf8(byte[] bytes, MediaTypeHeaderValue? type)
    {
        if (type?.CharSet is not { Length: > 0 } set || type.MediaType is not { } media) return bytes;
        if (!media.StartsWith("text/", StringComparison.OrdinalIgnoreCase) && !media.EndsWith("xml", StringComparison.OrdinalIgnoreCase) && !media.EndsWith("json", StringComparison.OrdinalIgnoreCase)) return bytes;
        if (System.Text.Unicode.Utf8.IsValid(bytes)) return bytes;
        var name = set.Trim('"', '\'', ' ').ToLowerInvariant();
        if (name is "iso-8859-1" or "latin1" or "us-ascii") name = "windows-1252";
        return CodePagesEncodingProvider.Instance.GetEncoding(name) is { } encoding ? Encoding.UTF8.GetBytes(encoding.GetString(bytes)) : bytes;
    }
}
