using MemU.Fs.Model;

namespace MemU.Fs.Providers;

/// <summary>A provider failed; the message is for people, the rest says whether trying again may help.</summary>
internal sealed class ProviderException(string message, Exception? inner = null) : MemUException(MemUErrorKind.Provider, message, inner)
{
    /// <summary>The status of the answer; null where none came.</summary>
    public int? Status { get; init; }

    /// <summary>What the ledger calls it.</summary>
    public string Reason { get; init; } = "error";

    /// <summary>True where the same call may succeed a little later.</summary>
    public bool IsTransient { get; init; }

    /// <summary>When to come again, as the provider says it.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The same after so many attempts.</summary>
    public ProviderException After(int attempts) =>
        new($"{Message} It was tried {attempts} times.", InnerException) { Status = Status, Reason = Reason, RetryAfter = RetryAfter };
}
