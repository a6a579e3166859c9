using MemU.Fs.Model;

namespace MemU.Fs.Understanding;

/// <summary>What a model decided about a draft beside the items near to it.</summary>
/// <param name="Action"><c>add</c>, <c>reinforce</c>, <c>merge</c>, <c>supersede</c> or <c>contradict</c>.</param>
/// <param name="With">The item that it speaks of; null for add.</param>
/// <param name="Text">The statement of both, for a merge.</param>
/// <param name="Reason">Why, in a few words.</param>
internal sealed record PlacementDecision(string Action, MemoryPath? With, string? Text, string Reason);
