using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;
using MemU.Fs.Providers;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.WithModel;
using MemU.Fs.Steps;
using Microsoft.Extensions.AI;

namespace MemU.Fs;

/// <summary>How a memory is opened. Every member has a default; the CLI fills them from flags, environment and configuration.</summary>
public sealed record MemoryOptions
{
    /// <summary>The root of the tree (CLI: <c>--root</c>, else <c>MEMU_ROOT</c>).</summary>
    public required string Root { get; init; }

    /// <summary>Who writes: the agent's name for commits (<c>MEMU_AGENT_NAME</c>).</summary>
    public string AgentName { get; init; } = "memu";

    /// <summary>The agent's id, for the commit's mail address (<c>MEMU_AGENT_ID</c>).</summary>
    public string? AgentId { get; init; }

    /// <summary>The session in which it writes, for the commit's trailer (<c>MEMU_SESSION_ID</c>).</summary>
    public string? SessionId { get; init; }

    /// <summary>Never write, not even the cache (<c>MEMU_READ_ONLY</c>).</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Keep the tree open between calls and watch it, for a process that stays; <see cref="MemoryService.FollowAsync"/> also follows edits at once.</summary>
    public bool StayOpen { get; init; }

    /// <summary>How long a process that stays waits for a further change before it puts on the disk what its journal, or the files, can make good until then.</summary>
    internal TimeSpan SettleAfter { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest that it leaves that undone.</summary>
    internal TimeSpan SettleWithin { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>After how long without a change <see cref="MemoryService.FollowAsync"/> commits what people edited, as theirs; <see cref="Timeout.InfiniteTimeSpan"/> leaves it to the next command that writes.</summary>
    public TimeSpan CommitEditsAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Tells which files somebody is writing just now (paths below the root): what stands in them may be half of what is to be, and is not committed before it is done.</summary>
    public Func<IReadOnlyCollection<string>>? BeingWritten { get; init; }

    /// <summary>Where what is the user's own and belongs to no tree is kept, such as what is trusted; null for the user's state folder (<c>XDG_STATE_HOME</c>).</summary>
    public string? StateFolder { get; init; }

    /// <summary>How long to wait for another process that writes.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long another repository may be silent before a sync gives up.</summary>
    public TimeSpan RemotePatience { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>The zone of times that name none; null for the configured one, else UTC.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Finds memories in sources; null for the offline one.</summary>
    public IMemoryExtractor? Extractor { get; init; }

    /// <summary>The steps of memorize; null for <see cref="Steps.MemorizeSteps.Default"/>.</summary>
    public Pipeline<MemorizeState>? MemorizeSteps { get; init; }

    /// <summary>The steps of retrieve where a model decides; null for <see cref="Steps.RetrieveSteps.Default"/>.</summary>
    public Pipeline<RetrieveState>? RetrieveSteps { get; init; }

    /// <summary>How a model finds memories; null for the tree's settings.</summary>
    public ExtractionSettings? Extraction { get; init; }

    /// <summary>Makes vectors; null for that of <see cref="Models"/>, else the offline one.</summary>
    public IEmbeddingGenerator<string, Embedding<float>>? Embedder { get; init; }

    /// <summary>The models that may be asked; null to ask none. They make vectors where <see cref="Embedder"/> is null. They stay open when the memory is closed.</summary>
    public ModelSet? Models { get; init; }

    /// <summary>The weights by which retrieve ranks; null for the tree's settings, else the measured ones.</summary>
    public RankingRules? Ranking { get; init; }

    /// <summary>
    /// Pack git's objects in the background when a call that wrote leaves some 2,000 of them loose, at most once an hour (CLI: on, unless <c>MEMU_GC=off</c>).
    /// The tree's own <c>gc: off</c> in <c>config.yaml</c> forbids it.
    /// </summary>
    public bool PackInBackground { get; init; }

    /// <summary>Called with one line for people: waiting for a lock, a problem that was worked around.</summary>
    public Action<string>? Notice { get; init; }

    /// <summary>Called while long work goes on: what, how much is done, of how much (0 when unknown).</summary>
    public Action<string, long, long>? Progress { get; init; }
}
