using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Lexicons;
using MemU.Fs.Providers.Offline.Rules;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>Turns facts into drafts: title, category, mentions, date, correction.</summary>
internal static class Drafts
{
    /// <summary>One draft per fact, which is a statement and its repetitions, in the order of the source.</summary>
    public static List<MemoryDraft> Of(IReadOnlyList<List<Statement>> facts, ExtractionRequest request, Func<Statement, Talk> around)
    {
        HashSet<string> known = new(request.KnownNames, StringComparer.OrdinalIgnoreCase);
        List<MemoryDraft> drafts = [];
        foreach (var fact in facts)
        {
            var statement = fact[0];
            var talk = around(statement);
            var introduction = Persons.Introduced(statement.Clause) is { } named && known.Add(named.Name) ? named : null;
            var separate = introduction is { Length: > 0, Project: false } && !(statement.Finding.Type == MemoryType.Profile && statement.Finding.Rule is "relation" or "introduction" or "name of another" or "occupation" or "work" or "role" or "age" or "former occupation" or "pet");
            if (separate && Draft(statement with { Text = statement.Text.Substring(introduction!.Start, introduction.Length), Finding = Finding.Profile(Sort.Relationships, "introduction"), Dates = [] }, fact, introduction, request, talk) is { } person) drafts.Add(person);
            if (Draft(statement, fact, separate ? null : introduction, request, talk) is { } draft) drafts.Add(draft);
        }
        return drafts;
    }

    private static MemoryDraft? Draft(Statement statement, List<Statement> fact, Introduction? introduction, ExtractionRequest request, Talk talk)
    {
        var finding = statement.Finding;
        var category = introduction is { Project: false } && finding.Type == MemoryType.Profile ? Sort.Relationships : finding.Category;
        if (Existing(category, finding.Type, request.Categories) is not { } name) return null;
        var slot = Slots.Of(statement.Text) ?? finding.Slot;
        var corrects = statement.Corrects ? slot ?? "" : null;
        return new MemoryDraft
        {
            Type = finding.Type,
            Text = finding.Type == MemoryType.Behavior ? statement.Text : Dated.Text(statement.Text, statement.Dates),
            Title = introduction?.Name ?? Titles.Of(statement.Text, talk.Tongue),
            Category = name,
            Messages = [.. fact.Select(f => f.Message).Distinct().Order()],
            Author = string.IsNullOrWhiteSpace(talk.Message.Name) ? null : talk.Message.Name,
            HappenedAt = finding.Type == MemoryType.Event ? statement.When : null,
            Mentions = Persons.Of(statement, talk),
            Corrects = corrects,
            Slot = slot,
            Negated = Corrections.Denies(statement.Clause),
            Why = finding.Rule,
        };
    }

    /// <summary>The category, or the nearest one that exists; null when there is none at all.</summary>
    private static string? Existing(string category, string type, IReadOnlyList<CategoryDefinition> categories)
    {
        bool Exists(string name) => categories.Any(c => c.Name == name);
        if (type is MemoryType.Skill or MemoryType.Tool && Exists("learned_skills")) return "learned_skills";
        if (Exists(category)) return category;
        foreach (var other in (ReadOnlySpan<string>)["knowledge", "experiences", "personal_info"]) if (Exists(other)) return other;
        return categories.Count > 0 ? categories[0].Name : null;
    }
}
