using System.Text.RegularExpressions;
using MemU.Fs.Model;

namespace MemU.Fs.Questions;

/// <summary>
/// Makes a question of a conversation one that stands by itself: "and my sister?" after "Where does my brother live?" is searched as
/// "where live my sister". Earlier messages only resolve it; a question that needs none of them stays as it was asked.
/// </summary>
internal sealed partial class FollowUp(People people)
{
    private const int MostMessages = 8, FewWords = 2;

    /// <summary>The question as it is to be searched.</summary>
    public string Rewrite(string query, IReadOnlyList<QueryMessage> context)
    {
        if (context.Count == 0) return query;
        string? before = null;
        // a follow-up may follow another one, so each is made whole in its turn
        foreach (var message in context.Where(m => m.IsUser && !string.IsNullOrWhiteSpace(m.Text) && !SmallTalk.Is(m.Text)).TakeLast(MostMessages))
            before = before is null ? message.Text : Resolved(message.Text, before);
        return before is null ? query : Resolved(query, before);
    }

    private string Resolved(string query, string before)
    {
        if (Pronouns.ArePersonal(query) && people.Named(query).Count == 0 && people.Named(before) is [var one]) query = Pronouns.Replace(query, one);
        var rest = WithoutConnective(query);
        var own = QuestionWords.Of(rest);
        var whole = own.Content.Count > 0 && (rest == query ? !Pronouns.AreOpen(query) || own.Content.Count > FewWords : own.Asks is not null && own.Content.Any(w => w.Kind == ContentKind.Plain));
        if (whole) return query;
        var earlier = QuestionWords.Of(before);
        // a person, relation or time that is named now takes the place of the one before
        var kept = earlier.Content.Where(w => (w.Kind == ContentKind.Plain || !own.Content.Any(o => o.Kind == w.Kind)) && !own.Content.Any(o => o.Text.Equals(w.Text, StringComparison.OrdinalIgnoreCase))).Select(w => w.Text).ToList();
        if (kept.Count == 0) return query;
        var asks = own.Asks is null ? earlier.Asks : null;
        var parts = rest.Any(TextKey.IsIdeographic) ? (IEnumerable<string?>)[rest, .. kept, asks] : [asks, .. kept, rest];
        return string.Join(' ', parts.Where(p => !string.IsNullOrWhiteSpace(p)));
    }

    /// <summary>What follows "and", "what about", 那 …, without the marks at its end; the text itself when it begins with none of them.</summary>
    private static string WithoutConnective(string query) =>
        Begins().Match(query) is { Success: true, Length: var length } && length < query.Length ? query[length..].TrimEnd('?', '？', '!', '！', '.', '。', '呢', ' ') : query;

    [GeneratedRegex(@"^\s*(?:(?:and|but|or|also|so|then|ok|okay|well)\b[\s,]*)*(?:what about|how about|what of|and for|same for)\b[\s,]*|^\s*(?:(?:and|but|or|also|then)\b[\s,]*)+|^\s*(?:et|und|y|e|och|и|а)\s+|^\s*(?:那么|那麼|那|还有|還有|另外|而且|然后|以及)[，,\s]*",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Begins();
}
