using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary>What the views show.</summary>
public sealed record ViewOptions
{
    /// <summary>Whose memory is shown; none for all.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>The folder that the drive shows as its top, for example <c>users/ana</c> where one scope is mounted; nothing outside it is shown. The root by default.</summary>
    public MemoryPath Folder { get; init; }

    /// <summary>Whether the drive has symbolic links; else what would be one is a file with the bytes of the other.</summary>
    public bool HasLinks { get; init; } = true;

    /// <summary>At most so many results of a search.</summary>
    public int MostResults { get; init; } = 20;

    /// <summary>So many questions are listed, the newest.</summary>
    public int MostQueries { get; init; } = 64;

    /// <summary>For how long a question is listed after it was last asked.</summary>
    public TimeSpan QueriesLast { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>For how long what was found is what the names in its folder lead to; a new listing searches anew in any case.</summary>
    public TimeSpan ResultsLast { get; init; } = TimeSpan.FromSeconds(10);
}
