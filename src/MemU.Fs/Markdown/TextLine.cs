namespace MemU.Fs.Markdown;

/// <summary>One line of a text: where it starts, where its content ends and where the next line starts.</summary>
internal readonly record struct TextLine(int Start, int End, int Next, int Number)
{
    public ReadOnlySpan<char> Of(string text) => text.AsSpan(Start, End - Start);
}

/// <summary>Walks a text line by line without copying; <c>\n</c> and <c>\r\n</c> end a line.</summary>
internal ref struct LineWalk(string text, int start, int firstNumber, int end)
{
    private int _next = start;
    private int _number = firstNumber - 1;

    public LineWalk(string text, int start = 0, int firstNumber = 1) : this(text, start, firstNumber, text.Length) { }

    public TextLine Current { get; private set; }

    public bool MoveNext()
    {
        if (_next >= end) return false;
        var at = text.AsSpan(_next, end - _next).IndexOf('\n');
        var next = at < 0 ? end : _next + at + 1;
        var stop = at < 0 ? end : next - 1;
        if (at >= 0 && stop > _next && text[stop - 1] == '\r') stop--;
        Current = new(_next, stop, next, ++_number);
        _next = next;
        return true;
    }

    public readonly LineWalk GetEnumerator() => this;
}
