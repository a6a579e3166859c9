using System.Text.Json;

namespace MemU.Fs.Providers.Static.Tokens.Reading;

/// <summary>Reads the merges of a byte pair model, which are pairs or, in older files, two tokens with a space between.</summary>
internal static class MergeReader
{
    /// <summary>For each pair of tokens its rank and what it becomes; <paramref name="prefix"/> is the length of what stands before tokens within a word.</summary>
    /// <exception cref="InvalidDataException">A merge is of tokens that the vocabulary lacks.</exception>
    public static Dictionary<(int, int), (int Rank, int Merged)> Read(ReadOnlySpan<byte> json, Vocabulary vocabulary, int prefix)
    {
        var merges = new Dictionary<(int, int), (int, int)>(json.Length / 24); // about as many as there will be
        var reader = new Utf8JsonReader(json);
        var buffer = new char[256];
        var rank = 0;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) throw new InvalidDataException("'merges' is no list");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            int left, right;
            if (reader.TokenType == JsonTokenType.String)
            {
                Grow(ref buffer, reader.ValueSpan.Length);
                var text = buffer.AsSpan(0, reader.CopyString(buffer));
                if (text.StartsWith("#version")) continue;
                left = text.IndexOf(' ');
                if (left < 0 || text[(left + 1)..].Contains(' ')) throw new InvalidDataException($"merge {rank + 1} is not two tokens");
                right = text.Length - left - 1;
                text[(left + 1)..].CopyTo(text[left..]);
            }
            else (left, right) = ReadPair(ref reader, ref buffer, rank);
            Add(buffer.AsSpan(0, left), buffer.AsSpan(left, right), buffer, prefix, vocabulary, rank++, merges);
        }
        return merges;
    }

    private static (int Left, int Right) ReadPair(ref Utf8JsonReader reader, ref char[] buffer, int rank)
    {
        if (reader.TokenType != JsonTokenType.StartArray) throw new InvalidDataException($"merge {rank + 1} is neither a text nor a pair");
        Span<int> lengths = stackalloc int[2];
        var length = 0;
        for (var i = 0; i < 2; i++)
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.String) throw new InvalidDataException($"merge {rank + 1} is not two tokens");
            Grow(ref buffer, length + reader.ValueSpan.Length);
            length += lengths[i] = reader.CopyString(buffer.AsSpan(length));
        }
        reader.Read();
        if (reader.TokenType != JsonTokenType.EndArray) throw new InvalidDataException($"merge {rank + 1} is not two tokens");
        return (lengths[0], lengths[1]);
    }

    private static void Add(ReadOnlySpan<char> left, ReadOnlySpan<char> right, char[] buffer, int prefix, Vocabulary vocabulary, int rank, Dictionary<(int, int), (int, int)> merges)
    {
        var (a, b) = (vocabulary.Find(left), vocabulary.Find(right));
        if (right.Length < prefix) throw new InvalidDataException($"merge {rank + 1} joins a token without the prefix of those within a word");
        right[prefix..].CopyTo(buffer.AsSpan(left.Length)); // the two lie behind each other, so that together they are what is looked for
        var merged = vocabulary.Find(buffer.AsSpan(0, left.Length + right.Length - prefix));
        if (a < 0 || b < 0 || merged < 0) throw new InvalidDataException($"merge {rank + 1} is of tokens that 'vocab' lacks");
        merges[(a, b)] = (rank, merged);
    }

    private static void Grow(ref char[] buffer, int needed)
    {
        if (buffer.Length < needed) Array.Resize(ref buffer, Math.Max(needed, buffer.Length * 2));
    }
}
