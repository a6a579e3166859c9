using System.Runtime.InteropServices;

namespace MemU.Fs.Providers.Static.Tokens;

/// <summary>A text cut into pieces; some are tokens already.</summary>
internal sealed class Pieces
{
    private readonly TextBuffer _text = new();
    private readonly List<Piece> _pieces = [];

    /// <summary>The pieces in order.</summary>
    public ReadOnlySpan<Piece> All => CollectionsMarshal.AsSpan(_pieces);

    /// <summary>The text of a piece; empty for a token.</summary>
    public ReadOnlySpan<char> TextOf(Piece piece) => _text.Span.Slice(piece.Start, piece.Length);

    /// <summary>Takes everything out.</summary>
    public void Clear()
    {
        _text.Clear();
        _pieces.Clear();
    }

    /// <summary>Adds text that is still to be cut into tokens; an empty one is left out.</summary>
    public void Add(ReadOnlySpan<char> text, bool atStart)
    {
        if (text.IsEmpty) return;
        _pieces.Add(new(_text.Length, text.Length, Piece.NoToken, atStart));
        _text.Append(text);
    }

    /// <summary>Adds a token.</summary>
    public void AddToken(int token) => _pieces.Add(new(_text.Length, 0, token, false));
}

/// <summary>A piece of a text: where it lies, or which token it is.</summary>
internal readonly record struct Piece(int Start, int Length, int Token, bool AtStart)
{
    /// <summary>The token of a piece that is text.</summary>
    public const int NoToken = -1;

    /// <summary>Whether it is a token already.</summary>
    public bool IsToken => Token != NoToken;
}
