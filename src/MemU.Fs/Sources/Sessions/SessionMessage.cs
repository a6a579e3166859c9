namespace MemU.Fs.Sources.Sessions;

/// <summary>What somebody said in a session of an agent's host.</summary>
/// <param name="Role"><c>user</c> or <c>assistant</c>.</param>
/// <param name="Text">What was said; what the host or a memory added to it is left out.</param>
/// <param name="At">When, where the log says so.</param>
public sealed record SessionMessage(string Role, string Text, DateTimeOffset? At);
