namespace MemU.Fs.Providers.Calls;

/// <summary>What a client is for: given to those who wrap it.</summary>
/// <param name="Operation">What is done, such as <c>memorize</c>.</param>
/// <param name="OperationId">Which time it is done.</param>
/// <param name="Step">The step, one of <see cref="ModelStep"/>.</param>
/// <param name="Profile">The profile that is asked.</param>
/// <param name="Provider">Who runs the model.</param>
/// <param name="Model">The model that is asked.</param>
public sealed record ModelCallContext(string Operation, string OperationId, string Step, string Profile, string Provider, string Model);
