using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Sources;
using Xunit;

namespace MemU.Fs.Tests.Sources;

public class MaskingTests
{
    private const string Key = "gh" + "p_16C7e42F292c6912E7710c838347Ae178B4a";

    private static SourceDocument Read(string name, string text) => SourceReader.Read(name, Encoding.UTF8.GetBytes(text), SourceOptions.Default);

    // nothing that the reader hands on may hold the secret: bytes, texts, notes
    private static void Gone(SourceDocument source, string secret)
    {
        Assert.DoesNotContain(secret, Encoding.UTF8.GetString(source.MaskedBytes));
        Assert.DoesNotContain(secret, Encoding.Unicode.GetString(source.MaskedBytes));
        Assert.All(source.Messages, m => Assert.DoesNotContain(secret, $"{m.Role} {m.Name} {m.Text} {m.Heading}"));
        Assert.DoesNotContain(secret, $"{source.Title} {string.Join(' ', source.Notes)} {string.Join(' ', source.Masked)}");
    }

    [Theory]
    [InlineData("a.json", """[{"role":"user","content":"key SECRET ok"}]""", 1)]
    [InlineData("a.json", """[{"role":"user","name":"SECRET","content":"x"}]""", 1)]
    [InlineData("a.json", """[{"role":"user","content":"x"},{"role":"user","content":[{"type":"text","text":"SECRET"}]}]""", 2)]
    [InlineData("a.json", """[{"role":"tool","content":"x","extra":{"deep":["SECRET"]}}]""", 1)]
    [InlineData("a.json", """[{"role":"tool","content":"x","SECRET":1}]""", 1)]
    [InlineData("a.json", """{"meta":"SECRET","messages":[{"role":"user","content":"x"}]}""", 0)]
    [InlineData("a.json", """[{"role":"assistant","content":null,"tool_calls":[{"function":{"name":"f","arguments":"{\"t\":\"SECRET\"}"}}]}]""", 1)]
    [InlineData("a.json", """[{"role":"user","content":"Grüße, 密码 für 茶 😀\\ \"SECRET\" ok"}]""", 1)]
    [InlineData("a.txt", "Grüße, 密码 für 茶 😀 SECRET ok", 1)]
    [InlineData("a.txt", "\ufeffit is SECRET ok", 1)]
    [InlineData("a.json", "\ufeff[{\"role\":\"user\",\"content\":\"SECRET\"}]", 1)]
    [InlineData("a.jsonl", "{\"role\":\"user\",\"content\":\"x\"}\n{\"role\":\"user\",\"content\":\"SECRET\"}", 2)]
    [InlineData("a.txt", "Ana: x\r\nBen: it is SECRET.\r\nAna: y", 2)]
    [InlineData("a.md", "---\ntoken: SECRET\n---\n# T\n\nfirst", 0)]
    [InlineData("a.md", "# T\n\nfirst\n\n- one\n- SECRET", 3)]
    [InlineData("a.md", "# Keys SECRET\n\nfirst", 0)]
    public void A_planted_key_is_gone_and_counted_where_it_stood(string name, string text, int message)
    {
        text = text.Replace("SECRET", Key);
        var source = Read(name, text);

        Gone(source, Key);
        Assert.Equal([new MaskedSecret("github token", message)], source.Masked);
        Assert.Equal(text.Replace(Key, new string('*', Key.Length)), Encoding.UTF8.GetString(source.MaskedBytes));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), source.Sha256);
        if (name == "a.json") JsonDocument.Parse(Encoding.UTF8.GetString(source.MaskedBytes).TrimStart('\ufeff')).Dispose();
    }

    [Fact]
    public void Escapes_do_not_hide_a_secret_and_the_json_still_parses()
    {
        var json = "[{\"role\":\"user\",\"content\":\"Gr\\u00fc\\u00dfe \ud83d\ude00 s" + "k\\u002dabcDEF1234567890abcd\\u0065fGHIJ end\"},"
            + "{\"role\":\"user\",\"content\":\"-----BEGIN PRIVATE KEY-----\\nMIIEowIBAAKCAQEA\\nAAAA\\/BBBB=\\n-----END PRIVATE KEY-----\\nafter\"}]";
        var source = Read("a.json", json);

        Assert.Equal(["openai key", "private key"], source.Masked.Select(m => m.Kind));
        Assert.StartsWith("Grüße 😀 ***", source.Messages[0].Text);
        Assert.EndsWith("* end", source.Messages[0].Text);
        Assert.EndsWith("*\nafter", source.Messages[1].Text);
        var kept = Encoding.UTF8.GetString(source.MaskedBytes);
        Assert.Equal(Encoding.UTF8.GetByteCount(json), source.MaskedBytes.Length);
        Assert.DoesNotContain("GHIJ", kept);
        Assert.DoesNotContain("MIIE", kept);
        Assert.DoesNotContain("BBBB", kept);
        using var parsed = JsonDocument.Parse(kept);
        Assert.EndsWith("* end", parsed.RootElement[0].GetProperty("content").GetString());
    }

    [Theory]
    [InlineData("""{"password":"open sesame"}""", "open sesame", "password")]
    [InlineData("""{"db":{"api_key":"9f8e7d6c5b4a39281706f5e4"}}""", "9f8e7d6c5b4a39281706f5e4", "api key")]
    [InlineData("""{"pan":4111111111111111}""", "4111111111111111", "card number")]
    [InlineData("""{"password":123456}""", "123456", "password")]
    [InlineData("""{"q":"{\"password\":\"hunter22\"}"}""", "hunter22", "password")]
    public void The_name_of_a_field_tells_a_secret(string extra, string secret, string kind)
    {
        var source = Read("a.json", $$"""[{"role":"tool","content":"x","data":{{extra}}}]""");
        Gone(source, secret);
        Assert.Equal([new MaskedSecret(kind, 1)], source.Masked);
        JsonDocument.Parse(source.MaskedBytes).Dispose();
    }

    [Fact]
    public void Secrets_in_utf16_and_beside_other_scripts_are_masked_in_place()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("小明：密码是abc12345请保密 😀\n小红：好\n小明：" + Key)];
        var source = SourceReader.Read("a.txt", bytes, SourceOptions.Default);

        Gone(source, Key);
        Gone(source, "abc12345");
        Assert.Equal(bytes.Length, source.MaskedBytes.Length);
        Assert.Equal("密码是********请保密 😀", source.Messages[0].Text);
        Assert.Equal([1, 3], source.Masked.Select(m => m.Message));
        Assert.StartsWith("小明：密码是********请保密 😀\n小红：好", Encoding.Unicode.GetString(source.MaskedBytes[2..]));
    }

    [Fact]
    public void Lines_stay_when_a_private_key_in_a_text_is_masked()
    {
        const string text = "Ana: here\r\n-----BEGIN PRIVATE KEY-----\r\nMIIEowIBAAKCAQEA\r\n-----END PRIVATE KEY-----\r\nBen: thanks\r\nAna: ok\r\n";
        var source = Read("a.txt", text);

        Gone(source, "MIIE");
        Assert.Equal(text.Count(c => c == '\n'), Encoding.UTF8.GetString(source.MaskedBytes).Count(c => c == '\n'));
        Assert.Equal(3, source.Messages.Count);
        Assert.Equal([new MaskedSecret("private key", 1)], source.Masked);
    }

    [Theory]
    [InlineData("a.json", "[{\"role\":\"user\",\"content\":\"SECRET\"},{\"role\":\"user\"}]")]
    [InlineData("a.json", "[{\"role\":\"user\",\"content\":\"SECRET")]
    [InlineData("a.json", "[{\"role\":\"user\",SECRET}]")]
    [InlineData("a.jsonl", "{\"role\":\"user\",\"content\":\"x\"}\nSECRET")]
    [InlineData("a.json", "\"SECRET\"")]
    [InlineData("a.json", "[{\"role\":\"user\",\"content\":\"x\",\"created_at\":tSECRET}]")]
    public void No_error_repeats_a_secret(string name, string text)
    {
        var error = Assert.ThrowsAny<MemUException>(() => Read(name, text.Replace("SECRET", Key)));
        Assert.DoesNotContain(Key[..8], error.ToString());
    }

    [Fact]
    public void A_time_that_is_a_secret_is_not_repeated() => Gone(Read("a.json", $$"""[{"role":"user","content":"x","created_at":"{{Key}}"}]"""), Key);
}
