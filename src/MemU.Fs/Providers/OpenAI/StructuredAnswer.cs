using System.Text.Json.Nodes;
using MemU.Fs.Providers.Profiles;

namespace MemU.Fs.Providers.OpenAI;

/// <summary>Asks for a structured answer in the way that a provider has for it; where it takes no schema, the prompt says the schema.</summary>
internal static class StructuredAnswer
{
    /// <summary>Changes the request so that it asks in this way.</summary>
    public static void Ask(JsonObject request, JsonMode mode)
    {
        if (mode is JsonMode.Schema or JsonMode.Auto || request["response_format"] is not JsonObject format) return;
        var type = (string?)format["type"];
        if (type is not ("json_schema" or "json_object") || type == "json_object" && mode == JsonMode.Object) return;
        if (mode == JsonMode.Text) request.Remove("response_format");
        else request["response_format"] = new JsonObject { ["type"] = "json_object" };
        var schema = format["json_schema"]?["schema"];
        Tell(request, schema is null ? "Answer with one JSON object and nothing else."
            : $"Answer with one JSON object and nothing else: no code fence, no words around it. It must fit this JSON schema:\n{schema.ToJsonString()}");
    }

    private static void Tell(JsonObject request, string what)
    {
        if (request["messages"] is not JsonArray messages) return;
        if (messages.Count > 0 && messages[0] is JsonObject first && (string?)first["role"] is "system" or "developer" && messages[0]!["content"] is { } content)
        {
            messages[0]!["content"] = content is JsonArray parts ? Joined(parts, what) : (JsonNode?)JsonValue.Create($"{(string?)content}\n\n{what}");
            return;
        }
        messages.Insert(0, new JsonObject { ["role"] = "system", ["content"] = what });
    }

    private static JsonArray Joined(JsonArray parts, string what)
    {
        var joined = parts.DeepClone().AsArray();
        joined.Add((JsonNode)new JsonObject { ["type"] = "text", ["text"] = what });
        return joined;
    }
}
