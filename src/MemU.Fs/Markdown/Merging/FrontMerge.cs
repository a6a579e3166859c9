using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Markdown.Merging;

/// <summary>
/// Merges front matters key by key. A key that one side changed is that side's, to the letter; lists are united; of a single value that both
/// changed the one of the newer memory stays. Nothing here can fail to be merged.
/// </summary>
internal sealed class FrontMerge(DocumentParts? start, DocumentParts ours, DocumentParts theirs, string newLine)
{
    private readonly bool _theirsNewer = IsNewer(theirs, ours);

    /// <summary>The merged front matter with its fences; empty where neither side has one.</summary>
    public string Run()
    {
        if (!ours.Front.Present && !theirs.Front.Present) return "";
        var frame = ours.Front.Present ? ours : theirs;
        var result = new List<Part>(ours.Front.Present ? ours.Keys : []);
        foreach (var key in ours.Keys.Concat(theirs.Keys).Select(p => p.Key).Distinct().ToList())
        {
            var (o, a, b) = (start?.Key(key), ours.Key(key), theirs.Key(key));
            if (Same(a, b) || Same(b, o)) continue;
            if (Same(a, o)) Take(result, key, b);
            else if ((a ?? b) is not null && ListMerge.IsList(a) && ListMerge.IsList(b) && ListMerge.IsList(o)) Take(result, key, ListMerge.Merge((start ?? ours, o), (ours, a), (theirs, b), newLine));
            else if (a is null || b is not null && IsTheirs(key, a, b)) Take(result, key, b);
        }
        var text = new StringBuilder(frame.Opening);
        foreach (var part in result) text.Append(part.Core).Append(part.Tail);
        return text.Append(frame.Closing).ToString();
    }

    private static bool Same(Part? a, Part? b) => a?.Core.TrimEnd() == b?.Core.TrimEnd();

    /// <summary>Whether theirs stays of a single value that both sides changed.</summary>
    private bool IsTheirs(string key, Part a, Part b)
    {
        var (mine, other) = (a.Value!.Value.Value, b.Value!.Value.Value);
        if (key is "created" or "modified" && IsoTime.TryParse(mine, out var x) && IsoTime.TryParse(other, out var y) && x != y) return key == "modified" == y > x;
        return key == "id" ? string.CompareOrdinal(other, mine) < 0 : _theirsNewer; // the older of two ids: others may know it already
    }

    private void Take(List<Part> result, string key, Part? part)
    {
        var at = result.FindIndex(p => p.Key == key);
        if (part is null)
        {
            if (at < 0) return;
            if (at > 0) result[at - 1] = result[at - 1] with { Tail = result[at - 1].Tail + result[at].Tail };
            result.RemoveAt(at);
        }
        else if (at >= 0) result[at] = result[at] with { Core = part.Core };
        else
        {
            // behind the key that it follows on the other side
            var before = theirs.Keys.TakeWhile(p => p.Key != key).Select(p => p.Key).ToList();
            result.Insert(result.FindLastIndex(p => before.Contains(p.Key)) + 1, part with { Tail = "" });
        }
    }

    /// <summary>Whether a memory changed later than another; where the times say nothing the texts decide, alike on both machines.</summary>
    public static bool IsNewer(DocumentParts a, DocumentParts b)
    {
        foreach (var key in (string[])["modified", "created"])
        {
            DateTimeOffset? x = Time(a, key), y = Time(b, key);
            if (x != y) return (x ?? default) > (y ?? default);
        }
        return string.CompareOrdinal(a.Text, b.Text) > 0;
    }

    private static DateTimeOffset? Time(DocumentParts side, string key) => side.Key(key) is { } part && IsoTime.TryParse(part.Value!.Value.Value, out var time) ? time : null;
}
