using MemU.Fs.Model;

namespace MemU.Fs.Server.Memu;

/// <summary>Shows results in the shapes that memU's clients read.</summary>
internal static class CloudMap
{
    /// <summary>What was found.</summary>
    public static CloudMemories Of(RetrieveResult found) => new()
    {
        NeedsRetrieval = found.NeedsRetrieval,
        OriginalQuery = found.OriginalQuery,
        RewrittenQuery = found.RewrittenQuery,
        NextStepQuery = found.NextStepQuery,
        Categories = [.. found.Categories.Select(Of)],
        Items = [.. found.Items.Select(i => new CloudItem
        {
            Id = i.Id, Summary = i.Summary, Content = i.Snippet, MemoryType = i.MemoryType, CategoryName = CategoryOf(i.Path), Score = i.Score,
            HappenedAt = i.HappenedAt, CreatedAt = i.CreatedAt, UpdatedAt = i.UpdatedAt ?? i.CreatedAt, Metadata = new(i.Path) { Sources = Places(i.Sources) },
        })],
        Resources = [.. found.Resources.Select(r => new CloudResource
        {
            Id = r.Id, Url = r.Url, Modality = r.Modality, Caption = r.Caption ?? r.Title, Score = r.Score, CreatedAt = r.Date, UpdatedAt = r.Date,
            Metadata = new(r.Path) { Anchor = r.Anchor, Snippet = r.Snippet, Speaker = r.Speaker },
        })],
    };

    /// <summary>What was learned.</summary>
    public static CloudMemories Of(MemorizeResult learned)
    {
        var ids = learned.Categories.ToDictionary(c => c.Name, c => c.Id, StringComparer.OrdinalIgnoreCase);
        return new()
        {
            Resource = (learned.Resource ?? learned.Resources?.FirstOrDefault()) is { } r
                ? new() { Id = r.Id, Url = r.Url, Modality = r.Modality, Caption = r.Caption, CreatedAt = r.CreatedAt, UpdatedAt = r.CreatedAt, Metadata = new(r.Path) } : null,
            Items = [.. learned.Items.Select(i => new CloudItem
            {
                Id = i.Id, Summary = i.Summary, Content = i.Summary, MemoryType = i.MemoryType, CategoryName = i.Categories.FirstOrDefault(),
                CategoryId = i.Categories.Count > 0 ? ids.GetValueOrDefault(i.Categories[0]) : null, ResourceId = learned.Resource?.Id, HappenedAt = i.HappenedAt, CreatedAt = i.Action == "added" ? learned.Resource?.CreatedAt : null, UpdatedAt = learned.Resource?.CreatedAt,
                Metadata = new(i.Path) { Sources = Places(i.Sources), Action = i.Action },
            })],
            Categories = [.. learned.Categories.Select(Of)],
        };
    }

    /// <summary>A category.</summary>
    public static CloudCategory Of(MemoryCategoryRecord category)
    {
        string? Field(string name) => category.Scope.TryGetValue(name, out var value) ? value.GetString() : null;
        return new()
        {
            Id = category.Id, Name = category.Name, Description = category.Description, Summary = category.Summary, Content = category.Summary,
            UserId = Field("user_id"), AgentId = Field("agent_id"), CreatedAt = category.CreatedAt, UpdatedAt = category.UpdatedAt, Metadata = new(category.Path),
        };
    }

    private static CloudCategory Of(CategoryView category) => new()
    {
        Id = category.Id, Name = category.Name, Description = category.Description, Summary = category.Summary, Content = category.Summary, Score = category.Score, Metadata = new(category.Path),
    };

    private static List<string>? Places(IReadOnlyList<SourceView> sources) => sources.Count == 0 ? null : [.. sources.Select(s => s.Anchor is null ? s.Path : $"{s.Path}#^{s.Anchor}")];

    private static string? CategoryOf(string path) => MemoryPath.TryParse(path, out var file, out _) && TreeLayout.CategoryOf(TreeLayout.Split(file).Inner) is { IsRoot: false } folder ? folder.Value : null;
}
