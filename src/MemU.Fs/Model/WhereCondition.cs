namespace MemU.Fs.Model;

/// <summary>How a condition compares. What each means for a value is decided in one place, <see cref="ValueTest"/>.</summary>
public enum WhereOperator
{
    /// <summary><c>key=value</c> and <c>key__in=a,b</c>: one of the values.</summary>
    In,
    /// <summary><c>__ne</c>: none of the values, also where the field is absent.</summary>
    NotEqual,
    /// <summary><c>__gt</c>: greater, after.</summary>
    Greater,
    /// <summary><c>__gte</c>: at least, from the beginning of.</summary>
    GreaterOrEqual,
    /// <summary><c>__lt</c>: less, before.</summary>
    Less,
    /// <summary><c>__lte</c>: at most, up to the end of.</summary>
    LessOrEqual,
    /// <summary><c>__contains</c>: the text is part of the value, or of one element of a list.</summary>
    Contains,
    /// <summary><c>__startswith</c>: the value, or one element of a list, begins with the text.</summary>
    StartsWith,
    /// <summary><c>__exists=true</c> or <c>false</c>: whether there is a value.</summary>
    Exists,
}

/// <summary>One condition on a field; of a list it asks for one element.</summary>
/// <param name="Field">A built-in field, a scope field or a front matter key.</param>
/// <param name="Values">What is asked for, without regard to case: several values for <see cref="WhereOperator.In"/> and <see cref="WhereOperator.NotEqual"/>, else one.</param>
public sealed record WhereCondition(string Field, IReadOnlyList<string> Values)
{
    private const string Known = "key=value, __in, __ne, __gt, __gte, __lt, __lte, __contains, __startswith, __exists";

    /// <summary>How it compares.</summary>
    public WhereOperator Operator { get; init; } = WhereOperator.In;

    /// <summary>The field and operator of a key as a user types it, such as <c>created__gte</c>; an <c>__in</c> is told from equality by <c>IsList</c>.</summary>
    /// <exception cref="MemUException">The operator is unknown, or there is no field.</exception>
    internal static (string Field, WhereOperator Operator, bool IsList) ReadKey(string key)
    {
        var split = key.LastIndexOf("__", StringComparison.Ordinal);
        var (field, name) = split < 0 ? (key, "") : (key[..split], key[(split + 2)..]);
        WhereOperator? found = split < 0 ? WhereOperator.In : name switch
        {
            "in" => WhereOperator.In,
            "ne" => WhereOperator.NotEqual,
            "gt" => WhereOperator.Greater,
            "gte" => WhereOperator.GreaterOrEqual,
            "lt" => WhereOperator.Less,
            "lte" => WhereOperator.LessOrEqual,
            "contains" => WhereOperator.Contains,
            "startswith" => WhereOperator.StartsWith,
            "exists" => WhereOperator.Exists,
            _ => null,
        };
        if (field.Length == 0) throw Where.Bad($"'{Where.Shown(key)}' names no field");
        if (found is not { } op) throw Where.Bad($"'{Where.Shown(key)}' uses the unknown operator '__{Where.Shown(name)}'; known: {Known}");
        return (Where.Canonical(field), op, name == "in");
    }

    /// <summary>As a user types it, for messages.</summary>
    public override string ToString()
    {
        var name = Operator switch
        {
            WhereOperator.In => Values.Count == 1 ? "" : "__in",
            WhereOperator.NotEqual => "__ne",
            WhereOperator.Greater => "__gt",
            WhereOperator.GreaterOrEqual => "__gte",
            WhereOperator.Less => "__lt",
            WhereOperator.LessOrEqual => "__lte",
            WhereOperator.Contains => "__contains",
            WhereOperator.StartsWith => "__startswith",
            _ => "__exists",
        };
        return $"{Field}{name}={string.Join(',', Values)}";
    }
}
