using MemU.Fs.Model;
using MemU.Fs.Verbs;

namespace MemU.Fs.Exchange;

/// <summary>Where the files of an import go that do not go where they wanted to be.</summary>
internal sealed class MovedNames
{
    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal), _masked = new(StringComparer.Ordinal);

    /// <summary>True when each goes where it wanted.</summary>
    public bool IsEmpty => _paths.Count == 0;

    /// <summary>Notes one.</summary>
    /// <param name="wanted">The path that the source has.</param>
    /// <param name="got">The path in the memory.</param>
    /// <param name="isMasked">Whether its own name held a secret: then links by that name alone are to follow too.</param>
    public void Add(string wanted, string got, bool isMasked)
    {
        _paths[wanted] = got;
        if (!isMasked) return;
        var name = wanted[(wanted.LastIndexOf('/') + 1)..];
        _masked.TryAdd(name, got);
        _masked.TryAdd(Path.GetFileNameWithoutExtension(name), LinkTargets.Bare(got));
    }

    /// <summary>Where a path went; null when it stays.</summary>
    public string? To(string wanted) => _paths.GetValueOrDefault(wanted);

    /// <summary>What a link says now that named a file whose name was masked; null for any other.</summary>
    public string? Masked(string target, bool isMarkdown) => _masked.GetValueOrDefault(target[(target.LastIndexOf('/') + 1)..]) is { } to ? (isMarkdown ? "/" : "") + to : null;
}
