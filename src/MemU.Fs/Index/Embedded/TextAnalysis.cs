using System.Text;
using MemU.Fs.Index.Embedded.Languages;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// Turns text of any script into search terms. Questions and memories go through the same steps, so what is written the same is found.
/// Not for use from several threads at once.
/// </summary>
internal sealed class TextAnalysis
{
    /// <summary>Part of the index's schema: raise it when the same text gives other terms than before.</summary>
    public const int Version = 2;

    private const int LongestChunk = 256;
    private readonly Part[] _parts = new Part[64];
    private readonly WordForms _words = new();

    /// <summary>Adds the terms of the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="into">Where to.</param>
    /// <param name="expected">Its language when it does not tell by itself.</param>
    /// <param name="isQuestion">Whether it looks for other texts, and so needs every form under which a word may be kept.</param>
    public void Analyze(string text, TermBuffer into, Language expected = Language.Unknown, bool isQuestion = false)
    {
        var normal = HanFolding.Fold(SafeText.Compatible(text)).AsSpan();
        _words.Begin(LanguageGuess.Of(normal, expected), isQuestion);
        for (var i = 0; i < normal.Length;)
        {
            switch (CharKinds.Of(normal, i, out var length))
            {
                case CharKind.Letter or CharKind.Digit or CharKind.Hangul:
                    i = Chunk(normal, i, into);
                    break;
                case CharKind.Ideograph or CharKind.Unspaced:
                    i = Unspaced(normal, i, into);
                    break;
                case CharKind.Symbol:
                    into.Add(normal.Slice(i, length));
                    i += length;
                    break;
                default:
                    i += length;
                    break;
            }
        }
    }

    // a run of an unspaced script: single characters and pairs; function characters alone are weak
    private static int Unspaced(ReadOnlySpan<char> text, int at, TermBuffer into)
    {
        var kind = CharKinds.Of(text, at, out _);
        var previous = -1;
        var previousStop = false;
        while (at < text.Length)
        {
            var here = CharKinds.Of(text, at, out var length);
            if (here == CharKind.Ignorable || (here == CharKind.Mark && kind == CharKind.Ideograph))
            {
                at += length;
                previous = -1;
                continue;
            }
            if (here != kind && here != CharKind.Mark) break;
            var stop = length == 1 && StopWords.IsCharacter(text[at]);
            if (kind == CharKind.Ideograph) into.Add(text.Slice(at, length), 1, weak: stop);
            if (previous >= 0) into.Add(text[previous..(at + length)], 1, weak: stop && previousStop);
            (previous, previousStop) = (at, stop);
            at += length;
        }
        return at;
    }

    // letters, digits and the connectors between them: a word, or an identifier, number, path or code with its parts
    private int Chunk(ReadOnlySpan<char> text, int start, TermBuffer into)
    {
        var count = 0;
        var shape = Shape.Plain;
        var (end, part) = (start, start);
        var (last, lastUpper) = (CharKind.Separator, false);
        while (end < text.Length)
        {
            var kind = CharKinds.Of(text, end, out var length);
            if (kind is CharKind.Mark or CharKind.Ignorable)
            {
                end += length;
                continue;
            }
            if (kind == CharKind.Connector)
            {
                if (!Joins(text, end, last) || end - start >= LongestChunk || count >= _parts.Length - 2) break;
                _parts[count++] = new(part, end);
                shape |= text[end] switch { '\'' or '\u2019' => Shape.Apostrophe, '-' => Shape.Hyphen, _ => Shape.Identifier };
                part = ++end;
                last = CharKind.Separator;
                continue;
            }
            if (kind is not (CharKind.Letter or CharKind.Digit or CharKind.Hangul)) break;
            var upper = kind == CharKind.Letter && char.IsUpper(text[end]);
            if (last != CharKind.Separator && count < _parts.Length - 2)
            {
                var hump = upper && !lastUpper && last == CharKind.Letter;
                var acronymEnds = !hump && upper && lastUpper && end + 1 < text.Length && char.IsLower(text[end + 1]) && end + 2 < text.Length && char.IsLower(text[end + 2]);
                if (hump || acronymEnds || kind != last)
                {
                    _parts[count++] = new(part, end);
                    shape |= kind == CharKind.Hangul || last == CharKind.Hangul ? Shape.Plain : Shape.Camel;
                    part = end;
                }
            }
            (last, lastUpper) = (kind, upper);
            end += length;
        }
        _parts[count++] = new(part, end);
        Emit(text, start, end, _parts.AsSpan(0, count), shape, into);
        return Suffix(text, start, end, into);
    }

    private void Emit(ReadOnlySpan<char> text, int start, int end, ReadOnlySpan<Part> parts, Shape shape, TermBuffer into)
    {
        if (parts.Length == 1)
        {
            _words.Add(text[start..end], into);
            return;
        }
        if ((shape & Shape.Identifier) != 0) _words.AddWhole(text[start..end], into);
        else if ((shape & (Shape.Hyphen | Shape.Camel)) != 0) _words.Add(text[start..end], into);
        if ((shape & Shape.Identifier) != 0 && (shape & Shape.Camel) != 0) Segments(text, parts, into);
        // a hash such as 7f3a91c2 would fall into crumbs that match everywhere
        if (shape == Shape.Camel && parts.Length > 3 && HasDigit(text[start..end])) return;
        foreach (var p in parts)
        {
            var word = text[p.Start..p.End];
            if (word.Length == 1 && char.IsAsciiLetter(word[0])) continue;
            _words.Add(word, into);
        }
    }

    // FrontMatter of src/FrontMatter.cs
    private void Segments(ReadOnlySpan<char> text, ReadOnlySpan<Part> parts, TermBuffer into)
    {
        for (var i = 0; i < parts.Length;)
        {
            var last = i;
            while (last + 1 < parts.Length && parts[last + 1].Start == parts[last].End) last++;
            if (last > i) _words.Add(text[parts[i].Start..parts[last].End], into);
            i = last + 1;
        }
    }

    // C#, F#, C++: short names that a tokenizer would lose
    private static int Suffix(ReadOnlySpan<char> text, int start, int end, TermBuffer into)
    {
        if (end - start > 2 || end >= text.Length || !char.IsAsciiLetter(text[start])) return end;
        var length = text[end] == '#' ? 1 : text[end..].StartsWith("++", StringComparison.Ordinal) ? 2 : 0;
        if (length == 0) return end;
        Span<char> name = stackalloc char[4];
        into.Add(name[..text[start..(end + length)].ToLowerInvariant(name)]);
        return end + length;
    }

    private static bool Joins(ReadOnlySpan<char> text, int at, CharKind last)
    {
        if (last == CharKind.Separator || at + 1 >= text.Length) return false;
        var next = CharKinds.Of(text, at + 1, out _);
        return text[at] switch
        {
            ',' or ':' => last == CharKind.Digit && next == CharKind.Digit,
            _ => next is CharKind.Letter or CharKind.Digit or CharKind.Hangul,
        };
    }

    private static bool HasDigit(ReadOnlySpan<char> text) => text.IndexOfAnyInRange('0', '9') >= 0;

    private readonly record struct Part(int Start, int End);

    [Flags]
    private enum Shape
    {
        Plain = 0,
        Apostrophe = 1,
        Hyphen = 2,
        Camel = 4,
        Identifier = 8,
    }
}
