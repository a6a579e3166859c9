namespace MemU.Fs.Model;

/// <summary>A message of the conversation in which a question is asked.</summary>
/// <param name="Role">Who speaks: <c>user</c>, <c>assistant</c>, …</param>
/// <param name="Text">What is said.</param>
public sealed record QueryMessage(string Role, string Text)
{
    /// <summary>True for what the person says who asks.</summary>
    public bool IsUser => Role is not ("assistant" or "system" or "tool" or "function" or "developer" or "model" or "ai");
}
