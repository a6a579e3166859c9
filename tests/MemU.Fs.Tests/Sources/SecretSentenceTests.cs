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

    [Fact]
    public void Whatever_a_text_is_made_of_it_is_read_to_its_end_and_every_range_lies_in_it()
    {
        string[] pieces = [.. SecretSentences.Lines(SecretSentences.Secret).Concat(SecretSentences.Lines(SecretSentences.Harmless)).SelectMany(l => l.Split(' ')), "\n", "。", "是", "（", "4821", "验证码", "user ", "/", ":", "'s", "\ud83d", "\0"];
        var random = new Random(11);
        var text = new StringBuilder();
        for (var i = 0; i < 40_000; i++)
        {
            text.Clear();
            for (var n = random.Next(1, 14); n > 0; n--)
            {
                var piece = pieces[random.Next(pieces.Length)];
                text.Append(random.Next(5) == 0 ? piece[random.Next(piece.Length)..] : piece);
                if (random.Next(3) > 0) text.Append(' ');
            }
            var end = 0;
            foreach (var range in SecretScanner.Scan(text.ToString()))
            {
                Assert.True(range.Start >= end && range.Length > 0 && range.End <= text.Length, text.ToString());
                end = range.End;
            }
        }
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
