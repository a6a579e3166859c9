using MemU.Fs.Files;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>Which files of a tree an export holds.</summary>
internal sealed class ExportedFiles(OpenTree open, ExportRequest request)
{
    private readonly Dictionary<MemoryPath, MemoryScope> _scopes = [];

    /// <summary>The files in the order of their names.</summary>
    /// <param name="hidden">Whether the tree's own settings and git's are among them.</param>
    public IReadOnlyList<MemoryPath> List(bool hidden)
    {
        var files = open.Synchronizer.Manifest.Files().Select(f => f.Path);
        var some = !request.Scope.IsNone;
        var chosen = files.Where(f => f.IsWithin(request.Under) && (hidden && !some || !f.Segments.Any(s => s.StartsWith('.'))) && (!some || ScopeOf(f).Equals(request.Scope))).Order().ToList();
        return chosen.Count > 0 ? chosen : throw new MemUException(MemUErrorKind.NotFound, $"there is nothing to export{(some ? $" of {request.Scope}" : "")}{(request.Under.IsRoot ? "" : $" in {request.Under}")}. See what there is with: memu tree");
    }

    /// <summary>Whose a file is: what it says, else what the transcript beside it says, else whose folder it lies in.</summary>
    private MemoryScope ScopeOf(MemoryPath path)
    {
        var page = path.Extension == ".md" ? path : PageOf(path);
        if (_scopes.TryGetValue(page, out var known)) return known;
        var item = page.Extension == ".md" && open.Tree.Read(page) is { } bytes ? MemoryDocument.Parse(page, bytes).ToItem() : new MemoryItem { Path = path, Title = "", Body = "", Summary = "" };
        return _scopes[page] = open.Layout.ScopeOf(item);
    }

    private MemoryPath PageOf(MemoryPath raw)
    {
        for (var dot = raw.Value.LastIndexOf('.'); dot > raw.Value.Length - raw.Name.Length; dot = raw.Value.LastIndexOf('.', dot - 1))
            if (MemoryPath.FromListing(raw.Value[..dot] + ".md") is var page && open.Tree.Exists(page)) return page;
        return raw;
    }
}
