using System.Buffers;
using System.Globalization;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

/// <summary>Writes a new file straight into UTF-8: a front matter in order, then lines.</summary>
internal sealed class MarkdownWriter(IBufferWriter<byte> output)
{
    public MarkdownWriter Write(ReadOnlySpan<char> text)
    {
        const int Piece = 32 * 1024; // so that no message needs a buffer of its own size
        while (!text.IsEmpty)
        {
            var length = Math.Min(Piece, text.Length);
            if (length < text.Length && char.IsHighSurrogate(text[length - 1])) length--;
            Encoding.UTF8.GetBytes(text[..length], output);
            text = text[length..];
        }
        return this;
    }

    public MarkdownWriter Line(ReadOnlySpan<char> text = default) => Write(text).Write("\n");

    public MarkdownWriter Fence() => Line(Utf8Text.Fence);

    /// <summary>A key with one value, on one line; left out when the value is null or blank.</summary>
    public MarkdownWriter Key(string key, string? value)
    {
        value = value is null ? "" : Utf8Text.OneLine(value);
        return value.Length == 0 ? this : Line($"{key}: {YamlText.For(key, value)}");
    }

    public MarkdownWriter Key(string key, DateTimeOffset time) => Line($"{key}: {YamlText.Time(time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond)))}");

    public MarkdownWriter Key(string key, int number) => Line(string.Create(CultureInfo.InvariantCulture, $"{key}: {number}"));

    public MarkdownWriter List(string key, IEnumerable<string> values)
    {
        var list = values.Select(v => Utf8Text.OneLine(v)).Where(v => v.Length > 0).ToList();
        return list.Count == 0 ? this : Line($"{key}: {YamlText.FlowList(list)}");
    }

    public MarkdownWriter Links(string key, IEnumerable<string> targets) => List(key, targets.Select(t => t.StartsWith("[[", StringComparison.Ordinal) ? t : $"[[{t}]]"));

    public MarkdownWriter Scope(MemoryScope scope)
    {
        foreach (var (field, value) in scope.Fields) Line($"{YamlText.Scalar(field, true)}: {YamlText.Scalar(Utf8Text.OneLine(value), false)}");
        return this;
    }

    /// <summary>A link in a body: a wikilink, or a markdown link from the root for a name that a wikilink can't hold.</summary>
    public static string Link(string target, string? anchor = null)
    {
        target = Utf8Text.OneLine(target);
        if (target.AsSpan().IndexOfAny("[]|#^") < 0) return anchor is null ? $"[[{target}]]" : $"[[{target}#^{anchor}]]";
        var text = Inline(target[(target.LastIndexOf('/') + 1)..]);
        return $"[{text}](/{LinkScanner.Encode(target, false)}.md{(anchor is null ? "" : "#^" + anchor)})";
    }

    /// <summary>Text on one line of markdown that can't forge markup.</summary>
    public static string Inline(string text)
    {
        text = Utf8Text.OneLine(text);
        var result = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '\\' or '`' or '*' or '[' or ']' or '<' or '^' or '|' || (i == 0 && text[i] is ('>' or '-' or '+' or '=' or '~')) || text[i] == '#' && (i == 0 || i == text.Length - 1 || text[i + 1] is '#' or ' ')) result.Append('\\');
            result.Append(text[i]);
        }
        return result.ToString();
    }
}
