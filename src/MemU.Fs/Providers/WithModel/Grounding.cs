using MemU.Fs.Model;

namespace MemU.Fs.Providers.WithModel;

/// <summary>Finds the message that a statement rests on, by the words that both have, where a model named none that exists.</summary>
internal static class Grounding
{
    private const double Enough = 0.4;

    /// <summary>The number of the best message; null when none shares enough.</summary>
    public static int? Of(string statement, IEnumerable<SourceMessage> messages)
    {
        var asked = Marks(statement);
        if (asked.Count == 0) return null;
        (int Number, double Share) best = (0, 0);
        foreach (var message in messages)
        {
            var share = Marks(message.Text) is var theirs ? asked.Count(theirs.Contains) / (double)asked.Count : 0;
            if (share > best.Share) best = (message.Number, share);
        }
        return best.Share >= Enough ? best.Number : null;
    }

    /// <summary>Words of three letters and more, cut to their first six; pairs of signs in scripts without spaces.</summary>
    private static HashSet<string> Marks(string text)
    {
        var marks = new HashSet<string>(StringComparer.Ordinal);
        text = text.ToLowerInvariant();
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }
            var start = at;
            while (at < text.Length && char.IsLetterOrDigit(text[at]) && text[at] > '\u2E80' == text[start] > '\u2E80') at++;
            if (text[start] > '\u2E80')
                for (var i = start; i + 1 < at; i++) marks.Add(text.Substring(i, 2));
            else if (at - start >= 3 || char.IsDigit(text[start])) marks.Add(text[start..Math.Min(at, start + 6)]);
        }
        return marks;
    }
}
