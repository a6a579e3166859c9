namespace MemU.Fs.Providers.Static.Tokens.Models;

/// <summary>Every piece is one token, or unknown.</summary>
internal sealed class WordLevelModel(Vocabulary vocabulary, string unknown) : ITokenModel
{
    private readonly int _unknown = vocabulary.Find(unknown);

    /// <inheritdoc/>
    public void Tokenize(ReadOnlySpan<char> piece, Workbench bench)
    {
        var token = vocabulary.Find(piece);
        if (token < 0) token = _unknown;
        if (token >= 0) bench.Tokens.Add(token);
    }
}
