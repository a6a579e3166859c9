namespace MemU.Fs.Providers.Static.Tokens.Splitters;

/// <summary>Cuts a piece into smaller ones, and may change its text while doing so.</summary>
internal interface ISplitter
{
    /// <summary>Adds the pieces of a piece that is not empty; <paramref name="atStart"/> says whether it begins the whole source.</summary>
    void Split(ReadOnlySpan<char> piece, bool atStart, Pieces pieces, Workbench bench);
}
