namespace MemU.Fs.Index.Embedded.Languages;

/// <summary>Languages that word vectors are kept for: bit n is the language of number n in <see cref="Language"/>, and behind those come the ones without spaces or stemmers.</summary>
[Flags]
internal enum WordLanguages : uint
{
    /// <summary>No language.</summary>
    None = 0,
    /// <summary>English.</summary>
    English = 1u << Language.English,
    /// <summary>All that put spaces between words and have a stemmer.</summary>
    Spaced = (1u << (Language.Hindi + 1)) - 2,
    /// <summary>Chinese.</summary>
    Chinese = 1u << 28,
    /// <summary>Japanese.</summary>
    Japanese = 1u << 29,
    /// <summary>Korean.</summary>
    Korean = 1u << 30,
    /// <summary>Thai.</summary>
    Thai = 1u << 31,
}
