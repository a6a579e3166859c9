using System.Globalization;
using MemU.Fs.Index;
using MemU.Fs.Model;

namespace MemU.Fs.Tests.Filters;

/// <summary>What a filter means, said once more and slowly, for values of which each text has only one reading.</summary>
internal static class FilterReference
{
    /// <summary>Texts of times with the first and the last second that they stand for.</summary>
    public static readonly Dictionary<string, (string First, string Last)> Times = new()
    {
        ["2025"] = ("2025-01-01T00:00:00", "2025-12-31T23:59:59"),
        ["2026-11"] = ("2026-11-01T00:00:00", "2026-11-30T23:59:59"),
        ["2026-11-20"] = ("2026-11-20T00:00:00", "2026-11-20T23:59:59"),
        ["2026-12-01"] = ("2026-12-01T00:00:00", "2026-12-01T23:59:59"),
        ["2026-11-16/2026-11-22"] = ("2026-11-16T00:00:00", "2026-11-22T23:59:59"),
        ["2026-11-20T09:14:03Z"] = ("2026-11-20T09:14:03", "2026-11-20T09:14:03"),
        ["2026-12-01T00:30:00+01:00"] = ("2026-11-30T23:30:00", "2026-11-30T23:30:00"),
    };

    public static bool Holds(Where where, IndexedFile file) =>
        where.Conditions.All(c => Holds(c, file)) && where.Groups.All(g => g.Parts.Any(p => Holds(p, file)) != g.IsNegated);

    private static bool Holds(WhereCondition condition, IndexedFile file)
    {
        var values = Values(file, condition.Field).Select(v => v.ToLowerInvariant()).ToList();
        var asked = condition.Values.Select(v => v.ToLowerInvariant()).ToList();
        var isTime = condition.Field is "created" or "modified" or "happened_at";
        return condition.Operator switch
        {
            WhereOperator.In => values.Exists(v => asked.Exists(a => Same(v, a))),
            WhereOperator.NotEqual => !values.Exists(v => asked.Exists(a => Same(v, a))),
            WhereOperator.Exists => values.Count > 0 == (asked[0] == "true"),
            WhereOperator.Contains => values.Exists(v => v.Contains(asked[0], StringComparison.Ordinal)),
            WhereOperator.StartsWith => values.Exists(v => v.StartsWith(asked[0], StringComparison.Ordinal)),
            WhereOperator.Greater => values.Exists(v => Order(v, asked[0], (value, its) => string.CompareOrdinal(value.First, its.Last) > 0, o => o > 0)),
            WhereOperator.GreaterOrEqual => values.Exists(v => Order(v, asked[0], (value, its) => string.CompareOrdinal(value.First, its.First) >= 0, o => o >= 0)),
            WhereOperator.Less => values.Exists(v => Order(v, asked[0], (value, its) => string.CompareOrdinal(value.Last, its.First) < 0, o => o < 0)),
            _ => values.Exists(v => Order(v, asked[0], (value, its) => string.CompareOrdinal(value.Last, its.Last) <= 0, o => o <= 0)),
        };

        bool Same(string value, string its) => !isTime ? value == its
            : Time(value) is var (first, last) && Time(its) is var (from, to) && string.CompareOrdinal(first, from) >= 0 && string.CompareOrdinal(last, to) <= 0;
    }

    private static IEnumerable<string> Values(IndexedFile file, string field) => field switch
    {
        "path" => [file.Item.Path.Value],
        "type" => [file.Item.Type],
        "title" => [file.Item.Title],
        "status" => [file.Item.Status],
        "id" => file.Item.Id.Length > 0 ? [file.Item.Id] : [],
        "tag" => file.Item.Tags,
        "category" => file.Categories.SelectMany(c => c.Split('/').Select((_, i) => string.Join('/', c.Split('/')[..(i + 1)]))),
        "created" => Utc(file.Item.Created),
        "modified" => Utc(file.Item.Modified ?? file.Item.Created),
        "happened_at" => file.Item.HappenedAt is { } at ? [at.Text] : [],
        "user_id" => file.Scope.UserId is { } user ? [user] : [],
        _ => file.Item.Fields.Where(f => f.Key == field).Select(f => f.Value),
    };

    private static string[] Utc(DateTimeOffset? time) => time is { } t ? [t.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)] : [];

    private static bool Order(string value, string asked, Func<(string First, string Last), (string First, string Last), bool> times, Func<int, bool> order)
    {
        if (double.TryParse(asked, CultureInfo.InvariantCulture, out var number) && double.TryParse(value, CultureInfo.InvariantCulture, out var its)) return order(its.CompareTo(number));
        if (Time(asked) is { } span) return Time(value) is { } of && times(of, span);
        return !double.TryParse(asked, CultureInfo.InvariantCulture, out _) && order(string.CompareOrdinal(value, asked));
    }

    private static (string First, string Last)? Time(string text) =>
        Times.TryGetValue(text.ToUpperInvariant(), out var span) ? span : text.Length == 20 && text[^1] is 'z' or 'Z' ? (text[..19].ToUpperInvariant(), text[..19].ToUpperInvariant()) : null;
}
