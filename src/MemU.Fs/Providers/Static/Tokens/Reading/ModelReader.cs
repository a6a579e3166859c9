using System.Text.Json;
using MemU.Fs.Providers.Static.Tokens.Models;

namespace MemU.Fs.Providers.Static.Tokens.Reading;

/// <summary>
/// Reads the <c>model</c> of a tokenizer token by token, since a vocabulary may have half a million: no string is made for any of them. Merges are looked at
/// last, for they are of tokens that must be known.
/// </summary>
internal sealed class ModelReader(byte[] json)
{
    private readonly Dictionary<string, string?> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _numbers = new(StringComparer.Ordinal);
    private readonly List<double> _scores = [];
    private VocabularyBuilder? _builder;
    private bool _isScored;
    private Range? _merges;

    /// <summary>The vocabulary, once read.</summary>
    public Vocabulary Vocabulary { get; private set; } = new VocabularyBuilder().Build();

    /// <summary>How many tokens the vocabulary says it has: added ones are numbered from here.</summary>
    public int Size { get; private set; }

    /// <summary>The text of unknown words that Model2Vec leaves out, null for none: it asks models of byte pairs and of words for it, not <c>Unigram</c>.</summary>
    public string? Unknown { get; private set; }

    /// <summary>Reads the object at which a reader stands.</summary>
    /// <exception cref="InvalidDataException">The type is unknown, or something is missing or wrong.</exception>
    public ITokenModel Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new InvalidDataException("'model' is no object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (name == "vocab") ReadVocabulary(ref reader);
            else if (name == "merges")
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                _merges = start..(int)reader.BytesConsumed;
            }
            else ReadSetting(ref reader, name);
        }
        if (_builder is null) throw new InvalidDataException("the model has no 'vocab'");
        Vocabulary = _builder.Build();
        Size = _isScored ? _builder.Added : Vocabulary.Count;
        return Make(_texts.GetValueOrDefault("type") ?? Guess());
    }

    private ITokenModel Make(string type)
    {
        if (type is not ("WordPiece" or "Unigram" or "BPE" or "WordLevel")) throw new InvalidDataException($"the model '{type}' is not known");
        if (type == "Unigram" != _isScored) throw new InvalidDataException($"the model '{type}' has a vocabulary {(_isScored ? "with" : "without")} scores");
        switch (type)
        {
            case "Unigram":
                var unknown = (int)_numbers.GetValueOrDefault("unk_id", Vocabulary.None);
                if (unknown >= Size) throw new InvalidDataException($"the unknown token's number is {unknown} in a vocabulary of {Size}");
                return new UnigramModel(Vocabulary, [.. _scores], unknown, Has("byte_fallback"));
            case "WordPiece":
                Unknown = _texts.GetValueOrDefault("unk_token") ?? "[UNK]";
                return new WordPieceModel(Vocabulary, Unknown, _texts.GetValueOrDefault("continuing_subword_prefix") ?? "##", (int)_numbers.GetValueOrDefault("max_input_chars_per_word", 100));
            case "WordLevel":
                Unknown = _texts.GetValueOrDefault("unk_token") ?? "<unk>";
                return new WordLevelModel(Vocabulary, Unknown);
            default:
                Unknown = _texts.GetValueOrDefault("unk_token");
                var options = new BytePairOptions(Unknown, _texts.GetValueOrDefault("continuing_subword_prefix") ?? "", _texts.GetValueOrDefault("end_of_word_suffix") ?? "", Has("fuse_unk"), Has("byte_fallback"), Has("ignore_merges"));
                if (_merges is not { } merges) throw new InvalidDataException("the model 'BPE' has no 'merges'");
                return new BytePairModel(Vocabulary, MergeReader.Read(json.AsSpan(merges), Vocabulary, options.Continuing.Length), options);
        }
    }

    /// <summary>The type of a model of the first files, which did not say it.</summary>
    private string Guess() => _isScored ? "Unigram" : _merges is not null ? "BPE" : _numbers.ContainsKey("max_input_chars_per_word") ? "WordPiece" : "WordLevel";

    private bool Has(string name) => _numbers.GetValueOrDefault(name) != 0;

    private void ReadSetting(ref Utf8JsonReader reader, string name)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                _texts[name] = reader.GetString();
                break;
            case JsonTokenType.Number:
                if (reader.TryGetInt64(out var number)) _numbers[name] = Math.Clamp(number, 0, int.MaxValue);
                break;
            case JsonTokenType.True:
                _numbers[name] = 1;
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private void ReadVocabulary(ref Utf8JsonReader reader)
    {
        _builder = new();
        _scores.Clear();
        _isScored = reader.TokenType == JsonTokenType.StartArray;
        if (_isScored) ReadScored(ref reader, _builder);
        else if (reader.TokenType == JsonTokenType.StartObject) ReadNumbered(ref reader, _builder);
        else throw new InvalidDataException("'vocab' is neither an object nor a list");
    }

    private static void ReadNumbered(ref Utf8JsonReader reader, VocabularyBuilder builder)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            builder.Add(ref reader, 0);
            reader.Read();
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var id) || id < 0) throw new InvalidDataException($"the number of token {builder.Added} of 'vocab' is none from 0 to {int.MaxValue}");
            builder.Number(id);
        }
    }

    private void ReadScored(ref Utf8JsonReader reader, VocabularyBuilder builder)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartArray)
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.String) throw NoPair(builder);
            builder.Add(ref reader, builder.Added);
            if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out var score) || !double.IsFinite(score)) throw NoPair(builder);
            _scores.Add(score);
            if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray) throw NoPair(builder);
        }
        if (reader.TokenType != JsonTokenType.EndArray) throw NoPair(builder);
    }

    private static InvalidDataException NoPair(VocabularyBuilder builder) => new($"'vocab' has something else than a token with its score, near number {builder.Added}");
}
