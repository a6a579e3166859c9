using System.Buffers;
using MemU.Fs.Model;

namespace MemU.Fs.Markdown;

/// <summary>Reads and writes the page of a mounted source.</summary>
public static class MountFormat
{
    /// <summary>The key that makes a page of a resource the page of a mounted one: its kind.</summary>
    public const string Kind = "mount";

    /// <summary>The mounted source that a page is about; null when it is about none.</summary>
    /// <exception cref="MemoryFormatException">Its front matter is malformed, or says no place or an unknown kind.</exception>
    public static Mount? Read(MemoryPath page, ReadOnlySpan<byte> bytes)
    {
        var document = MemoryDocument.Parse(page, bytes);
        if (document.FormatError is { } error) throw error;
        if (document.GetScalar(Kind) is not { } kind) return null;
        var item = document.ToItem();
        string[] All(string key) => [.. item.Fields.Where(f => f.Key == key).Select(f => f.Value)];
        return new()
        {
            Page = page,
            Id = item.Id,
            Title = item.Title,
            Kind = kind switch
            {
                "file" => MountKind.File,
                "folder" => MountKind.Folder,
                "git" => MountKind.Git,
                _ => throw new MemoryFormatException(page.Value, 0, $"the kind of mount '{Utf8Text.OneLine(kind)}' is not known; expected file, folder or git."),
            },
            Location = document.GetScalar("location") is { Length: > 0 } location ? location : throw new MemoryFormatException(page.Value, 0, "a mounted source needs a location."),
            At = document.GetScalar("at"),
            Commit = document.GetScalar("commit"),
            Include = All("include"),
            Exclude = All("exclude"),
            Scope = item.Scope,
            Created = item.Created,
        };
    }

    /// <summary>A new page.</summary>
    public static byte[] Write(Mount mount)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        var to = new MarkdownWriter(buffer).Fence()
            .Key("id", mount.Id).Key("type", MemoryType.Resource).Key("title", mount.Title).Key("description", Description(mount));
        if (mount.Created is { } created) to.Key("created", created);
        to.Scope(mount.Scope).Key(Kind, mount.Kind switch { MountKind.File => "file", MountKind.Folder => "folder", _ => "git" }).Key("location", mount.Location)
            .Key("at", mount.At).Key("commit", mount.Commit).List("include", mount.Include).List("exclude", mount.Exclude).Fence();
        return buffer.WrittenSpan.ToArray();
    }

    private static string Description(Mount mount) => mount.Kind switch
    {
        MountKind.File => "A file that is read where it lies",
        MountKind.Folder => "The documents of a folder, read where they lie",
        _ => "The documents of a commit, read from its repository",
    };
}
