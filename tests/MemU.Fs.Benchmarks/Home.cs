namespace MemU.Fs.Benchmarks;

/// <summary>Finds files of the repository from wherever the program was started.</summary>
internal static class Home
{
    /// <summary>Where a file of the repository is or would be.</summary>
    public static string Place(string relative) => Path.Combine(Path.GetDirectoryName(Find("README.md") ?? throw new InvalidOperationException("the repository is not around here"))!, relative);

    /// <summary>Puts what was measured between two marks of a page of the repository, in place of what stood there.</summary>
    public static async Task PutAsync(string page, string name, string text, CancellationToken cancellationToken)
    {
        var (file, begin, end) = (Place(page), $"<!-- {name} -->", $"<!-- /{name} -->");
        var all = await File.ReadAllTextAsync(file, cancellationToken);
        var (from, to) = (all.IndexOf(begin, StringComparison.Ordinal), all.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from) throw new InvalidOperationException($"{file} lacks the lines {begin} and {end}");
        await File.WriteAllTextAsync(file, $"{all[..(from + begin.Length)]}\n{text}\n{all[to..]}", cancellationToken);
    }

    /// <summary>A file relative to the repository's root; null when it is not there.</summary>
    public static string? Find(string relative)
    {
        foreach (var start in new[] { Directory.GetCurrentDirectory(), AppContext.BaseDirectory })
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
                if (File.Exists(Path.Combine(folder, "MemU.Fs.sln")) && File.Exists(Path.Combine(folder, relative))) return Path.Combine(folder, relative);
        return null;
    }
}
