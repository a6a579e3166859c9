using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace MemU.Fs.Tests.Providers.Static;

/// <summary>Writes the files of a model that a test makes up.</summary>
internal static class TinyModel
{
    /// <summary>A file of tensors, each with its type, shape and bytes.</summary>
    public static byte[] Tensors(params (string Name, string Type, int[] Shape, byte[] Bytes)[] tensors)
    {
        var header = new JsonObject();
        var place = 0;
        foreach (var (name, type, shape, bytes) in tensors)
        {
            header[name] = new JsonObject { ["dtype"] = type, ["shape"] = new JsonArray([.. shape.Select(n => (JsonNode)n)]), ["data_offsets"] = new JsonArray(place, place + bytes.Length) };
            place += bytes.Length;
        }
        return WithHeader(header.ToJsonString(), [.. tensors.SelectMany(t => t.Bytes)]);
    }

    /// <summary>A file with a header as it is given.</summary>
    public static byte[] WithHeader(string header, byte[] numbers)
    {
        var length = new byte[8];
        var text = Encoding.UTF8.GetBytes(header);
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        return [.. length, .. text, .. numbers];
    }

    /// <summary>Numbers as a type of tensor.</summary>
    public static byte[] Bytes(string type, params IEnumerable<double> numbers) =>
    [
        .. numbers.SelectMany(n => type switch
        {
            "F64" => BitConverter.GetBytes(n),
            "F32" => BitConverter.GetBytes((float)n),
            "F16" => BitConverter.GetBytes((Half)n),
            "BF16" => BitConverter.GetBytes((float)n)[2..],
            "I64" => BitConverter.GetBytes((long)n),
            "I32" => BitConverter.GetBytes((int)n),
            _ => [(byte)(sbyte)n],
        }),
    ];

    /// <summary>A tokenizer's file; parts are JSON.</summary>
    public static string Tokenizer(string model, string normalizer = "null", string splitter = "null", string added = "[]", string truncation = "null") =>
        $$"""{"version":"1.0","truncation":{{truncation}},"padding":null,"added_tokens":{{added}},"normalizer":{{normalizer}},"pre_tokenizer":{{splitter}},"post_processor":null,"decoder":null,"model":{{model}}}""";

    /// <summary>A WordPiece model of these tokens, numbered in order.</summary>
    public static string WordPiece(params IEnumerable<string> tokens) =>
        new JsonObject { ["type"] = "WordPiece", ["unk_token"] = "[UNK]", ["continuing_subword_prefix"] = "##", ["max_input_chars_per_word"] = 100, ["vocab"] = Numbered(tokens) }.ToJsonString();

    /// <summary>Tokens with their numbers.</summary>
    public static JsonObject Numbered(IEnumerable<string> tokens) => new(tokens.Select((t, i) => KeyValuePair.Create(t, (JsonNode?)i)));

    /// <summary>Writes a model's two files.</summary>
    public static string Write(TemporaryFolder folder, byte[] tensors, string tokenizer, string relative = "model")
    {
        var path = folder.File(relative);
        Directory.CreateDirectory(path);
        File.WriteAllBytes(Path.Combine(path, "model.safetensors"), tensors);
        File.WriteAllText(Path.Combine(path, "tokenizer.json"), tokenizer);
        return path;
    }
}
