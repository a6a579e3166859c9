using System.Collections.Frozen;
using MemU.Fs.Model;

namespace MemU.Fs.Index;

/// <summary>What <c>where</c> may ask of a file: each field with each of its values, as <see cref="FieldText"/> has them.</summary>
internal static class FileValues
{
    /// <summary>Fields that may be asked for even when no file has them.</summary>
    public static readonly FrozenSet<string> BuiltIn =
        FrozenSet.Create(StringComparer.Ordinal, "type", "category", "tag", "created", "modified", "happened_at", "path", "id", "title", "status");

    /// <summary>The values of a file; the same one may come twice. A file that is not searched has none.</summary>
    public static List<(string Field, string Value)> Of(IndexedFile file)
    {
        var values = new List<(string, string)>(32);
        if (!file.IsSearched) return values;
        var item = file.Item;
        Add("path", item.Path.Value);
        foreach (var category in file.Categories)
            foreach (var folder in WithAncestors(category.Trim('/')))
            {
                Add("category", folder);
                if (WithoutUser(folder) is { } plain) Add("category", plain);
            }
        foreach (var (key, value) in item.Fields)
        {
            // these are what the program reads them as, and no text beside it
            if (Where.Canonical(key) is var field && field is not ("path" or "created" or "modified")) Add(field, field == "tag" ? value.TrimStart('#') : value);
        }
        foreach (var (field, value) in file.Scope.Fields) Add(Where.Canonical(field), value);
        foreach (var tag in item.Tags) Add("tag", tag.TrimStart('#'));
        Add("type", item.Type);
        Add("title", item.Title);
        Add("status", item.Status);
        if (item.Id.Length > 0) Add("id", item.Id);
        if (item.HappenedAt is { } happened) Add("happened_at", happened.Text);
        if (Created(item) is not 0 and var created) Add("created", Moments.Text(created));
        if (Modified(item) is not 0 and var modified) Add("modified", Moments.Text(modified));
        return values;

        void Add(string field, string value) => values.Add((field, FieldText.Of(value)));
    }

    /// <summary>When it was created, in ticks of UTC; 0 when that is unknown.</summary>
    public static long Created(MemoryItem item) => item.Created?.UtcTicks ?? 0;

    /// <summary>When it was changed, or created where no change is known, in ticks of UTC; 0 when that is unknown.</summary>
    public static long Modified(MemoryItem item) => (item.Modified ?? item.Created)?.UtcTicks ?? 0;

    /// <summary>A folder and those above it, the root left out.</summary>
    public static IEnumerable<string> WithAncestors(string folder)
    {
        for (var end = folder.Length; end > 0; end = folder.LastIndexOf('/', end - 1)) yield return folder[..end];
    }

    // users/ana/preferences counts as preferences too
    private static string? WithoutUser(string folder)
    {
        if (!folder.StartsWith("users/", StringComparison.Ordinal)) return null;
        var slash = folder.IndexOf('/', "users/".Length);
        return slash < 0 ? null : folder[(slash + 1)..];
    }
}
