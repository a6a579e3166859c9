using System.Collections.Frozen;

namespace MemU.Fs.Sources;

/// <summary>What a name says about a source; its content has the last word.</summary>
internal static class Extensions
{
    private static readonly string[] Texts = ["", ".json", ".jsonl", ".ndjson", ".md", ".markdown", ".txt", ".text", ".log", ".rst", ".adoc", ".org", ".tex"];

    private static readonly string[] Documents = [".html", ".htm", ".xhtml", ".pdf", ".docx", ".docm", ".pptx", ".pptm", ".xlsx", ".xlsm", ".epub", ".csv", ".tsv"];

    private static readonly string[] Code =
    [
        ".cs", ".fs", ".vb", ".py", ".pyi", ".rb", ".pl", ".php", ".lua", ".r", ".jl", ".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".vue", ".svelte", ".go", ".rs", ".java", ".kt", ".kts", ".scala", ".groovy", ".swift", ".m", ".mm",
        ".c", ".h", ".cc", ".cpp", ".cxx", ".hpp", ".hh", ".sh", ".bash", ".zsh", ".fish", ".ps1", ".bat", ".sql", ".css", ".scss", ".less", ".proto", ".graphql", ".tf", ".dart", ".ex", ".exs", ".erl", ".hs", ".ml", ".clj", ".lisp", ".el",
        ".zig", ".nim", ".cmake", ".gradle", ".toml", ".ini", ".cfg", ".conf", ".properties", ".diff", ".patch",
    ];

    private static readonly FrozenDictionary<string, SourceKind> Kinds = Table();

    /// <summary>Extensions of conversations and documents, the kinds of files that are taken from a folder.</summary>
    public static FrozenSet<string> OfDocuments { get; } = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, [.. Texts.Where(t => t.Length > 0), .. Documents]);

    /// <summary>The kind that an extension (with its dot) names; null for one that is not known.</summary>
    public static SourceKind? KindOf(string extension) => Kinds.TryGetValue(extension, out var kind) ? kind : null;

    private static FrozenDictionary<string, SourceKind> Table()
    {
        var table = new Dictionary<string, SourceKind>(StringComparer.OrdinalIgnoreCase)
        {
            [".html"] = SourceKind.Html, [".htm"] = SourceKind.Html, [".xhtml"] = SourceKind.Html, [".pdf"] = SourceKind.Pdf, [".docx"] = SourceKind.Word, [".docm"] = SourceKind.Word, [".pptx"] = SourceKind.Slides, [".pptm"] = SourceKind.Slides,
            [".xlsx"] = SourceKind.Sheets, [".xlsm"] = SourceKind.Sheets, [".epub"] = SourceKind.Epub, [".csv"] = SourceKind.Table, [".tsv"] = SourceKind.Table, [".yaml"] = SourceKind.Yaml, [".yml"] = SourceKind.Yaml, [".xml"] = SourceKind.Xml,
        };
        foreach (var text in Texts) table[text] = SourceKind.Text;
        foreach (var code in Code) table[code] = SourceKind.Code;
        foreach (var media in (string[])[".png", ".jpg", ".jpeg", ".gif", ".webp", ".mp3", ".m4a", ".mp4", ".m4v", ".mov", ".mkv", ".avi", ".webm", ".wav", ".ogg", ".oga", ".ogv", ".opus", ".flac", ".aac", ".mpeg", ".mpg", ".mpga"]) table[media] = SourceKind.Media;
        return table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
