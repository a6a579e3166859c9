using System.Text.RegularExpressions;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Extraction;

/// <summary>How many of the links that memorize writes under <c>## Related</c> lead to what the labels say that the statement is about.</summary>
public sealed partial class RelatedLinksTests
{
    /// <summary>Just below what is reached.</summary>
    private const double Precision = 0.75;

    [Fact]
    public async Task A_written_link_leads_to_somebody_or_something_that_the_statement_is_about()
    {
        var (right, wrong, asked) = (0, new List<string>(), 0);
        foreach (var conversation in LabelledConversation.Load("dev").Concat(LabelledConversation.Load("more").Where((c, i) => i % 2 == 0 && NamesPeople(c))))
        {
            using var memory = await TestMemory.CreateAsync();
            var result = await memory.MemorizeFileAsync(Path.Combine(Repository.Root, "tests", "MemU.Fs.Tests", "Labelled", LabelledConversation.Load("dev").Any(d => d.Id == conversation.Id) ? "dev" : "more", conversation.Id + ".json"));
            HashSet<string> named = new(conversation.Facts.SelectMany(f => f.Mentions), StringComparer.OrdinalIgnoreCase);
            foreach (var item in result.Items)
            {
                var document = MemoryDocument.Parse(MemoryPath.Parse(item.Path), File.ReadAllBytes(Path.Combine(memory.Root, item.Path)));
                var text = document.ToItem().Summary;
                var facts = conversation.Facts.Where(f => f.Objects.Any(o => text.Contains(o, StringComparison.OrdinalIgnoreCase))).ToList();
                foreach (Match link in Link().Matches(document.GetSection("Related") ?? ""))
                {
                    var target = MemoryDocument.Parse(MemoryPath.Parse("x.md"), File.ReadAllBytes(Path.Combine(memory.Root, link.Groups[1].Value + ".md"))).ToItem();
                    var title = $"{target.Title}: {target.Summary.ReplaceLineEndings(" ")}";
                    asked++;
                    // both speak of somebody or something that the labels name: of the statement, or of the conversation where the statement says the name
                    if (facts.SelectMany(f => f.Mentions).Concat(named.Where(n => Says(text, n))).Any(n => Says(title, n))) right++;
                    else wrong.Add($"{conversation.Id} -> {title}: {text.ReplaceLineEndings(" ")}");
                }
            }
        }
        var report = $"{right} of {asked} links right\n{string.Join('\n', wrong)}";
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        if (Environment.GetEnvironmentVariable("MEMU_QUALITY_REPORT") is { Length: > 0 } path) await File.AppendAllTextAsync(path, $"## links written\n{report}\n");
        Assert.True(asked >= 12 && right >= asked * Precision, report);
    }

    /// <summary>Some were labelled without saying whom a fact is about; they can't tell which link is right.</summary>
    private static bool NamesPeople(LabelledConversation conversation) => conversation.Facts.Count(f => f.Mentions.Count > 0) * 5 >= conversation.Facts.Count;

    private static bool Says(string text, string name) => text.Contains(name, StringComparison.OrdinalIgnoreCase) || (name.Split(' ') is [var first, _, ..] && text.Contains(first, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"\[\[([^\]|#]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
