namespace MemU.Fs.Providers.Static.Tokens.Normalizers;

/// <summary>Rewrites a text before it is cut.</summary>
internal interface INormalizer
{
    /// <summary>Rewrites the text of a passage.</summary>
    void Apply(Passage passage);
}
