using System.Globalization;
using MemU.Fs.Model;

namespace MemU.Fs.Bench;

/// <summary>Answering from all messages instead of a memory: whether a run may do that for comparison, and what it is shown.</summary>
internal sealed class FullContext
{
    private const int MostMessages = 999, Around = 24; // references have three digits; each line says who and when

    /// <summary>Decides it for all cases or none.</summary>
    /// <param name="set">The questions that are asked.</param>
    /// <param name="allowed">Tokens of input that it may take in all.</param>
    public FullContext(BenchSet set, long allowed)
    {
        var asked = set.Cases.Where(c => c.Questions.Count > 0).ToList();
        var wanted = asked.Sum(c => c.Questions.Count * c.Sessions.Sum(s => s.Messages.Sum(m => (long)BenchUnits.TokensOf(s, m) + Around)));
        if (asked.Any(c => c.Sessions.Count == 0)) WhyNot = "compared only where the run memorizes the conversations itself";
        else if (asked.Any(c => c.Sessions.Sum(s => s.Messages.Count) > MostMessages)) WhyNot = string.Create(CultureInfo.InvariantCulture, $"left out, since a case has more than {MostMessages} messages");
        else if (wanted > allowed) WhyNot = string.Create(CultureInfo.InvariantCulture, $"left out, since it would take about {wanted} tokens of input and {allowed} are allowed (--full-context {wanted})");
    }

    /// <summary>Why it is left out; null where it is not.</summary>
    public string? WhyNot { get; }

    /// <summary>Whether it is done.</summary>
    public bool IsAllowed => WhyNot is null;

    /// <summary>All messages of a case in their order, by their addresses.</summary>
    public static IReadOnlyList<Citation> Evidence(BenchCase of) => [.. of.Sessions.SelectMany(s => s.Messages.Select(m => (s.Date, Message: m))).Select((m, i) => new Citation
    {
        Number = i + 1, Path = m.Message.Id, Lines = [], Title = "", Speaker = m.Message.Name ?? m.Message.Role, Date = m.Date, Snippet = m.Message.Content,
    })];
}
