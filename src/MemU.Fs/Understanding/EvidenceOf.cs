using System.Globalization;
using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Providers.Prompts;
using MemU.Fs.Steps;

namespace MemU.Fs.Understanding;

/// <summary>What was found, as a model reads it.</summary>
internal static class EvidenceOf
{
    private const int MostSummary = 2_000, MostText = 1_200;

    /// <summary>The categories.</summary>
    public static string Categories(RetrieveState state) => Lettered(state.Categories.Select(Category));

    /// <summary>The items, below the categories.</summary>
    public static string Items(RetrieveState state) => $"{(state.Categories.Count > 0 ? Categories(state) + "\n" : "")}{Lettered(state.Items.Select(Item), 'a')}";

    /// <summary>A category: its name, description and summary.</summary>
    public static string Category(CategoryView category) => $"{category.Name} ({category.Description})\n{Retrieve.Clip((category.Summary ?? "").Trim(), MostSummary)}";

    /// <summary>An item: its statement, its type and its dates.</summary>
    public static string Item(ItemHit item) =>
        $"{Retrieve.Clip(item.Summary.Trim(), MostText)} ({item.MemoryType}{(item.HappenedAt is { } at ? $", {at}" : "")}{(item.CreatedAt is { } learned ? $", learned {learned.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}" : "")}{(item.SupersededBy is not null ? ", no longer so" : "")})";

    /// <summary>A message or paragraph: who, when, what.</summary>
    public static string Resource(ResourceHit hit) =>
        $"{(hit.Speaker is { } who ? $"{who}: " : "")}{Retrieve.Clip(hit.Snippet.Trim(), MostText)} ({(hit.Date is { } at ? at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + ", " : "")}{hit.Title})";

    /// <summary>Texts with a letter before each.</summary>
    public static string Lettered(IEnumerable<string> texts, char first = 'A')
    {
        var lines = new StringBuilder();
        foreach (var (text, i) in texts.Select((t, i) => (t, i))) lines.Append(CultureInfo.InvariantCulture, $"[{NameOf(i, first)}] {PromptTemplate.Quoted(text)}\n");
        return lines.ToString();
    }

    /// <summary>A to Z, then A1 to Z1 and so on.</summary>
    public static string NameOf(int index, char first = 'A') => $"{(char)(first + index % 26)}{(index < 26 ? "" : (index / 26).ToString(CultureInfo.InvariantCulture))}";
}
