using MemU.Fs.Model;

namespace MemU.Fs.Steps;

/// <summary>What the steps of memorize hand on: first for one source after the other, then for all of an operation.</summary>
public sealed class MemorizeState
{
    internal MemorizeState(Memorize work, MemorizeRequest request, Plan plan) => (Work, Request, Plan) = (work, request, plan);

    /// <summary>The call.</summary>
    public MemorizeRequest Request { get; }

    /// <summary>The source whose turn it is.</summary>
    public MemorizeSource? Origin { get; internal set; }

    /// <summary>The source as it was read, secrets masked; a step may put another in its place, with the same numbers of messages.</summary>
    public SourceDocument? Source { get; set; }

    /// <summary>What was found in it; a step may add to it, change it or take out of it.</summary>
    public Extraction? Extraction { get; set; }

    /// <summary>Remarks for the user.</summary>
    public IList<string> Notes => Plan.Notes;

    /// <summary>What steps of one's own hand on to each other, for this source.</summary>
    public IDictionary<string, object> Values { get; } = new Dictionary<string, object>(StringComparer.Ordinal);

    /// <summary>True when nothing more is to be done for this source: it was memorized before, or a step said so.</summary>
    public bool IsDone { get; private set; }

    internal Memorize Work { get; }
    internal Plan Plan { get; }
    internal int First { get; set; } = 1;
    internal string? Continued { get; set; }
    internal string[] Chain { get; set; } = [];
    internal IReadOnlyList<CategoryDefinition> OwnCategories { get; set; } = [];
    internal IReadOnlyList<(CategoryView View, MemoryScope Scope)> Categories { get; set; } = [];
    internal string? Commit { get; set; }
    internal List<ResourceView> Resources { get; } = [];
    internal MemorizeResult? Result { get; set; }

    /// <summary>Leaves out the other steps for this source; nothing of it is remembered.</summary>
    public void Skip() => IsDone = true;

    internal void Begin(MemorizeSource origin)
    {
        (Origin, Source, Extraction, IsDone, First, Continued, Chain) = (origin, null, null, false, 1, null, []);
        OwnCategories = [];
        Values.Clear();
    }

    /// <summary>Lets go of the source, which may be large, once it is planned.</summary>
    internal void End() => (Source, Extraction) = (null, null);
}
