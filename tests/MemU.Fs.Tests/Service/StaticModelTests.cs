using System.Globalization;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Providers.Static;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>A model in a folder, named by <c>MEMU_EMBED_MODEL</c>: words that the program itself knows nothing of are found by what the model knows.</summary>
public sealed class StaticModelTests : IDisposable
{
    private static readonly string[] Vocabulary = ["[PAD]", "[UNK]", "flooble", "snargle", "wibbet", "n", "##0", "##1", "##2", "##3", "##4", "##5", "##6", "##7", "##8", "##9"];

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _model;

    public StaticModelTests()
    {
        double[][] rows = [[0, 0, 0], [0, 0, 0], [1, 0.1, 0], [1, 0, 0.1], [0, 1, 0], .. Enumerable.Repeat<double[]>([0, 0.2, 1], 11)];
        var tensors = TinyModel.Tensors(("embeddings", "F32", [rows.Length, 3], TinyModel.Bytes("F32", rows.SelectMany(r => r))));
        var tokenizer = TinyModel.Tokenizer(TinyModel.WordPiece(Vocabulary), """{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}""", """{"type":"BertPreTokenizer"}""");
        _model = new() { ["MEMU_EMBED_MODEL"] = TinyModel.Write(_folder, tensors, tokenizer) };
    }

    public void Dispose() => _folder.Dispose();

    private Answer With(TestMemory memory, params string[] arguments) => MemuProcess.RunWith(memory.Folder, null, _model, [.. arguments, "--root", memory.Root]);

    private static async Task<TestMemory> Written()
    {
        var memory = await TestMemory.CreateAsync();
        memory.Write("notes/a.md", "The flooble is in the shed.\n");
        memory.Write("notes/b.md", "The wibbet is in the attic.\n");
        return memory;
    }

    [Fact]
    public async Task A_fresh_memory_is_searched_by_the_model_s_meaning()
    {
        using var memory = await Written();
        var answer = With(memory, "retrieve", "snargle");
        Assert.Equal((0, ""), (answer.ExitCode, answer.Error));
        Assert.StartsWith("notes/a.md", answer.Output.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task T17_a_memory_of_another_model_is_searched_by_words_and_says_so_until_it_is_indexed_anew()
    {
        using var memory = await Written();
        Assert.Equal(0, With(memory, "retrieve", "flooble").ExitCode);

        // the model is no longer set
        var bare = MemuProcess.Run(memory.Folder, "retrieve", "flooble", "--root", memory.Root);
        Assert.Equal(0, bare.ExitCode);
        Assert.Contains("searched by words alone: the vectors of this memory were made by static model-", bare.Error, StringComparison.Ordinal);
        Assert.Contains("memu reindex", bare.Error, StringComparison.Ordinal);
        Assert.Contains("\"notes\": [", MemuProcess.Run(memory.Folder, "retrieve", "flooble", "--json", "--root", memory.Root).Output, StringComparison.Ordinal);
        Assert.Equal(1, MemuProcess.Run(memory.Folder, "retrieve", "snargle", "--root", memory.Root).ExitCode);
        Assert.Contains("vectors", MemuProcess.Run(memory.Folder, "doctor", "--root", memory.Root).Output, StringComparison.Ordinal);

        // what comes meanwhile has a vector as soon as the model is set again
        memory.Write("notes/c.md", "Another flooble is in the cellar.\n");
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "retrieve", "cellar", "--root", memory.Root).ExitCode);
        var again = With(memory, "retrieve", "snargle");
        Assert.Contains("notes/c.md", again.Output, StringComparison.Ordinal);
        Assert.Equal("", again.Error);

        // without the model for good
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "reindex", "--root", memory.Root).ExitCode);
        Assert.Equal("", MemuProcess.Run(memory.Folder, "retrieve", "flooble", "--root", memory.Root).Error);
        Assert.Contains("searched by words alone", With(memory, "retrieve", "flooble").Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task T19_a_reindex_for_another_model_that_is_killed_answers_as_before_and_then_goes_on()
    {
        using var memory = await Written();
        for (var i = 0; i < 1600; i++) memory.Write(string.Create(CultureInfo.InvariantCulture, $"notes/n{i}.md"), string.Create(CultureInfo.InvariantCulture, $"Note n{i} about zebras.\n"));
        Assert.Equal(0, MemuProcess.Run(memory.Folder, "retrieve", "zebras", "--root", memory.Root).ExitCode);
        var killed = MemuProcess.RunWith(memory.Folder, null, new Dictionary<string, string>(_model) { ["MEMU_TEST_CRASH"] = "embedded:2" }, "reindex", "--root", memory.Root);
        Assert.Equal(137, killed.ExitCode);
        var index = Path.Combine(memory.Root, ".memu/cache/index");
        var both = Directory.GetDirectories(index, "vectors-*").Select(f => VectorFile.HeaderIn(f)!).ToList();
        Assert.Equal(2, both.Count);
        var begun = both.Single(h => h.Space.Provider == "static");
        Assert.True(begun.Count > 500);
        Assert.Equal("", MemuProcess.Run(memory.Folder, "retrieve", "zebras", "--root", memory.Root).Error); // the former vectors are whole
        Assert.Equal(0, With(memory, "reindex").ExitCode);
        var left = Assert.Single(Directory.GetDirectories(index, "vectors-*"));
        Assert.Equal(begun.Id, VectorFile.HeaderIn(left)!.Id); // the file that was begun before
        Assert.Equal("", With(memory, "retrieve", "snargle").Error);
    }

    [Theory]
    [InlineData("no-such-folder", "there is no such folder")]
    [InlineData("model/model.safetensors", "is a file")]
    public async Task A_model_that_is_not_there_is_told_with_its_path(string path, string why)
    {
        using var memory = await Written();
        var answer = MemuProcess.RunWith(memory.Folder, null, new Dictionary<string, string> { ["MEMU_EMBED_MODEL"] = _folder.File(path) }, "retrieve", "flooble", "--root", memory.Root);
        Assert.Equal(2, answer.ExitCode);
        Assert.Contains(why, answer.Error, StringComparison.Ordinal);
        Assert.Contains(path, answer.Error, StringComparison.Ordinal);
    }
}
