using System.Text;
using System.Text.RegularExpressions;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Server.Http;
using Xunit;

namespace MemU.Fs.Tests.Examples;

/// <summary>
/// The blocks of the API's pages are run as they stand: those of the library as one program, those of the shell against a server, those of MCP against <c>memu mcp</c>.
/// What stands behind → comes out, line by line; <c>…</c> in it stands for any text.
/// </summary>
public sealed partial class ReferenceTests(CompiledExamples examples) : IClassFixture<CompiledExamples>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_blocks_of_the_library_compile_as_one_program_and_print_what_the_page_says()
    {
        var lines = Blocks("reference", "csharp");
        var answer = examples.RunText("reference", lines, _folder.Path);
        Assert.True(answer.ExitCode == 0, answer.Output + answer.Error);
        Says(lines, "// → ", answer.Output);
    }

    [Fact]
    public async Task The_lines_of_a_shell_print_what_the_page_says()
    {
        var lines = Blocks("reference", "sh");
        Says(lines, "# → ", await ShellAsync(lines));
    }

    [Fact]
    public async Task The_lines_of_the_page_of_HTTP_learn_and_find()
    {
        var output = await ShellAsync(Blocks("http", "sh")); // with -f curl fails where the server refuses
        Assert.Contains("My sister Clara lives in Porto", output, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<string> ShellAsync(List<string> lines)
    {
        await using var served = await ServedMemory.StartAsync();
        var script = string.Join('\n', lines.Prepend("set -euo pipefail").Select(l => l.Replace("localhost:8420", served.Server.Address.ToString().TrimEnd('/'), StringComparison.Ordinal)));
        File.CreateSymbolicLink(_folder.File("examples"), Path.Combine(Repository.Root, "examples"));
        var answer = await Task.Run(() => MemuProcess.Shell(_folder.Path, MemuProcess.Program, script));
        Assert.True(answer.ExitCode == 0, answer.Output + answer.Error);
        Assert.Empty(served.Unforeseen);
        return answer.Output;
    }

    [Fact]
    public void The_messages_of_MCP_are_answered_as_the_page_says()
    {
        Assert.Equal(0, MemuProcess.Run(_folder.Path, "init", "memory").ExitCode);
        var lines = Blocks("reference", "jsonl");
        var answers = new StringBuilder();
        using var server = MemuProcess.Start(_folder.Path, MemuProcess.Program, null, "mcp", "--root", "memory");
        foreach (var line in lines.Where(l => l.StartsWith('{')))
        {
            server.StandardInput.Write(line + "\n");
            server.StandardInput.Flush();
            if (line.Contains("\"id\"", StringComparison.Ordinal)) answers.Append(server.StandardOutput.ReadLine()).Append('\n'); // calls of which none waits are answered in any order
        }
        var end = MemuProcess.Finish(server, "");
        Assert.True(end is { ExitCode: 0, Output: "" }, end.Output + end.Error);
        Says(lines, "→ ", answers.ToString());
    }

    private static List<string> Blocks(string page, string kind)
    {
        var text = File.ReadAllText(Path.Combine(CompiledExamples.Folder, page, "README.md"));
        var blocks = Block().Matches(text).Where(m => m.Groups["kind"].Value == kind).ToList();
        Assert.NotEmpty(blocks);
        return [.. blocks.SelectMany(m => m.Groups["text"].Value.TrimEnd('\n').Split('\n'))];
    }

    private static void Says(IEnumerable<string> page, string mark, string output)
    {
        var expected = page.Where(l => l.StartsWith(mark, StringComparison.Ordinal)).Select(l => l[mark.Length..]).ToList();
        var actual = output.TrimEnd('\n').Split('\n');
        Assert.True(expected.Count == actual.Length && expected.Zip(actual).All(p => Regex.IsMatch(p.Second, $"^{string.Join(".*", p.First.Split('…').Select(Regex.Escape))}$")), $"the page says\n{string.Join('\n', expected)}\n--- but what comes out is\n{output}");
    }

    [GeneratedRegex(@"^```(?<kind>\w+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
