namespace MemU.Fs.Sources.Rich;

/// <summary>Keeps source code as it is, one paragraph for each block that begins at the left edge, under the name of the file.</summary>
internal sealed class CodeText(Paragraphs to)
{
    /// <summary>Reads code.</summary>
    public void Read(string text)
    {
        text = text.ReplaceLineEndings("\n");
        to.Title = to.Name;
        to.Head(to.Name);
        var (start, blank) = (0, false);
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            if (end < 0) end = text.Length;
            var line = text.AsSpan(at, end - at);
            if (line.IsWhiteSpace()) blank = true;
            else
            {
                // what closes a block belongs to it, whatever stands before
                if (blank && !char.IsWhiteSpace(line[0]) && line[0] is not ('}' or ')' or ']') && !line.StartsWith("end", StringComparison.Ordinal))
                {
                    to.Add(text[start..at]);
                    start = at;
                }
                blank = false;
            }
            at = end + 1;
        }
        to.Add(text[start..]);
    }
}
