using System.Text.Json;
using System.Text.Json.Nodes;
using MemU.Fs.Model;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Replies;

/// <summary>A question whose answer is JSON: asked with a schema, read tolerantly, asked once more where nothing could be read.</summary>
internal static class StructuredCall
{
    /// <summary>Asks; the values at the top of the reply, and whether it was cut off.</summary>
    /// <exception cref="MemUException">The model refused, or answered twice without any JSON (<see cref="MemUErrorKind.Provider"/>).</exception>
    public static async Task<(IReadOnlyList<JsonNode> Values, bool IsCut)> AskAsync(IChatClient chat, IReadOnlyList<ChatMessage> messages, string name, JsonObject schema, string step, CancellationToken cancellationToken, Func<string, IReadOnlyList<JsonNode>>? otherwise = null)
    {
        using var document = JsonDocument.Parse(schema.ToJsonString());
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(document.RootElement.Clone(), name), Temperature = 0 };
        var asked = messages;
        for (var attempt = 1; ; attempt++)
        {
            var response = await chat.GetResponseAsync(asked, options, cancellationToken);
            if (response.FinishReason == ChatFinishReason.ContentFilter) throw new MemUException(MemUErrorKind.Provider, $"the model was kept from answering by its provider's content filter ({step}); nothing was changed.");
            var values = LenientJson.ReadAll(response.Text, out var isCut);
            if (values.Count == 0 && otherwise?.Invoke(response.Text) is { Count: > 0 } other) return (other, response.FinishReason == ChatFinishReason.Length);
            if (values.Count > 0) return (values, isCut || response.FinishReason == ChatFinishReason.Length);
            if (attempt == 2) throw new MemUException(MemUErrorKind.Provider, $"the model answered without the JSON that was asked for, twice ({step}): {Shown(response.Text)} Try another model, or set json_mode for its profile.");
            asked = [.. messages, new(ChatRole.Assistant, Shown(response.Text)), new(ChatRole.User, "That was not the JSON object that was asked for. Answer with it alone.")];
        }
    }

    private static string Shown(string text)
    {
        var line = SafeText.OneLine(text, 159);
        return line.Length == 0 ? "(empty)" : line;
    }
}
