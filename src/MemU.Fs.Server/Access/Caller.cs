using MemU.Fs.Model;

namespace MemU.Fs.Server.Access;

/// <summary>What a key allows.</summary>
[Flags]
public enum KeyRights
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>To read memories, history and status.</summary>
    Read = 1,
    /// <summary>To learn, edit, move and remove.</summary>
    Write = 2,
    /// <summary>To clear, and to see what concerns the whole tree: webhooks, metrics, keys.</summary>
    Admin = 4,
}

/// <summary>For whom a request is answered: one tree, whose memories in it, and what may be done with them.</summary>
/// <param name="Memory">The tree; no other is within reach.</param>
/// <param name="Scope">Whose memories: another's are as if they were not there. None for the whole tree.</param>
/// <param name="Rights">What is allowed.</param>
public sealed record Caller(MemoryService Memory, MemoryScope Scope, KeyRights Rights)
{
    /// <summary>True when all of <paramref name="rights"/> are given.</summary>
    public bool May(KeyRights rights) => (Rights & rights) == rights;
}
