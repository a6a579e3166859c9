using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// The terms that are matched exactly. What many files share is a text, whose first letter says what it is about. What nearly each file has for itself
/// (path, keys, title, times) would be most of the index as text and is a hash of 64 bits; scopes, which part what belongs to whom, are never hashed.
/// </summary>
internal static class ExactTerms
{
    /// <summary>Terms for every kind of unit.</summary>
    public static readonly ExactTerm[] Kinds = [ExactTerm.Of("t0"), ExactTerm.Of("t1"), ExactTerm.Of("t2")];

    /// <summary>Marks the first unit of a file.</summary>
    public static readonly ExactTerm First = ExactTerm.Of("f");

    /// <summary>Marks a file of which only the keys are kept.</summary>
    public static readonly ExactTerm Unsearched = ExactTerm.Of("u");

    /// <summary>Prefix of the names of the fields that a file has.</summary>
    public const string NamePrefix = "n";

    /// <summary>Fields that may be asked for even when no file has them.</summary>
    public static readonly FrozenSet<string> BuiltInFields =
        FrozenSet.Create(StringComparer.Ordinal, "type", "category", "tag", "tags", "created", "modified", "happened_at", "path", "id", "title", "status");

    private const string IdKey = "id=";

    /// <summary>Fields of which many files have the same value; <c>tags</c> is kept as <c>tag</c>.</summary>
    private static readonly FrozenSet<string> Shared = FrozenSet.Create(StringComparer.Ordinal, "type", "category", "tag", "status", "happened_at");

    /// <summary>The file's path.</summary>
    public static ExactTerm Path(string path) => Hashed('p', path);

    /// <summary>An exact key; one of eight ASCII characters, a hash already, is taken as it is.</summary>
    public static ExactTerm Key(string key)
    {
        if (key.Length != sizeof(ulong) || !Ascii.IsValid(key)) return Hashed('k', key);
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Encoding.ASCII.GetBytes(key, bytes);
        return ExactTerm.Of(BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }

    /// <summary>A whole scope.</summary>
    public static ExactTerm Scope(MemoryScope scope) => ExactTerm.Of(Bounded("s", scope.Key));

    /// <summary>A category folder.</summary>
    public static ExactTerm Category(string folder) => ExactTerm.Of(Bounded("c", folder));

    /// <summary>The terms that a field with a value may be under.</summary>
    public static IEnumerable<ExactTerm> Asked(string field, string value)
    {
        value = Fold(value);
        if (field == "tags") field = "tag";
        yield return SharedValue(field, value);
        if (Shared.Contains(field)) yield break;
        yield return OwnValue(field, value);
        if (field == "path") yield return Path(value);
        if (field == "id") yield return Key(IdKey + value);
    }

    /// <summary>The terms of a file that its first unit alone has, for they find the file and never a unit.</summary>
    public static IEnumerable<ExactTerm> OfFirst(IndexedFile file) => file.Keys.Distinct(StringComparer.Ordinal).Select(Key).Prepend(file.IsSearched ? First : Unsearched);

    /// <summary>The terms that all units of a file have.</summary>
    public static HashSet<ExactTerm> Of(IndexedFile file)
    {
        var item = file.Item;
        if (!file.IsSearched) return [Path(item.Path.Value)];
        var terms = new HashSet<ExactTerm>(32) { Path(item.Path.Value), Kinds[(int)file.Kind], Scope(file.Scope) };
        foreach (var category in file.Categories)
            foreach (var folder in WithAncestors(category.Trim('/')))
            {
                terms.Add(Category(folder));
                Ask("category", folder);
                if (WithoutUser(folder) is { } plain) Ask("category", plain);
            }
        foreach (var (field, value) in item.Fields) Ask(Where.Canonical(field), value);
        foreach (var (field, value) in file.Scope.Fields) Ask(field, value);
        foreach (var tag in item.Tags) Ask("tag", tag.TrimStart('#'));
        Ask("type", item.Type);
        // a path in lower case is there already
        if (Fold(item.Path.Value) is var path && path != item.Path.Value) terms.Add(OwnValue("path", path));
        Ask("title", item.Title);
        Ask("status", item.Status);
        if (item.Id.Length > 0) Ask("id", item.Id);
        if (item.HappenedAt is { } happened) Ask("happened_at", happened.Text);
        AskTime("created", item.Created);
        AskTime("modified", item.Modified);
        return terms;

        void Ask(string field, string value)
        {
            var folded = Fold(value);
            if (field == "tags") field = "tag";
            if (field == "id" && folded == item.Id) terms.Add(Key(IdKey + folded)); // which its first unit has in any case
            else if (Shared.Contains(field) || file.Scope.Fields.ContainsKey(field)) terms.Add(SharedValue(field, folded));
            else terms.Add(OwnValue(field, folded));
            // which names there are is asked of the user's own fields only
            if (!BuiltInFields.Contains(field)) terms.Add(ExactTerm.Of(Bounded(NamePrefix, field)));
        }

        void AskTime(string field, DateTimeOffset? time)
        {
            if (time is not { } t) return;
            Ask(field, t.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            Ask(field, t.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
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

    private static ExactTerm SharedValue(string field, string folded) => ExactTerm.Of(Bounded("w", $"{field}={folded}"));

    private static ExactTerm OwnValue(string field, string folded) => Hashed((long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(field.AsSpan()), 'w'), folded);

    private static ExactTerm Hashed(long about, string text) => ExactTerm.Of(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()), about));

    private static string Fold(string value) => TextAnalysis.Normal(value.Trim()).ToLowerInvariant();

    // Lucene takes no term beyond 32,766 bytes; long ones count by their hash
    private static string Bounded(string prefix, string text)
    {
        if (text.Length <= 1000) return prefix + text;
        return prefix + "#" + Convert.ToHexString(XxHash128.Hash(Encoding.UTF8.GetBytes(text)));
    }
}
