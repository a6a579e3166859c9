namespace MemU.Fs.Bench;

/// <summary>The first of the JSON lines of a run in which models answered: what holds for all of them.</summary>
/// <param name="Run">The data set.</param>
/// <param name="Prompts">The prompts in full, by the hashes that stand in each line.</param>
/// <param name="Budget">Tokens of evidence that an answer rests on at most.</param>
/// <param name="Notes">What was left out, or stopped, and why.</param>
public sealed record BenchHead(string Run, IReadOnlyDictionary<string, string> Prompts, int Budget, IReadOnlyList<string> Notes);
