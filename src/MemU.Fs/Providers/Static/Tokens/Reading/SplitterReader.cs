using System.Text;
using System.Text.Json;
using MemU.Fs.Providers.Static.Tokens.Splitters;

namespace MemU.Fs.Providers.Static.Tokens.Reading;

/// <summary>Makes the splitters (pre-tokenizers) that a tokenizer's file describes.</summary>
internal static class SplitterReader
{
    /// <summary>The splitters in order; none for null.</summary>
    /// <exception cref="InvalidDataException">One is unknown, or lacks something.</exception>
    public static IEnumerable<ISplitter> Read(JsonElement element, string file)
    {
        if (element.ValueKind == JsonValueKind.Null) return [];
        return Json.TypeOf(element, "pre-tokenizer") == "Sequence" ? Json.List(element, "pretokenizers").SelectMany(e => Read(e, file)) : [Make(element, file)];
    }

    private static ISplitter Make(JsonElement element, string file) => Json.TypeOf(element, "pre-tokenizer") switch
    {
        "BertPreTokenizer" => new BertWords(),
        "Whitespace" => new Cutting(new WordFinder(), SplitBehavior.Removed, invert: true),
        "WhitespaceSplit" => new Cutting(new CharacterFinder(CodePoints.IsSpace), SplitBehavior.Removed),
        "Punctuation" => new Cutting(new CharacterFinder(CharacterSet.Punctuation.Has), Behavior(element, "Isolated")),
        "Digits" => new Cutting(new CharacterFinder(CodePoints.IsNumber), Json.Flag(element, "individual_digits", false) ? SplitBehavior.Isolated : SplitBehavior.Contiguous),
        "CharDelimiterSplit" or "Delimiter" => new Cutting(new TextFinder(One(element, "delimiter")), SplitBehavior.Removed),
        "Split" => new Cutting(PatternReader.Read(element, file), Behavior(element, null), Json.Flag(element, "invert", false)),
        "ByteLevel" => new ByteLevel(Json.Flag(element, "add_prefix_space", true), Json.Flag(element, "use_regex", true)),
        "Metaspace" => new Metaspace(One(element, "replacement"), Scheme(element), Json.Flag(element, "split", true)),
        "FixedLength" => new FixedLength(Math.Max(1, Json.Number(element, "length", 5))),
        var type => throw new InvalidDataException($"the pre-tokenizer '{type}' is not known"),
    };

    private static SplitBehavior Behavior(JsonElement element, string? otherwise) =>
        (element.TryGetProperty("behavior", out _) || otherwise is null ? Json.Text(element, "behavior") : otherwise) switch
        {
            "Removed" => SplitBehavior.Removed,
            "Isolated" => SplitBehavior.Isolated,
            "Contiguous" => SplitBehavior.Contiguous,
            "MergedWithPrevious" => SplitBehavior.MergedWithPrevious,
            "MergedWithNext" => SplitBehavior.MergedWithNext,
            var behavior => throw new InvalidDataException($"the split behavior '{behavior}' is not known"),
        };

    private static PrependScheme Scheme(JsonElement element)
    {
        if (!Json.Flag(element, "add_prefix_space", true)) return PrependScheme.Never; // how older files say it
        return (element.TryGetProperty("prepend_scheme", out _) ? Json.Text(element, "prepend_scheme") : "always") switch
        {
            "always" => PrependScheme.Always,
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            var scheme => throw new InvalidDataException($"the prepend scheme '{scheme}' is not known"),
        };
    }

    private static string One(JsonElement element, string name)
    {
        var text = Json.Text(element, name);
        return Rune.TryGetRuneAt(text, 0, out var rune) && rune.Utf16SequenceLength == text.Length ? text : throw new InvalidDataException($"'{Json.TypeOf(element, "pre-tokenizer")}' has a '{name}' that is not one character");
    }
}
