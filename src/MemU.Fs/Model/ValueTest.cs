using System.Globalization;

namespace MemU.Fs.Model;

/// <summary>
/// What a condition means for a value: the one place that decides it, for the index and for single files. Values come as <see cref="FieldText"/> has
/// them. For order, a number asked for is compared with numbers and a date, time or interval with those; any other text ordinally with every text. A
/// value of another kind does not pass. A date asked for is an interval: <c>__gt</c> is after all of it, <c>__lte</c> up to its end.
/// <c>created</c>, <c>modified</c> and <c>happened_at</c> are times in equality too, which takes what lies within the date asked for.
/// </summary>
internal sealed class ValueTest
{
    private static readonly HashSet<string> TimeFields = new(StringComparer.Ordinal) { "created", "modified", "happened_at" };

    private readonly WhereOperator _operator;
    private readonly HashSet<string> _texts;
    private readonly List<Moments> _moments = [];
    private readonly string _asked;
    private readonly Number? _number;

    private ValueTest(WhereCondition condition)
    {
        (Field, _operator) = (Where.Canonical(condition.Field), condition.Operator);
        var isEquality = _operator is WhereOperator.In or WhereOperator.NotEqual;
        if (!isEquality && condition.Values.Count != 1) throw Where.Bad($"'{Where.Shown(condition.ToString())}' must name one value");
        if (Field == "id" && !isEquality) throw Where.Bad($"'{Where.Shown(condition.ToString())}': an id can be asked for by equality, __in and __ne only");
        var values = Field == "tag" ? [.. condition.Values.Select(v => v.TrimStart('#'))] : condition.Values;
        _asked = isEquality ? "" : FieldText.Fold(_operator is WhereOperator.Contains or WhereOperator.StartsWith ? values[0] : values[0].Trim());
        _texts = isEquality ? values.Select(FieldText.Of).ToHashSet(StringComparer.Ordinal) : [];
        if (_operator == WhereOperator.Exists && _asked is not ("true" or "false")) throw Where.Bad($"'{Where.Shown(condition.ToString())}' must be true or false");
        IsTime = TimeFields.Contains(Field) && (isEquality || IsOrder);
        if (isEquality && !IsTime || !isEquality && !IsOrder) return;
        foreach (var value in condition.Values)
        {
            if (Moments.TryParse(value, out var moments)) _moments.Add(moments);
            else if (IsTime) throw Where.Bad($"'{Where.Shown(condition.ToString())}' asks for a time; write a date (2026, 2026-11, 2026-11-20), a time (2026-11-20T09:00:00Z) or an interval (2026-11-16/2026-11-22)");
        }
        _number = IsTime ? null : Number.Of(_asked);
    }

    /// <summary>The field under its own name.</summary>
    public string Field { get; }

    /// <summary>True when the condition holds where no value passes.</summary>
    public bool IsNegated => _operator == WhereOperator.NotEqual || _operator == WhereOperator.Exists && _asked == "false";

    /// <summary>True when values are compared as times, always.</summary>
    public bool IsTime { get; }

    /// <summary>True when every value passes.</summary>
    public bool TakesAny => _operator == WhereOperator.Exists;

    /// <summary>The values that pass, where only equal ones do; null otherwise.</summary>
    public IReadOnlyCollection<string>? EqualTo => _operator is WhereOperator.In or WhereOperator.NotEqual && !IsTime ? _texts : null;

    /// <summary>What every value that passes begins with.</summary>
    public string Prefix => _operator == WhereOperator.StartsWith ? _asked : "";

    private bool IsOrder => _operator is WhereOperator.Greater or WhereOperator.GreaterOrEqual or WhereOperator.Less or WhereOperator.LessOrEqual;

    /// <summary>Reads a condition.</summary>
    /// <exception cref="MemUException">Its value is none that the field and the operator take.</exception>
    public static ValueTest Of(WhereCondition condition) => new(condition);

    /// <summary>True when the condition holds for a file that has these values of the field.</summary>
    public bool Holds(IEnumerable<string> values) => values.Any(Passes) != IsNegated;

    /// <summary>True when a value passes.</summary>
    public bool Passes(string value) => _operator switch
    {
        WhereOperator.Exists => true,
        WhereOperator.Contains => FieldText.Beginning(value).Contains(_asked, StringComparison.Ordinal),
        WhereOperator.StartsWith => FieldText.Beginning(value).StartsWith(_asked, StringComparison.Ordinal),
        _ when IsTime => Moments.TryParse(value, out var moments) && Passes(moments),
        WhereOperator.In or WhereOperator.NotEqual => _texts.Contains(value),
        _ => Ordered(value),
    };

    /// <summary>True when a moment of a time field passes.</summary>
    public bool Passes(long ticks) => IsTime ? Passes(Moments.Of(ticks)) : Passes(Moments.Text(ticks));

    private bool Ordered(string value)
    {
        if (_number is { } asked && Number.Of(value) is { } number) return Holds(number.CompareTo(asked));
        if (_moments.Count > 0 && Moments.TryParse(value, out var moments)) return Passes(moments);
        return _number is null && _moments.Count == 0 && Holds(string.CompareOrdinal(FieldText.Beginning(value), _asked));
    }

    private bool Passes(Moments value)
    {
        foreach (var asked in _moments)
            if (_operator switch
                {
                    WhereOperator.Greater => value.First > asked.Last,
                    WhereOperator.GreaterOrEqual => value.First >= asked.First,
                    WhereOperator.Less => value.Last < asked.First,
                    WhereOperator.LessOrEqual => value.Last <= asked.Last,
                    _ => value.First >= asked.First && value.Last <= asked.Last,
                }) return true;
        return false;
    }

    private bool Holds(int order) => _operator switch
    {
        WhereOperator.Greater => order > 0,
        WhereOperator.GreaterOrEqual => order >= 0,
        WhereOperator.Less => order < 0,
        _ => order <= 0,
    };

    /// <summary>A number: exactly to 28 digits, beyond that as a floating one.</summary>
    private readonly record struct Number(decimal? Exact, double Near) : IComparable<Number>
    {
        public static Number? Of(string text)
        {
            // most texts are none, and begin like none
            if (text.Length is 0 or > 400 || !(char.IsAsciiDigit(text[0]) || text[0] is '-' or '+' or '.')) return null;
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var near) || !double.IsFinite(near)) return null;
            // what is too small for a decimal would be 0
            return new(decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && (exact != 0 || near == 0) ? exact : null, near);
        }

        public int CompareTo(Number other) => Exact is { } a && other.Exact is { } b ? a.CompareTo(b) : Near.CompareTo(other.Near);
    }
}
