using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary>What a question found, as its folder shows it.</summary>
/// <param name="Entries">The results, best first, and <c>README.md</c>.</param>
/// <param name="Page">The bytes of <c>README.md</c>.</param>
/// <param name="When">When it first said this.</param>
internal sealed record SearchAnswer(IReadOnlyList<NamedView> Entries, byte[] Page, DateTimeOffset When)
{
    /// <summary>True when the question could not be asked, which its page explains.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>The folder of what was found; null for nothing at all.</summary>
    public static async ValueTask<SearchAnswer> OfAsync(SearchesFolder searches, SearchFolder folder, RetrieveResult? found, CancellationToken cancellationToken)
    {
        var entries = new List<NamedView>();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, time) in found is null ? [] : Ranked(found))
        {
            if (entries.Count == searches.Memory.Shown.MostResults) break;
            if (names.ContainsKey(path) || await searches.TargetAsync(path, SearchesFolder.Depth + folder.Level, time, cancellationToken) is not { } view) continue;
            var name = ViewNames.Ranked(entries.Count + 1, MemoryPath.FromListing(path));
            entries.Add(new(name, view));
            names[path] = name;
        }
        entries.Add(new("README.md", folder.Page));
        return new(entries, Encoding.UTF8.GetBytes(new SearchPage(searches, folder, names).Text(found)), searches.Memory.Clock.GetUtcNow());
    }

    /// <summary>The folder of a question that can't be asked.</summary>
    public static SearchAnswer Refused(SearchesFolder searches, SearchFolder folder, MemUException why) =>
        new([new("README.md", folder.Page)], Encoding.UTF8.GetBytes(SearchPage.Refused(folder, why)), searches.Memory.Clock.GetUtcNow()) { IsRefused = true };

    /// <summary>Memories first, then what was said, then pages: scores are comparable within each of the three only.</summary>
    private static IEnumerable<(string Path, DateTimeOffset? Time)> Ranked(RetrieveResult found) =>
        found.Items.Select(i => (i.Path, i.UpdatedAt)).Concat(found.Resources.Where(r => r.Missing is null).Select(r => (r.Path, r.Date))).Concat(found.Categories.Select(c => (c.Path, (DateTimeOffset?)null)));
}
