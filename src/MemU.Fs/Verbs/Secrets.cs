using MemU.Fs.Markdown;
using MemU.Fs.Sources;
using MemU.Fs.Sources.Secrets;

namespace MemU.Fs.Verbs;

/// <summary>Masks secrets in what a verb is about to write; what stood in the file before stays as it was.</summary>
internal static class Secrets
{
    /// <summary>The text with what looks like a secret overwritten.</summary>
    public static string Mask(string text) => MaskSet.Mask(text, SecretScanner.Scan(text));

    /// <summary>The text with what looks like a secret overwritten, and a remark that says so.</summary>
    public static string Mask(string text, List<string> notes)
    {
        var found = SecretScanner.Scan(text);
        Tell(found, notes);
        return MaskSet.Mask(text, found);
    }

    /// <summary>A document in which every secret that the file on disk did not hold is masked.</summary>
    public static MemoryDocument Mask(MemoryDocument document, byte[]? before, List<string> notes)
    {
        var text = document.Text;
        var old = before is null ? "" : MemoryDocument.Parse(document.Path, before).Text;
        if (text == old) return document;
        var found = SecretScanner.Scan(text).Where(s => !old.Contains(text.Substring(s.Start, s.Length), StringComparison.Ordinal)).ToList();
        if (found.Count == 0) return document;
        Tell(found, notes);
        document.Mask(found.Select(s => (s.Start, s.End)));
        return document;
    }

    private static void Tell(List<SecretRange> found, List<string> notes)
    {
        if (found.Count > 0) notes.Add($"{found.Count} secret{(found.Count == 1 ? "" : "s")} masked ({string.Join(", ", found.Select(s => s.Kind).Distinct())})");
    }
}
