using System.Text.Json;
using System.Text.Json.Nodes;

namespace MemU.Fs.Tests.Scripted;

/// <summary>What a call cost, as providers say it.</summary>
public sealed record Used(int Input, int Output, int Cached = 0, int Reasoning = 0);

/// <summary>What a scripted provider answers, and how it misbehaves.</summary>
public sealed record Reply
{
    /// <summary>How the connection ends.</summary>
    internal enum Ending { Whole, CutInside, Dropped, Silent, Unfinished }

    internal int Status { get; init; } = 200;
    internal string? Said { get; init; }
    internal string? Refused { get; init; }
    internal (string Name, string Arguments)? Called { get; init; }
    internal string? Raw { get; init; }
    internal string ContentType { get; init; } = "application/json";
    internal Dictionary<string, string> Headers { get; init; } = [];
    internal TimeSpan Delay { get; init; }
    internal Used? Usage { get; init; }
    internal bool WithoutUsage { get; init; }
    internal string FinishReason { get; init; } = "stop";
    internal Ending Ends { get; init; }
    internal int CutAfter { get; init; }
    internal Call? For { get; init; }

    /// <summary>An answer in words.</summary>
    public static Reply Text(string text) => new() { Said = text };

    /// <summary>An answer in JSON.</summary>
    public static Reply Json(string json)
    {
        using var check = JsonDocument.Parse(json); // a script's own slip shall be seen where it is
        return new() { Said = json };
    }

    /// <summary>An answer in JSON.</summary>
    public static Reply Json(JsonNode json) => new() { Said = json.ToJsonString() };

    /// <summary>Asks for a tool.</summary>
    public static Reply Tool(string name, string arguments) => new() { Called = (name, arguments), FinishReason = "tool_calls" };

    /// <summary>An error as OpenAI says it.</summary>
    public static Reply Error(int status, string message, string? code = null) => new()
    {
        Status = status,
        Raw = new JsonObject { ["error"] = new JsonObject { ["message"] = message, ["type"] = "error", ["param"] = null, ["code"] = code } }.ToJsonString(),
    };

    /// <summary>Too many requests; <paramref name="retryAfter"/> in seconds or as a date.</summary>
    public static Reply RateLimited(string? retryAfter = null) => Error(429, "Rate limit reached for requests.", "rate_limit_exceeded").With("Retry-After", retryAfter);

    /// <summary>The account has nothing left: no use in trying again.</summary>
    public static Reply QuotaUsedUp() => Error(429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota");

    /// <summary>The model refuses.</summary>
    public static Reply Refusal(string text) => new() { Refused = text };

    /// <summary>A filter took the answer away.</summary>
    public static Reply Filtered() => new() { Said = "", FinishReason = "content_filter" };

    /// <summary>The answer ends before it is whole.</summary>
    public static Reply TooLong(string text) => new() { Said = text, FinishReason = "length" };

    /// <summary>The connection breaks after so many words of a stream, or bytes of a body.</summary>
    public static Reply Cut(string text, int after) => new() { Said = text, Ends = Ending.CutInside, CutAfter = after };

    /// <summary>A stream that ends in order, but without saying that the answer has.</summary>
    public static Reply Unfinished(string text) => new() { Said = text, Ends = Ending.Unfinished };

    /// <summary>The connection is closed without an answer.</summary>
    public static Reply Dropped() => new() { Ends = Ending.Dropped };

    /// <summary>Nothing comes, and the connection stays open.</summary>
    public static Reply Silence() => new() { Ends = Ending.Silent };

    /// <summary>A body that is no JSON, with status 200.</summary>
    public static Reply Malformed(string raw = "{\"choices\": [{\"mess") => new() { Raw = raw };

    /// <summary>A page for people, as a wrong address gives it.</summary>
    public static Reply Html(int status = 200, string title = "Welcome") => new() { Status = status, Raw = $"<!doctype html><html><head><title>{title}</title></head><body>{title}</body></html>", ContentType = "text/html; charset=utf-8" };

    /// <summary>Sends elsewhere.</summary>
    public static Reply Redirect(string to) => new Reply { Status = 307, Raw = "" }.With("Location", to);

    /// <summary>These vectors, whatever was asked.</summary>
    public static Reply Vectors(IReadOnlyList<float[]> vectors, EmbedCall call) => new() { Raw = ReplyJson.Vectors(vectors, call), For = call };

    /// <summary>After a while.</summary>
    public Reply After(TimeSpan delay) => this with { Delay = delay };

    /// <summary>With such a count.</summary>
    public Reply Using(int input, int output, int cached = 0, int reasoning = 0) => this with { Usage = new(input, output, cached, reasoning) };

    /// <summary>Without saying what it cost, as some local ones.</summary>
    public Reply Uncounted() => this with { WithoutUsage = true };

    /// <summary>With a header.</summary>
    public Reply With(string header, string? value) => value is null ? this : this with { Headers = new(Headers) { [header] = value } };
}
