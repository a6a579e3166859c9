using MemU.Fs.Providers.Static.Tokens.Splitters;

namespace MemU.Fs.Providers.Static.Tokens;

/// <summary>A text on its way through normalizers: each reads <see cref="Text"/>, and changes it in place or writes a new one.</summary>
internal sealed class Passage
{
    private TextBuffer _spare = new();

    /// <summary>The text as it is now.</summary>
    public TextBuffer Text { get; private set; } = new();

    /// <summary>Whether its first character is still the first of the whole source: some splitters put a mark there only. Where that one became several, the others count as later ones here.</summary>
    public bool AtStart { get; set; }

    /// <summary>Matches of the pattern at work.</summary>
    public List<Stretch> Stretches { get; } = [];

    /// <summary>Begins anew.</summary>
    public void Set(ReadOnlySpan<char> text, bool atStart)
    {
        Text.Clear();
        Text.Append(text);
        AtStart = atStart;
    }

    /// <summary>An empty buffer for the new text, which <see cref="Take"/> puts in place.</summary>
    public TextBuffer Anew()
    {
        _spare.Clear();
        return _spare;
    }

    /// <summary>The buffer of <see cref="Anew"/> becomes the text.</summary>
    public void Take() => (Text, _spare) = (_spare, Text);
}
