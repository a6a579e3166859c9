using System.Text.Json;
using System.Text.Json.Nodes;
using MemU.Fs.Providers.Profiles;

namespace MemU.Fs.Providers.OpenAI;

/// <summary>
/// How a provider wants OpenAI's requests: which of two names for a length, whether a schema, an object or plain text is asked for, where reasoning is said.
/// What its preset does not know, it learns from refusals; thread-safe, since requests are under way at once.
/// </summary>
internal sealed class Dialect(ActiveProfile profile)
{
    /// <summary>How often one request is asked otherwise.</summary>
    public const int MostLessons = 4;

    private static readonly string[] Dispensable =
        ["temperature", "top_p", "seed", "frequency_penalty", "presence_penalty", "parallel_tool_calls", "stream_options", "reasoning_effort", "reasoning", "thinking", "enable_thinking", "encoding_format", "store", "metadata"];

    private readonly Lock _gate = new();
    private readonly HashSet<string> _refused = [];
    private JsonMode _json = profile.JsonMode;
    private bool _maxCompletionTokens = profile.Preset?.MaxCompletionTokens ?? false;

    /// <summary>How structured answers are asked for now.</summary>
    public JsonMode JsonMode
    {
        get
        {
            lock (_gate) return _json;
        }
    }

    /// <summary>The body as this provider wants it.</summary>
    public byte[] Shape(byte[] body)
    {
        if (JsonNode.Parse(body) is not JsonObject request) return body;
        lock (_gate)
        {
            if (request.ContainsKey("messages"))
            {
                Rename(request, _maxCompletionTokens ? "max_tokens" : "max_completion_tokens", _maxCompletionTokens ? "max_completion_tokens" : "max_tokens");
                StructuredAnswer.Ask(request, _json);
                Reason(request);
            }
            else
            {
                if (profile.Preset?.Base64Vectors != true) request.Remove("encoding_format");
                if (profile.Preset is { DimensionsField: var field }) Rename(request, "dimensions", field);
            }
            foreach (var name in _refused) request.Remove(name);
        }
        return JsonSerializer.SerializeToUtf8Bytes(request, RequestJson.Default.JsonObject);
    }

    /// <summary>True where the request is worth sending again: the refusal says what to ask otherwise, which then holds from now on, or another one's has meanwhile.</summary>
    /// <param name="body">The request as it was meant.</param>
    /// <param name="shaped">The request as it was sent.</param>
    /// <param name="said">What was said to it.</param>
    public bool Learn(byte[] body, byte[] shaped, string said)
    {
        if (JsonNode.Parse(shaped) is not JsonObject sent) return false;
        lock (_gate)
        {
            if (!Shape(body).AsSpan().SequenceEqual(shaped)) return true; // compared with the gate held, so that two refusals of the same never both teach
            if (said.Contains("max_completion_tokens", StringComparison.Ordinal) && sent.ContainsKey(_maxCompletionTokens ? "max_completion_tokens" : "max_tokens"))
            {
                _maxCompletionTokens = !_maxCompletionTokens;
                return true;
            }
            if (sent.ContainsKey("response_format") && (said.Contains("response_format", StringComparison.Ordinal) || said.Contains("json_schema", StringComparison.Ordinal)) && profile.Profile.JsonMode == JsonMode.Auto)
            {
                _json = _json == JsonMode.Object ? JsonMode.Text : JsonMode.Object;
                return true;
            }
            return Array.Find(Dispensable, name => sent.ContainsKey(name) && said.Contains(name, StringComparison.Ordinal)) is { } refused && _refused.Add(refused);
        }
    }

    private void Reason(JsonObject request)
    {
        if (profile.Profile.ReasoningEffort is not { } effort) return;
        var off = effort == "none";
        switch (profile.Preset?.Reasoning ?? ReasoningField.Effort)
        {
            case ReasoningField.Effort:
                request["reasoning_effort"] = effort;
                break;
            case ReasoningField.Nested:
                request["reasoning"] = new JsonObject { ["effort"] = effort };
                break;
            case ReasoningField.Thinking:
                request["thinking"] = new JsonObject { ["type"] = off ? "disabled" : "enabled" };
                break;
            case ReasoningField.Enable:
                request["enable_thinking"] = !off;
                break;
        }
    }

    private static void Rename(JsonObject request, string from, string to)
    {
        if (from == to || !request.TryGetPropertyValue(from, out var value)) return;
        request.Remove(from);
        request[to] = value;
    }
}
