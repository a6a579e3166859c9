using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MemU.Fs.Server.Changes;

namespace MemU.Fs.Server.Webhooks;

/// <summary>An event as it is sent; each try sends the same bytes under the same id, so that its receiver can tell it has it already.</summary>
/// <param name="Id">The value of <c>webhook-id</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Body">JSON: <c>type</c>, <c>timestamp</c> (when it happened) and <c>data</c>.</param>
internal sealed record WebhookMessage(string Id, string Type, byte[] Body)
{
    /// <summary>The message of a change; the same change has the same id after a restart too.</summary>
    public static WebhookMessage Of(string hook, ChangeEvent change) => Of(hook, change.Reset ? WebhookEvents.Reset : WebhookEvents.Changed, change.Commit, change.At, change.ToJson());

    /// <summary>The message of a test.</summary>
    public static WebhookMessage Test(string hook, DateTimeOffset now) => Of(hook, WebhookEvents.Test, Guid.NewGuid().ToString("N"), now, "{}"u8);

    private static WebhookMessage Of(string hook, string type, string what, DateTimeOffset at, ReadOnlySpan<byte> data)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("timestamp", at);
            json.WritePropertyName("data");
            json.WriteRawValue(data);
            json.WriteEndObject();
        }
        var id = $"msg_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{hook} {type} {what}")))[..32]}";
        return new(id, type, body.ToArray());
    }
}
