using System.Text.RegularExpressions;
using MemU.Fs.Model;

namespace MemU.Fs.Questions;

/// <summary>
/// What to ask after an answer that leaves something of the question open: whom a pronoun means, whom a name belongs to.
/// Rules for English and Chinese; null when they are not sure.
/// </summary>
internal sealed partial class NextQuestion(People people)
{
    /// <summary>The next question.</summary>
    /// <param name="answer">What was found.</param>
    /// <param name="authorOf">Who said what the item at a path keeps.</param>
    public string? After(RetrieveResult answer, Func<string, string?> authorOf)
    {
        var query = answer.RewrittenQuery;
        if (!answer.IsEmpty && Pronouns.ArePersonal(query) && people.Named(query).Count == 0 && Meant(answer, authorOf) is { } person)
            return Pronouns.Replace(query, person);
        return answer.IsEmpty ? null : ByRelation(query, answer);
    }

    /// <summary>The one person whom the best hit is about; null when it names none or several.</summary>
    private string? Meant(RetrieveResult answer, Func<string, string?> authorOf)
    {
        var (text, author) = answer.Items is [var item, ..] ? (item.Summary, authorOf(item.Path)) : answer.Resources is [var said, ..] ? (said.Snippet, said.Speaker) : ("", null);
        var speakers = answer.Resources.Select(r => r.Speaker).Append(author).OfType<string>().Where(s => IsName(s) && !people.IsOwner(s)).Distinct(StringComparer.Ordinal).ToList();
        var named = people.Known(text).Concat(speakers.Where(s => Stands(text, s))).DistinctBy(TextKey.Name).ToList();
        if (FirstPerson().IsMatch(text)) return named.Count == 0 && author is not null && speakers.Contains(author) ? author : null;
        return named is [var one] ? one : null;
    }

    /// <summary>The question about "my sister" when what was found tells of a name only that it is hers.</summary>
    private static string? ByRelation(string query, RetrieveResult answer)
    {
        var texts = answer.Items.Select(i => i.Summary).Concat(answer.Resources.Select(r => r.Snippet)).ToList();
        foreach (var name in People.Subjects(query).Concat(texts.SelectMany(t => Relations.NamedIn(t, query))).Distinct(StringComparer.Ordinal))
        {
            string? relation = null;
            var alone = false;
            foreach (var text in texts)
                for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0 && !alone; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
                {
                    var found = Relations.Of(text, at, name.Length);
                    relation ??= found;
                    alone = found is null;
                }
            if (relation is null || alone) continue;
            if (relation.StartsWith("my", StringComparison.OrdinalIgnoreCase) || relation.StartsWith("our", StringComparison.OrdinalIgnoreCase)) relation = char.ToLowerInvariant(relation[0]) + relation[1..];
            return query.Contains(relation, StringComparison.OrdinalIgnoreCase) ? null : query.Replace(name, relation, StringComparison.Ordinal);
        }
        return null;
    }

    private static bool IsName(string speaker) => new QueryMessage(speaker, "").IsUser && speaker != "user";

    private static bool Stands(string text, string name)
    {
        var at = text.IndexOf(name, StringComparison.Ordinal);
        return at >= 0 && (TextKey.IsIdeographic(name[0]) || (at == 0 || !char.IsLetter(text[at - 1])) && (at + name.Length == text.Length || !char.IsLetter(text[at + name.Length])));
    }

    [GeneratedRegex(@"\b(I|[Ww]e)\b|我(?![的家]?(?:姐|妹|哥|弟|妈|爸|母|父|妻|丈|女|儿|朋友|同事|老))", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex FirstPerson();
}
