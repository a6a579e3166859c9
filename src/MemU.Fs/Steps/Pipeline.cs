using MemU.Fs.Model;

namespace MemU.Fs.Steps;

/// <summary>
/// A plain list of named steps. It never changes: every change gives a new one with the next revision, and <see cref="Previous"/> goes back. What can't
/// work, such as a step that needs what nothing before it produces, is refused when it is made.
/// </summary>
/// <typeparam name="TState">What the steps hand on to each other.</typeparam>
public sealed class Pipeline<TState>
{
    private readonly IReadOnlyList<string> _given;
    private readonly IReadOnlyList<Func<StepCall<TState>, Func<Task>, Task>> _around;

    /// <summary>A pipeline.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="given">What is there before the first step.</param>
    /// <param name="steps">The steps in order.</param>
    /// <exception cref="MemUException">Two steps have one name, a step lacks what it requires, or a step for each source comes after one for all.</exception>
    public Pipeline(string name, IReadOnlyList<string> given, IReadOnlyList<PipelineStep<TState>> steps) : this(name, given, steps, [], 1, null)
    {
    }

    private Pipeline(string name, IReadOnlyList<string> given, IReadOnlyList<PipelineStep<TState>> steps, IReadOnlyList<Func<StepCall<TState>, Func<Task>, Task>> around, int revision, Pipeline<TState>? previous)
    {
        (Name, _given, Steps, _around, Revision, Previous) = (name, given, steps, around, revision, previous);
        Check();
    }

    /// <summary><c>memorize</c> or <c>retrieve</c>.</summary>
    public string Name { get; }

    /// <summary>The steps in order.</summary>
    public IReadOnlyList<PipelineStep<TState>> Steps { get; }

    /// <summary>How often it was changed, from 1.</summary>
    public int Revision { get; }

    /// <summary>The pipeline before the last change; null at the first.</summary>
    public Pipeline<TState>? Previous { get; }

    /// <summary>Names the pipeline and its revision, for logs and comparisons.</summary>
    public string Token => $"{Name}:{Revision}";

    /// <summary>With a step before another.</summary>
    public Pipeline<TState> InsertBefore(string name, PipelineStep<TState> step) => With([.. Steps.Take(At(name)), step, .. Steps.Skip(At(name))]);

    /// <summary>With a step after another.</summary>
    public Pipeline<TState> InsertAfter(string name, PipelineStep<TState> step) => With([.. Steps.Take(At(name) + 1), step, .. Steps.Skip(At(name) + 1)]);

    /// <summary>With a step in the place of another.</summary>
    public Pipeline<TState> Replace(string name, PipelineStep<TState> step) => With([.. Steps.Take(At(name)), step, .. Steps.Skip(At(name) + 1)]);

    /// <summary>With a step changed.</summary>
    public Pipeline<TState> Configure(string name, Func<PipelineStep<TState>, PipelineStep<TState>> change) => Replace(name, change(Steps[At(name)]));

    /// <summary>Without a step.</summary>
    public Pipeline<TState> Remove(string name) => With([.. Steps.Where((_, i) => i != At(name))]);

    /// <summary>As it was at an earlier revision.</summary>
    /// <exception cref="MemUException">There is no such revision.</exception>
    public Pipeline<TState> Rollback(int revision)
    {
        for (var at = this; at is not null; at = at.Previous)
            if (at.Revision == revision) return at;
        throw new MemUException(MemUErrorKind.NotFound, $"the pipeline {Name} has no revision {revision}; it has 1 to {Revision}.");
    }

    /// <summary>With something wrapped around every step: it calls the step, once, more often, or not at all. The last one wrapped is the outermost.</summary>
    public Pipeline<TState> Around(Func<StepCall<TState>, Func<Task>, Task> wrapper) => new(Name, _given, Steps, [.. _around, wrapper], Revision + 1, this);

    /// <summary>With something that is called before every step.</summary>
    /// <param name="observer">Is called; what it throws is swallowed unless <paramref name="strict"/>.</param>
    /// <param name="strict">Whether a failure of the observer fails the step.</param>
    public Pipeline<TState> Before(Action<StepCall<TState>> observer, bool strict = false) => Around(async (call, run) =>
    {
        Observe(() => observer(call), strict);
        await run();
    });

    /// <summary>With something that is called after every step that succeeded; later ones first.</summary>
    public Pipeline<TState> After(Action<StepCall<TState>> observer, bool strict = false) => Around(async (call, run) =>
    {
        await run();
        Observe(() => observer(call), strict);
    });

    /// <summary>With something that is called when a step fails, with the failure, which goes on.</summary>
    public Pipeline<TState> OnError(Action<StepCall<TState>, Exception> observer, bool strict = false) => Around(async (call, run) =>
    {
        try
        {
            await run();
        }
        catch (Exception e)
        {
            Observe(() => observer(call, e), strict);
            throw;
        }
    });

    /// <summary>Runs one step with all that is wrapped around it.</summary>
    internal Task RunAsync(PipelineStep<TState> step, TState state, CancellationToken cancellationToken)
    {
        Func<Task> run = () => step.RunAsync(state, cancellationToken);
        var call = new StepCall<TState>(Name, step, state);
        foreach (var wrapper in _around)
        {
            var inner = run;
            run = () => wrapper(call, inner);
        }
        return run();
    }

    private static void Observe(Action observe, bool strict)
    {
        try
        {
            observe();
        }
        catch (Exception) when (!strict)
        {
            // one that only looks on must not stop what it looks at, unless it was asked to
        }
    }

    private Pipeline<TState> With(IReadOnlyList<PipelineStep<TState>> steps) => new(Name, _given, steps, _around, Revision + 1, this);

    private int At(string name)
    {
        for (var i = 0; i < Steps.Count; i++)
            if (Steps[i].Name == name) return i;
        throw new MemUException(MemUErrorKind.NotFound, $"the pipeline {Name} has no step '{name}'; it has {string.Join(", ", Steps.Select(s => s.Name))}.");
    }

    private void Check()
    {
        var (names, there, isOver) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(_given, StringComparer.Ordinal), false);
        foreach (var step in Steps)
        {
            if (string.IsNullOrWhiteSpace(step.Name) || !names.Add(step.Name)) throw new MemUException(MemUErrorKind.BadArgument, $"the pipeline {Name} would have two steps named '{step.Name}'.");
            var missing = step.Requires.Where(r => !there.Contains(r)).ToList();
            if (missing.Count > 0) throw new MemUException(MemUErrorKind.BadArgument, $"step '{step.Name}' of the pipeline {Name} needs {string.Join(", ", missing)}, which no step before it produces.");
            if (step.IsForEach && isOver) throw new MemUException(MemUErrorKind.BadArgument, $"step '{step.Name}' of the pipeline {Name} runs for each source and must come before '{Steps.First(s => !s.IsForEach).Name}', which runs once for all.");
            isOver |= !step.IsForEach;
            there.UnionWith(step.Produces);
        }
    }
}
