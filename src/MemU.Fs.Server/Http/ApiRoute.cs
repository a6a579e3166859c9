using System.Text.Json.Serialization.Metadata;
using MemU.Fs.Server.Access;

namespace MemU.Fs.Server.Http;

/// <summary>A route: how it is asked, who may, what answers, and what the API document says of it.</summary>
/// <param name="Method">GET, POST, PUT, PATCH or DELETE.</param>
/// <param name="Path">Its pattern, such as <c>/v1/tasks/{id}</c>.</param>
/// <param name="Rights">What the caller's key must allow; none for what anybody may ask.</param>
/// <param name="Answer">Answers.</param>
/// <param name="Summary">What it does, in one line.</param>
internal sealed record ApiRoute(string Method, string Path, KeyRights Rights, Func<ApiCall, Task> Answer, string Summary)
{
    /// <summary>Whose route it is.</summary>
    public ApiFamily Family { get; init; }

    /// <summary>The JSON that it takes.</summary>
    public JsonTypeInfo? Takes { get; init; }

    /// <summary>The JSON that it gives.</summary>
    public JsonTypeInfo? Gives { get; init; }

    /// <summary>The status when all is well.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Its query parameters, with what they mean.</summary>
    public IReadOnlyList<(string Name, string Meaning)> Query { get; init; } = [];

    /// <summary>The type of an answer that is no JSON.</summary>
    public string? ContentType { get; init; }

    /// <summary>False for what concerns no tree: the API document, the page, whether the server is well.</summary>
    public bool NeedsTree { get; init; } = true;

    /// <summary>True where the answer has no end, so that no time is measured.</summary>
    public bool IsStream { get; init; }
}
