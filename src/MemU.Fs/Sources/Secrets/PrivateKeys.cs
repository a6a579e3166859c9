namespace MemU.Fs.Sources.Secrets;

/// <summary>Private key blocks in PEM form, whole or cut off.</summary>
internal static class PrivateKeys
{
    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const int LongestHeader = 60;
    private const int LongestBlock = 32_768;

    public static void Find(ReadOnlySpan<char> text, List<SecretRange> found)
    {
        for (var at = 0; at < text.Length;)
        {
            var start = text[at..].IndexOf(Begin, StringComparison.Ordinal);
            if (start < 0) return;
            start += at;
            at = start + Begin.Length;
            var header = text.Slice(at, Math.Min(LongestHeader, text.Length - at));
            var close = header.IndexOf("-----", StringComparison.Ordinal);
            if (close < 0 || !header[..close].Contains("PRIVATE KEY", StringComparison.Ordinal)) continue;
            var body = at + close + 5;
            var reach = text.Slice(body, Math.Min(LongestBlock, text.Length - body));
            // a block ends at its own END; another BEGIN before it means that this one was cut off
            var next = reach.IndexOf(Begin, StringComparison.Ordinal);
            if (next >= 0) reach = reach[..next];
            var end = reach.IndexOf(End, StringComparison.Ordinal);
            var stop = end < 0 ? body + Lines(reach) : body + end;
            if (end >= 0)
            {
                var tail = text[(stop + End.Length)..Math.Min(text.Length, stop + End.Length + LongestHeader)].IndexOf("-----", StringComparison.Ordinal);
                stop += End.Length + (tail < 0 ? 0 : tail + 5);
            }
            found.Add(new(start, stop - start, "private key"));
            at = stop;
        }
    }

    // the lines of base64 that follow a header without its end
    private static int Lines(ReadOnlySpan<char> body)
    {
        var length = 0;
        while (length < body.Length)
        {
            var rest = body[length..];
            var line = rest.IndexOf('\n');
            var text = (line < 0 ? rest : rest[..line]).Trim();
            if (text.Contains(' ') && !text.Contains(':')) break;
            if (text.Length > 0 && text.ContainsAnyExcept(PemLine)) break;
            length += line < 0 ? rest.Length : line + 1;
        }
        return length;
    }

    private static readonly System.Buffers.SearchValues<char> PemLine = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\\-:, ");
}
