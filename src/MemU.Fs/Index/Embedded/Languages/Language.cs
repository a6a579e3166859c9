namespace MemU.Fs.Index.Embedded.Languages;

/// <summary>Languages that put spaces between words and whose words change their form; each has a stemmer and function words.</summary>
internal enum Language : byte
{
    /// <summary>Not known: too short, or several are as likely.</summary>
    Unknown,
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
    Swedish,
    Danish,
    Norwegian,
    Finnish,
    Hungarian,
    Czech,
    Polish,
    Romanian,
    Turkish,
    Indonesian,
    Vietnamese,
    Russian,
    Ukrainian,
    Bulgarian,
    Greek,
    Arabic,
    Hebrew,
    Hindi,
}
