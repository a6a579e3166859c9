using System.Security.Cryptography;
using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Benchmarks.Corpus;

/// <summary>One item of a tree: its title, its text, and the file that the format makes of them.</summary>
internal sealed record SyntheticItem(string Title, string Text, bool IsChinese, byte[] Bytes)
{
    private static readonly string[] Types = [MemoryType.Profile, MemoryType.Event, MemoryType.Knowledge, MemoryType.Behavior, MemoryType.Skill, MemoryType.Tool];

    /// <summary>The item of a number, always the same; every third one is Chinese.</summary>
    public static SyntheticItem Of(int number, Vocabulary words)
    {
        var random = new Random(7 * number + 1);
        var chinese = number % 3 == 2;
        var title = chinese ? Phrase(random.Next(3, 6), "", () => words.Chinese(random)) : Capital(Phrase(random.Next(4, 8), " ", () => words.Latin(random)));
        var text = chinese ? Chinese(random, words) : Latin(random, words);
        var created = new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(60 * 24 * 365 * 4));
        var source = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"source {number}")));
        var anchor = $"m{random.Next(1, 60)}";
        var bytes = MemoryFormat.Item(new()
        {
            Id = MemoryId.Of(created, MemoryScope.None, source, anchor, text),
            Type = Types[random.Next(Types.Length)],
            Title = title,
            Tags = [words.Latin(random), words.Latin(random)],
            Created = created,
            Modified = created,
            Sources = [new($"resources/{created:yyyy'/'MM'/'dd}/talk-{source[..8]}.md", anchor, created, "user")],
            Text = text,
        });
        return new(title, text, chinese, bytes);
    }

    /// <summary>Five to eight different words of the text, as somebody who remembers parts of it might ask.</summary>
    public IReadOnlyList<string> Query(Random random)
    {
        var words = Text.Split([' ', '.', ',', '。', '，'], StringSplitOptions.RemoveEmptyEntries).Select(w => w.ToLowerInvariant()).Distinct().ToArray();
        random.Shuffle(words);
        return words[..Math.Min(words.Length, random.Next(5, 9))];
    }

    private static string Latin(Random random, Vocabulary words)
    {
        var text = new StringBuilder();
        for (var sentence = random.Next(3, 6); sentence > 0; sentence--)
            text.Append(text.Length > 0 ? " " : "").Append(Capital(Phrase(random.Next(10, 17), " ", () => words.Latin(random)))).Append('.');
        return text.ToString();
    }

    private static string Chinese(Random random, Vocabulary words)
    {
        var text = new StringBuilder();
        for (var sentence = random.Next(3, 6); sentence > 0; sentence--)
            text.Append(Phrase(random.Next(4, 8), "", () => words.Chinese(random))).Append('，').Append(Phrase(random.Next(4, 8), "", () => words.Chinese(random))).Append('。');
        return text.ToString();
    }

    private static string Phrase(int count, string separator, Func<string> word) => string.Join(separator, Enumerable.Range(0, count).Select(_ => word()));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
