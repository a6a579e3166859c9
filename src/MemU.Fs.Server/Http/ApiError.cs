using System.Text.Json.Serialization;
using MemU.Fs.Model;

namespace MemU.Fs.Server.Http;

/// <summary>What is wrong, for programs.</summary>
/// <param name="Code">One of a few words, such as <c>not_found</c>.</param>
/// <param name="Message">What happened, where, and what to do.</param>
internal sealed record ApiErrorDetail(string Code, string Message);

/// <summary>The body of each error, with what the clients of a family look for.</summary>
internal sealed record ApiErrorBody(ApiErrorDetail Error)
{
    /// <summary>Where clients of the self-hosted memU server look.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Detail { get; init; }

    /// <summary>Where those of memU's cloud look.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Message { get; init; }

    /// <summary>The same with its code, for memU's cloud.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ApiErrorDetail>? Details { get; init; }

    /// <summary>The text on the disk, where a change met another one; null for a file that is gone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Theirs { get; init; }

    /// <summary>The text that was to be written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ours { get; init; }

    /// <summary>A body for clients of a family.</summary>
    public static ApiErrorBody Of(string code, string message, ApiFamily family)
    {
        var detail = new ApiErrorDetail(code, message);
        return family switch
        {
            ApiFamily.Cloud => new(detail) { Message = message, Details = [detail], Detail = message },
            ApiFamily.SelfHosted => new(detail) { Detail = message },
            _ => new(detail),
        };
    }
}

/// <summary>A refusal that the routes themselves decide on.</summary>
#pragma warning disable CA1064 // it is caught by the server itself and leaves it as an answer
internal sealed class ApiException(int status, string code, string message) : Exception(message)
{
    /// <summary>The status of HTTP.</summary>
    public int Status => status;

    /// <summary>The error's word.</summary>
    public string Code => code;

    /// <summary>After how many seconds it is worth trying again; null when it is not a matter of time.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>What can't be used of a request: 400, or 422 where memU's clients expect that.</summary>
    public static ApiException Invalid(ApiFamily family, string message) => new(ErrorTable.StatusOf(MemUErrorKind.BadArgument, family), "invalid", message);
}
#pragma warning restore CA1064

/// <summary>Whose routes these are; each has its own way to say no.</summary>
internal enum ApiFamily
{
    /// <summary>Ours, below <c>/v1</c>.</summary>
    Own,
    /// <summary>memU's cloud, version 3 and 4, and the first generation's server.</summary>
    Cloud,
    /// <summary>The self-hosted memU server, which wraps its answers in <c>{status, result}</c>.</summary>
    SelfHosted,
}

/// <summary>The one table from kinds of errors to HTTP.</summary>
internal static class ErrorTable
{
    /// <summary>The status of a kind of error.</summary>
    public static int StatusOf(MemUErrorKind kind, ApiFamily family) => kind switch
    {
        MemUErrorKind.BadArgument => family == ApiFamily.Own ? 400 : 422,
        MemUErrorKind.NotFound => 404,
        MemUErrorKind.Exists or MemUErrorKind.Conflict => 409,
        MemUErrorKind.NotAllowed => 403,
        MemUErrorKind.Format => 422,
        MemUErrorKind.Provider => 502,
        MemUErrorKind.System => 507,
        MemUErrorKind.Locked => 503,
        _ => 500,
    };

    /// <summary>The word of a kind of error.</summary>
    public static string CodeOf(MemUErrorKind kind) => kind switch
    {
        MemUErrorKind.BadArgument => "invalid",
        MemUErrorKind.NotFound => "not_found",
        MemUErrorKind.Exists => "exists",
        MemUErrorKind.Conflict => "conflict",
        MemUErrorKind.NotAllowed => "not_allowed",
        MemUErrorKind.Format => "format",
        MemUErrorKind.Provider => "provider",
        MemUErrorKind.System => "system",
        MemUErrorKind.Locked => "locked",
        _ => "error",
    };
}
