using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.ML.Tokenizers;

namespace MemU.Fs.Context;

/// <summary>Counts tokens as OpenAI's o200k_base does; the table of 200,000 tokens is read when it is first needed, and never by a verb that counts nothing.</summary>
public static partial class TokenCounter
{
    private const string Data = "Microsoft.ML.Tokenizers.Data.O200kBase", Resource = "o200k_base.tiktoken.deflate";
    private const int Part = 8000, PartOfOneLine = 1000;

    private static readonly Lock s_loading = new();
    private static Tokenizer? s_table;

    /// <summary>The tokens of a text.</summary>
    public static int Count(string text) => Table.CountTokens(text);

    /// <summary>The tokens of a text, when they are at most so many; it is read no further than that takes.</summary>
    internal static bool Fits(string text, int most, out int tokens)
    {
        tokens = 0;
        return most > 0 && Table.GetIndexByTokenCount(text, most, out _, out tokens) == text.Length;
    }

    /// <summary>Where the first so many tokens of a text end.</summary>
    internal static int IndexAfter(string text, int tokens) => tokens <= 0 ? 0 : Table.GetIndexByTokenCount(text, tokens, out _, out _);

    /// <summary>
    /// The tokens of a text of any size and origin. It is counted in parts that end with a line: merging the letters of one piece takes time that grows with
    /// the square of its length, and a file may be one endless word. The parts' ends make a difference of less than a thousandth.
    /// </summary>
    internal static long CountLong(string text)
    {
        long tokens = 0;
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(Part, text.Length - at);
            if (length < text.Length - at) length = text.LastIndexOf('\n', at + length - 1, length) is var line and >= 0 ? line + 1 - at : PartOfOneLine;
            if (length == Part || text.AsSpan(at, length).IndexOfAny(' ', '\n') < 0) length = Math.Min(length, PartOfOneLine);
            tokens += Table.CountTokens(text.AsSpan(at, length));
            at += length;
        }
        return tokens;
    }

    /// <summary>Gives the table's memory back, some 40 MB; it is read again when it is needed.</summary>
    internal static void Forget() => Volatile.Write(ref s_table, null);

    private static Tokenizer Table
    {
        get
        {
            if (Volatile.Read(ref s_table) is { } there) return there;
            lock (s_loading) return s_table ??= Load();
        }
    }

    // the package finds its data by the name of an internal type, which a trimmed program would not have
    [DynamicDependency(DynamicallyAccessedMemberTypes.All, "Microsoft.ML.Tokenizers.O200kBaseTokenizerData", Data)]
    private static TiktokenTokenizer Load()
    {
        using var packed = Assembly.Load(Data).GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Data} holds no {Resource}.");
        using var table = new DeflateStream(packed, CompressionMode.Decompress);
        return TiktokenTokenizer.Create(table, new RegexPreTokenizer(Pieces(), null), null, null);
    }

    // the pattern of o200k_base, by which a text is cut before its letters are merged
    [GeneratedRegex(@"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        RegexOptions.CultureInvariant)]
    private static partial Regex Pieces();
}
