using System.Text;
using MemU.Fs.Providers.Offline;
using MemU.Fs.Tests.Cli;
using Microsoft.Extensions.AI;
using Xunit;

namespace MemU.Fs.Tests.Service;

/// <summary>A secret that somebody said is in none of the six places where it could be: files, git's objects, the index, what the embedder was told, logs, what was said of errors.</summary>
public sealed class SecretTests
{
    private const string Secret = "sk-proj-Zq8Lw2Xc7Vb9Nm4Kj6Hg3Fd5Sa1Pq0Wo";
    private const string Told = $"My api key is {Secret} and I'm allergic to peanuts.";

    /// <summary>Every byte below a folder, git's objects unpacked, in one text of lower case.</summary>
    private static string Everything(TestMemory memory)
    {
        var all = new StringBuilder();
        foreach (var file in Directory.EnumerateFiles(memory.Folder, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).StartsWith("source", StringComparison.Ordinal)))
            all.Append(file).Append('\n').Append(Encoding.Latin1.GetString(File.ReadAllBytes(file))).Append('\n');
        using var git = MemuProcess.Start(memory.Root, "git", null, "cat-file", "--batch-all-objects", "--batch");
        git.StandardInput.Close();
        using var objects = new MemoryStream();
        git.StandardOutput.BaseStream.CopyTo(objects);
        Assert.NotEqual(0, objects.Length);
        return all.Append(Encoding.Latin1.GetString(objects.ToArray())).ToString().ToLowerInvariant();
    }

    private static void AssertNowhere(TestMemory memory, params string[] said)
    {
        var all = Everything(memory) + string.Concat(said).ToLowerInvariant();
        // the words of an index are cut at hyphens and in lower case
        Assert.DoesNotContain(Secret.ToLowerInvariant(), all);
        Assert.DoesNotContain(Secret[8..].ToLowerInvariant(), all);
    }

    [Fact]
    public async Task T35_a_planted_secret_reaches_no_file_object_index_embedder_or_output()
    {
        using var memory = await TestMemory.CreateAsync();
        var source = Path.Combine(memory.Folder, "source.json");
        File.WriteAllBytes(source, TestMemory.Conversation(DateTimeOffset.UnixEpoch, ("Ana", Told), ("Ana", "I live in Lyon.")));
        var answer = MemuProcess.Run(memory.Folder, "memorize", source, "--root", memory.Root);
        Assert.Equal(0, answer.ExitCode);
        Assert.Contains("1 secret masked", answer.Output);
        AssertNowhere(memory, answer.Output, answer.Error);
        using var embedder = new Overheard();
        using (var service = MemoryService.Open(new() { Root = memory.Root, Embedder = embedder }))
        {
            await service.AddAsync(new() { Text = Told, Title = Told, Reason = Told });
            await service.MemorizeAsync(new() { Sources = [new("source2.json", _ => Task.FromResult<ReadOnlyMemory<byte>>(TestMemory.Conversation(DateTimeOffset.UnixEpoch, ("Ben", $"{Told} I live in Oslo."))))] });
            await service.RetrieveAsync(new() { Query = "what is Ana allergic to?" });
        }
        Assert.Contains(embedder.Texts, t => t.Contains("peanuts", StringComparison.Ordinal));
        AssertNowhere(memory, [.. embedder.Texts]);
    }

    [Fact]
    public async Task T35_no_error_and_no_log_repeats_a_secret()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/tea.md", "Oolong.\n");
        var root = memory.Root;
        File.WriteAllText(Path.Combine(memory.Folder, "source.json"), $"[{{\"role\":\"user\",\"content\":\"{Secret}");
        File.WriteAllText(Path.Combine(memory.Folder, "source-good.txt"), $"Ana: {Told}\nBen: My password is hunter2-Zebra-9931.\n");
        foreach (var line in (string[][])
        [
            ["memorize", "source.json"], ["show", Secret], ["show", $"notes/{Secret}.md"], ["edit", "notes/tea.md", "--replace", Secret, "x"], ["edit", "notes/tea.md", "--set", $"happened_at={Secret}"], ["mv", "notes/tea.md", $"../{Secret}"],
            ["add", "x", "--category", Secret], ["add", "x", "--happened-at", Secret], ["retrieve", "x", "--where", $"{Secret}=1"], ["retrieve", "x", "--as-of", Secret], ["retrieve", "x", "--limit", Secret], [Secret], ["sync", $"https://ana:{Secret}@127.0.0.1:9/m.git"],
            ["clone", $"https://ana:{Secret}@127.0.0.1:9/m.git", "copy"], ["restore", "notes/tea.md", "--at", Secret], ["undo", Secret], ["import", $"{Secret}.zip"], ["memorize", $"{Secret}.json"], ["resource", "add", Secret],
        ])
        {
            var answer = MemuProcess.Run(memory.Folder, [.. line, "--root", root]);
            Assert.True(answer.ExitCode is 2 or 5, $"{line[0]}: {answer.ExitCode} {answer.Error}");
            Assert.False((answer.Output + answer.Error).Contains(Secret[8..], StringComparison.OrdinalIgnoreCase), $"{line[0]}: {answer.Output}{answer.Error}");
        }
        var broken = MemuProcess.RunWith(memory.Folder, null, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = "index:1:throw" }, "memorize", "source-good.txt", "--root", root);
        Assert.Equal(4, broken.ExitCode);
        Assert.True(File.Exists(Path.Combine(memory.Folder, ".state/memu/errors.log")));
        AssertNowhere(memory, broken.Output, broken.Error);
        Assert.DoesNotContain("hunter2", Everything(memory) + broken.Error);
    }

    /// <summary>An embedder that keeps what it was told.</summary>
    private sealed class Overheard : DelegatingEmbeddingGenerator<string, Embedding<float>>
    {
        public Overheard() : base(new HashingEmbedder()) { }

        public List<string> Texts { get; } = [];

        public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
        {
            var texts = values.ToList();
            lock (Texts) Texts.AddRange(texts);
            return base.GenerateAsync(texts, options, cancellationToken);
        }
    }
}
