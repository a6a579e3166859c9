using System.Collections.Frozen;
using System.IO.Hashing;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>The terms of the field that is matched exactly; the first letter says what a term is about.</summary>
internal static class ExactTerms
{
    /// <summary>Terms for every kind of unit.</summary>
    public static readonly string[] Kinds = ["t0", "t1", "t2"];

    /// <summary>Marks the first unit of a file.</summary>
    public const string First = "f";

    /// <summary>Marks a file of which only the keys are kept.</summary>
    public const string Unsearched = "u";

    /// <summary>Prefix of the names of the fields that a file has.</summary>
    public const string NamePrefix = "n";

    /// <summary>Fields that may be asked for even when no file has them.</summary>
    public static readonly FrozenSet<string> BuiltInFields =
        FrozenSet.Create(StringComparer.Ordinal, "type", "category", "tag", "tags", "created", "modified", "happened_at", "path", "id", "title", "status");

    /// <summary>The file's path.</summary>
    public static string Path(string path) => Bounded("p", path);

    /// <summary>An exact key.</summary>
    public static string Key(string key) => Bounded("k", key);

    /// <summary>A whole scope.</summary>
    public static string Scope(MemoryScope scope) => Bounded("s", scope.Key);

    /// <summary>A category folder.</summary>
    public static string Category(string folder) => Bounded("c", folder);

    /// <summary>A field with a value, as <see cref="Asked"/> finds it.</summary>
    private static string Field(string field, string value) => Bounded("w", $"{field}={Fold(value)}");

    /// <summary>The terms that a field with a value may be under.</summary>
    public static IEnumerable<string> Asked(string field, string value)
    {
        yield return Field(field, value);
        if (field == "path") yield return Path(Fold(value));
    }

    /// <summary>The terms of a file that its first unit alone has, for they find the file and never a unit.</summary>
    public static IEnumerable<string> OfFirst(IndexedFile file) => file.Keys.Distinct(StringComparer.Ordinal).Select(Key).Prepend(file.IsSearched ? First : Unsearched);

    /// <summary>The terms that all units of a file have.</summary>
    public static HashSet<string> Of(IndexedFile file)
    {
        var item = file.Item;
        if (!file.IsSearched) return [Path(item.Path.Value)];
        var terms = new HashSet<string>(StringComparer.Ordinal) { Path(item.Path.Value), Kinds[(int)file.Kind], Scope(file.Scope) };
        foreach (var category in file.Categories)
            foreach (var folder in WithAncestors(category.Trim('/')))
            {
                terms.Add(Category(folder));
                Ask("category", folder);
                if (WithoutUser(folder) is { } plain) Ask("category", plain);
            }
        foreach (var (field, value) in item.Fields) Ask(Where.Canonical(field), value);
        foreach (var (field, value) in file.Scope.Fields) Ask(field, value);
        foreach (var tag in item.Tags)
        {
            Ask("tag", tag.TrimStart('#'));
            Ask("tags", tag.TrimStart('#'));
        }
        Ask("type", item.Type);
        // a path in lower case is there already
        if (Fold(item.Path.Value) != item.Path.Value) terms.Add(Field("path", item.Path.Value));
        Ask("title", item.Title);
        Ask("status", item.Status);
        if (item.Id.Length > 0) Ask("id", item.Id);
        if (item.HappenedAt is { } happened) Ask("happened_at", happened.Text);
        AskTime("created", item.Created);
        AskTime("modified", item.Modified);
        return terms;

        void Ask(string field, string value)
        {
            terms.Add(Field(field, value));
            // which names there are is asked of the user's own fields only
            if (!BuiltInFields.Contains(field)) terms.Add(Bounded(NamePrefix, field));
        }

        void AskTime(string field, DateTimeOffset? time)
        {
            if (time is not { } t) return;
            Ask(field, t.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
            Ask(field, t.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<string> WithAncestors(string folder)
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

    private static string Fold(string value) => TextAnalysis.Normal(value.Trim()).ToLowerInvariant();

    // Lucene takes no term beyond 32,766 bytes; long ones count by their hash
    private static string Bounded(string prefix, string text)
    {
        if (text.Length <= 1000) return prefix + text;
        return prefix + "#" + Convert.ToHexString(XxHash128.Hash(Encoding.UTF8.GetBytes(text)));
    }
}
