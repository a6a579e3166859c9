namespace MemU.Fs.Providers.Static.Tokens.Models;

/// <summary>Cuts a piece, as splitters leave it, into the tokens of a vocabulary.</summary>
internal interface ITokenModel
{
    /// <summary>Adds the tokens of a piece, which is not empty, to <see cref="Workbench.Tokens"/>.</summary>
    void Tokenize(ReadOnlySpan<char> piece, Workbench bench);
}
