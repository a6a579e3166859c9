using System.Text.Json;

namespace MemU.Fs.Model;

/// <summary>
/// A filter: all conditions and all groups must hold. Text forms are <c>key=value</c> and <c>key__in=a,b</c> with the other operators of
/// <see cref="WhereOperator"/>; an expression such as <c>(type=profile or tag=travel) and not status=deprecated</c>, which begins with <c>(</c> or
/// <c>not</c>; and JSON (<see cref="FromJson(string)"/>).
/// </summary>
/// <param name="Conditions">Conditions that all must hold.</param>
public sealed record Where(IReadOnlyList<WhereCondition> Conditions)
{
    /// <summary>How deep a filter may nest.</summary>
    public const int MaxDepth = 20;

    /// <summary>How many conditions and groups, and how many values altogether, a filter may have.</summary>
    public const int MaxConditions = 200, MaxValues = 2000;

    /// <summary>How many characters the text of a filter may have.</summary>
    public const int MaxText = 100_000;

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["created_at"] = "created", ["updated_at"] = "modified", ["memory_type"] = "type", ["tags"] = "tag",
    };

    /// <summary>No condition.</summary>
    public static Where All { get; } = new([]);

    /// <summary>Groups that all must hold as well.</summary>
    public IReadOnlyList<WhereGroup> Groups { get; init; } = [];

    /// <summary>True when everything passes.</summary>
    public bool IsAll => Conditions.Count == 0 && Groups.Count == 0;

    /// <summary>Reads a filter as a user types it: a condition, an expression, or JSON.</summary>
    /// <exception cref="MemUException">The text is none of them, or its operator is unknown.</exception>
    public static Where Parse(string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length > MaxText) throw Bad($"a filter of {trimmed.Length} characters is too long; give at most {MaxText}");
        if (trimmed is ['{', ..]) return FromJson(text);
        if (WhereExpression.Looks(trimmed)) return new WhereExpression(text).Read();
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) throw Bad($"'{Shown(text)}' is not a condition; write key=value, key__in=a,b, or an expression in parentheses such as (type=profile or tag=travel)");
        var (field, op, isList) = WhereCondition.ReadKey(text[..equals].Trim());
        var value = text[(equals + 1)..].Trim();
        return new([new(field, isList ? value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [value]) { Operator = op }]);
    }

    /// <summary>A filter from several of them as a user types them; all must hold.</summary>
    public static Where Parse(IEnumerable<string> conditions) => conditions.Select(Parse).Aggregate(All, (all, one) => all.And(one));

    /// <summary>
    /// A filter from JSON such as <c>{"type":"profile","priority__gte":2,"tag__in":["a","b"],"or":[{…},{…}],"and":[…],"not":{…}}</c>: all members must
    /// hold; values are texts, numbers or booleans.
    /// </summary>
    /// <exception cref="MemUException">It is no such object.</exception>
    public static Where FromJson(string json) => WhereJson.Read(json);

    /// <summary>A filter from a JSON object that is parsed already; see <see cref="FromJson(string)"/>.</summary>
    /// <exception cref="MemUException">It is no such object.</exception>
    public static Where FromJson(JsonElement json) => WhereJson.Read(json);

    /// <summary>This filter and another one.</summary>
    public Where And(Where other) => other.IsAll ? this : IsAll ? other : new([.. Conditions, .. other.Conditions]) { Groups = [.. Groups, .. other.Groups] };

    /// <summary>This filter with the fields of a scope added as equalities.</summary>
    public Where And(MemoryScope scope) => And(new Where([.. scope.Fields.Select(f => new WhereCondition(f.Key, [f.Value]))]));

    /// <summary>The name under which a field is kept: memU's names are the same as the format's.</summary>
    public static string Canonical(string field) => Aliases.GetValueOrDefault(field, field);

    /// <summary>Every condition, those of groups included.</summary>
    /// <exception cref="MemUException">The filter is too deep or too large.</exception>
    internal List<WhereCondition> Every()
    {
        var (all, values, groups) = (new List<WhereCondition>(), 0, 0);
        Add(this, 0);
        return all;

        void Add(Where where, int depth)
        {
            if (depth > MaxDepth) throw TooDeep();
            foreach (var condition in where.Conditions)
            {
                all.Add(condition);
                values += condition.Values.Count;
            }
            groups += where.Groups.Count;
            if (all.Count + groups > MaxConditions) throw Bad($"the filter has more than {MaxConditions} conditions; for many values of one field write key__in=a,b");
            if (values > MaxValues) throw Bad($"the filter names more than {MaxValues} values");
            foreach (var group in where.Groups)
                foreach (var part in group.Parts) Add(part, depth + 1);
        }
    }

    internal static MemUException TooDeep() => Bad($"the filter nests deeper than {MaxDepth} levels");

    internal static MemUException Bad(string message, Exception? inner = null) => new(MemUErrorKind.BadArgument, message + ".", inner);

    /// <summary>A text as a message shows it.</summary>
    internal static string Shown(string text) => text.Length <= 80 ? text : text[..(char.IsHighSurrogate(text[79]) ? 79 : 80)] + "…";
}

/// <summary>Filters of which one must hold, or none.</summary>
/// <param name="Parts">The filters.</param>
/// <param name="IsNegated">True when none of them may hold: a <c>not</c>. Else one must: an <c>or</c>.</param>
public sealed record WhereGroup(IReadOnlyList<Where> Parts, bool IsNegated = false);
