using System.Text;
using MemU.Fs.Markdown;
using Xunit;

namespace MemU.Fs.Tests.Markdown;

public sealed class YamlTests
{
    private static readonly string[] Awkward =
    [
        "plain", "123", "1.5", "1e5", "0x1F", "0o17", "1_000", "1:30", ".5", ".inf", ".nan", "-1", "+1", "true", "No", "off", "y", "null", "~", "", " x", "x ", "a: b", "a:", ":a", ": a", "a #b", "#a", "- a", "-a", "---", "--- a", "...",
        "? a", "?a", "[a]", "{a}", "a]", "a, b", "'a'", "\"a\"", "it's", "a\"b", "&a", "*a", "!a", "|", ">", "%a", "@a", "`a", "2026-11-20", "2026-11-20T09:14:03Z", "2026-11", "=", "<<", "a\nb", "a\tb", "a\\b", "\u0085", "a\u2028b", "\uFEFFa",
        "中文", "emoji 🙂", "é", "a\0b", "[[a/b]]", "http://x.y/z?a=b&c#d", "12:30:45 is late", "7f3a91c2", "1234567890123456789012345678901234567890123456789012345678901234567890",
    ];

    [Fact]
    public void Every_string_comes_back_as_it_was_set()
    {
        foreach (var value in Awkward)
        {
            var document = Docs.Parse("---\ntype: n\nlist:\n  - z\n---\nbody\n");
            document.SetScalar("key", value);
            document.SetList("flow", [value, "x"]);
            document.AddToList("list", value);
            var fields = document.ToItem().Fields;
            Assert.Equal(value, fields.Single(f => f.Key == "key").Value);
            Assert.Equal([value, "x"], fields.Where(f => f.Key == "flow").Select(f => f.Value));
            Assert.Equal(["z", value], fields.Where(f => f.Key == "list").Select(f => f.Value));
        }
    }

    [Theory]
    [InlineData("user_id", "123", "\"123\"")]
    [InlineData("user_id", "ana", "ana")]
    [InlineData("user_id", "2026-11-20", "\"2026-11-20\"")]
    [InlineData("created", "2026-11-20T09:14:03Z", "2026-11-20T09:14:03Z")]
    [InlineData("pinned", "true", "true")]
    [InlineData("title", "true", "\"true\"")]
    [InlineData("title", "Tea: the best", "\"Tea: the best\"")]
    [InlineData("sha256", "7f3a91c27f3a91c2", "7f3a91c27f3a91c2")]
    [InlineData("sha256", "12345678e1234567", "\"12345678e1234567\"")]
    public void Values_are_quoted_only_when_yaml_demands_it(string key, string value, string written)
    {
        var document = Docs.Parse("");
        document.SetScalar(key, value);
        Assert.Equal($"---\n{key}: {written}\n---\n", document.Text());
    }

    /// <summary>The fast scanner gives what the full parser gives, places included, or it gives up.</summary>
    [Fact]
    public void The_fast_scanner_agrees_with_the_full_parser()
    {
        var random = new Random(11);
        string[] keys = ["type", "tags", "a-b", "_x", "K1", "user_id"];
        string[] parts = ["note", "123", "a b", "x:y", "#c", " #c", "'q'", "\"q\"", "\"a\\n\"", "[a, b]", "[ a , \"b\" ]", "[]", "[a,]", "[a: b]", "[[x]]", "{a: 1}", "- z", "-", "é中🙂", "a, b", "|", "> x", "&a", "~", "http://a/b", "''", "it's", "a: b", "a:", "\t", "%", "[a]]", "[-1]", "\"a\"x", "?", "? x", "=", "\u0085"];
        var read = 0;
        for (var i = 0; i < 60_000; i++)
        {
            var yaml = new StringBuilder();
            for (var n = random.Next(1, 5); n > 0; n--)
            {
                var newLine = random.Next(8) == 0 ? "\r\n" : "\n";
                switch (random.Next(7))
                {
                    case 0: yaml.Append(newLine); break;
                    case 1: yaml.Append("  ".AsSpan(random.Next(3))).Append("- ").Append(parts[random.Next(parts.Length)]).Append(newLine); break;
                    case 2: yaml.Append("  - ").Append(keys[random.Next(keys.Length)]).Append(": ").Append(parts[random.Next(parts.Length)]).Append(newLine).Append("    at: 2026-01-02").Append(newLine); break;
                    case 3: yaml.Append(keys[random.Next(keys.Length)]).Append(':').Append(newLine); break;
                    default: yaml.Append(' ', random.Next(20) == 0 ? 2 : 0).Append(keys[random.Next(keys.Length)]).Append(": ").Append(parts[random.Next(parts.Length)]).Append(' ', random.Next(3)).Append(newLine); break;
                }
            }
            var text = yaml.ToString();
            if (SimpleYaml.Read(text, 0, text.Length) is not { } fast) continue;
            var (full, _, problem) = FullYaml.Read(text, 0, text.Length);
            Assert.True(problem is null, $"{problem?.Message}\n{text}");
            Assert.Equal(Describe(full), Describe(fast));
            read++;
        }
        Assert.InRange(read, 3000, 60_000);
    }

    private static string Describe(IEnumerable<YamlEntry> entries) => string.Join("\n", entries.Select(e => $"{e.Key}@{e.KeyStart}:{e.Colon}={Describe(e.Value)}"));

    private static string Describe(YamlNode n) => $"{n.Kind} {n.Style} {n.Start}-{n.End} '{n.Value}' [{string.Join("|", n.Items.Select(Describe))}] {{{Describe(n.Entries)}}}";

    /// <summary>Random edits of random files: what is not of the edited key stays, line by line.</summary>
    [Fact]
    public void Random_edits_change_only_the_lines_of_the_key_that_is_edited()
    {
        var random = new Random(5);
        string[] values = [": one", ": 'two' # c", ": [a, b]", ": [a,\n   b] # c", ":\n  - a\n  # inside\n  - b", ":\n- a", ": |\n  text\n   more\n", ": >-\n  folded\n", ": {x: 1, y: [2]}", ":\n  x: 1\n  y: two", ":", ": ~", ": \"multi\n  line\"", ": plain\n  multi", ":\n  - resource: r\n    at: 2026-01-01", ": &#x", " : spaced", ":\n\n  - late"];
        for (var i = 0; i < 4000; i++)
        {
            var newLine = random.Next(2) == 0 ? "\n" : "\r\n";
            var blocks = Enumerable.Range(0, random.Next(1, 6)).Select(k => (Key: $"k{k}", Text: $"{(random.Next(3) == 0 ? $"# before k{k}\n" : "")}k{k}{values[random.Next(values.Length)]}\n".Replace("\n", newLine, StringComparison.Ordinal))).ToList();
            var document = Docs.Parse($"---{newLine}{string.Concat(blocks.Select(b => b.Text))}---{newLine}body{newLine}");
            if (document.FormatError is not null) continue;
            var at = random.Next(blocks.Count);
            var key = blocks[at].Key;
            string[]? list = null;
            string? scalar = null;
            var before = document.ToItem().Fields;
            switch (random.Next(4))
            {
                case 0: document.SetScalar(key, scalar = Awkward[random.Next(Awkward.Length)]); break;
                case 1: document.SetList(key, list = [Awkward[random.Next(Awkward.Length)], "a"]); break;
                case 2: document.Remove(key); break;
                case 3 when !before.Any(f => f.Key.StartsWith(key + ".", StringComparison.Ordinal)): document.AddToList(key, "new"); list = ["new"]; break;
                default: continue;
            }
            var text = document.Text();
            var head = $"---{newLine}" + string.Concat(blocks.Take(at).Select(b => b.Text));
            var tail = string.Concat(blocks.Skip(at + 1).Select(b => b.Text)) + $"---{newLine}body{newLine}";
            Assert.StartsWith(head, text, StringComparison.Ordinal);
            Assert.EndsWith(tail, text, StringComparison.Ordinal);
            if (blocks[at].Text.StartsWith('#')) Assert.StartsWith($"{head}# before {key}{newLine}", text, StringComparison.Ordinal);
            var after = document.ToItem().Fields;
            Assert.Equal(before.Where(f => f.Key.Split('.')[0] != key), after.Where(f => f.Key.Split('.')[0] != key));
            if (scalar is not null) Assert.Equal(scalar, after.Single(f => f.Key == key).Value);
            if (list is not null) Assert.Equal(list[^1], after.Last(f => f.Key == key).Value);
        }
    }
}
