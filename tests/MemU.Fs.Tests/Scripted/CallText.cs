using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MemU.Fs.Tests.Scripted;

/// <summary>Requests as text for people, the same on each run: no ports, no keys, no numbers of versions.</summary>
internal static class CallText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public static string Of(IReadOnlyList<Call> calls, bool sorted)
    {
        var texts = calls.Select(Text).ToList();
        if (sorted) texts.Sort(StringComparer.Ordinal);
        return string.Concat(texts.Select((t, i) => $"=== {i + 1}. {t}\n"));
    }

    private static string Text(Call call) => call switch
    {
        ChatCall chat => Chat(chat),
        EmbedCall embed => $"embeddings {embed.Model}{(embed.Dimensions is { } d ? $" dimensions={d}" : "")}\n{string.Concat(embed.Texts.Select(t => $"- {Line(t)}\n"))}",
        TranscribeCall speech => $"transcription {speech.Model} {speech.FileName} {Bytes(speech.Audio)}\n{string.Concat(speech.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Where(f => f.Key != "model").Select(f => $"{f.Key}: {Line(f.Value)}\n"))}",
        _ => throw new InvalidOperationException($"no text for {call.GetType().Name}"),
    };

    private static string Chat(ChatCall call)
    {
        var text = new StringBuilder($"chat {call.Model}");
        foreach (var field in call.Fields.EnumerateObject().Where(f => f.Name is not ("model" or "messages" or "response_format" or "tools")).OrderBy(f => f.Name, StringComparer.Ordinal))
            text.Append(' ').Append(field.Name).Append('=').Append(field.Value.GetRawText());
        text.Append('\n');
        if (call.Format != "text") text.Append("format: ").Append(call.Format).Append(call.SchemaName is { } name ? $" {name}" : "").Append('\n');
        if (call.Schema is { } schema) text.Append(JsonSerializer.Serialize(schema, Indented)).Append('\n');
        foreach (var tool in call.Tools) text.Append("tool: ").Append(tool).Append('\n');
        foreach (var turn in call.Turns)
        {
            text.Append("--- ").Append(turn.Role).Append('\n');
            foreach (var part in turn.Parts)
                text.Append(part.Text ?? (part.Url is { } url ? $"[picture {url}]" : $"[{part.MediaType} {Bytes(part.Bytes!)}]")).Append('\n');
            foreach (var tool in turn.ToolCalls) text.Append("[calls ").Append(tool).Append("]\n");
        }
        return text.ToString();
    }

    private static string Line(string text) => text.ReplaceLineEnds();

    private static string ReplaceLineEnds(this string text) => text.Replace("\r", "\\r").Replace("\n", "\\n");

    private static string Bytes(byte[] bytes) => $"{bytes.Length} bytes {Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]}";
}
