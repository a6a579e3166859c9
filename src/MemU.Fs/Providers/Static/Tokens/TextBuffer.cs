namespace MemU.Fs.Providers.Static.Tokens;

/// <summary>Characters that grow at the end and are used again, so that a text costs no objects.</summary>
internal sealed class TextBuffer
{
    private char[] _chars = new char[512];

    /// <summary>Number of UTF-16 units.</summary>
    public int Length { get; private set; }

    /// <summary>What is written so far; valid until the next change.</summary>
    public Span<char> Span => _chars.AsSpan(0, Length);

    /// <summary>Empties it.</summary>
    public void Clear() => Length = 0;

    /// <summary>Keeps the first units only.</summary>
    public void Cut(int length) => Length = length;

    /// <summary>Adds one unit.</summary>
    public void Append(char unit)
    {
        if (Length == _chars.Length) Array.Resize(ref _chars, Length * 2);
        _chars[Length++] = unit;
    }

    /// <summary>Adds units.</summary>
    public void Append(ReadOnlySpan<char> units)
    {
        units.CopyTo(Room(units.Length));
        Length += units.Length;
    }

    /// <summary>Adds one code point.</summary>
    public void AppendCodePoint(int codePoint)
    {
        if (codePoint < 0x10000)
        {
            Append((char)codePoint);
            return;
        }
        Append((char)(0xD7C0 + (codePoint >> 10)));
        Append((char)(0xDC00 | (codePoint & 0x3FF)));
    }

    /// <summary>At least this many free units behind the text; <see cref="Advance"/> says how many were written.</summary>
    public Span<char> Room(int units)
    {
        if (_chars.Length - Length < units) Array.Resize(ref _chars, Math.Max(_chars.Length * 2, Length + units));
        return _chars.AsSpan(Length);
    }

    /// <summary>Counts units written into <see cref="Room"/>.</summary>
    public void Advance(int units) => Length += units;
}
