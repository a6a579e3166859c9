using System.Globalization;
using System.Text.RegularExpressions;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Plans the two files of a resource: the raw bytes with secrets masked, and the readable transcript.</summary>
internal sealed partial class ResourcePages(OpenTree open, MemoryScope scope)
{
    private const int MostTopics = 64;

    /// <summary>Plans them and returns the resource.</summary>
    public ResourceView Plan(Plan plan, SourceDocument source, Extraction extraction, int first, string? continued, string chain, DateTimeOffset? date, DateTimeOffset now, bool isByModel = false, string? url = null)
    {
        var at = date ?? now;
        var folder = open.Layout.FolderOf(scope).Combine($"resources/{at.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture)}");
        var title = source.Title ?? TitleOf(source.Name);
        var stem = $"{Shorten(Slug.Of(title))}-{source.Sha256[..8]}";
        var names = plan.NamesIn(folder, open.Tree.Names);
        stem = Slug.Unique(stem, s => names.Contains(s + ".md"));
        names.Add(stem + ".md");
        var (raw, page) = (folder.Combine(stem + source.Extension), folder.Combine(stem + ".md"));
        var id = MemoryId.Of(at, scope, source.Sha256, "", "");
        // recordings and films grow a repository without anything to compare in them
        if (source.MaskedBytes.Length < LargeFiles.Limit && source.Modality is not (Modality.Audio or Modality.Video)) plan.Put(raw, source.MaskedBytes);
        else plan.Unversioned[raw] = source.MaskedBytes;
        plan.Put(page, MemoryFormat.Transcript(new TranscriptPage
        {
            Id = id,
            Title = title,
            Caption = extraction.Caption,
            Modality = source.Modality,
            Url = url ?? source.Name,
            Created = at,
            HappenedAt = date is { } day ? EventTime.Day(DateOnly.FromDateTime(day.DateTime)) : null,
            Sha256 = source.Sha256,
            Redacted = source.Masked.Count,
            Chain = chain,
            Scope = scope,
            Raw = raw.Name,
            Overview = extraction.Overview,
            Topics = extraction.Segments.Count > 1 && extraction.Segments.All(s => s.Topic.Contains(' ', StringComparison.Ordinal)) && isByModel ? [.. extraction.Segments.Take(MostTopics).Select(s => $"m{s.First}–m{s.Last}: {s.Topic}")] : [],
            Continues = continued is null ? null : continued[..^3],
            Messages = first == 1 ? source.Messages : [.. source.Messages.Skip(first - 1)],
        }));
        return new() { Id = id, Path = page.Value, Url = url ?? source.Name, Modality = TranscriptReader.NameOf(source.Modality), Caption = extraction.Caption, Sha256 = source.Sha256, CreatedAt = at };
    }

    private static string TitleOf(string name)
    {
        var stem = Separators().Replace(Path.GetFileNameWithoutExtension(name.Replace('\\', '/').Split('/')[^1]), " ").Trim();
        return stem.Length == 0 ? "Source" : char.ToUpper(stem[0], CultureInfo.InvariantCulture) + stem[1..];
    }

    // the hyphens of a date stay
    [GeneratedRegex(@"_+|-+(?!\d)|(?<!\d)-+")]
    private static partial Regex Separators();

    // room for the hash, a number and the extension within the 120 bytes of a name
    private static string Shorten(string slug)
    {
        while (System.Text.Encoding.UTF8.GetByteCount(slug) > 90) slug = slug[..^(char.IsLowSurrogate(slug[^1]) ? 2 : 1)];
        return slug.TrimEnd('-', '.');
    }
}
