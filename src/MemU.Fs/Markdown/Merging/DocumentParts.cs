using MemU.Fs.Model;

namespace MemU.Fs.Markdown.Merging;

/// <summary>A key of a front matter, or a section of a body, with the characters that are its own and those up to the next one.</summary>
/// <param name="Key">What it is called.</param>
/// <param name="Core">Its text.</param>
/// <param name="Tail">Comments or blank lines behind it.</param>
/// <param name="Value">The value of a key, with offsets into the whole text; null for a section.</param>
internal sealed record Part(string Key, string Core, string Tail, YamlEntry? Value = null);

/// <summary>A memory's text cut into parts that can be merged one by one; put together again they are the same text.</summary>
internal sealed class DocumentParts
{
    private DocumentParts(string text, FrontMatter front) => (Text, Front) = (text, front);

    public string Text { get; }

    public FrontMatter Front { get; }

    /// <summary>What stands before the first key: the fence, and comments.</summary>
    public string Opening { get; private init; } = "";

    public IReadOnlyList<Part> Keys { get; private init; } = [];

    /// <summary>The closing fence with its line break.</summary>
    public string Closing { get; private init; } = "";

    public IReadOnlyList<Part> Sections { get; private init; } = [];

    /// <summary>Cuts a text; null where its front matter can't be told apart key by key.</summary>
    public static DocumentParts? Read(MemoryPath path, string text)
    {
        var front = FrontMatter.Read(text, path.Value);
        if (front.Error is not null || front.EditError is not null) return null;
        var keys = Keyed(text, front);
        var first = front.Entries.Count == 0 ? front.ContentEnd : LineStart(text, front.Entries[0].KeyStart);
        return new(text, front)
        {
            Opening = front.Present ? text[..first] : "",
            Keys = keys,
            Closing = front.Present ? text[front.ContentEnd..front.BodyStart] : "",
            Sections = Cut(text, front.BodyStart),
        };
    }

    /// <summary>A key by its name.</summary>
    public Part? Key(string key) => Keys.FirstOrDefault(p => p.Key == key);

    private static List<Part> Keyed(string text, FrontMatter front)
    {
        var keys = new List<Part>();
        for (var i = 0; i < front.Entries.Count; i++)
        {
            var entry = front.Entries[i];
            var start = LineStart(text, entry.KeyStart);
            var next = i + 1 < front.Entries.Count ? LineStart(text, front.Entries[i + 1].KeyStart) : front.ContentEnd;
            var end = Math.Min(next, LineEnd(text, Math.Max(entry.Colon, entry.Value.End)));
            keys.Add(new(entry.Key, text[start..end], text[end..next], entry));
        }
        return keys;
    }

    private static List<Part> Cut(string text, int start)
    {
        var (sections, seen) = (new List<Part>(), new Dictionary<string, int>(StringComparer.Ordinal));
        var (fence, key, from) = (new CodeFence(), "", start);
        foreach (var line in new LineWalk(text, start))
        {
            var content = line.Of(text);
            if (fence.Take(content)) continue;
            var level = Markdown.Sections.Heading(content, out var heading);
            if (level is not (1 or 2)) continue;
            if (line.Start > start) sections.Add(Section(key, text[from..line.Start]));
            var name = $"{level} {heading.ToString().ToLowerInvariant()}";
            seen[name] = seen.GetValueOrDefault(name) + 1;
            (key, from) = (seen[name] == 1 ? name : $"{name}\n{seen[name]}", line.Start);
        }
        if (from < text.Length) sections.Add(Section(key, text[from..]));
        return sections;
    }

    private static Part Section(string key, string text)
    {
        var core = text.TrimEnd('\r', '\n', ' ', '\t');
        return new(key, core, text[core.Length..]);
    }

    public static int LineStart(string text, int at) => at == 0 ? 0 : text.LastIndexOf('\n', at - 1) + 1;

    public static int LineEnd(string text, int at) => text.IndexOf('\n', Math.Min(at, text.Length)) is var next and >= 0 ? next + 1 : text.Length;
}
