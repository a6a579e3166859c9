using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Where things live in a tree: which folder belongs to which scope, what a file is by its place, which folder is a category.</summary>
public sealed class TreeLayout(MemoryScope own)
{
    private const int FolderLimit = 256;

    /// <summary>What is prepared for the next session, below the folder of its owner; it only repeats memories.</summary>
    public const string NowFile = "context/now.md";

    /// <summary>Folders at the root of a scope that hold no items of a category.</summary>
    private static readonly HashSet<string> Unindexed = new(StringComparer.OrdinalIgnoreCase) { "inbox", "review", "quarantine", "@" };

    /// <summary>The scope of the tree itself.</summary>
    public MemoryScope Own => own;

    /// <summary>The folder that holds a scope's tree: the root for the tree's own, else a folder below <c>users/</c>.</summary>
    public MemoryPath FolderOf(MemoryScope scope)
    {
        if (scope.Equals(own) || scope.IsNone) return MemoryPath.Root;
        var name = new StringBuilder(Part(scope.UserId ?? ""));
        if (scope.AgentId is { } agent) name.Append('@').Append(Part(agent));
        foreach (var (field, value) in scope.Fields)
            if (field is not ("user_id" or "agent_id")) name.Append('@').Append(Part(field)).Append('=').Append(Part(value));
        return MemoryPath.Parse("users").Combine(name.ToString());
    }

    /// <summary>The root of the scope that a path lies in, and the rest of the path.</summary>
    public static (MemoryPath ScopeRoot, MemoryPath Inner) Split(MemoryPath path)
    {
        var segments = path.Segments;
        return segments.Length > 2 && segments[0] == "users"
            ? (MemoryPath.FromListing($"users/{segments[1]}"), MemoryPath.FromListing(string.Join('/', segments[2..])))
            : (MemoryPath.Root, path);
    }

    /// <summary>The scope that a file counts in: what it says itself, else what its folder below <c>users/</c> says, else the tree's own.</summary>
    public MemoryScope ScopeOf(MemoryItem item)
    {
        if (!item.Scope.IsNone) return item.Scope;
        var (root, _) = Split(item.Path);
        return root.IsRoot ? own : MemoryScope.Of(root.Name.Split('@') is [{ Length: > 0 } user, ..] ? user : null, root.Name.Split('@') is [_, var agent, ..] && !agent.Contains('=', StringComparison.Ordinal) ? agent : null);
    }

    /// <summary>True when a file counts in a scope: every field of it is the file's too, to the letter.</summary>
    internal bool Owns(MemoryItem item, MemoryScope within) => within.Fields.All(ScopeOf(item).Fields.Contains);

    /// <summary>What a markdown file is by its place; null when it is not searched.</summary>
    public static UnitKind? KindOf(MemoryPath path)
    {
        var (_, rest) = Split(path);
        var segments = rest.Segments;
        if (rest.Extension != ".md" || segments.Length == 0 || segments.Any(s => s.StartsWith('.')) || segments.Length > 1 && Unindexed.Contains(segments[0]) || rest.Value == NowFile) return null;
        if (segments[0] == "resources" && segments.Length > 1) return UnitKind.Resource;
        return rest.Stem.Equals("README", StringComparison.OrdinalIgnoreCase) ? UnitKind.Category : UnitKind.Item;
    }

    /// <summary>The folder that is the category of an item: its own, without a part for the month.</summary>
    public static MemoryPath CategoryOf(MemoryPath file)
    {
        var folder = file.Parent;
        return IsPart(folder.Name) ? folder.Parent : folder;
    }

    /// <summary>True for <c>2026-11</c>, the subfolders of a full category, and for <c>2026-11-24</c> and <c>2026-11-24-2</c>, which take what the month has no room for.</summary>
    public static bool IsPart(string name) =>
        name.Length is 7 or >= 10 && name[4] == '-' && EventTime.TryParse(name.Length == 7 ? name : name[..10], out _) && (name.Length <= 10 || name[10] == '-' && int.TryParse(name.AsSpan(11), NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <summary>Where a new item of a category goes, so that folders stay small: git writes a folder's whole list at each commit.</summary>
    /// <param name="category">The folder of the category.</param>
    /// <param name="created">When the item was created, which names the subfolder of a full category.</param>
    /// <param name="count">How many entries a folder has; 0 where there is none.</param>
    public static MemoryPath PlaceFor(MemoryPath category, DateTimeOffset created, Func<MemoryPath, int> count)
    {
        if (count(category) < FolderLimit) return category;
        var month = category.Combine(created.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        if (count(month) < FolderLimit) return month;
        var day = created.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        // the last of the day's folders that exists: by doubling, then by halving
        var (there, gone) = (1, 2);
        for (; count(Part(gone)) > 0; gone *= 2) there = gone;
        while (gone - there > 1)
            if ((there + gone) / 2 is var middle && count(Part(middle)) > 0) there = middle;
            else gone = middle;
        return count(Part(there)) < FolderLimit ? Part(there) : Part(there + 1);

        MemoryPath Part(int number) => category.Combine(number == 1 ? day : string.Create(CultureInfo.InvariantCulture, $"{day}-{number}"));
    }

    /// <summary>A scope's value as part of a folder's name: readable where it can be, and different for different values.</summary>
    private static string Part(string value)
    {
        if (value.Length is > 0 and <= 64 && value.All(c => char.IsLetterOrDigit(c) && !char.IsUpper(c) || c is '-' or '_' or '.') && value[0] != '.' && value[^1] != '.'
            && SafeText.Compose(value) == value && MemoryPath.TryParse(value, out _, out _)) return value;
        var readable = string.Concat(SafeText.Compose(value).ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is '-' or '_').Take(32));
        return value.Length == 0 ? "" : $"{readable}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(value)))[..8]}".TrimStart('-');
    }
}
