using System.Text.RegularExpressions;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Rules;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>
/// What an assistant lists and a person then asks to remember ("the others into your memory", 把这几条记下来) is stated by that person;
/// nothing else that an assistant says is learned.
/// </summary>
internal static partial class Confirmed
{
    private const int MostLines = 12;

    /// <summary>The lines of the list, each a statement of the assistant's message that the person confirmed.</summary>
    public static List<Statement> Of(Talk talk, IReadOnlyList<SourceMessage> messages)
    {
        if (talk.Message.Text.Length > 400 || !AsksToKeep().IsMatch(talk.Message.Text)) return [];
        var before = messages.LastOrDefault(m => m.Number < talk.Message.Number);
        if (before is not { FromAssistant: true }) return [];
        List<Statement> found = [];
        foreach (Match line in Item().Matches(before.Text.Length > 4000 ? before.Text[..4000] : before.Text))
        {
            var text = line.Groups[1].Value.Trim();
            if (found.Count == MostLines || text.Length < 12 || text.Contains('?', StringComparison.Ordinal) || text.Contains("****", StringComparison.Ordinal)) continue;
            var clause = Statements.Read(text, talk, technical: true);
            var finding = Guards.Find(clause, talk) is { Type: MemoryType.Tool or MemoryType.Skill or MemoryType.Knowledge } known ? known : clause.Code || clause.Has(Lexicons.Field.Tech) ? Finding.Tool("confirmed list") : Finding.Knowledge("confirmed list");
            found.Add(new(before.Number, found.Count, text, finding with { Rule = "confirmed list" }, clause.Dates, clause));
        }
        return found.Count >= 2 ? found : [];
    }

    [GeneratedRegex(@"\b(?:in(?:to)? your memory|remember (?:that|these|this|those|them|all)|keep (?:these|this|that|those|them) in mind|(?:save|store|memori[sz]e) (?:that|these|this|those|them|all)|for next time)\b|记住(?:这|上面|以上)|(?:都|全|这些|这几条)记(?:下来|住)|存(?:到|进)记忆", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex AsksToKeep();

    [GeneratedRegex(@"^[ \t]*(?:\d{1,2}[.)、]|[-*•])[ \t]*(\S[^\n]{5,300})$", RegexOptions.Multiline | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Item();
}
