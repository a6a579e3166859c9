namespace MemU.Fs.Sources.Secrets;

/// <summary>The password in <c>scheme://user:password@host</c>.</summary>
internal static class ConnectionStrings
{
    private const int Longest = 512;

    public static void Find(ReadOnlySpan<char> text, List<SecretRange> found)
    {
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOf("://", StringComparison.Ordinal);
            if (next < 0) return;
            at += next + 3;
            if (next == 0 || at < 4 || !char.IsAsciiLetterOrDigit(text[at - 4])) continue;
            var rest = text.Slice(at, Math.Min(Longest, text.Length - at));
            var end = rest.IndexOfAny(Stops);
            if (end >= 0) rest = rest[..end];
            var sign = rest.LastIndexOf('@');
            var colon = sign < 0 ? -1 : rest[..sign].IndexOf(':');
            if (colon < 0 || sign - colon < 2) continue;
            var password = rest[(colon + 1)..sign];
            if (!NamedSecrets.IsPlaceholder(password)) found.Add(new(at + colon + 1, password.Length, "password in address"));
            at += sign;
        }
    }

    private static readonly System.Buffers.SearchValues<char> Stops = System.Buffers.SearchValues.Create(" \t\r\n/?#\"'`<>()，。；、");
}
