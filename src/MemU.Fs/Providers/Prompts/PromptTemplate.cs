using System.Text;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Prompts;

/// <summary>
/// A prompt as ordered blocks. What stays the same from call to call goes first, as the system's message, so that a provider can keep it; the block
/// <c>input</c> is the user's message. Values are put in once and as they are: braces in them are not read again.
/// </summary>
public sealed class PromptTemplate
{
    private static readonly Dictionary<string, int> Places = new(StringComparer.Ordinal)
    {
        ["objective"] = 10, ["workflow"] = 20, ["rules"] = 30, ["types"] = 35, ["category"] = 40, ["categories"] = 40, ["output"] = 50, ["examples"] = 60, ["input"] = 90,
    };

    private readonly IReadOnlyList<(string Name, string? Label, string Text)> _blocks;
    private readonly string? _whole;

    private PromptTemplate(IReadOnlyList<(string, string?, string)> blocks, string? whole) => (_blocks, _whole) = (blocks, whole);

    /// <summary>The built-in prompt of a name, such as <c>extract</c> or <c>types/profile</c>.</summary>
    public static PromptTemplate Of(string name, CustomPrompt? custom = null) => Parse(Load(name) ?? throw new ArgumentException($"there is no prompt {name}", nameof(name)), custom);

    /// <summary>Reads blocks from a text whose headings of level two name them; <paramref name="custom"/> changes them.</summary>
    public static PromptTemplate Parse(string text, CustomPrompt? custom = null)
    {
        if (custom?.Text is { } whole) return new([], whole);
        var blocks = new List<(string Name, string? Label, string Text, int Ordinal)>();
        foreach (var part in ("\n" + text.ReplaceLineEndings("\n")).Split("\n## ", StringSplitOptions.RemoveEmptyEntries))
        {
            var end = part.IndexOf('\n', StringComparison.Ordinal);
            if (end > 0) blocks.Add((part[..end].Trim(), null, part[(end + 1)..].Trim('\n'), Places.GetValueOrDefault(part[..end].Trim(), 80)));
        }
        foreach (var (name, block) in custom?.Blocks ?? new Dictionary<string, PromptBlock>())
        {
            var at = blocks.FindIndex(b => b.Name == name);
            var built = at >= 0 ? blocks[at] : (name, null, "", Places.GetValueOrDefault(name, 80));
            var changed = (built.Item1, block.Label ?? built.Item2, block.Prompt ?? built.Item3, block.Ordinal ?? built.Item4);
            if (at >= 0) blocks[at] = changed;
            else blocks.Add(changed);
        }
        return new([.. blocks.Where(b => b.Ordinal >= 0 && b.Text.Length > 0).OrderBy(b => b.Ordinal).Select(b => (b.Name, b.Label, b.Text))], null);
    }

    /// <summary>The text of one block; null when there is none.</summary>
    public string? Block(string name) => _blocks.Where(b => b.Name == name).Select(b => b.Text).FirstOrDefault();

    /// <summary>The messages to send.</summary>
    public IReadOnlyList<ChatMessage> Fill(IReadOnlyDictionary<string, string> values, IReadOnlyList<AIContent>? attachments = null)
    {
        if (_whole is not null) return [new(ChatRole.User, [new TextContent(Fill(_whole, values)), .. attachments ?? []])];
        var system = new StringBuilder();
        var input = "";
        foreach (var (name, label, text) in _blocks)
        {
            if (name == "input") input = Fill(text, values);
            else system.Append(system.Length > 0 ? "\n\n" : "").Append("# ").Append(label ?? Title(name)).Append('\n').Append(Fill(text, values));
        }
        List<AIContent> said = [.. input.Length > 0 ? [new TextContent(input)] : Array.Empty<AIContent>(), .. attachments ?? []];
        return said.Count == 0 ? [new(ChatRole.User, system.ToString())] : [new(ChatRole.System, system.ToString()), new(ChatRole.User, said)];
    }

    /// <summary>A text that is to stand between two tags: it can't end them.</summary>
    public static string Quoted(string text) => text.Replace("</source", "<\\/source", StringComparison.OrdinalIgnoreCase);

    private static string Title(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static string Fill(string text, IReadOnlyDictionary<string, string> values)
    {
        var filled = new StringBuilder(text.Length + 256);
        for (var at = 0; ;)
        {
            var open = text.IndexOf('{', at);
            if (open < 0) return filled.Append(text, at, text.Length - at).ToString();
            var close = text.IndexOf('}', open);
            if (close > 0 && values.TryGetValue(text[(open + 1)..close], out var value)) (_, at) = (filled.Append(text, at, open - at).Append(value), close + 1);
            else (_, at) = (filled.Append(text, at, open + 1 - at), open + 1);
        }
    }

    private static string? Load(string name)
    {
        using var stream = typeof(PromptTemplate).Assembly.GetManifestResourceStream($"prompts/{name}.md");
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
