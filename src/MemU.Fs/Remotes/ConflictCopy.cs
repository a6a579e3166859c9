using System.Text.RegularExpressions;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Remotes;

/// <summary>The other side's version of what could not be merged: a memory of its own beside the first, which names that in its front matter.</summary>
internal static partial class ConflictCopy
{
    /// <summary>The key that names the memory of which a copy is the other version.</summary>
    public const string Key = "conflict_with";

    /// <summary>The mark in a copy's file name.</summary>
    public static string Mark(string blob) => $"conflict-{blob[..8]}";

    /// <summary>The copy's bytes: whole, with an id of its own and the link to the first.</summary>
    public static byte[] Make(MemoryPath first, MemoryPath copy, byte[] bytes, string blob)
    {
        if (copy.Extension != ".md") return bytes;
        var document = MemoryDocument.Parse(copy, bytes);
        var item = document.ToItem();
        if (item.FormatError is not null) return bytes; // its name alone says what it is
        try
        {
            if (item.Id.Length > 0) document.SetScalar("id", MemoryId.Of(item.Created ?? DateTimeOffset.UnixEpoch, item.Scope, "conflict", item.Id, blob));
            document.SetScalar(Key, $"[[{LinkIndex.Bare(first)}]]");
            return document.ToBytes();
        }
        catch (MemoryFormatException)
        {
            return bytes; // a front matter that is not written key by key is not touched
        }
    }

    /// <summary>Whether a file has the name of another version of a memory.</summary>
    public static bool IsBeside(string first, string copy) => Name().Match(copy) is { Success: true } named && named.Groups[1].Value + named.Groups[2].Value == first;

    /// <summary>The memory of which a file is the other version; null when it is none.</summary>
    public static MemoryPath? FirstOf(MemoryPath copy, byte[] bytes)
    {
        if (copy.Extension == ".md" && MemoryDocument.Parse(copy, bytes).GetScalar(Key) is { } link && Reading.LinkKey(link) is { Length: > 0 } target)
            return MemoryPath.TryParse(target + ".md", out var path, out _) ? path : null;
        if (Name().Match(copy.Name) is not { Success: true } named) return null;
        if (copy.Extension == ".md" && MemoryDocument.Parse(copy, bytes) is { FormatError: null, HasFrontMatter: true } ) return null; // the mark was taken out by hand
        var first = named.Groups[1].Value + named.Groups[2].Value;
        return MemoryPath.FromListing(copy.Parent.IsRoot ? first : $"{copy.Parent.Value}/{first}");
    }

    /// <summary>The copy as the memory itself, under the first one's id.</summary>
    public static byte[] AsFirst(MemoryPath first, byte[] firstBytes, byte[] copy)
    {
        if (first.Extension != ".md" || MemoryDocument.Parse(first, copy) is not { FormatError: null } document || document.GetScalar(Key) is null) return copy;
        document.Remove(Key);
        if (MemoryDocument.Parse(first, firstBytes).GetScalar("id") is { } id) document.SetScalar("id", id);
        return document.ToBytes();
    }

    /// <summary>The copy as a memory of its own.</summary>
    public static byte[] AsOwn(MemoryPath copy, byte[] bytes)
    {
        if (copy.Extension != ".md" || MemoryDocument.Parse(copy, bytes) is not { FormatError: null } document || document.GetScalar(Key) is null) return bytes;
        document.Remove(Key);
        return document.ToBytes();
    }

    [GeneratedRegex(@"^(.+)-conflict-[0-9a-f]{8}(?:-\d+)?(\.[^.]+)?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
