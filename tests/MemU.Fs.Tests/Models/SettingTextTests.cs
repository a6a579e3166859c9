using CsCheck;
using MemU.Fs.Model;
using MemU.Fs.Verbs;
using Xunit;

namespace MemU.Fs.Tests.Models;

/// <summary>One value of a file of settings is changed, and every other byte stays.</summary>
public sealed class SettingTextTests
{
    private const string Text = """
        # settings
        format: 1   # ours
        llm_profiles:
          default:   # the usual one
            provider: openai
            chat_model: "gpt"   # small

          # another
          local:
            base_url: http://127.0.0.1:9/v1
        empty:
        block: |
          two
          lines
        categories:
          - name: a
            folder: b
        last: x
        """;

    [Theory]
    [InlineData("llm_profiles.default.chat_model", "other", "chat_model: \"gpt\"   # small", "chat_model: other   # small")]
    [InlineData("llm_profiles.default.timeout", "30", "# small\n", "# small\n    timeout: 30\n")]
    [InlineData("llm_profiles.third.provider", "grok", "9/v1\n", "9/v1\n  third:\n    provider: grok\n")]
    [InlineData("empty", "full", "empty:\n", "empty: full\n")]
    [InlineData("empty.a.b", "c", "empty:\n", "empty:\n  a:\n    b: c\n")]
    [InlineData("block", "one", "block: |\n  two\n  lines\n", "block: one\n")]
    [InlineData("last", "a: b # c", "last: x", "last: \"a: b # c\"")]
    [InlineData("budget.tokens_per_day", "5", "last: x", "last: x\nbudget:\n  tokens_per_day: 5\n")]
    public void A_value_is_set(string key, string value, string before, string after)
    {
        var text = Text.ReplaceLineEndings("\n");
        Assert.Contains(before, text);
        Assert.Equal(text.Replace(before, after), new SettingText(text, "f").Set(key.Split('.'), value));
        var windows = text.ReplaceLineEndings("\r\n");
        Assert.Equal(text.Replace(before, after).ReplaceLineEndings("\r\n"), new SettingText(windows, "f").Set(key.Split('.'), value));
    }

    [Theory]
    [InlineData("llm_profiles.default.provider", "    provider: openai\n")]
    [InlineData("llm_profiles.local.base_url", "  local:\n    base_url: http://127.0.0.1:9/v1\n")]
    [InlineData("block", "block: |\n  two\n  lines\n")]
    [InlineData("empty", "empty:\n")]
    [InlineData("last", "last: x")]
    public void A_value_goes_and_with_it_a_section_that_has_nothing_left(string key, string gone)
    {
        var text = Text.ReplaceLineEndings("\n");
        Assert.Equal(text.Replace(gone, ""), new SettingText(text, "f").Unset(key.Split('.')));
        Assert.Null(new SettingText(text, "f").Unset([.. key.Split('.'), "no"]));
    }

    [Theory]
    [InlineData("{a: 1}", "b")]
    [InlineData("a: {b: 1}", "a.c")]
    [InlineData("a: [1]", "a.c")]
    [InlineData("a: x", "a.c")]
    [InlineData("a: &x {b: 1}\nc: *x", "a.c")]
    [InlineData("- 1", "a")]
    public void What_can_not_be_edited_is_left_as_it_is(string text, string key) => Assert.ThrowsAny<MemUException>(() => new SettingText(text, "f").Set(key.Split('.'), "2"));

    [Fact]
    public void An_empty_file_and_one_of_comments_take_a_value()
    {
        Assert.Equal("a:\n  b: c\n", new SettingText("", "f").Set(["a", "b"], "c"));
        Assert.Equal("# x\na: c\n", new SettingText("# x", "f").Set(["a"], "c"));
    }

    [Fact]
    public void Setting_and_unsetting_read_back_whatever_the_values_are()
    {
        string[] names = ["a", "b", "c d", "1", "true", "x:y", "ö"];
        var key = Gen.Int[0, names.Length - 1].Select(i => names[i]);
        var path = key.Array[1, 4];
        var value = Gen.String[Gen.Char[' ', '~'], 1, 12].Where(v => v.Trim() == v);
        Gen.Select(path, value).Array[1, 12].Sample(edits =>
        {
            var text = "# kept\nfirst: 1 # kept too\n";
            var model = new Dictionary<string, string> { ["first"] = "1" };
            foreach (var (at, what) in edits)
            {
                var name = string.Join('\0', at);
                if (model.Keys.Any(k => k != name && (k.StartsWith(name + '\0', StringComparison.Ordinal) || name.StartsWith(k + '\0', StringComparison.Ordinal)))) continue;
                text = new SettingText(text, "f").Set(at, what);
                model[name] = what;
                Assert.Equal(model.OrderBy(m => m.Key, StringComparer.Ordinal), SettingsFile.Read(text, "f", "").ToDictionary(s => string.Join('\0', s.Path), s => s.Value).OrderBy(m => m.Key, StringComparer.Ordinal));
            }
            foreach (var name in model.Keys.Where(k => k != "first")) text = new SettingText(text, "f").Unset(name.Split('\0'))!;
            Assert.Equal("# kept\nfirst: 1 # kept too\n", text);
        }, iter: 300);
    }
}
