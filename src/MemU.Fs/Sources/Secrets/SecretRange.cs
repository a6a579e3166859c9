namespace MemU.Fs.Sources.Secrets;

/// <summary>A secret's place in a text.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="Length">How many characters.</param>
/// <param name="Kind">What it looks like.</param>
public readonly record struct SecretRange(int Start, int Length, string Kind)
{
    /// <summary>The first character after it.</summary>
    public int End => Start + Length;
}
