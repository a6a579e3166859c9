using System.Text;
using System.Text.Json;
using MemU.Fs.Providers.Static.Tokens.Normalizers;
using MemU.Fs.Providers.Static.Tokens.Splitters;

namespace MemU.Fs.Providers.Static.Tokens.Reading;

/// <summary>Makes the normalizer that a tokenizer's file describes.</summary>
internal static class NormalizerReader
{
    /// <summary>The normalizer; null for none.</summary>
    /// <exception cref="InvalidDataException">It is unknown, or lacks something.</exception>
    public static INormalizer? Read(JsonElement element, string file) => element.ValueKind == JsonValueKind.Null ? null : Make(element, file);

    private static INormalizer Make(JsonElement element, string file) => Json.TypeOf(element, "normalizer") switch
    {
        "Sequence" => new InOrder([.. Json.List(element, "normalizers").Select(e => Make(e, file))]),
        "BertNormalizer" => Bert(element),
        "Lowercase" => new LowerCase(),
        "NFC" => new CanonicalForm(NormalizationForm.FormC),
        "NFD" => new CanonicalForm(NormalizationForm.FormD),
        "NFKC" => new CanonicalForm(NormalizationForm.FormKC),
        "NFKD" => new CanonicalForm(NormalizationForm.FormKD),
        "StripAccents" => new WithoutMarks(CharacterSet.Combining),
        "Strip" => new Stripping(Json.Flag(element, "strip_left", true), Json.Flag(element, "strip_right", true)),
        "Nmt" => new Spacing(),
        "Precompiled" => CharacterMap.Read(Convert.FromBase64String(Json.Text(element, "precompiled_charsmap"))),
        "Replace" => new Replacing(PatternReader.Read(element, file), Json.Text(element, "content")),
        "Prepend" => new Prepending(Json.Text(element, "prepend")),
        "ByteLevel" => new AsBytes(),
        var type => throw new InvalidDataException($"the normalizer '{type}' is not known"),
    };

    private static BertCleaning Bert(JsonElement element)
    {
        var lowercase = Json.Flag(element, "lowercase", true);
        return new(Json.Flag(element, "clean_text", true), Json.Flag(element, "handle_chinese_chars", true), Json.Flag(element, "strip_accents", lowercase), lowercase);
    }
}
