using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>A call of rm.</summary>
public sealed record RemoveRequest : WriteRequest
{
    /// <summary>A memory (path, id, file name or title), a source, or with <see cref="Recursive"/> the folder of a category.</summary>
    public required string Target { get; init; }

    /// <summary>Allows a folder with all that is in it.</summary>
    public bool Recursive { get; init; }

    /// <summary>Name the links that lead nowhere afterwards, for which the files that hold them are read.</summary>
    public bool NameBrokenLinks { get; init; } = true;
}

/// <summary>Removes a memory from the tree; history keeps it, so that it can be restored.</summary>
internal sealed class RemoveVerb(Verb verb, RemoveRequest request)
{
    /// <summary>Plans and carries out.</summary>
    public async Task<WriteResult> RunAsync(CancellationToken cancellationToken)
    {
        var open = verb.Open;
        if (MemoryPath.TryParse(request.Target, out var folder, out _) && !folder.IsRoot && Directory.Exists(open.Tree.Absolute(folder)))
        {
            Places.RequireCategory(folder);
            var files = Places.FilesBelow(open, folder, verb.IsDryRun);
            if (!request.Recursive) throw new MemUException(MemUErrorKind.BadArgument, $"{folder} is a folder with {files.Count} files; remove it with all of them by --recursive.");
            verb.ExpectFolder(folder);
            foreach (var file in files) verb.Remove(file);
            return await verb.FinishAsync("removed", folder.Value, relink: request.NameBrokenLinks, cancellationToken);
        }
        var path = await verb.LocateAsync(request.Target, cancellationToken);
        Places.RequireVisible(path);
        if (TreeLayout.KindOf(path) != UnitKind.Resource) Places.RequireWritable(path);
        if (open.RequiredHistory.BlobIdAt(path.Value) is null) throw new MemUException(MemUErrorKind.NotAllowed, $"{path} is not versioned, so it could not be restored; remove it yourself.");
        var document = verb.Read(path);
        verb.Expect(document, null);
        foreach (var file in WithRaw(open, document)) verb.Remove(file);
        return await verb.FinishAsync("removed", document.ToItem().Title, relink: request.NameBrokenLinks, cancellationToken);
    }

    /// <summary>The file, and of a source also its raw copy, where that is versioned.</summary>
    public static IEnumerable<MemoryPath> WithRaw(OpenTree open, MemoryDocument document)
    {
        yield return document.Path;
        if (Raw(open, document) is { } raw && open.RequiredHistory.BlobIdAt(raw.Value) is not null) yield return raw;
    }

    /// <summary>The raw copy beside a source's transcript, if it is there.</summary>
    public static MemoryPath? Raw(OpenTree open, MemoryDocument? document)
    {
        if (document is null || TreeLayout.KindOf(document.Path) != UnitKind.Resource || document.GetScalar("raw") is not { } name) return null;
        return MemoryPath.TryParse($"{document.Path.Parent}/{name}", out var raw, out _) && raw.Parent == document.Path.Parent && raw != document.Path && raw.Extension != ".md" && open.Tree.Exists(raw) ? raw : null;
    }
}
