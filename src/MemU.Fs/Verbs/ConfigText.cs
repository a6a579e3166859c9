using MemU.Fs.Markdown;
using MemU.Fs.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MemU.Fs.Verbs;

/// <summary>The text of <c>.memu/config.yaml</c>, in which single entries of the categories are changed while comments and all else stay.</summary>
internal sealed class ConfigText(string text)
{
    private sealed record Entry(string Name, (int Start, int End) NameAt, (int Start, int End)? FolderAt, int Column, int Start, int End);

    /// <summary>The text as it is now.</summary>
    public string Text { get; private set; } = text;

    /// <summary>Gives a category another name and folder.</summary>
    public void Change(CategoryDefinition old, CategoryDefinition now)
    {
        if (Find(old.Name) is not { } entry) return;
        if (entry.FolderAt is var (start, end)) Replace(start, end, Scalar(now.Folder));
        else Replace(LineEnd(entry.NameAt.End), LineEnd(entry.NameAt.End), $"{new string(' ', entry.Column)}folder: {Scalar(now.Folder)}\n");
        if (old.Name != now.Name && Find(old.Name) is { } again) Replace(again.NameAt.Start, again.NameAt.End, Scalar(now.Name));
    }

    /// <summary>Takes a category out.</summary>
    public void Remove(CategoryDefinition old)
    {
        if (Find(old.Name) is { } entry) Replace(LineStart(entry.Start), LineEnd(entry.End), "");
    }

    /// <summary>Adds a category behind the last one; all of them where the text names none.</summary>
    public void Add(CategoryDefinition added, IReadOnlyList<CategoryDefinition> known)
    {
        var entries = Entries();
        if (entries.Count == 0) List([.. known]);
        entries = Entries();
        var last = entries[^1];
        var indent = new string(' ', Math.Max(0, last.Column - 2));
        var end = LineEnd(last.End);
        var lead = end > 0 && Text[end - 1] != '\n' ? "\n" : "";
        Replace(end, end, lead + Lines(added, indent));
    }

    /// <summary>Writes out the categories that hold by default, so that they can be changed.</summary>
    public void List(IReadOnlyList<CategoryDefinition> categories)
    {
        if (Entries().Count > 0) return;
        Text = $"{Text.TrimEnd()}\n\ncategories:\n{string.Concat(categories.Select(c => Lines(c, "  ")))}";
    }

    private static string Lines(CategoryDefinition category, string indent) =>
        $"{indent}- name: {Scalar(category.Name)}\n{indent}  folder: {Scalar(category.Folder)}\n{(category.Description.Length == 0 ? "" : $"{indent}  description: {Scalar(category.Description)}\n")}";

    private static string Scalar(string value) => YamlText.Scalar(Utf8Text.OneLine(value), false);

    private Entry? Find(string name) => Entries().Find(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The entries below <c>categories:</c> with their places in the text.</summary>
    private List<Entry> Entries()
    {
        var entries = new List<Entry>();
        var parser = new Parser(new StringReader(Text));
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _) || !parser.TryConsume<MappingStart>(out _)) return entries;
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.Consume<Scalar>().Value != "categories" || !parser.TryConsume<SequenceStart>(out var list))
            {
                parser.SkipThisAndNestedEvents();
                continue;
            }
            if (list.Style == SequenceStyle.Flow) throw new MemoryFormatException(".memu/config.yaml", (int)list.Start.Line, "the categories are written in one line, so they can't be edited here; change them by hand");
            while (!parser.TryConsume<SequenceEnd>(out _)) entries.Add(Read(parser));
        }
        return entries;
    }

    private static Entry Read(Parser parser)
    {
        var start = parser.Consume<MappingStart>();
        var (name, nameAt, folderAt, end) = ("", (0, 0), ((int, int)?)null, (int)start.Start.Index);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            if (parser.TryConsume<Scalar>(out var value))
            {
                var at = ((int)value.Start.Index, (int)value.End.Index);
                if (key.Value == "name") (name, nameAt) = (value.Value, at);
                else if (key.Value == "folder") folderAt = at;
                end = Math.Max((int)key.End.Index, (int)value.End.Index - (value.Style is ScalarStyle.Literal or ScalarStyle.Folded ? 1 : 0));
            }
            else
            {
                var depth = 0;
                do
                {
                    var next = parser.Consume<ParsingEvent>();
                    depth += next.NestingIncrease;
                    end = Math.Max(end, (int)next.Start.Index);
                }
                while (depth > 0);
            }
        }
        return new(name, nameAt, folderAt, (int)start.Start.Column - 1, (int)start.Start.Index, end);
    }

    private void Replace(int start, int end, string with) => Text = string.Concat(Text.AsSpan(0, start), with, Text.AsSpan(end));

    private int LineStart(int at) => at == 0 ? 0 : Text.LastIndexOf('\n', at - 1) + 1;

    private int LineEnd(int at) => Text.IndexOf('\n', at) is var next and >= 0 ? next + 1 : Text.Length;
}
