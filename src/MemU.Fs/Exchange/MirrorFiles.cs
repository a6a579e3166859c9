using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>The folder to which memU mirrors its memory: memories and skills go to the categories that hold such, what memU writes for itself stays out.</summary>
internal static class MirrorFiles
{
    /// <summary>All files, in the order of their names.</summary>
    public static IReadOnlyList<ImportFile> List(string folder, MemoryConfig config) => [.. FolderFiles.List(folder).Select(f => f.Refused is null ? Placed(f, config) : f)];

    private static ImportFile Placed(ImportFile file, MemoryConfig config)
    {
        var cut = file.Path.IndexOf('/', StringComparison.Ordinal);
        var (top, rest) = cut < 0 ? ("", file.Path) : (file.Path[..cut], file.Path[(cut + 1)..]);
        return top switch
        {
            "memory" => file with { Path = $"{config.Category("knowledge")?.Folder ?? "knowledge"}/{rest}" },
            "skill" => file with { Path = $"knowledge/learned_skills/{rest}" },
            "resource" => file with { Path = $"resources/memu/{rest}" },
            "" when rest is "INDEX.md" or "MEMORY.md" or "SKILL.md" or "resources.md" => file with { Refused = "memU writes this listing from the files" },
            "" when rest.EndsWith(".md", StringComparison.OrdinalIgnoreCase) => file,
            _ => file with { Refused = "memU's own bookkeeping, not a memory" },
        };
    }
}
