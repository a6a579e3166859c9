namespace MemU.Fs.Markdown;

internal enum YamlKind { Scalar, List, Map }

internal enum YamlStyle { Plain, Quoted, Block, Flow }

/// <summary>A value of the front matter with its place in the file's text (offsets; <see cref="End"/> is exclusive).</summary>
internal sealed record YamlNode(YamlKind Kind, YamlStyle Style, int Start, int End, string Value)
{
    public List<YamlNode> Items { get; init; } = [];

    public List<YamlEntry> Entries { get; init; } = [];

    public bool IsEmptyPlain => Kind == YamlKind.Scalar && Style == YamlStyle.Plain && Value.Length == 0;

    /// <summary>YAML's null: nothing, <c>~</c> or <c>null</c> without quotes.</summary>
    public bool IsNull => Kind == YamlKind.Scalar && Style == YamlStyle.Plain && Value is ("" or "~" or "null" or "Null" or "NULL");

    public static YamlNode Scalar(string value, YamlStyle style, int start, int end) => new(YamlKind.Scalar, style, start, end, value);
}

/// <summary>A key with its value; <see cref="Colon"/> is the offset just after the colon.</summary>
internal sealed record YamlEntry(string Key, int KeyStart, int Colon, YamlNode Value);
