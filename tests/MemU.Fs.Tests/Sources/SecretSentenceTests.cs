using System.Text;
using MemU.Fs.Sources.Secrets;
using Xunit;

namespace MemU.Fs.Tests.Sources;

public class SecretSentenceTests
{
    [Fact]
    public void Of_what_people_say_the_secrets_are_masked_and_the_rest_is_not()
    {
        var (found, missed, wrong) = (0, new List<string>(), new List<string>());
        foreach (var marked in SecretSentences.Lines(SecretSentences.Secret))
        {
            var (text, values) = Unmark(marked);
            var ranges = SecretScanner.Scan(text);
            var hit = values.Count(v => ranges.Any(r => r.Start <= v.Start && r.End >= v.Start + v.Length));
            if (hit == values.Count) found++;
            else missed.Add(marked);
            foreach (var range in ranges)
                if (!values.Any(v => range.Start < v.Start + v.Length && v.Start < range.End)) wrong.Add(marked);
        }
        foreach (var text in SecretSentences.Lines(SecretSentences.Harmless))
            if (SecretScanner.Scan(text) is { Count: > 0 } ranges) wrong.Add($"{text}   <- {text.Substring(ranges[0].Start, ranges[0].Length)}");

        var all = found + missed.Count;
        var report = $"recall {found}/{all}, precision {found}/{found + wrong.Count}\nmissed:\n{string.Join('\n', missed)}\nmasked without need:\n{string.Join('\n', wrong)}";
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        Assert.True(all >= 60 && SecretSentences.Lines(SecretSentences.Harmless).Count() >= 120, report);
        Assert.True(found >= all * 97 / 100 && wrong.Count == 0, report);
    }

    private static (string Text, List<(int Start, int Length)> Values) Unmark(string marked)
    {
        StringBuilder text = new();
        List<(int, int)> values = [];
        var start = 0;
        foreach (var c in marked)
        {
            if (c == '{') start = text.Length;
            else if (c == '}') values.Add((start, text.Length - start));
            else text.Append(c);
        }
        return (text.ToString(), values);
    }
}
