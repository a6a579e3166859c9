using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Sources.Secrets;

namespace MemU.Fs.Sources.Rich;

/// <summary>What a reader takes out of a document: headings and paragraphs, as one text with the places where they stand, so that it is searched for secrets as a whole.</summary>
internal sealed class Paragraphs(string name, Notes notes, CancellationToken cancellation)
{
    private const int Longest = 8_000;
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _beside = new();
    private readonly List<Unit> _units = [];
    private readonly List<Unit> _headings = [];
    private int _section;
    private bool _isUnder;
    private string? _title;

    /// <summary>The name of the source, for messages.</summary>
    public string Name => name;

    /// <summary>Ends a reading that was given up or took too long.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>The title that the document gives itself; the first one holds.</summary>
    public string? Title
    {
        get => _title;
        set
        {
            if (string.IsNullOrWhiteSpace(_title) && OneLine(value) is { Length: > 0 } title) _title = title.Length > 300 ? title[..(char.IsHighSurrogate(title[299]) ? 299 : 300)] : title;
        }
    }

    /// <summary>True as long as no paragraph was added.</summary>
    public bool IsEmpty => _units.Count == 0;

    /// <summary>How many paragraphs there are.</summary>
    public int Count => _units.Count;

    /// <summary>The whole text, unmasked: only for the search for secrets.</summary>
    public string Text => _text.ToString();

    /// <summary>What is in the document without being read, such as remarks and properties: it is only searched for secrets.</summary>
    public string BesideText => _beside.ToString();

    /// <summary>A heading that what follows stands under; null for none.</summary>
    public void Head(string? heading)
    {
        cancellation.ThrowIfCancellationRequested();
        heading = heading is null ? "" : OneLine(heading);
        _isUnder = heading.Length > 0;
        _section++;
        if (!_isUnder) return;
        if (heading.Length > 500) heading = heading[..(char.IsHighSurrogate(heading[499]) ? 499 : 500)];
        _headings.Add(new(_text.Length, heading.Length, 0, 0));
        _text.Append(heading).Append("\n\n");
    }

    /// <summary>A paragraph; a long one becomes several.</summary>
    public void Add(string text)
    {
        cancellation.ThrowIfCancellationRequested();
        text = CleanText.Of(text, notes);
        text = text.Contains('\n', StringComparison.Ordinal) ? text.TrimEnd().Trim('\n') : text.Trim();
        if (string.IsNullOrWhiteSpace(text)) return;
        for (var at = 0; at < text.Length;)
        {
            var length = text.Length - at <= Longest ? text.Length - at : Cut(text.AsSpan(at, Longest));
            var part = text.AsSpan(at, length);
            at += length;
            part = part.Contains('\n') ? part.TrimEnd().Trim('\n') : part.Trim();
            if (part.IsWhiteSpace()) continue;
            if (_units.Count >= Limits.Paragraphs || _text.Length + part.Length > Limits.Characters)
                throw new MemoryFormatException(name, 0, $"it holds more than {Limits.Characters:N0} characters or {Limits.Paragraphs:N0} paragraphs of text; split it.");
            _units.Add(new(_text.Length, part.Length, _isUnder ? _headings.Count : 0, _section));
            _text.Append(part).Append("\n\n");
        }
    }

    /// <summary>A remark for the user, without a word of the source.</summary>
    public void Note(string note) => notes.Add(note);

    /// <summary>Text that is not read, only searched for secrets.</summary>
    public void Beside(ReadOnlySpan<char> text)
    {
        if (_beside.Length < Limits.Characters) _beside.Append(text).Append('\n');
    }

    /// <summary>The paragraphs, with the secrets masked that were found in <see cref="Text"/>.</summary>
    public List<SourceMessage> Masked(string masked)
    {
        var headings = _headings.ConvertAll(h => masked.Substring(h.Start, h.Length));
        // a document of headings alone still says something
        if (_units.Count == 0) return [.. headings.Select((h, i) => new SourceMessage(i + 1, "document", null, null, h))];
        var messages = new List<SourceMessage>(_units.Count);
        foreach (var unit in _units)
            messages.Add(new(messages.Count + 1, "document", null, null, masked.Substring(unit.Start, unit.Length)) { Heading = unit.Heading > 0 ? headings[unit.Heading - 1] : null, Section = unit.Section });
        return messages;
    }

    /// <summary>The number of the paragraph in which a secret stands; 0 for one in a heading.</summary>
    public int MessageAt(SecretRange secret)
    {
        var (low, high) = (0, _units.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_units[middle].Start <= secret.Start) low = middle + 1;
            else high = middle;
        }
        return low > 0 && secret.Start < _units[low - 1].Start + _units[low - 1].Length ? low : 0;
    }

    /// <summary>The text on one line, with single spaces.</summary>
    public static string OneLine(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // at an empty line if there is one in the second half, else at a line's end, else between words, never within a character
    private static int Cut(ReadOnlySpan<char> text)
    {
        var half = text.Length / 2;
        if (text.LastIndexOf("\n\n") is var blank && blank > half) return blank + 2;
        if (text.LastIndexOf('\n') is var line && line > half) return line + 1;
        if (text.LastIndexOf(' ') is var space && space > half) return space + 1;
        return char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length;
    }

    private readonly record struct Unit(int Start, int Length, int Heading, int Section);
}
