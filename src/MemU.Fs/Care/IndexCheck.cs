using MemU.Fs.Files;
using MemU.Fs.Index;
using MemU.Fs.Model;

namespace MemU.Fs.Care;

/// <summary>The index is ready exactly when a memory that is surely there is found in it: by its words alone, and by its vector alone.</summary>
internal static class IndexCheck
{
    public static async Task RunAsync(OpenTree open, Findings findings, CancellationToken cancellationToken)
    {
        if (Sentinel(open) is not { } file)
        {
            findings.Ok("index", "there is no memory to find yet");
            return;
        }
        var path = file.Item.Path.Value;
        var text = file.Units.First(u => !string.IsNullOrWhiteSpace(u.Text)).Text;
        var where = new Where([new("path", [path])]);
        var words = open.Index.Search(new IndexQuery { Text = file.Item.Title.Length > 0 ? $"{file.Item.Title} {text}" : text, Limit = 50, Where = where }, cancellationToken);
        var byWords = words.Items.Any(h => h.Path == path);
        var vector = open.Index.WithoutVector([text]).Count == 0 ? await open.EmbedAsync(text, cancellationToken) : null;
        if (open.VectorsNote is { } note) findings.Warn("vectors", note, "memu reindex");
        if (!open.Index.HasVectors || open.VectorsNote is not null)
        {
            if (byWords) findings.Ok("index", $"{open.Index.FileCount} files; {path} is found by its words");
            else findings.Error("index", $"{path} is not found by its words", "memu reindex");
            return;
        }
        var byVector = vector is not null && open.Index.Search(new IndexQuery { Text = "", Vector = vector, Limit = 50, Where = where }, cancellationToken).Items.Any(h => h.Path == path);
        if (byWords && byVector) findings.Ok("index", $"{open.Index.FileCount} files; {path} is found by its words and by its vector");
        else findings.Error("index", $"{path} is not found by its {(byWords ? "vector" : byVector ? "words" : "words, nor by its vector")}", "memu reindex");
    }

    private static IndexedFile? Sentinel(OpenTree open)
    {
        var reading = new Reading(open.Layout, "");
        foreach (var (path, entry) in open.Synchronizer.Manifest.Files())
        {
            if (entry.Is(TreeFlags.Unreadable) || TreeLayout.KindOf(path) != UnitKind.Item || path.Stem is "index" or "log" || open.Tree.Read(path) is not { } bytes) continue;
            if (reading.Read(path, bytes, "") is { } file && file.Units.Any(u => !string.IsNullOrWhiteSpace(u.Text))) return file;
        }
        return null;
    }
}
