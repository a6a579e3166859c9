using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>What surrounds every call of a model.</summary>
public sealed record ModelSetOptions
{
    /// <summary>The root of the memory, below which calls are counted (<c>.memu/state/ledger</c>) and answers kept (<c>.memu/cache/responses</c>); null to do neither on disk.</summary>
    public string? Root { get; init; }

    /// <summary>Which profile a step asks; the others ask <c>default</c>.</summary>
    public IReadOnlyDictionary<string, string> Steps { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What may be spent.</summary>
    public ModelBudget Budget { get; init; } = new();

    /// <summary>Whether answers are kept, so that what was cut off does not pay twice.</summary>
    public bool KeepsResponses { get; init; } = true;

    /// <summary>Called after each call, failed ones too.</summary>
    public Action<ModelCall>? Called { get; init; }

    /// <summary>Wrap each client, the first outermost: to look at what is asked and answered, or to change it.</summary>
    public IReadOnlyList<Func<IChatClient, ModelCallContext, IChatClient>> Wrappers { get; init; } = [];

    /// <summary>Called with one line for people, when a provider makes wait.</summary>
    public Action<string>? Notice { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Looks an environment variable up; null for the process's own.</summary>
    public Func<string, string?>? Variable { get; init; }
}
