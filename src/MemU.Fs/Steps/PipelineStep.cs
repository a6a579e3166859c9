namespace MemU.Fs.Steps;

/// <summary>A named step of a pipeline: a function over its state.</summary>
/// <typeparam name="TState">What the steps hand on to each other.</typeparam>
/// <param name="Name">Its name, unique in the pipeline, such as <c>extract_items</c>.</param>
/// <param name="RunAsync">What it does.</param>
public sealed record PipelineStep<TState>(string Name, Func<TState, CancellationToken, Task> RunAsync)
{
    /// <summary>What it does, in a few words.</summary>
    public string Description { get; init; } = "";

    /// <summary>What must have been produced before it.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>What it produces.</summary>
    public IReadOnlyList<string> Produces { get; init; } = [];

    /// <summary>True when it runs for each source, false when once for all of them.</summary>
    public bool IsForEach { get; init; }
}

/// <summary>A step that is about to run, for what is wrapped around steps.</summary>
/// <param name="Pipeline"><c>memorize</c> or <c>retrieve</c>.</param>
/// <param name="Step">The step.</param>
/// <param name="State">The state it works on.</param>
public sealed record StepCall<TState>(string Pipeline, PipelineStep<TState> Step, TState State);
