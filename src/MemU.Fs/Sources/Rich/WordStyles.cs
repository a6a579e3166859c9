namespace MemU.Fs.Sources.Rich;

/// <summary>Which styles of a Word document are headings and items; they have other ids in each language, so their names and levels count.</summary>
internal static class WordStyles
{
    /// <summary>The level of the title.</summary>
    public const int Title = 100;

    /// <summary>The level of what is no heading but an item of a list.</summary>
    public const int Item = 200;

    /// <summary>The level of each style that is a heading, from 0, or <see cref="Title"/> or <see cref="Item"/>.</summary>
    public static Dictionary<string, int> Read(ZipPackage zip, string name, string part)
    {
        var levels = new Dictionary<string, int>(StringComparer.Ordinal);
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        using var stream = zip.Open(part);
        if (stream is null) return levels;
        using var xml = SafeXml.Open(name, stream);
        string? id = null;
        while (xml.Read())
        {
            if (!xml.IsStart) continue;
            var value = xml.Attribute("val");
            switch (xml.Element)
            {
                case "style": id = xml.Attribute("styleId"); break;
                case "name" when id is not null && Level(value) is { } level: levels[id] = level; break;
                case "basedOn" when id is not null && value is not null: parents[id] = value; break;
                case "outlineLvl" when id is not null && int.TryParse(value, out var outline) && outline is >= 0 and < 9: levels.TryAdd(id, outline); break;
            }
        }
        foreach (var style in parents.Keys)
        {
            var at = style;
            for (var steps = 0; steps < 16 && !levels.ContainsKey(at) && parents.TryGetValue(at, out var parent); steps++) at = parent;
            if (levels.TryGetValue(at, out var level)) levels.TryAdd(style, level);
        }
        return levels;
    }

    private static int? Level(string? name)
    {
        if (name is null) return null;
        if (name.Equals("title", StringComparison.OrdinalIgnoreCase)) return Title;
        if (name.StartsWith("list bullet", StringComparison.OrdinalIgnoreCase) || name.StartsWith("list number", StringComparison.OrdinalIgnoreCase)) return Item;
        return name.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && int.TryParse(name.AsSpan(8), out var level) && level is > 0 and < 10 ? level - 1 : null;
    }
}
