using System.Text.Json.Nodes;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline;
using MemU.Fs.Providers.Offline.Text;
using MemU.Fs.Providers.Replies;

namespace MemU.Fs.Providers.WithModel;

/// <summary>
/// Reads what a model proposes and checks all of it: the type is known, the messages exist, the category is legal, the language is that of the
/// messages. What fails is listed with the reason, never dropped in silence.
/// </summary>
internal sealed class DraftReader(ExtractionRequest request, ExtractionSettings settings, List<RejectedDraft> rejected)
{
    private const int MostCharacters = 2_000, MostOfSkill = 20_000, MostNewCategories = 3, MostMentions = 12;

    private readonly Dictionary<string, CategoryDefinition> _new = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Categories that drafts name and that do not exist yet.</summary>
    public IReadOnlyList<CategoryDefinition> NewCategories => [.. _new.Values];

    /// <summary>Reads one entry; null when it was rejected.</summary>
    public MemoryDraft? Read(JsonObject entry, SourceWindow window, string? onlyType)
    {
        if (entry.Text("text", "content", "memory", "fact", "statement", "summary") is not { } text) return Reject("empty", window.First, null);
        if (TypeOf(entry.Text("type", "memory_type", "kind"), onlyType) is not { } type) return Reject("type", window.First, text);
        if (text.Length > (type == MemoryType.Skill ? MostOfSkill : MostCharacters)) return Reject("too_long", window.First, text[..200]);
        var numbers = entry.Numbers("messages", "message", "sources", "source", "lines", "line").Where(n => n >= window.First && n <= window.Last).ToList();
        if (numbers.Count == 0 && Grounding.Of(text, window.Messages) is { } ground) numbers = [ground];
        if (numbers.Count == 0) return Reject("no_source", window.First, text);
        var sources = window.Messages.Where(m => numbers.Contains(m.Number)).ToList();
        if (sources.Count == 0) return Reject("no_source", window.First, text);
        if (IsForeign(text, sources)) return Reject("language", numbers[0], text);
        var (category, also) = CategoriesOf(entry.Texts("categories", "category"), type);
        var tongue = Tongues.Of(text, Tongue.English);
        var title = entry.Text("title", "name") is { Length: <= 120 } said ? string.Join(' ', said.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', '。') : Titles.Of(text, tongue);
        var attribute = entry.Text("attribute", "slot")?.ToLowerInvariant();
        var corrects = entry.Flag("corrects");
        return new()
        {
            Type = type,
            Text = text,
            Title = title.Length > 0 ? title : Titles.Of(text, tongue),
            Category = category,
            AlsoIn = also,
            Messages = [.. numbers.Order()],
            Author = AuthorOf(entry.Text("author", "speaker", "who"), sources),
            HappenedAt = EventTime.TryParse(entry.Text("happened_at", "date", "when"), out var time) ? time : null,
            Mentions = [.. entry.Texts("mentions", "entities").Where(m => m.Length is > 1 and <= 80).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostMentions)],
            Slot = attribute is not null && attribute.Length <= 24 && attribute.All(c => char.IsAsciiLetter(c) || c == '_') && !entry.Flag("negated") ? attribute : null,
            Corrects = corrects ? attribute ?? "" : null,
            Negated = entry.Flag("negated"),
            WhenToUse = entry.Text("when_to_use") is { Length: <= 500 } hint ? hint : null,
            Quarantine = Steering.Of(text, sources.TrueForAll(m => Steering.IsOwn(m, request.Source.Modality))),
            Why = "model",
        };
    }

    private MemoryDraft? Reject(string reason, int message, string? text)
    {
        rejected.Add(new(reason, message) { Text = text });
        return null;
    }

    private string? TypeOf(string? said, string? onlyType)
    {
        if (onlyType is not null) return onlyType;
        var name = said?.Trim().ToLowerInvariant().Replace(' ', '_') ?? "";
        bool Known(string type) => settings.Types.Any(t => t.Name == type);
        if (Known(name)) return name;
        var near = name switch
        {
            "preference" or "preferences" or "personal" or "fact_about_user" or "personal_info" or "opinion" or "goal" => MemoryType.Profile,
            "events" or "experience" or "plan" or "activity" => MemoryType.Event,
            "fact" or "facts" or "decision" or "concept" or "definition" => MemoryType.Knowledge,
            "habit" or "habits" or "behaviour" or "behaviors" or "routine" => MemoryType.Behavior,
            "skills" or "procedure" or "lesson" or "howto" => MemoryType.Skill,
            "tools" or "tool_usage" => MemoryType.Tool,
            _ => "",
        };
        return Known(near) ? near : null;
    }

    /// <summary>The categories that a draft belongs to: those that exist, else a new one where the taxonomy allows it, else the one that its type goes to.</summary>
    private (string Category, IReadOnlyList<string> Also) CategoriesOf(List<string> said, string type)
    {
        var known = said.Select(Existing).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (known.Count == 0 && settings.Taxonomy != Taxonomy.Closed && said.Select(Made).OfType<string>().FirstOrDefault() is { } made) known = [made];
        if (known.Count == 0) known = [Usual(type)];
        return (known[0], [.. known.Skip(1).Take(3)]);
    }

    private string? Existing(string said) => request.Categories.FirstOrDefault(c => Same(c.Name, said) || Same(c.Folder, said))?.Name ?? (_new.TryGetValue(said.Trim(), out var made) ? made.Name : null);

    private string? Made(string said)
    {
        var name = string.Join('_', said.ToLowerInvariant().Split([' ', '-', '/', '\\', '_', '.', ':'], StringSplitOptions.RemoveEmptyEntries));
        if (name.Length is 0 or > 60 || name.Any(c => !char.IsLetterOrDigit(c) && c != '_') || !name.Any(char.IsLetter)) return null;
        if (name is "index" or "log" or "readme" or "resources" or "users" or "inbox" or "context" or "review" or "quarantine" or "archive") return null;
        if (settings.Taxonomy == Taxonomy.Adaptive && _new.Count >= MostNewCategories) return null;
        _new[said.Trim()] = new(name, name, said.Trim());
        return name;
    }

    private string Usual(string type)
    {
        var name = type switch
        {
            MemoryType.Profile => "personal_info", MemoryType.Event => "experiences", MemoryType.Behavior => "habits", MemoryType.Skill or MemoryType.Tool => "learned_skills", _ => "knowledge",
        };
        return request.Categories.FirstOrDefault(c => c.Name == name)?.Name ?? request.Categories.FirstOrDefault(c => c.Name == "knowledge")?.Name ?? request.Categories[0].Name;
    }

    private static bool Same(string one, string other) => string.Equals(one.Replace(' ', '_'), other.Trim().Replace(' ', '_').Replace('-', '_'), StringComparison.OrdinalIgnoreCase);

    /// <summary>Who says it: one of the speakers of its messages, else the only one that is a person.</summary>
    private static string? AuthorOf(string? said, List<SourceMessage> sources) =>
        sources.Find(m => said is not null && (string.Equals(m.Name, said, StringComparison.OrdinalIgnoreCase) || string.Equals(m.Role, said, StringComparison.OrdinalIgnoreCase)))?.Speaker
        ?? (sources.Where(m => !m.FromAssistant).Select(m => m.Name).Distinct().ToList() is [var only] ? only : null);

    /// <summary>A text in another script than its messages, or, where both are long enough to tell, in another language.</summary>
    private static bool IsForeign(string text, List<SourceMessage> sources)
    {
        var theirs = string.Join('\n', sources.Select(m => m.Text));
        if (theirs.Length > 4_000) theirs = theirs[..4_000];
        var (script, other) = (ScriptOf(text), ScriptOf(theirs));
        if (script != other) return script != 0 && other != 0;
        var (tongue, another) = (Tongues.Of(text, Tongue.Other), Tongues.Of(theirs, Tongue.Other));
        return tongue != another && tongue != Tongue.Other && another != Tongue.Other && text.Length >= 60 && theirs.Length >= 60;
    }

    /// <summary>The script of most letters: 1 for Latin, 2 for Chinese and Japanese, else its block; 0 where there are too few, or two that are mixed.</summary>
    private static int ScriptOf(string text)
    {
        var counts = new Dictionary<int, int>();
        foreach (var c in text)
            if (char.IsLetter(c)) counts[c < 0x250 ? 1 : Script.IsHan(c) || Script.IsKana(c) ? 2 : 256 + (c >> 8)] = counts.GetValueOrDefault(c < 0x250 ? 1 : Script.IsHan(c) || Script.IsKana(c) ? 2 : 256 + (c >> 8)) + 1;
        var all = counts.Values.Sum();
        return all < 6 ? 0 : counts.MaxBy(c => c.Value) is var (script, count) && count * 10 >= all * 7 ? script : 0;
    }
}
