using System.Text;
using MemU.Fs.Providers.Offline.Dates;

namespace MemU.Fs.Questions;

/// <summary>Relative dates in a question ("last week", 上个月), which only the day of the question makes days.</summary>
internal static class RelativeDates
{
    /// <summary>The text with the day or interval in brackets behind each relative date, as memories have it.</summary>
    public static string Resolve(string text, DateTimeOffset now)
    {
        var result = new StringBuilder(text);
        foreach (var mention in DateResolver.Find(text, now).Reverse())
            if (mention is { Relative: true, When: { } when }) result.Insert(mention.Start + mention.Length, $" [{when.Text}]");
        return result.ToString();
    }

    /// <summary>False where no word of time stands, English or Chinese: then the text need not be read closely.</summary>
    public static bool MayStandIn(string text)
    {
        foreach (var word in TextKey.Words(text))
            if (StopWords.Time.Contains(word)) return true;
        return false;
    }
}
