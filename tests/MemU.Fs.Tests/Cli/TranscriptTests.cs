using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace MemU.Fs.Tests.Cli;

/// <summary>
/// Console transcripts in <c>tests/transcripts/cmd-*.tesh</c> are run as they stand: on the AOT binary where MEMU_AOT names it, else on the JIT build.
/// <c>$ command</c> must exit with 0, <c>2$ command</c> with 2; <c>&gt;</c> begins a line of standard output, <c>2&gt;</c> one of standard error;
/// <c>&gt;...</c> stands for any lines; <c>{{regex}}</c> for what a regular expression matches.
/// MEMU_TRANSCRIPT names a single one to run, while it is being written.
/// </summary>
public sealed partial class TranscriptTests
{
    public static TheoryData<string> Transcripts()
    {
        var data = new TheoryData<string>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "transcripts"), Environment.GetEnvironmentVariable("MEMU_TRANSCRIPT") ?? "cmd-*.tesh").Order(StringComparer.Ordinal))
            data.Add(Path.GetFileName(file));
        return data;
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public void The_console_answers_as_the_transcript_says(string name)
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.File("examples"), Path.Combine(Repository.Root, "examples"));
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "transcripts", name));
        for (var i = 0; i < lines.Length;)
        {
            if (Command().Match(lines[i]) is not { Success: true } command)
            {
                Assert.True(lines[i].Length == 0 || lines[i].StartsWith('#'), $"{name}:{i + 1}: neither a command nor its output: {lines[i]}");
                i++;
                continue;
            }
            var at = i++;
            var (output, error) = (new List<string>(), new List<string>());
            for (; i < lines.Length && (lines[i].StartsWith('>') || lines[i].StartsWith("2>", StringComparison.Ordinal)); i++)
            {
                if (lines[i].StartsWith('>')) output.Add(lines[i][1..]);
                else error.Add(lines[i][2..]);
            }
            var answer = MemuProcess.Shell(folder.Path, MemuProcess.Program, command.Groups[2].Value);
            var expected = command.Groups[1].Length == 0 ? 0 : int.Parse(command.Groups[1].Value, CultureInfo.InvariantCulture);
            Assert.True(expected == answer.ExitCode, $"{name}:{at + 1}: exit {answer.ExitCode}, not {expected}\n{answer.Output}{answer.Error}");
            Matches($"{name}:{at + 1}", output, answer.Output);
            Matches($"{name}:{at + 1} (standard error)", error, answer.Error);
        }
    }

    private static void Matches(string where, List<string> expected, string actual)
    {
        var pattern = new StringBuilder("^");
        foreach (var line in expected)
        {
            if (line == "...")
            {
                pattern.Append("(?:[^\n]*\n)*?");
                continue;
            }
            var at = 0;
            foreach (Match hole in Hole().Matches(line))
            {
                pattern.Append(Regex.Escape(line[at..hole.Index])).Append("(?:").Append(hole.Groups[1].Value).Append(')');
                at = hole.Index + hole.Length;
            }
            pattern.Append(Regex.Escape(line[at..])).Append('\n');
        }
        Assert.True(Regex.IsMatch(actual, pattern.Append('$').ToString(), RegexOptions.None, TimeSpan.FromSeconds(5)), $"{where}: expected\n{string.Join('\n', expected)}\n--- but got\n{actual}");
    }

    [GeneratedRegex(@"^(\d*)\$ (.+)$")]
    private static partial Regex Command();

    [GeneratedRegex(@"\{\{(.+?)\}\}(?!\})")]
    private static partial Regex Hole();
}
