using System.Text;
using CsCheck;
using MemU.Fs.Model;
using MemU.Fs.Providers.Static;
using Xunit;

namespace MemU.Fs.Tests.Providers.Static;

public sealed class BrokenModelTests : IDisposable
{
    private static readonly byte[] Tensors = TinyModel.Tensors(
        ("embeddings", "F32", [4, 2], TinyModel.Bytes("F32", 1, 2, 3, 4, 5, 6, 7, 8)), ("mapping", "I32", [4], TinyModel.Bytes("I32", 0, 1, 2, 3)), ("weights", "F16", [4], TinyModel.Bytes("F16", 1, 1, 1, 1)));

    private static readonly string WordPiece = TinyModel.Tokenizer(
        TinyModel.WordPiece("[UNK]", "a", "##b", "c"), """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""", """{"type":"BertPreTokenizer"}""",
        """[{"id":3,"content":"c","single_word":true,"lstrip":true,"rstrip":true,"normalized":true,"special":true}]""");

    private static readonly string Unigram = TinyModel.Tokenizer(
        """{"type":"Unigram","unk_id":0,"vocab":[["<unk>",0],["▁",-1],["a",-2],["▁a",-2.5]],"byte_fallback":true}""",
        $$$"""{"type":"Sequence","normalizers":[{"type":"Precompiled","precompiled_charsmap":"{{{CharacterMapWriter.Write(new Dictionary<string, string> { ["Ａ"] = "A", ["e\u0301"] = "é" })}}}"},{"type":"Replace","pattern":{"Regex":" {2,}"},"content":" "},{"type":"NFKC"}]}""",
        """{"type":"Metaspace","replacement":"▁","prepend_scheme":"first","split":true}""");

    private static readonly string BytePairs = TinyModel.Tokenizer(
        """{"type":"BPE","unk_token":"u","fuse_unk":true,"vocab":{"u":0,"a":1,"b":2,"ab":3},"merges":[["a","b"]]}""", """{"type":"Prepend","prepend":"a"}""",
        """{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"\\p{L}+|\\s+(?!\\S)|\\s+"},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}]}""");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private MemUException Fails(byte[] tensors, string tokenizer) => Assert.ThrowsAny<MemUException>(() => StaticEmbedder.Load(TinyModel.Write(_folder, tensors, tokenizer)).Dispose());

    private static byte[] Header(string header, int bytes = 8) => TinyModel.WithHeader(header, new byte[bytes]);

    [Fact]
    public void What_is_not_broken_loads()
    {
        foreach (var tokenizer in (string[])[WordPiece, Unigram, BytePairs])
            using (var model = StaticEmbedder.Load(TinyModel.Write(_folder, Tensors, tokenizer))) Assert.Contains(model.Embed("ab a"), x => x > 0);
    }

    [Fact]
    public void A_folder_without_a_model_is_told()
    {
        var missing = Assert.Throws<MemUException>(() => StaticEmbedder.Load(_folder.File("nowhere")));
        Assert.Equal(MemUErrorKind.NotFound, missing.Kind);
        Assert.Contains("nowhere: there is no such folder", missing.Message, StringComparison.Ordinal);
        var path = TinyModel.Write(_folder, Tensors, WordPiece);
        File.Delete(Path.Combine(path, "tokenizer.json"));
        Assert.Contains("no tokenizer.json", Assert.Throws<MemUException>(() => StaticEmbedder.Load(path)).Message, StringComparison.Ordinal);
        Assert.Equal(MemUErrorKind.BadArgument, Assert.Throws<MemUException>(() => StaticEmbedder.Load(Path.Combine(path, "model.safetensors"))).Kind);
        Assert.All((string[])["", " ", "a\0b"], bad => Assert.Equal(MemUErrorKind.BadArgument, Assert.Throws<MemUException>(() => StaticEmbedder.Load(bad)).Kind));
    }

    [Theory]
    [InlineData("{}", "belong to none")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "no tensor 'embeddings' or 'embedding.weight' and so is no static model; it has 'x' (F32 [2])")]
    [InlineData("""{"embeddings":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"more":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "begins at byte 4")]
    [InlineData("""{"embeddings":{"dtype":"F32","shape":[1,4],"data_offsets":[0,16]}}""", "cut off")]
    [InlineData("""{"embeddings":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}""", "belong to none")]
    [InlineData("""{"embeddings":{"dtype":"F32","shape":[1,3],"data_offsets":[0,8]}}""", "needs 12 bytes and has 8")]
    [InlineData("""{"embeddings":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", "larger than any file")] // the product is 0 where it overflows
    [InlineData("""{"embeddings":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807,0],"data_offsets":[0,8]}}""", "larger than any file")]
    [InlineData("""{"embeddings":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "no matrix")]
    [InlineData("""{"embeddings":{"dtype":"F32","shape":[0,2],"data_offsets":[0,0]},"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "no matrix")]
    [InlineData("""{"embeddings":{"dtype":"F32","shape":[-1,2],"data_offsets":[0,8]}}""", "'shape' with '-1'")]
    [InlineData("""{"embeddings":{"dtype":"F32","shape":[1,2],"data_offsets":[8,0]}}""", "no beginning and end")]
    [InlineData("""{"embeddings":{"dtype":"F32","shape":[1,2],"data_offsets":[0,18446744073709551615]}}""", "no number from 0 on")]
    [InlineData("""{"embeddings":{"dtype":"I64","shape":[1,1],"data_offsets":[0,8]}}""", "of a type that is not read")]
    [InlineData("""{"embeddings":{"dtype":"F8_E4M3","shape":[4,2],"data_offsets":[0,8]}}""", "of a type that is not read")]
    [InlineData("""{"embeddings":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},"mapping":{"dtype":"I32","shape":[1],"data_offsets":[4,8]},"mapping":{"dtype":"I32","shape":[1],"data_offsets":[4,8]}}""", "twice")]
    [InlineData("""{"embeddings":7}""", "no 'dtype'")]
    [InlineData("""{"embeddings":{"dtype":"F32",}}""", "line 1, byte 30")]
    [InlineData("[]", "no object")]
    public void A_header_that_does_not_fit_its_file_is_told(string header, string expected)
    {
        var e = Fails(Header(header), WordPiece);
        Assert.Equal(MemUErrorKind.BadArgument, e.Kind);
        Assert.Contains("model.safetensors: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.EndsWith("Get the model's files anew, or take another model.", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "it is empty")]
    [InlineData(7, "too few")]
    [InlineData(20, "cut off")]
    [InlineData(-1, "cut off")]
    public void A_file_that_is_cut_off_is_told(int length, string expected) => Assert.Contains(expected, Fails(Tensors[..(length < 0 ? Tensors.Length + length : length)], WordPiece).Message, StringComparison.Ordinal);

    [Fact]
    public void A_matrix_of_too_many_columns_is_told() =>
        Assert.Contains("1 to 65536 columns", Fails(TinyModel.Tensors(("embeddings", "I8", [1, 65_537], new byte[65_537])), WordPiece).Message, StringComparison.Ordinal);

    [Fact]
    public void A_mapping_that_leads_out_of_the_matrix_is_told() =>
        Assert.Contains("'mapping' leads to rows", Fails(TinyModel.Tensors(("embeddings", "F32", [1, 2], new byte[8]), ("mapping", "I64", [4], TinyModel.Bytes("I64", 0, 0, 1, 0))), WordPiece).Message, StringComparison.Ordinal);

    [Fact]
    public void More_tokens_than_vectors_or_weights_are_told()
    {
        Assert.Contains("its tokens are numbered up to 3", Fails(TinyModel.Tensors(("embeddings", "F32", [3, 2], new byte[24])), WordPiece).Message, StringComparison.Ordinal);
        Assert.Contains("has vectors for 2", Fails(TinyModel.Tensors(("embeddings", "F32", [4, 1], new byte[16]), ("weights", "F32", [2], new byte[8])), WordPiece).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"type\":\"WordPiece\"", "\"type\":\"Magic\"", "the model 'Magic' is not known")]
    [InlineData("\"type\":\"WordPiece\"", "\"type\":\"Unigram\"", "a vocabulary without scores")]
    [InlineData("BertNormalizer", "Sparkle", "the normalizer 'Sparkle' is not known")]
    [InlineData("BertPreTokenizer", "UnicodeScripts", "the pre-tokenizer 'UnicodeScripts' is not known")]
    [InlineData("\"unk_token\":\"[UNK]\"", "\"unk_token\":\"[NONE]\"", "the unknown token '[NONE]' is not in the vocabulary")]
    [InlineData("\"a\":1", "\"a\":-1", "the number of token 2")]
    [InlineData("\"a\":1", "\"a\":1.5", "the number of token 2")]
    [InlineData("\"a\":1", "\"a\" 1", "line 1, byte ")]
    [InlineData("\"a\":1", "\"\\ud800\":1", "UTF-16")]
    [InlineData("\"content\":\"c\"", "\"content\":7", "no 'content' that is a text")]
    [InlineData("\"lowercase\":true", "\"lowercase\":\"yes\"", "'BertNormalizer' has no 'lowercase' that is true or false")]
    [InlineData("\"model\":", "\"modell\":", "it has no 'model'")]
    public void A_tokenizer_that_is_wrong_is_told(string right, string wrong, string expected)
    {
        Assert.Contains(right, WordPiece, StringComparison.Ordinal);
        var e = Fails(Tensors, WordPiece.Replace(right, wrong, StringComparison.Ordinal));
        Assert.Equal(MemUErrorKind.BadArgument, e.Kind);
        Assert.Contains("tokenizer.json: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[\"a\",\"b\"]]", "[[\"a\",\"z\"]]", "merge 1 is of tokens that 'vocab' lacks")]
    [InlineData("[[\"a\",\"b\"]]", "[\"a b c\"]", "merge 1 is not two tokens")]
    [InlineData("[[\"a\",\"b\"]]", "7", "'merges' is no list")]
    [InlineData("\\\\p{L}+", "(", "the pattern '(|")]
    [InlineData("Isolated", "Scattered", "the split behavior 'Scattered' is not known")]
    public void Merges_and_patterns_that_are_wrong_are_told(string right, string wrong, string expected)
    {
        Assert.Contains(right, BytePairs, StringComparison.Ordinal);
        Assert.Contains(expected, Fails(Tensors, BytePairs.Replace(right, wrong, StringComparison.Ordinal)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_bytes_the_files_have_nothing_but_our_own_errors_comes_out()
    {
        byte[][] tokenizers = [.. ((string[])[WordPiece, Unigram, BytePairs]).Select(Encoding.UTF8.GetBytes)];
        var path = TinyModel.Write(_folder, Tensors, WordPiece);
        var change = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 1 << 20], Gen.Byte);
        var loaded = 0;
        Gen.Select(Gen.Int[0, 5], change.Array[1, 4]).Sample(
            (which, changes) =>
            {
                var isTensors = which < 3;
                var bytes = changes.Aggregate(isTensors ? Tensors : tokenizers[which % 3], Change);
                File.WriteAllBytes(Path.Combine(path, "model.safetensors"), isTensors ? bytes : Tensors);
                File.WriteAllBytes(Path.Combine(path, "tokenizer.json"), isTensors ? tokenizers[which % 3] : bytes);
                try
                {
                    using var model = StaticEmbedder.Load(path);
                    foreach (var text in (string[])["ab c\u0301 Ａe\u0301", "", "  a\r\n𝐇 [UNK]▁c", "\uD800\uFFFE"])
                        if (model.Embed(text) is var vector && vector.Any(x => !float.IsFinite(x))) return false;
                    loaded++;
                }
                catch (MemUException e)
                {
                    return e.Message.Contains(path, StringComparison.Ordinal) && e.Kind is MemUErrorKind.BadArgument or MemUErrorKind.NotFound;
                }
                return true;
            },
            iter: 2_000, threads: 1);
        Assert.NotEqual(0, loaded);
    }

    private static byte[] Change(byte[] bytes, (int Kind, int Place, byte Value) change)
    {
        if (bytes.Length == 0) return bytes;
        var (at, value) = (change.Place % bytes.Length, change.Value);
        switch (change.Kind)
        {
            case 0:
                return bytes[..at]; // cut off
            case 1:
                return [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + 1 + (value % 8))..]]; // a few are missing
            case 2:
                return [.. bytes[..at], .. bytes.Skip(at).Take(value), .. bytes[at..]]; // some are there twice
            case 3:
                return [.. bytes[..at], (byte)(bytes[at] ^ (1 << (value % 8))), .. bytes[(at + 1)..]]; // a bit
            case 4:
                return [.. bytes[..at], (byte)"0123456789{}[]\",:-\\e"[value % 20], .. bytes[(at + 1)..]]; // what JSON is made of
            default:
                return [.. bytes[..at], value, .. bytes[(at + 1)..]];
        }
    }
}
