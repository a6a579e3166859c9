namespace MemU.Fs.Providers.Offline.Dates;

/// <summary>The tokens of one segment as one language reads them.</summary>
internal sealed class DateScan(DateToken[] tokens, DateVocabulary words, DateCalendar calendar)
{
    private const int Reach = 12;
    private readonly List<DateTerm>?[] _terms = new List<DateTerm>?[tokens.Length];

    /// <summary>The tokens.</summary>
    public DateToken[] Tokens => tokens;

    /// <summary>The longest phrase that starts at a token, context included; null when no rule matches.</summary>
    public (DateReading Reading, int First, int End)? Longest(int at, DateGrammar grammar)
    {
        var terms = Terms(at);
        if (terms.Count == 0) return null;
        (DateReading Reading, int First, int End)? best = null;
        var tried = 0UL;
        foreach (var term in terms)
        {
            if ((tried & (1UL << (int)term.Kind)) != 0) continue;
            tried |= 1UL << (int)term.Kind;
            foreach (var rule in grammar.StartingWith(term.Kind))
            {
                var match = new DateMatch(this, calendar) { First = at };
                if (Bind(rule, 0, at, match) is { } found && (best is not { } b || found.End > b.End)) best = (found.Reading, match.First, found.End);
            }
        }
        return best;
    }

    /// <summary>-1 when a verb before the token, in the same clause, is in the past and nothing speaks of a plan; 1 for a future; else 0.</summary>
    public int Tense(int at)
    {
        var past = false;
        for (var i = at - 1; i >= 0 && i >= at - Reach; i--)
        {
            if (tokens[i].Text is "." or "!" or "?" or ";" or "。" or "！" or "？") break;
            foreach (var term in Terms(i))
            {
                if (term.Kind == DateKind.Plan) return term.Value;
                past |= term.Kind == DateKind.Past;
            }
            past |= words.Name == "en" && tokens[i].Text is { Length: > 4 } t && t.EndsWith("ed", StringComparison.Ordinal);
        }
        // in Chinese, Japanese and Korean the verb comes last
        for (var i = at; words.Eastern && i < tokens.Length && i < at + 3 * Reach && tokens[i].Text is not ("。" or "！" or "？" or "." or "!" or "?" or "，" or ","); i++)
            foreach (var term in Terms(i))
            {
                if (term.Kind == DateKind.Plan) return term.Value;
                past |= term.Kind == DateKind.Past;
            }
        return past ? -1 : 0;
    }

    /// <summary>True when the token is a word that is counted by the number before it.</summary>
    public bool FollowedByNoun(int at) =>
        at < tokens.Length && tokens[at].Kind == TokenKind.Word && !Terms(at).Exists(t => t.Kind is DateKind.On or DateKind.Since or DateKind.In or DateKind.Common or DateKind.Past or DateKind.Plan or DateKind.Daypart);

    /// <summary>True when what is counted, a decimal or a percent sign follows, so that "in 2019" is no year.</summary>
    public bool IsCount(int at) =>
        at < tokens.Length && (Terms(at).Exists(t => t.Kind is DateKind.Counted || t.Kind == DateKind.Unit && t.Value < (int)DateUnit.Hour) || tokens[at].Text is "%" or "€" or "$");

    /// <summary>True when "of" follows, without a week or year that says which.</summary>
    public bool IsOfMany(int at) => at < tokens.Length && tokens[at].Text is "of" or "de" or "del" or "du" or "des" or "van" or "di" or "do" or "da";

    /// <summary>True when "since" stands before the token.</summary>
    public bool IsSince(int at)
    {
        for (var back = 1; back <= 3 && at - back >= 0; back++)
            foreach (var term in Terms(at - back))
            {
                if (term.Kind == DateKind.Since && term.Length == back) return true;
                if (term.Kind == DateKind.Since && back > term.Length && Terms(at - back + term.Length).Exists(t => t.Kind is DateKind.The && t.Length == back - term.Length)) return true;
            }
        return false;
    }

    /// <summary>The readings of the tokens from one on.</summary>
    public List<DateTerm> Terms(int at)
    {
        if (at >= tokens.Length) return [];
        if (_terms[at] is { } known) return known;
        List<DateTerm> terms = [];
        words.Read(tokens, at, terms);
        if (tokens[at].Kind == TokenKind.Digits) DateNumbers.ReadDigits(tokens, at, this, terms);
        else if (words.Eastern && tokens[at].Kind == TokenKind.Sign) DateNumbers.ReadSigns(tokens, at, terms);
        else if (!words.Eastern) DateNumbers.ReadOrdinal(terms);
        if (tokens[at].Text is "," or "、") terms.Add(new(DateKind.Comma, 0, 1));
        _terms[at] = terms;
        return terms;
    }

    private (DateReading Reading, int End)? Bind(DateRule rule, int element, int at, DateMatch match)
    {
        if (element == rule.Elements.Length)
        {
            if (!EndsWell(at)) return null;
            return rule.Read(match) is { } reading ? (reading, at) : null;
        }
        if (element == rule.Context && rule.Context > 0) match.First = at;
        var (kind, optional) = rule.Elements[element];
        var here = match.Count > 0 && kind != DateKind.Through ? Skip(at, kind) : at;
        // a comma joins parts and opens none
        if (here < tokens.Length && (kind != DateKind.Comma || match.Count > 0))
        {
            foreach (var term in Terms(here))
            {
                if (term.Kind != kind || !StartsWell(here, match.Count == 0)) continue;
                if (element == rule.Context) match.First = here;
                var count = match.Count;
                match.Push(term, here);
                if (Bind(rule, element + 1, here + term.Length, match) is { } found) return found;
                match.Pop(count);
            }
        }
        return optional ? Bind(rule, element + 1, at, match) : null;
    }

    // between two elements there may be a hyphen ("mid-May"), an apostrophe ("l'été") or the dot of an abbreviation or ordinal ("Nov. 3", "3. Mai")
    private int Skip(int at, DateKind next)
    {
        if (at + 1 >= tokens.Length || tokens[at].Kind != TokenKind.Mark) return at;
        return tokens[at].Text switch
        {
            "'" or "’" when tokens[at].Glued => at + 1,
            "-" when tokens[at].Glued && tokens[at + 1].Glued => at + 1,
            "." when tokens[at].Glued && next is DateKind.DayNumber or DateKind.Month or DateKind.Year or DateKind.Weekday or DateKind.Of => at + 1,
            _ => at,
        };
    }

    private bool StartsWell(int at, bool first)
    {
        var token = tokens[at];
        if (!token.Glued || at == 0) return true;
        var before = tokens[at - 1];
        if (token.Kind == TokenKind.Sign) return true;
        if (token.Kind == TokenKind.Digits && before.Kind == TokenKind.Word) return before.Text == "q" && !first;
        if (token.Kind == TokenKind.Word && before.Kind == TokenKind.Digits) return false;
        if (!first) return true;
        return token.Kind == TokenKind.Digits
            ? before.Text is "(" or "[" or "\"" or "“" or "‘" or "'" or "’" or "„" or "«" or "*" or "_" or "（" or "，" or "。" or "：" or "「" or "《" or "、" || before.Kind == TokenKind.Sign
            : before.Text is not ("@" or "/" or "\\" or "." or "#" or "_" or "$" or "=");
    }

    private bool EndsWell(int at)
    {
        if (at >= tokens.Length || !tokens[at].Glued) return true;
        var (last, next) = (tokens[at - 1], tokens[at]);
        var more = at + 1 < tokens.Length && tokens[at + 1].Glued;
        if (last.Kind == TokenKind.Digits)
        {
            if (next.Kind is TokenKind.Word or TokenKind.Digits || next.Text is "%" or "°" or "$" or "€") return false;
            return !(more && next.Text is "." or ":" or "/" or "-" or "," && at + 1 < tokens.Length && tokens[at + 1] is { Kind: TokenKind.Digits, Glued: true });
        }
        if (last.Kind == TokenKind.Word && next.Kind == TokenKind.Digits) return false;
        return !(next.Text is "@" or "/" or "\\" or "_" or "=" && more) && !(next.Text == "." && more && tokens[at + 1].Kind is TokenKind.Word or TokenKind.Digits && at + 1 < tokens.Length && tokens[at + 1].Glued && !tokens[at + 1].Capital);
    }
}
