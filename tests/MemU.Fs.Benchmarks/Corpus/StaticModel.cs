using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace MemU.Fs.Benchmarks.Corpus;

/// <summary>A made-up model of static vectors in a folder: WordPiece with the rules of BERT over the words of the made-up vocabulary, vectors of noise.</summary>
internal static class StaticModel
{
    /// <summary>Writes so many tokens with vectors of so many dimensions.</summary>
    public static void Write(string folder, Vocabulary words, int tokens, int dimensions)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(20_261_128);
        var numbers = new float[tokens * dimensions];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = (random.NextSingle() * 2) - 1;
        var header = Encoding.UTF8.GetBytes($$$"""{"embeddings":{"dtype":"F32","shape":[{{{tokens}}},{{{dimensions}}}],"data_offsets":[0,{{{numbers.Length * sizeof(float)}}}]}}""");
        using (var file = File.Create(Path.Combine(folder, "model.safetensors")))
        {
            Span<byte> length = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            file.Write(length);
            file.Write(header);
            file.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
        }
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), $$$"""
            {"version":"1.0","truncation":null,"padding":null,"added_tokens":[{"id":0,"content":"[UNK]","single_word":false,"lstrip":false,"rstrip":false,"normalized":false,"special":true}],
             "normalizer":{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true},"pre_tokenizer":{"type":"BertPreTokenizer"},
             "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##","max_input_chars_per_word":100,"vocab":{{{Numbered(words, random, tokens)}}}}}
            """);
    }

    private static string Numbered(Vocabulary words, Random random, int tokens)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { "[UNK]" };
        for (var c = 'a'; c <= 'z'; c++) seen.UnionWith([c.ToString(), "##" + c]);
        while (seen.Count < tokens)
        {
            var word = random.Next(8) == 0 ? words.Chinese(random)[..1] : random.Next(4) == 0 ? words.Rare(random) : words.Latin(random);
            seen.Add(random.Next(4) == 0 && word.Length > 3 ? "##" + word[..3] : word);
        }
        return "{" + string.Join(',', seen.Select((t, i) => $"\"{JsonEncodedText.Encode(t)}\":{i}")) + "}";
    }
}
