using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using MemU.Fs.Index.Embedded.Languages;
using MemU.Fs.Model;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// The terms that are matched exactly, each a text whose first letter says what it is about. The values of fields stand behind the field's name, so that
/// the different ones of a field are enumerated and tested in turn. Path, id and keys, which nearly each file has for itself and which are only asked for as a
/// whole, are hashes of 64 bits; scopes, which part what belongs to whom, are never hashed.
/// </summary>
internal static class ExactTerms
{
    /// <summary>Terms for every kind of unit.</summary>
    public static readonly ExactTerm[] Kinds = [ExactTerm.Of("t0"), ExactTerm.Of("t1"), ExactTerm.Of("t2")];

    /// <summary>Marks the first unit of a file.</summary>
    public static readonly ExactTerm First = ExactTerm.Of("f");

    /// <summary>Marks a file of which only the keys are kept.</summary>
    public static readonly ExactTerm Unsearched = ExactTerm.Of("u");

    /// <summary>The language that a file is written in, at its first unit.</summary>
    public static ExactTerm Written(Language language) => ExactTerm.Of($"l{(int)language}");

    /// <summary>Prefix of the names of the fields that a file has.</summary>
    public const string NamePrefix = "n";

    // between a field and a value; in no field's name
    private const char Separator = '\u0001';

    private const string IdKey = "id=";

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

    /// <summary>What the terms of a field's values begin with.</summary>
    public static string ValuesOf(string field) => $"{Bounded("w", field.Replace(Separator, '\uFFFD'))}{Separator}";

    /// <summary>Marks that a file has a field of the user's own.</summary>
    public static ExactTerm Name(string field) => ExactTerm.Of(Bounded(NamePrefix, field));

    /// <summary>The terms that a value of a field, as <see cref="FieldText"/> has it, may be under; not of times, which are numbers.</summary>
    public static IEnumerable<ExactTerm> Asked(string field, string value) => field switch
    {
        "path" => [Path(value), FoldedPath(value)],
        "id" => [Key(IdKey + value), Hashed('i', value)],
        _ => [ExactTerm.Of(ValuesOf(field) + value)],
    };

    /// <summary>The terms of a file that its first unit alone has, for they find the file and never a unit.</summary>
    public static IEnumerable<ExactTerm> OfFirst(IndexedFile file) => file.Keys.Distinct(StringComparer.Ordinal).Select(Key).Prepend(file.IsSearched ? First : Unsearched);

    /// <summary>The terms that all units of a file have.</summary>
    public static HashSet<ExactTerm> Of(IndexedFile file)
    {
        var item = file.Item;
        if (!file.IsSearched) return [Path(item.Path.Value)];
        var terms = new HashSet<ExactTerm>(32) { Path(item.Path.Value), Kinds[(int)file.Kind], Scope(file.Scope) };
        foreach (var category in file.Categories)
            foreach (var folder in FileValues.WithAncestors(category.Trim('/'))) terms.Add(Category(folder));
        var (last, begin) = ("", "");
        foreach (var (field, value) in FileValues.Of(file))
        {
            switch (field)
            {
                case "created" or "modified": // numbers, in UnitValues
                    continue;
                case "path":
                    // one in lower case is there already
                    if (value != item.Path.Value) terms.Add(FoldedPath(value));
                    continue;
                case "id":
                    // its first unit has the key in any case
                    terms.Add(value == item.Id ? Key(IdKey + value) : Hashed('i', value));
                    continue;
            }
            // a list has many values of one field
            if (field != last) (last, begin) = (field, ValuesOf(field));
            terms.Add(ExactTerm.Of(begin + value));
            // which names there are is asked of the user's own fields only
            if (!FileValues.BuiltIn.Contains(field)) terms.Add(Name(field));
        }
        return terms;
    }

    private static ExactTerm FoldedPath(string folded) => Hashed('w', folded);

    private static ExactTerm Hashed(long about, string text) => ExactTerm.Of(XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan()), about));

    // Lucene takes no term beyond 32,766 bytes; long ones count by their hash
    private static string Bounded(string prefix, string text)
    {
        if (text.Length <= 1000) return prefix + text;
        return prefix + "#" + Convert.ToHexString(XxHash128.Hash(Encoding.UTF8.GetBytes(text)));
    }
}
