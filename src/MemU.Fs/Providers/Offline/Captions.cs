using System.Globalization;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>Says in a sentence what a source is about.</summary>
internal static class Captions
{
    /// <summary>The caption of a conversation: who speaks, when, about what.</summary>
    public static string Of(ExtractionRequest request, Tongue tongue, IReadOnlyList<MemoryDraft> drafts, IReadOnlySet<string> speakers)
    {
        var messages = request.Source.Messages;
        var topics = Topics.Words(messages.Where(m => !m.FromAssistant).Select(m => Topics.Bag(m.Text, speakers)), 4);
        var people = messages.Where(m => !m.FromAssistant).Select(m => m.Speaker).Distinct(StringComparer.Ordinal).Take(4).ToList();
        var assistant = messages.Any(m => m.FromAssistant);
        var day = (messages.FirstOrDefault(m => m.Time is not null)?.Time ?? request.Date)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var first = drafts.Count > 0 ? drafts[0].Title : null;
        if (tongue == Tongue.Chinese)
        {
            var who = people.Count == 1 && assistant ? (people[0] == "user" ? "用户" : people[0]) + "与助手的对话" : people.Count == 0 ? "对话" : string.Join("、", people) + "的对话";
            var about = topics.Count > 0 ? "，谈到" + string.Join("、", topics) : "";
            return who + (day is null ? "" : $"（{day}）") + about + (first is null ? "。" : $"。开头：{first}。");
        }
        var speakersText = people.Count == 1 && assistant ? $"{(people[0] == "user" ? "The user" : people[0])} and the assistant talk" : people.Count == 0 ? "A conversation" : $"{string.Join(", ", people)} talk";
        return speakersText + (topics.Count > 0 ? $" about {string.Join(", ", topics)}" : "") + (day is null ? "" : $" ({day})") + (first is null ? "." : $"; among other things: {first}.");
    }

    /// <summary>The caption of a document: its title, its first sentence.</summary>
    public static string OfDocument(SourceDocument source)
    {
        var text = source.Messages.Select(m => Prose.Of(m.Text).Trim()).FirstOrDefault(t => t.Length > 20) ?? "";
        var first = Sentences.Of(text) is { Count: > 0 } sentences ? sentences[0].Text : "";
        var title = string.IsNullOrWhiteSpace(source.Title) ? source.Name : source.Title.Trim();
        return first.Length == 0 ? title + "." : $"{title}: {first}";
    }
}
