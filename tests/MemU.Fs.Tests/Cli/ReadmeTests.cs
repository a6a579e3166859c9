using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;

namespace MemU.Fs.Tests.Cli;

/// <summary>
/// What the READMEs and their picture show is what the command answers: each console block is run in a folder of its own after the steps of the quickstart
/// that the text speaks of. Only the id of a commit may differ, and a score by 0.02; a line of <c>…</c> stands for lines left out.
/// </summary>
public sealed partial class ReadmeTests
{
    private static readonly Dictionary<string, string[]> Before = new()
    {
        ["README.md"] =
        [
            "memu init memory --from-template --user ana",
            "memu memorize examples/conversations/ana-2026-09-04.json --user ana",
            "memu memorize examples/conversations/ana-2026-10-02.json --user ana",
        ],
        ["README.zh.md"] =
        [
            "memu init memory --from-template --user linxiao",
            "memu memorize examples/conversations/linxiao-2026-10-11.json --user linxiao",
        ],
    };

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.zh.md")]
    public void The_console_blocks_and_files_of_a_readme_are_what_comes_out(string name)
    {
        using var folder = Prepared(Before[name]);
        var (text, commands, files) = (Read(name), 0, 0);
        foreach (Match block in Block().Matches(text))
        {
            var lines = block.Groups["text"].Value.TrimEnd('\n').Split('\n');
            if (block.Groups["kind"].Value == "console")
            {
                for (var i = 0; i < lines.Length; commands++)
                {
                    Assert.True(lines[i].StartsWith("$ ", StringComparison.Ordinal), $"{name}: no command: {lines[i]}");
                    var command = lines[i++][2..];
                    var shown = new List<string>();
                    while (i < lines.Length && !lines[i].StartsWith("$ ", StringComparison.Ordinal)) shown.Add(lines[i++]);
                    var answer = Run(folder, command);
                    Assert.True(Shows(shown, answer), $"{name} shows for: {command}\n{string.Join('\n', shown)}\n--- but it answers\n{answer}");
                }
            }
            else if (lines[0] == "---" && block.Groups["kind"].Value == "markdown")
            {
                var found = Directory.EnumerateFiles(folder.File("memory"), "*.md", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
                Assert.True(found.Exists(f => f.TrimEnd('\n') == string.Join('\n', lines)), $"{name}: no file of the tree is\n{string.Join('\n', lines)}\n--- the one of that title is\n{found.Find(f => f.Contains(lines.First(l => l.StartsWith("title:", StringComparison.Ordinal))))}");
                files++;
            }
        }
        Assert.True(commands >= 2 && files >= 1, $"{name}: {commands} commands and {files} files were found to compare.");
    }

    [Fact]
    public void The_picture_of_the_quickstart_shows_what_comes_out()
    {
        using var folder = Prepared([.. Before["README.md"], "memu memorize examples/conversations/ana-2026-11-20.json --user ana"]);
        var texts = XDocument.Load(Path.Combine(Repository.Root, "examples", "quickstart.svg"), LoadOptions.PreserveWhitespace).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToList();
        var at = texts.FindIndex(t => t.StartsWith("$ memu ", StringComparison.Ordinal));
        var answer = Run(folder, texts[at][2..]);
        Assert.True(Shows([.. texts[(at + 1)..], "…"], answer), $"the picture shows\n{string.Join('\n', texts[at..])}\n--- but it answers\n{answer}");
        var kept = string.Join(' ', Directory.EnumerateFiles(folder.File("memory"), "*.md", SearchOption.AllDirectories).Select(File.ReadAllText));
        foreach (var line in texts.Where(t => t.StartsWith("happened_at", StringComparison.Ordinal) || t.StartsWith('^'))) Assert.Contains(line, kept);
    }

    private static TemporaryFolder Prepared(string[] steps)
    {
        var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.File("examples"), Path.Combine(Repository.Root, "examples"));
        File.CreateSymbolicLink(folder.File("memory-template"), Path.Combine(Repository.Root, "memory-template"));
        foreach (var step in steps) Run(folder, step);
        return folder;
    }

    private static string Run(TemporaryFolder folder, string command)
    {
        var answer = MemuProcess.Shell(folder.Path, MemuProcess.Program, command);
        Assert.True(answer.ExitCode == 0, $"{command}: exit {answer.ExitCode}\n{answer.Error}");
        return answer.Output;
    }

    private static bool Shows(List<string> shown, string answer)
    {
        var real = answer.TrimEnd('\n').Split('\n');
        return From(0, 0);

        bool From(int i, int j) => i == shown.Count ? j == real.Length
            : shown[i].Trim() == "…" ? Enumerable.Range(j, real.Length - j + 1).Any(k => From(i + 1, k))
            : j < real.Length && Same(shown[i], real[j]) && From(i + 1, j + 1);
    }

    private static bool Same(string shown, string real)
    {
        if (Score().Match(shown) is { Success: true } one && Score().Match(real) is { Success: true } other)
        {
            if (Math.Abs(double.Parse(one.Value, CultureInfo.InvariantCulture) - double.Parse(other.Value, CultureInfo.InvariantCulture)) > 0.02) return false;
            (shown, real) = (shown[one.Length..], real[other.Length..]);
        }
        return Commit().Replace(shown, "") == Commit().Replace(real, "");
    }

    private static string Read(string name) => File.ReadAllText(Path.Combine(Repository.Root, name));

    [GeneratedRegex(@"^```(?<kind>console|markdown)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\d\.\d\d(?=  )")]
    private static partial Regex Score();

    [GeneratedRegex(@"(?<=, commit )[0-9a-f]{10}$")]
    private static partial Regex Commit();
}
