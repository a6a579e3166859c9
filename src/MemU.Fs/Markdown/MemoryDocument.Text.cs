using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

public sealed partial class MemoryDocument
{
    /// <summary>Gives links new targets; everything else keeps its bytes.</summary>
    /// <param name="newTarget">The new target of a link; null to leave it.</param>
    /// <returns>How many links were rewritten.</returns>
    /// <exception cref="MemoryFormatException">The front matter can't be read.</exception>
    public int RewriteLinks(Func<MemoryLink, string?> newTarget)
    {
        var count = 0;
        var text = LinkScanner.Rewrite(_text, link =>
        {
            var target = newTarget(link);
            if (target is not null && target != link.Target) count++;
            return target;
        });
        if (count == 0) return 0;
        if (_front.Error is { } error) throw error;
        Replace(0, _text.Length, text);
        return count;
    }

    /// <summary>Replaces the one place where a text stands; line breaks are matched as the file writes them.</summary>
    /// <exception cref="MemUException">The text stands nowhere, or in several places; the message says in which lines.</exception>
    public void ReplaceText(string old, string with)
    {
        if (old.Length == 0) throw new MemUException(MemUErrorKind.BadArgument, "the text to replace is empty.");
        var newLine = NewLine;
        (old, with) = (Utf8Text.Clean(old).ReplaceLineEndings(newLine), Utf8Text.Clean(with).ReplaceLineEndings(newLine));
        var places = new List<int>();
        for (var at = _text.IndexOf(old, StringComparison.Ordinal); at >= 0; at = _text.IndexOf(old, at + 1, StringComparison.Ordinal)) places.Add(at);
        if (places.Count == 0) throw new MemUException(MemUErrorKind.BadArgument, $"{Path}: the text to replace does not stand in it, letter by letter; nothing was written.");
        if (places.Count > 1)
            throw new MemUException(MemUErrorKind.BadArgument, $"{Path}: the text to replace stands in it {places.Count} times (lines {string.Join(", ", places.Take(10).Select(p => 1 + _text.AsSpan(0, p).Count('\n')))}); give more of what is around the one you mean.");
        var text = string.Concat(_text.AsSpan(0, places[0]), with, _text.AsSpan(places[0] + old.Length));
        if (_front.Error is null) Replace(0, _text.Length, text);
        else (_text, _front) = (text, FrontMatter.Read(text, Path.Value)); // a file that is malformed already may be mended so
    }

    /// <summary>Takes other bytes for the whole file.</summary>
    public void SetBytes(ReadOnlySpan<byte> bytes)
    {
        _bom = bytes.StartsWith("\uFEFF"u8);
        _text = Utf8Text.Decode(_bom ? bytes[3..] : bytes);
        _front = FrontMatter.Read(_text, Path.Value);
    }

    /// <summary>Overwrites characters, line breaks apart, with asterisks; in the front matter, where YAML reads an asterisk as an alias, with x.</summary>
    internal void Mask(IEnumerable<(int Start, int End)> ranges)
    {
        var text = _text.ToCharArray();
        foreach (var (start, end) in ranges)
            for (var i = start; i < end; i++)
                if (text[i] is not ('\n' or '\r')) text[i] = i < _front.BodyStart ? 'x' : '*';
        _text = new(text);
        _front = FrontMatter.Read(_text, Path.Value);
    }
}
