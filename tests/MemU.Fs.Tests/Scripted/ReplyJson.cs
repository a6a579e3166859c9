using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace MemU.Fs.Tests.Scripted;

/// <summary>Answers as OpenAI writes them.</summary>
internal static class ReplyJson
{
    private const long Created = 1_790_000_000;

    /// <summary>A whole answer.</summary>
    public static string Whole(Reply reply, ChatCall call)
    {
        var message = new JsonObject { ["role"] = "assistant", ["content"] = reply.Called is null && reply.Refused is null ? reply.Said : null, ["refusal"] = reply.Refused };
        if (reply.Called is var (name, arguments)) message["tool_calls"] = new JsonArray(ToolCall(name, arguments));
        var answer = Head(call, "chat.completion", "message", message, reply.FinishReason);
        if (!reply.WithoutUsage) answer["usage"] = Usage(reply, call);
        return answer.ToJsonString();
    }

    /// <summary>The pieces of a stream; the last is <c>[DONE]</c>.</summary>
    public static IEnumerable<string> Pieces(Reply reply, ChatCall call)
    {
        const string kind = "chat.completion.chunk";
        yield return Head(call, kind, "delta", new() { ["role"] = "assistant", ["content"] = "" }, null).ToJsonString();
        if (reply.Called is var (name, arguments))
        {
            var part = ToolCall(name, arguments);
            part["index"] = 0;
            yield return Head(call, kind, "delta", new() { ["tool_calls"] = new JsonArray(part) }, null).ToJsonString();
        }
        if (reply.Refused is { } refused) yield return Head(call, kind, "delta", new() { ["refusal"] = refused }, null).ToJsonString();
        foreach (var word in Words(reply.Called is null ? reply.Said ?? "" : ""))
            yield return Head(call, kind, "delta", new() { ["content"] = word }, null).ToJsonString();
        yield return Head(call, kind, "delta", [], reply.FinishReason).ToJsonString();
        if (call.StreamsUsage && !reply.WithoutUsage)
        {
            var last = Head(call, kind, "delta", [], null);
            last["choices"] = new JsonArray();
            last["usage"] = Usage(reply, call);
            yield return last.ToJsonString();
        }
        yield return "[DONE]";
    }

    /// <summary>Vectors, as numbers or base64 as they were asked for.</summary>
    public static string Vectors(IReadOnlyList<float[]> vectors, EmbedCall call) => new JsonObject
    {
        ["object"] = "list",
        ["model"] = call.Model,
        ["data"] = new JsonArray([.. vectors.Select((v, i) => (JsonNode)new JsonObject
        {
            ["object"] = "embedding",
            ["index"] = i,
            ["embedding"] = call.AsBase64 ? Convert.ToBase64String(MemoryMarshal.AsBytes(v.AsSpan())) : new JsonArray([.. v.Select(x => (JsonNode)x)]),
        })]),
        ["usage"] = new JsonObject { ["prompt_tokens"] = Count(string.Join(' ', call.Texts)), ["total_tokens"] = Count(string.Join(' ', call.Texts)) },
    }.ToJsonString();

    private static JsonObject ToolCall(string name, string arguments) =>
        new() { ["id"] = "call_1", ["type"] = "function", ["function"] = new JsonObject { ["name"] = name, ["arguments"] = arguments } };

    private static JsonObject Head(ChatCall call, string kind, string field, JsonObject content, string? finish) => new()
    {
        ["id"] = "chatcmpl-scripted",
        ["object"] = kind,
        ["created"] = Created,
        ["model"] = call.Model,
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, [field] = content, ["finish_reason"] = finish }),
    };

    private static JsonObject Usage(Reply reply, ChatCall call)
    {
        var used = reply.Usage ?? new(call.Turns.Sum(t => Count(t.Text)), Count(reply.Said ?? ""));
        return new()
        {
            ["prompt_tokens"] = used.Input,
            ["completion_tokens"] = used.Output,
            ["total_tokens"] = used.Input + used.Output,
            ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = used.Cached },
            ["completion_tokens_details"] = new JsonObject { ["reasoning_tokens"] = used.Reasoning },
        };
    }

    private static int Count(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static IEnumerable<string> Words(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var space = text.IndexOf(' ', at + 1);
            var end = space < 0 ? text.Length : space;
            yield return text[at..end];
            at = end;
        }
    }
}
