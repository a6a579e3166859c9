namespace MemU.Fs.Mount.WebDav;

/// <summary>A condition of an <c>If</c> header: a lock's token or an entity tag, or that it is not so.</summary>
internal readonly record struct IfCondition(bool IsNot, bool IsTag, string Value);

/// <summary>A list of conditions that must all hold, and the URL for which; null for the request's own.</summary>
internal sealed record IfList(string? Resource, IReadOnlyList<IfCondition> Conditions);

/// <summary>The <c>If</c> header (RFC 4918, 10.4): one of its lists must hold.</summary>
internal sealed record IfHeader(IReadOnlyList<IfList> Lists)
{
    private const int Longest = 16 * 1024;

    /// <summary>Every lock token that the client says to hold.</summary>
    public IReadOnlyCollection<string> Tokens { get; } = Lists.SelectMany(l => l.Conditions).Where(c => !c.IsTag && !c.IsNot).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>The header of a request that has none.</summary>
    public static IfHeader None { get; } = new([]);

    /// <summary>Reads a header; null when it is none.</summary>
    public static IfHeader? Read(string text)
    {
        if (text.Length > Longest) return null;
        var (lists, resource, at) = (new List<IfList>(), (string?)null, 0);
        while (true)
        {
            Skip(text, ref at);
            if (at == text.Length) return lists.Count > 0 ? new(lists) : null;
            if (text[at] == '<')
            {
                if (Until(text, ref at, '>') is not { Length: > 0 } tagged) return null;
                resource = tagged;
                Skip(text, ref at);
                if (at == text.Length) return null;
            }
            if (text[at++] != '(' || ReadList(text, ref at) is not { } conditions) return null;
            lists.Add(new(resource, conditions));
        }
    }

    private static List<IfCondition>? ReadList(string text, ref int at)
    {
        var conditions = new List<IfCondition>();
        while (true)
        {
            Skip(text, ref at);
            if (at == text.Length) return null;
            if (text[at] == ')')
            {
                at++;
                return conditions.Count > 0 ? conditions : null;
            }
            var isNot = text.AsSpan(at).StartsWith("Not", StringComparison.OrdinalIgnoreCase);
            if (isNot)
            {
                at += 3;
                Skip(text, ref at);
                if (at == text.Length) return null;
            }
            var (close, isTag) = text[at] switch { '<' => ('>', false), '[' => (']', true), _ => ('\0', false) };
            if (close == '\0' || Until(text, ref at, close) is not { Length: > 0 } value) return null;
            conditions.Add(new(isNot, isTag, value));
        }
    }

    private static string? Until(string text, ref int at, char close)
    {
        var end = text.IndexOf(close, at + 1);
        if (end < 0) return null;
        var value = text[(at + 1)..end];
        at = end + 1;
        return value;
    }

    private static void Skip(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t') at++;
    }
}
