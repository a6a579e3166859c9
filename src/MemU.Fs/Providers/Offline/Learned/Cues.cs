namespace MemU.Fs.Providers.Offline.Learned;

/// <summary>The cues of one sentence: each a kind and what was seen, kept as a hash of its name; by name too where somebody asks what they are.</summary>
internal sealed class Cues(bool named = false)
{
    private const ulong Offset = 14695981039346656037, Prime = 1099511628211;

    private readonly HashSet<ulong> _hashes = new(256);

    /// <summary>The cues, each once.</summary>
    public IReadOnlyCollection<ulong> Hashes => _hashes;

    /// <summary>Their names; null unless asked for.</summary>
    public Dictionary<ulong, string>? Names { get; } = named ? [] : null;

    /// <summary>Adds <c>kind:a</c>.</summary>
    public void Add(string kind, string a) => Add(kind, [a]);

    /// <summary>Adds <c>kind:a b c</c>.</summary>
    public void Add(string kind, params ReadOnlySpan<string> run)
    {
        var hash = Hash(Hash(Offset, kind), ":");
        for (var i = 0; i < run.Length; i++) hash = Hash(i == 0 ? hash : Hash(hash, " "), run[i]);
        if (_hashes.Add(hash)) Names?.Add(hash, $"{kind}:{string.Join(' ', run!)}");
    }

    /// <summary>The hash of a cue by its name.</summary>
    public static ulong HashOf(ReadOnlySpan<char> name) => Hash(Offset, name);

    // FNV-1a over the characters of the name (Fowler, Noll, Vo)
    private static ulong Hash(ulong hash, ReadOnlySpan<char> text)
    {
        foreach (var c in text) hash = (hash ^ c) * Prime;
        return hash;
    }
}
