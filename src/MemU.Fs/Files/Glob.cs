namespace MemU.Fs.Files;

/// <summary>
/// A pattern as <c>.gitignore</c> has it: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>**</c> for any folders, a <c>/</c> at the end for folders only. One without
/// a <c>/</c> fits a name at any depth. Work never grows faster than pattern times path, whatever somebody writes.
/// </summary>
public sealed class Glob
{
    private readonly string[] _segments;
    private readonly bool _foldersOnly;

    /// <summary>Reads a pattern.</summary>
    public Glob(string pattern)
    {
        _foldersOnly = pattern.EndsWith('/');
        pattern = pattern.TrimEnd('/');
        var isAnchored = pattern.Contains('/', StringComparison.Ordinal);
        var segments = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        _segments = isAnchored ? segments : ["**", .. segments];
    }

    /// <summary>Whether a path fits, relative to where the pattern stands.</summary>
    /// <param name="segments">The segments of the path.</param>
    /// <param name="isFolder">Whether it is a folder.</param>
    public bool Fits(ReadOnlySpan<string> segments, bool isFolder)
    {
        if (_foldersOnly && !isFolder) return false;
        // the last ** takes one segment more each time the rest does not fit: what was before it need not be tried again
        int p = 0, s = 0, star = -1, resume = 0;
        while (s < segments.Length)
        {
            if (p < _segments.Length && _segments[p] == "**")
            {
                (star, resume) = (p++, s);
                if (p == _segments.Length) return true;
            }
            else if (p < _segments.Length && FitsName(_segments[p], segments[s])) (p, s) = (p + 1, s + 1);
            else if (star >= 0) (p, s) = (star + 1, ++resume);
            else return false;
        }
        return p == _segments.Length;
    }

    private static bool FitsName(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0, n = 0, star = -1, resume = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*') (star, resume, p) = (p, n, p + 1);
            else if (p < pattern.Length && FitsOne(pattern, p, name[n], out var next)) (p, n) = (next, n + 1);
            else if (star >= 0) (p, n) = (star + 1, ++resume);
            else return false;
        }
        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    private static bool FitsOne(ReadOnlySpan<char> pattern, int at, char c, out int next)
    {
        next = at + 1;
        switch (pattern[at])
        {
            case '?': return true;
            case '\\' when next < pattern.Length: return pattern[next++] == c;
            case '[' when pattern[next..].IndexOf(']') is > 0 and var length:
                var set = pattern.Slice(next, length);
                next += length + 1;
                var isNot = set[0] is '!' or '^';
                if (isNot) set = set[1..];
                var isIn = false;
                for (var i = 0; i < set.Length; i++)
                    if (i + 2 < set.Length && set[i + 1] == '-') (isIn, i) = (isIn || c >= set[i] && c <= set[i + 2], i + 2);
                    else isIn |= set[i] == c;
                return isIn != isNot;
            default: return pattern[at] == c;
        }
    }
}
