using System.Globalization;
using MemU.Fs.Providers.Offline.Lexicons;
using MemU.Fs.Providers.Offline.Rules;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline.Learned;

/// <summary>Reads the cues of a candidate: its words and their pattern, what the vocabulary and the rules see in it, its dates, its place in the message and the conversation.</summary>
internal static class CueReader
{
    /// <summary>Adds the cues of a candidate.</summary>
    public static void Read(Candidate candidate, Cues cues)
    {
        var c = candidate.Clause;
        cues.Add("all", "");
        if (c.Tongue.Unspaced()) Eastern(c, cues); else Western(c, cues);
        Topics(c, cues);
        Rules(candidate, cues);
        Dates(c, cues);
        Shape(candidate, cues);
        Around(candidate, cues);
    }

    private static void Western(Clause c, Cues cues)
    {
        var words = Tokens.Words(c);
        foreach (var word in words) cues.Add("w", word);
        for (var i = 0; i + 1 < words.Length; i++) cues.Add("ww", words[i], words[i + 1]);
        for (var i = 0; i + 2 < words.Length; i++) cues.Add("www", words[i], words[i + 1], words[i + 2]);
        foreach (var word in words) if (word.Length > 4) cues.Add("s", Offline.Topics.Stem(word));
        Runs("p", Tokens.Pattern(c), 4, cues);
    }

    private static void Eastern(Clause c, Cues cues)
    {
        Runs("h", Tokens.Characters(c.Text), 3, cues);
        Runs("q", Tokens.EasternPattern(c), 4, cues);
    }

    private static void Runs(string kind, string[] tokens, int longest, Cues cues)
    {
        for (var n = 1; n <= longest; n++)
            for (var i = 0; i + n <= tokens.Length; i++) cues.Add(kind, tokens.AsSpan(i, n));
        // what opens a sentence, and what opens it with one token left out
        if (tokens.Length > 4) cues.Add(kind + "0", tokens[1], "_", tokens[3]);
    }

    private static void Topics(Clause c, Cues cues)
    {
        var subject = Subject(c);
        cues.Add("subject", subject);
        var seen = Field.None;
        foreach (var hit in c.Hits) seen |= hit.Field;
        for (var bit = 0; bit < 40; bit++)
        {
            var field = (Field)(1L << bit);
            if ((seen & field) == 0) continue;
            var name = field.ToString();
            cues.Add("about", name);
            cues.Add("who", subject, name);
            for (var other = bit + 1; other < 40; other++) if ((seen & (Field)(1L << other)) != 0) cues.Add("both", name, ((Field)(1L << other)).ToString());
        }
        if (c.Code) cues.Add("has", "code");
        if (c.HasNumber) cues.Add("has", "number");
        if (c.Text.AsSpan().IndexOfAny("$€£¥") >= 0) cues.Add("has", "money");
        if (c.Text.AsSpan().IndexOfAny("%") >= 0) cues.Add("has", "percent");
        if (c.Text.Contains('`', StringComparison.Ordinal)) cues.Add("has", "backtick");
        if (c.Text.AsSpan().IndexOfAny("\"“「") >= 0) cues.Add("has", "quote");
        if (c.Text.Contains('(', StringComparison.Ordinal) || c.Text.Contains('（', StringComparison.Ordinal)) cues.Add("has", "brackets");
        if (c.Text.Contains(": ", StringComparison.Ordinal) || c.Text.Contains('：', StringComparison.Ordinal)) cues.Add("has", "colon");
        var names = c.Words.Skip(1).Count(w => w.Capital && w.Lower is not ("i" or "i'm" or "i've" or "i'd" or "i'll"));
        cues.Add("names", Few(names));
        if (Corrections.Denies(c)) cues.Add("has", "denial");
        if (Corrections.Marks(c)) cues.Add("has", "correction");
    }

    private static void Rules(Candidate candidate, Cues cues)
    {
        cues.Add("rules", Few(candidate.Rules.Count));
        if (candidate.Reason is { } reason) cues.Add("left", reason);
        if (Guards.Part(candidate.Clause) is { } part) cues.Add("leftpart", part);
        foreach (var statement in candidate.Rules)
        {
            var finding = statement.Finding;
            cues.Add("rule", finding.Rule);
            cues.Add("ruletype", finding.Type, finding.Weight >= 3 ? "sure" : "likely");
            cues.Add("rulesort", finding.Category);
            cues.Add("rulework", finding.Rule, candidate.Talk.AtWork ? "work" : "life");
            cues.Add("rulelength", finding.Type, Length(candidate.Clause));
        }
        if (Guards.IsInterjection(candidate.Clause)) cues.Add("is", "interjection");
        if (Guards.LeansBack(candidate.Clause.Text)) cues.Add("is", "leaning");
        if (EnglishGuards.IsRequest(candidate.Clause) || ChineseGuards.IsRequest(candidate.Clause)) cues.Add("is", "request");
    }

    private static void Dates(Clause c, Cues cues)
    {
        if (c.Dates.Count == 0) { cues.Add("date", "none"); return; }
        foreach (var date in c.Dates)
        {
            var kind = date.Recurring ? "recurring" : date.Since ? "since" : date.When is null ? "open" : date.Relative ? "relative" : "named";
            cues.Add("date", kind);
            if (date.When is { } when)
            {
                var days = (when.End - when.Start).TotalDays;
                cues.Add("dateof", kind, days <= 1 ? "day" : days <= 7 ? "week" : days <= 31 ? "month" : "long");
            }
            cues.Add("datew", date.Phrase.ToLowerInvariant());
        }
    }

    private static void Shape(Candidate candidate, Cues cues)
    {
        var c = candidate.Clause;
        var length = Length(c);
        var tongue = c.Tongue.Unspaced() ? "zh" : "en";
        cues.Add("length", tongue, length);
        cues.Add("sentences", tongue, Few(candidate.Sentences.Count));
        cues.Add("place", candidate.Index == 0 ? "first" : candidate.Index == candidate.Sentences.Count - 1 ? "last" : "middle");
        cues.Add("alone", candidate.Sentences.Count == 1 ? length : "no");
        var end = c.Text.TrimEnd() is { Length: > 0 } text ? text[^1] : ' ';
        cues.Add("ends", char.IsLetterOrDigit(end) ? "open" : char.IsSurrogate(end) ? "emoji" : char.ToString(end));
        if (candidate.Part is { } part) cues.Add("part", part);
        var talk = candidate.Talk;
        cues.Add("talk", tongue, talk.AtWork ? "work" : "life", talk.WithAssistant ? "assistant" : "people");
        cues.Add("typework", talk.AtWork ? "work" : "life", Subject(c));
        var content = c.Words.Count(w => w.Lower.Length > 3 && !Offline.Topics.IsCommon(w.Lower));
        cues.Add("content", Few(content));
    }

    private static void Around(Candidate candidate, Cues cues)
    {
        if (candidate.Before is { } last)
        {
            cues.Add("lasttype", last.Rules.Count > 0 ? last.Rules[0].Finding.Type : last.Reason ?? "none");
            cues.Add("lastsubject", Subject(last.Clause), Subject(candidate.Clause));
            if (last.Clause.Dates.Count > 0) cues.Add("lasthas", "date");
            if (last.Clause.Has(Field.Tech) || last.Clause.Code) cues.Add("lasthas", "tech");
            foreach (var hit in last.Clause.Hits.Take(6)) cues.Add("lastabout", hit.Field.ToString());
        }
        if (candidate.Next is { } next)
        {
            cues.Add("nextsubject", Subject(next));
            if (next.Dates.Count > 0) cues.Add("nexthas", "date");
            if (next.Has(Field.Tech) || next.Code) cues.Add("nexthas", "tech");
            foreach (var hit in next.Hits.Take(6)) cues.Add("nextabout", hit.Field.ToString());
        }
        if (candidate.Index > 0)
        {
            var before = candidate.Sentences[candidate.Index - 1];
            cues.Add("before", before.IsQuestion ? "question" : before.Text.Length < 20 ? "short" : "long");
            if (candidate.Clause.Tongue.Unspaced()) { if (before.Text.Length < 8 && !before.Text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')) cues.Add("beforew", before.Text); }
            else foreach (var word in Words.Of(before.Text).Take(3)) cues.Add("beforew", word.Lower);
        }
        else if (candidate.Talk.Asked is { } asked)
        {
            var question = Sentences.Of(asked.Length > 600 ? asked[^600..] : asked).LastOrDefault(s => s.IsQuestion).Text;
            cues.Add("asked", question is null ? "no" : "yes");
            if (question is not null && !candidate.Clause.Tongue.Unspaced()) foreach (var word in Words.Of(question).Take(4)) cues.Add("askedw", word.Lower);
            if (question is not null && candidate.Clause.Tongue.Unspaced() && question.Length > 3 && !question.AsSpan(question.Length - 4).ContainsAnyInRange('\ud800', '\udfff')) cues.Add("askedw", question[^3..]);
        }
        else cues.Add("asked", "nobody");
        if (candidate.Index + 1 < candidate.Sentences.Count) cues.Add("after", candidate.Sentences[candidate.Index + 1].IsQuestion ? "question" : "statement");
    }

    /// <summary>Who the clause is about, as far as its first words say.</summary>
    private static string Subject(Clause c)
    {
        if (c.Tongue.Unspaced()) return c.Text.Length == 0 ? "none" : c.Text[0] is '我' or '咱' ? "I" : c.Text[0] is '他' or '她' ? "he" : c.Text[0] is '你' or '您' ? "you" : c.Text[0] is '它' or '这' or '那' ? "it" : c.Hits.Count > 0 && c.Hits[0].Start == 0 && (c.Hits[0].Field & (Field.Kin | Field.Relation)) != 0 ? "kin" : c.Text.Contains('我', StringComparison.Ordinal) ? "later-I" : "other";
        for (var i = 0; i < Math.Min(4, c.Words.Count); i++)
        {
            var word = c.Words[i].Lower.Split('\'')[0];
            if (word is "i" or "im" or "ive") return "I";
            if (word is "we" or "our") return "we";
            if (word is "my") return "my";
            if (word is "you" or "your") return "you";
            if (word is "he" or "she" or "his" or "her") return "he";
            if (word is "it" or "this" or "that" or "these" or "those" or "there") return "it";
            if (word is "they" or "their") return "they";
            if (word is "the" or "a" or "an") return "the";
            if (c.Words[i].Capital && i > 0) return "name";
        }
        return c.Padded.Contains(" i ", StringComparison.Ordinal) || c.Padded.Contains(" i'", StringComparison.Ordinal) ? "later-I" : c.Padded.Contains(" my ", StringComparison.Ordinal) ? "later-my" : "other";
    }

    private static string Length(Clause c)
    {
        var n = c.Tongue.Unspaced() ? c.Text.Length / 2 : c.Words.Count;
        return n < 3 ? "0" : n < 5 ? "3" : n < 8 ? "5" : n < 12 ? "8" : n < 18 ? "12" : n < 26 ? "18" : "26";
    }

    private static string Few(int count) => Math.Min(count, 5).ToString(CultureInfo.InvariantCulture);
}
