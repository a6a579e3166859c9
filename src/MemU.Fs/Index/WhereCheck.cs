using MemU.Fs.Model;

namespace MemU.Fs.Index;

/// <summary>Refuses a filter that can't be meant: one of a field that no file has, of a value that its operator does not take, or one that is too large.</summary>
internal static class WhereCheck
{
    private const int Near = 5, Longest = 80;

    // whoever has nothing yet may ask for it all the same
    private static readonly HashSet<string> s_owners = new(StringComparer.Ordinal) { "user_id", "agent_id" };

    /// <summary>Checks all conditions.</summary>
    /// <param name="where">The filter.</param>
    /// <param name="names">The fields that some file has; asked only where the filter names one that is not built in.</param>
    /// <returns>What each condition means.</returns>
    /// <exception cref="MemUException">The filter is refused; of an unknown field the message lists near names.</exception>
    public static Dictionary<WhereCondition, ValueTest> Run(Where where, Func<IReadOnlySet<string>> names)
    {
        var tests = new Dictionary<WhereCondition, ValueTest>(ReferenceEqualityComparer.Instance);
        IReadOnlySet<string>? known = null;
        foreach (var condition in where.Every())
        {
            var field = Where.Canonical(condition.Field);
            if (!FileValues.BuiltIn.Contains(field) && !s_owners.Contains(field) && !(known ??= names()).Contains(field)) throw Unknown(field, known);
            tests[condition] = ValueTest.Of(condition);
        }
        return tests;
    }

    private static MemUException Unknown(string field, IReadOnlySet<string> known)
    {
        var near = known.Concat(FileValues.BuiltIn).Distinct(StringComparer.Ordinal)
            .Select(name => (Name: name, Far: Distance(name, field)))
            .OrderBy(n => n.Far).ThenBy(n => n.Name, StringComparer.Ordinal).Take(Near).Select(n => Where.Shown(n.Name));
        return Where.Bad($"No memory has a field '{Where.Shown(field)}'; near names are {string.Join(", ", near)}");
    }

    // edits between the names, fewer when one begins with the other
    private static double Distance(string a, string b)
    {
        if (b.Length > Longest) b = b[..Longest];
        var slips = Slips.Between(a.ToLowerInvariant(), b.ToLowerInvariant(), swaps: false)!.Value;
        return a.StartsWith(b, StringComparison.OrdinalIgnoreCase) || b.StartsWith(a, StringComparison.OrdinalIgnoreCase) ? slips / 4.0 : slips;
    }
}
