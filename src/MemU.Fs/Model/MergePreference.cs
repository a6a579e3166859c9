namespace MemU.Fs.Model;

/// <summary>Whose text stays where two sides changed one place differently.</summary>
public enum MergePreference
{
    /// <summary>Both, the other one beside it as a memory of its own.</summary>
    Both,
    /// <summary>This machine's.</summary>
    Ours,
    /// <summary>The remote's.</summary>
    Theirs,
}
