using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>A call of category add.</summary>
public sealed record AddCategoryRequest : WriteRequest
{
    /// <summary>Its name, such as <c>recipes</c>, or a folder such as <c>knowledge/recipes</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its folder; null for one made of the name.</summary>
    public string? Folder { get; init; }

    /// <summary>What belongs there; it decides which memory goes where.</summary>
    public string? Description { get; init; }
}

/// <summary>A call of category rename.</summary>
public sealed record RenameCategoryRequest : WriteRequest
{
    /// <summary>Name or folder of the category.</summary>
    public required string Category { get; init; }

    /// <summary>Its new name; with <c>/</c>, its new folder.</summary>
    public required string Name { get; init; }
}

/// <summary>A call of category merge.</summary>
public sealed record MergeCategoriesRequest : WriteRequest
{
    /// <summary>The category that goes, by name or folder.</summary>
    public required string From { get; init; }

    /// <summary>The category that takes its memories.</summary>
    public required string Into { get; init; }
}

/// <summary>A call of category split.</summary>
public sealed record SplitCategoryRequest : WriteRequest
{
    /// <summary>The category, by name or folder.</summary>
    public required string Category { get; init; }

    /// <summary>Name or folder of the category that takes some of its memories, made if need be; null to split by months (<c>2026-11</c>).</summary>
    public string? Into { get; init; }

    /// <summary>The memories that go, by path, id, file name or title.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Which memories go; those that fit all conditions.</summary>
    public Where Where { get; init; } = Where.All;
}
