using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Sources;
using MemU.Fs.Sources.Secrets;

namespace MemU.Fs.Mounted;

/// <summary>A file of a mounted source as it is searched and shown: secrets are masked before anything else sees the text.</summary>
/// <param name="Item">What stands for the file; whose it is says the mount, never the file.</param>
/// <param name="Text">The text, line by line where the file has it.</param>
/// <param name="Units">Its units with their lines in the file.</param>
/// <param name="Masked">How many secrets were masked.</param>
internal sealed record MountedText(MemoryItem Item, string Text, IReadOnlyList<MemoryUnit> Units, int Masked)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="MemUException">It is no text, or of no form that is read.</exception>
    public static MountedText Read(Mount mount, string relative, byte[] bytes)
    {
        var name = relative[(relative.LastIndexOf('/') + 1)..];
        if (Path.GetExtension(name).ToLowerInvariant() is ".json" or ".jsonl" or ".ndjson") return Conversation(mount, relative, bytes);
        if (bytes.AsSpan().Contains((byte)0) && bytes is not ([0xff, 0xfe, ..] or [0xfe, 0xff, ..])) throw new MemoryFormatException(relative, 0, "the file is binary.");
        var notes = new Notes(TimeZoneInfo.Utc);
        var decoded = Encoding.UTF8.GetString(RawText.Read(relative, bytes, notes).Utf8.Span);
        var secrets = SecretScanner.Scan(decoded);
        var text = CleanText.Of(MaskSet.Mask(decoded, secrets), notes);
        var isMarkdown = Path.GetExtension(name).ToLowerInvariant() is ".md" or ".markdown";
        if (!isMarkdown && Transcript.Looks(text)) return Conversation(mount, relative, bytes);
        var document = isMarkdown ? MemoryDocument.Parse(MemoryPath.FromListing("mounted.md"), Encoding.UTF8.GetBytes(text)) : null;
        var title = document?.FormatError is null && document?.GetScalar("title") is { Length: > 0 } own ? own : isMarkdown ? Heading(text) : null;
        // a text without a front matter must not be taken for one
        var item = Of(mount, relative, title, "document") with { FormatError = isMarkdown ? document?.FormatError : new MemoryFormatException(relative, 0, "plain text") };
        var units = string.IsNullOrWhiteSpace(text) ? [] : Chunker.Units(item with { Fields = [] }, UnitKind.Resource, text);
        return new(item with { FormatError = null }, text, units, secrets.Count);
    }

    private static MountedText Conversation(Mount mount, string relative, byte[] bytes)
    {
        var source = SourceReader.Read(relative, bytes, new(null, TimeZoneInfo.Utc, MountedFiles.MostBytes));
        var text = Encoding.UTF8.GetString(source.MaskedBytes);
        var isTalk = source.Modality == Modality.Conversation;
        var units = new List<MemoryUnit>(source.Messages.Count);
        int at = 0, line = 1;
        foreach (var message in source.Messages)
        {
            // messages stand in the order of the file: each is looked for behind the one before
            var words = Words(message.Text);
            var found = words.Length > 0 ? text.IndexOf(words, at, StringComparison.Ordinal) : -1;
            if (found >= 0) (line, at) = (line + text.AsSpan(at, found - at).Count('\n'), found);
            units.Add(new()
            {
                Kind = UnitKind.Resource, Text = MarkdownText.Plain(message.Text), Anchor = message.Anchor, FirstLine = line, LastLine = line + (found < 0 || source.Extension != ".txt" ? 0 : message.Text.AsSpan().TrimEnd().Count('\n')),
                Section = message.Section, Heading = message.Heading, Speaker = isTalk ? message.Speaker : null, FromAssistant = isTalk && message.FromAssistant, Time = message.Time,
            });
        }
        return new(Of(mount, relative, source.Title, isTalk ? "conversation" : "document"), text, units, source.Masked.Count);
    }

    /// <summary>The first words as they also stand in JSON: up to what is escaped there.</summary>
    private static string Words(string text)
    {
        text = text.TrimStart();
        var end = text.AsSpan().IndexOfAny("\"\\\n\t/");
        return text[..Math.Min(end < 0 ? text.Length : end, 80)].TrimEnd();
    }

    private static string? Heading(string text)
    {
        foreach (var line in text.AsSpan(0, Math.Min(text.Length, 4000)).EnumerateLines())
            if (line.StartsWith("# ")) return line[2..].Trim().ToString();
        return null;
    }

    private static MemoryItem Of(Mount mount, string relative, string? title, string modality)
    {
        var path = MemoryPath.FromListing($"{mount.Folder.Value}/{relative}");
        return new()
        {
            Path = path,
            Id = mount.Id,
            Type = MemoryType.Resource,
            Title = string.IsNullOrWhiteSpace(title) ? path.Stem : Utf8Text.OneLine(title, 200),
            Body = "",
            Summary = "",
            Fields = [new("type", MemoryType.Resource), new(MountFormat.Kind, mount.Name), new("modality", modality), new("url", Address(mount, relative))],
        };
    }

    /// <summary>Where the file lies, for people.</summary>
    public static string Address(Mount mount, string relative) => mount.Kind switch
    {
        MountKind.File => mount.Location,
        MountKind.Git => $"{mount.Location}@{mount.Commit?[..Math.Min(10, mount.Commit.Length)]}:{relative}",
        _ => $"{mount.Location}/{relative}",
    };
}
