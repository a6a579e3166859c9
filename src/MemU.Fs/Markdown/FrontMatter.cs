using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

/// <summary>The front matter of a text: where it stands and what it says.</summary>
internal sealed record FrontMatter
{
    public const int MaxBytes = 64 * 1024;

    /// <summary>True when line 1 opens a front matter, even one that can't be read.</summary>
    public bool Present { get; init; }

    /// <summary>First character after the opening fence's line.</summary>
    public int ContentStart { get; init; }

    /// <summary>First character of the closing fence's line.</summary>
    public int ContentEnd { get; init; }

    /// <summary>First character after the closing fence's line.</summary>
    public int BodyStart { get; init; }

    public IReadOnlyList<YamlEntry> Entries { get; init; } = [];

    public MemoryFormatException? Error { get; init; }

    /// <summary>Why single keys can't be edited although the values can be read; null when they can.</summary>
    public MemoryFormatException? EditError { get; init; }

    public static FrontMatter None { get; } = new();

    public YamlNode? this[string key] => Entries.FirstOrDefault(e => e.Key == key)?.Value;

    /// <summary>True when the text opens a front matter at line 1, column 1.</summary>
    public static bool Opens(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith(Utf8Text.Fence)) return false;
        var line = text[3..];
        var stop = line.IndexOf('\n');
        return (stop < 0 ? line : line[..stop]).TrimEnd('\r').TrimEnd(" \t").IsEmpty;
    }

    /// <summary>The offset and number of the first line after the front matter; the text's start when there is none or it is never closed.</summary>
    public static (int Offset, int Line) Body(string text)
    {
        var start = text.StartsWith('\uFEFF') ? 1 : 0;
        if (!Opens(text.AsSpan(start))) return (start, 1);
        return Close(text, start) is { } close ? (close.Next, close.Number + 1) : (start, 1);
    }

    public static FrontMatter Read(string text, string path)
    {
        if (!Opens(text)) return None;
        if (Close(text, 0) is not { } close)
            return Broken(path, 1, text.Length > MaxBytes ? "the front matter is not closed by a '---' line within 64 KiB" : "the front matter is opened here but never closed by a '---' line");
        var start = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        if (close.Start - start > MaxBytes || Encoding.UTF8.GetByteCount(text.AsSpan(start, close.Start - start)) > MaxBytes)
            return Broken(path, 1, "the front matter is larger than 64 KiB");
        var simple = SimpleYaml.Read(text, start, close.Start);
        var (entries, block, problem) = simple is null ? FullYaml.Read(text, start, close.Start) : (simple, true, null);
        if (problem is not null) return Broken(path, 1 + text.AsSpan(0, problem.Offset).Count('\n'), problem.Message);
        return new()
        {
            Present = true, ContentStart = start, ContentEnd = close.Start, BodyStart = close.Next, Entries = entries,
            EditError = block ? null : new(path, 2, "the front matter is not written as one 'key: value' per line, so single keys can't be edited"),
        };
    }

    private static TextLine? Close(string text, int start)
    {
        var walk = new LineWalk(text, start);
        walk.MoveNext();
        while (walk.MoveNext())
        {
            var line = walk.Current.Of(text);
            if (walk.Current.Start - start > MaxBytes + 64) return null;
            if ((line.StartsWith(Utf8Text.Fence) || line.StartsWith("...")) && line[3..].TrimEnd(" \t").IsEmpty) return walk.Current;
        }
        return null;
    }

    private static FrontMatter Broken(string path, int line, string message) => new() { Present = true, Error = new(path, line, message + "; the file is kept as it is and searched as plain text") };
}
