using System.ClientModel;
using MemU.Fs.Model;

namespace MemU.Fs.Providers.OpenAI;

/// <summary>What the package throws, in our words.</summary>
internal static class Translated
{
    /// <summary>What to throw instead; null to let it pass.</summary>
    public static ProviderException? Of(Exception error, Failures failures, CancellationToken cancellationToken) => error switch
    {
        _ when cancellationToken.IsCancellationRequested => null,
        MemUException => null,
        OperationCanceledException => failures.TooSlow(),
        HttpRequestException or IOException => failures.Of(error),
        AggregateException { InnerException: { } inner } => Of(inner, failures, cancellationToken),
        ClientResultException { InnerException: HttpRequestException or IOException } => failures.Of(error.InnerException!),
        ArgumentException { ParamName: "messages" or "options" } or NotSupportedException => null, // ours, not the provider's
        _ => failures.Nonsense("it can't be read", error), // the package reads what comes without much checking
    };
}
