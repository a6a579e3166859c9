namespace MemU.Fs.Model;

/// <summary>One condition on a field.</summary>
/// <param name="Field">A built-in field, a scope field or a front matter key.</param>
/// <param name="Values">The values of which one must be equal, without regard to case.</param>
public sealed record WhereCondition(string Field, IReadOnlyList<string> Values);

/// <summary>A filter: all conditions must hold. Text forms are <c>key=value</c> and <c>key__in=a,b</c>; any other operator is an error.</summary>
public sealed record Where(IReadOnlyList<WhereCondition> Conditions)
{
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["created_at"] = "created", ["updated_at"] = "modified", ["memory_type"] = "type",
    };

    /// <summary>No condition.</summary>
    public static Where All { get; } = new([]);

    /// <summary>Reads one condition as a user types it.</summary>
    /// <exception cref="MemUException">The text has no <c>=</c>, or its operator is unknown.</exception>
    public static WhereCondition Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) throw new MemUException(MemUErrorKind.BadArgument, $"'{text}' is not a condition; write key=value or key__in=a,b.");
        var (field, value) = (text[..equals].Trim(), text[(equals + 1)..].Trim());
        var split = field.LastIndexOf("__", StringComparison.Ordinal);
        if (split < 0) return new(Canonical(field), [value]);
        var op = field[(split + 2)..];
        if (split == 0 || op != "in") throw new MemUException(MemUErrorKind.BadArgument, $"'{field}' uses the unknown operator '__{op}'; known: equality (key=value) and key__in=a,b.");
        return new(Canonical(field[..split]), value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A filter from conditions as a user types them.</summary>
    public static Where Parse(IEnumerable<string> conditions) => new(conditions.Select(Parse).ToList());

    /// <summary>This filter with the fields of a scope added as equalities.</summary>
    public Where And(MemoryScope scope) => new([.. Conditions, .. scope.Fields.Select(f => new WhereCondition(f.Key, [f.Value]))]);

    /// <summary>This filter with further conditions.</summary>
    public Where And(IEnumerable<WhereCondition> conditions) => new([.. Conditions, .. conditions]);

    /// <summary>The name under which a field is kept: memU's names are the same as the format's.</summary>
    public static string Canonical(string field) => Aliases.GetValueOrDefault(field, field);
}
