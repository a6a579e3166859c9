namespace MemU.Fs.Sources.Secrets;

/// <summary>Finds what looks like a secret in text: keys, tokens, passwords, PINs and codes, private keys, card numbers. Its work grows with the text, never faster.</summary>
public static class SecretScanner
{
    /// <summary>What is shorter than "pwd:abc" or 密码1234 holds no secret.</summary>
    private const int Shortest = 6;

    /// <summary>The secrets in order, none overlapping.</summary>
    public static List<SecretRange> Scan(ReadOnlySpan<char> text)
    {
        List<SecretRange> found = [];
        if (text.Length < Shortest) return found;
        PrivateKeys.Find(text, found);
        KeyTokens.Find(text, found);
        ConnectionStrings.Find(text, found);
        NamedSecrets.Find(text, found);
        SpokenSecrets.Find(text, found);
        Numbers.Find(text, found);
        return found.Count > 1 ? Merge(found) : found;
    }

    /// <summary>What the value of a field of that name is, if it is a secret: the kind, or null.</summary>
    public static string? KindOfField(ReadOnlySpan<char> name, ReadOnlySpan<char> value) => NamedSecrets.KindOfField(name, value);

    private static List<SecretRange> Merge(List<SecretRange> found)
    {
        found.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.Length.CompareTo(a.Length));
        List<SecretRange> merged = [found[0]];
        foreach (var next in found)
        {
            var last = merged[^1];
            if (next.Start >= last.End) merged.Add(next);
            else if (next.End > last.End) merged[^1] = last with { Length = next.End - last.Start };
        }
        return merged;
    }
}
