using System.Text;
using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs.Context;

/// <summary>How many tokens reading the whole memory would take.</summary>
internal static class MemorySize
{
    /// <summary>Up to so many bytes are counted exactly; of more, a sample of that size tells how many tokens a byte makes.</summary>
    private const long Exact = 128 << 10;

    private const int MostOfFile = 32 << 10;

    /// <summary>The tokens of the tree's searchable files; of the folder of a scope, when one is asked.</summary>
    public static (long Tokens, bool Estimated) Of(OpenTree open, MemoryScope scope)
    {
        var files = open.Synchronizer.Manifest.Files().Where(f => !f.Entry.Is(TreeFlags.Deleted) && f.Path.Extension == ".md" && TreeLayout.KindOf(f.Path) is not null)
            .Where(f => scope.IsNone || TreeLayout.Split(f.Path).ScopeRoot == open.Layout.FolderOf(scope)).Select(f => (f.Path, f.Entry.Size)).OrderBy(f => f.Path.Value, StringComparer.Ordinal).ToList();
        var bytes = files.Sum(f => f.Size);
        if (bytes <= Exact) return (files.Sum(f => open.Tree.Read(f.Path) is { } whole ? TokenCounter.CountLong(Encoding.UTF8.GetString(whole)) : 0), false);
        // every so many-th file, so that each folder has its part
        var step = (int)Math.Min(files.Count, Math.Ceiling(Math.Min(bytes, (double)files.Count * MostOfFile) / Exact));
        long read = 0, tokens = 0;
        for (var i = step / 2; i < files.Count; i += step)
        {
            if (open.Tree.Read(files[i].Path) is not { } content) continue;
            var part = content.AsSpan(0, Math.Min(content.Length, MostOfFile));
            read += part.Length;
            tokens += TokenCounter.CountLong(Encoding.UTF8.GetString(part));
        }
        return (read == 0 ? 0 : (long)Math.Round((double)tokens / read * bytes), true);
    }
}
