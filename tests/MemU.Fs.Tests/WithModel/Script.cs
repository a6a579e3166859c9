using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MemU.Fs.Tests.Scripted;

namespace MemU.Fs.Tests.WithModel;

/// <summary>What models say in tests, in the form that they are asked for.</summary>
internal static partial class Script
{
    public static Reply Memories(string caption, params JsonObject[] items) => Reply.Json(new JsonObject { ["caption"] = caption, ["overview"] = null, ["items"] = new JsonArray([.. items]) });

    public static JsonObject Item(string type, string text, int[] messages, string category, string title, string? also = null, string? happened = null, string[]? mentions = null) => new()
    {
        ["type"] = type, ["text"] = text, ["title"] = title, ["categories"] = new JsonArray([category, .. also is null ? Array.Empty<JsonNode>() : [also]]), ["messages"] = new JsonArray([.. messages.Select(m => (JsonNode)m)]),
        ["author"] = null, ["happened_at"] = happened, ["attribute"] = null, ["negated"] = false, ["corrects"] = false, ["when_to_use"] = null, ["mentions"] = new JsonArray([.. (mentions ?? []).Select(m => (JsonNode)m)]),
    };

    public static Reply Decide(params (int Statement, string Action, string? With, string? Text, string Reason)[] decisions) => Reply.Json(new JsonObject
    {
        ["decisions"] = new JsonArray([.. decisions.Select(d => (JsonNode)new JsonObject { ["statement"] = d.Statement, ["action"] = d.Action, ["with"] = d.With, ["text"] = d.Text, ["reason"] = d.Reason })]),
    });

    /// <summary>A page for each category that is asked for.</summary>
    public static Reply Pages(ChatCall call, Func<string, string> write) => Reply.Json(new JsonObject
    {
        ["pages"] = new JsonArray([.. Letters().Matches(call.User).Select(m => (JsonNode)new JsonObject { ["category"] = m.Groups[1].Value, ["summary"] = write(m.Groups[2].Value) })]),
    });

    [GeneratedRegex(@"^## ([A-Z]): (\S+)", RegexOptions.Multiline)]
    private static partial Regex Letters();
}
