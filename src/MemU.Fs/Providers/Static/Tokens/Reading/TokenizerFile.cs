using System.Text.Json;
using MemU.Fs.Providers.Static.Tokens.Models;
using MemU.Fs.Providers.Static.Tokens.Normalizers;
using MemU.Fs.Providers.Static.Tokens.Splitters;

namespace MemU.Fs.Providers.Static.Tokens.Reading;

/// <summary>
/// Reads a <c>tokenizer.json</c>. Decoder and post-processor are passed over, since tokens are neither made text again nor framed by special ones; padding too,
/// for a text's vector must not depend on its neighbors.
/// </summary>
internal sealed class TokenizerFile
{
    private readonly byte[] _json;
    private readonly string _path;
    private readonly ModelReader _reader;
    private readonly List<AddedToken> _added = [];
    private ITokenModel? _model;
    private INormalizer? _normalizer;
    private IReadOnlyList<ISplitter> _splitters = [];
    private TokenLimit? _limit;

    private TokenizerFile(byte[] json, string path) => (_json, _path, _reader) = (json, path, new(json));

    /// <summary>The tokenizer that some bytes describe; <paramref name="path"/> is for messages.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidDataException">A component is unknown or wrong.</exception>
    public static TextTokenizer Read(byte[] json, string path)
    {
        var file = new TokenizerFile(json, path);
        file.ReadParts();
        return file.Make();
    }

    private void ReadParts()
    {
        var reader = new Utf8JsonReader(_json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) throw new InvalidDataException("it is no object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            if (name == "model") _model = _reader.Read(ref reader);
            else if (name is "normalizer" or "pre_tokenizer" or "added_tokens" or "truncation")
            {
                using var part = JsonDocument.ParseValue(ref reader);
                Take(name, part.RootElement);
            }
            else reader.Skip();
        }
        reader.Read(); // nothing may follow
    }

    private void Take(string name, JsonElement part)
    {
        switch (name)
        {
            case "normalizer":
                _normalizer = NormalizerReader.Read(part, _path);
                break;
            case "pre_tokenizer":
                _splitters = [.. SplitterReader.Read(part, _path)];
                break;
            case "truncation":
                if (part.ValueKind == JsonValueKind.Object && !(part.TryGetProperty("strategy", out var strategy) && strategy.ValueEquals("OnlySecond")))
                    _limit = new(Json.Number(part, "max_length", int.MaxValue), part.TryGetProperty("direction", out var direction) && direction.ValueEquals("Left"));
                break;
            default:
                if (part.ValueKind == JsonValueKind.Null) break;
                if (part.ValueKind != JsonValueKind.Array) throw new InvalidDataException("'added_tokens' is no list");
                foreach (var token in part.EnumerateArray()) _added.Add(Added(token));
                break;
        }
    }

    private static AddedToken Added(JsonElement token)
    {
        Json.TypeOf(token, "added token");
        return new(Json.Text(token, "content"), Json.Flag(token, "single_word", false), Json.Flag(token, "lstrip", false), Json.Flag(token, "rstrip", false), Json.Flag(token, "normalized", true));
    }

    private TextTokenizer Make()
    {
        if (_model is null) throw new InvalidDataException("it has no 'model'");
        var numbers = Number();
        var unknown = Vocabulary.None;
        if (_reader.Unknown is { } text && (unknown = numbers.TryGetValue(text, out var added) ? added : _reader.Vocabulary.Find(text)) < 0) throw new InvalidDataException($"the unknown token '{text}' is not in the vocabulary");
        return new()
        {
            Model = _model,
            Normalizer = _normalizer,
            Splitters = _splitters,
            Raw = new(Patterns(numbers, normalized: false)),
            Normalized = new(Patterns(numbers, normalized: true)),
            Limit = _limit,
            Unknown = unknown,
            MedianLength = TokenLengths.Median(_reader.Vocabulary, numbers.Keys),
            Greatest = numbers.Values.Append(_reader.Vocabulary.Greatest).Max(),
        };
    }

    /// <summary>Added tokens that the model has too keep its numbers, the others follow behind; what the file says of their numbers has no say in Hugging Face's library either.</summary>
    private Dictionary<string, int> Number()
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var next = _reader.Size;
        foreach (var token in _added)
            if (token.Content.Length > 0 && !numbers.ContainsKey(token.Content)) numbers[token.Content] = _reader.Vocabulary.Find(token.Content) is >= 0 and var id ? id : next++;
        return numbers;
    }

    private IEnumerable<(string, int, AddedToken)> Patterns(Dictionary<string, int> numbers, bool normalized)
    {
        var passage = new Passage();
        foreach (var token in _added.Where(t => t.Content.Length > 0).GroupBy(t => t.Content, StringComparer.Ordinal).Select(g => g.Last()).Where(t => t.Normalized == normalized))
        {
            passage.Set(token.Content, atStart: true);
            if (normalized) _normalizer?.Apply(passage);
            if (passage.Text.Length > 0) yield return (passage.Text.Span.ToString(), numbers[token.Content], token);
        }
    }
}
