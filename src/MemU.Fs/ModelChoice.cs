using MemU.Fs.Providers.Calls;

namespace MemU.Fs;

/// <summary>What decides which models are asked.</summary>
public sealed record ModelRequest
{
    /// <summary>The root of the memory.</summary>
    public required string Root { get; init; }

    /// <summary>A provider or profile that was named for this call (CLI: <c>--provider</c>).</summary>
    public string? Provider { get; init; }

    /// <summary>Where what the user trusts is kept; null for the user's state folder.</summary>
    public string? StateFolder { get; init; }

    /// <summary>The user's own settings; null for <c>$XDG_CONFIG_HOME/memu/config.yaml</c>, else <c>~/.config/memu/config.yaml</c>.</summary>
    public string? UserFile { get; init; }

    /// <summary>Looks an environment variable up; null for the process's own.</summary>
    public Func<string, string?>? Variable { get; init; }
}

/// <summary>Which models are asked, and who said so.</summary>
public sealed record ModelChoice
{
    /// <summary>What holds; without profiles where nothing is asked.</summary>
    public ModelSettings Settings { get; init; } = new();

    /// <summary>True where some model may be asked.</summary>
    public bool HasModels => Settings.Profiles.Count > 0;

    /// <summary>What people should be told: that a tree's settings are not trusted, for instance. Null for nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>True where <c>MEMU_OFFLINE</c> or the provider <c>offline</c> said that nothing may be asked.</summary>
    public bool IsOffline { get; init; }

    /// <summary>Each value by its key, such as <c>llm_profiles.default.chat_model</c>, with who said it.</summary>
    internal IReadOnlyList<Setting> Values { get; init; } = [];

    internal Func<string, string?>? Variable { get; init; }

    /// <summary>The models; null where none is chosen.</summary>
    /// <param name="root">The root, below which calls are counted and answers kept; null to write nothing.</param>
    /// <param name="options">What else surrounds each call; its steps, budget and root are those of the settings.</param>
    /// <exception cref="Model.MemUException">A profile can't be used; says which and why.</exception>
    public ModelSet? Open(string? root, ModelSetOptions? options = null) => !HasModels ? null
        : ModelSet.Of(Settings.Profiles, (options ?? new()) with { Root = root, Steps = Settings.Steps, Budget = Settings.Budget, KeepsResponses = Settings.KeepsResponses, Variable = Variable });
}
