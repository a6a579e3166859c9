using System.Text;
using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>A call of init.</summary>
public sealed record InitRequest
{
    /// <summary>Make the folders of the template, each with its page.</summary>
    public bool FromTemplate { get; init; }

    /// <summary>Whose tree it is: memories of this scope live at its root, those of others below <c>users/</c>.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>Use the git repository that the folder lies in instead of making one of its own.</summary>
    public bool InRepository { get; init; }
}

/// <summary>Makes a memory of a folder: its settings, its repository, its first commit. What is in the folder stays as it is.</summary>
internal static class Initializer
{
    private const string Prefix = "memory-template/";

    public static InitView Run(MemoryOptions options, InitRequest request)
    {
        var root = Path.GetFullPath(options.Root);
        if (File.Exists(root)) throw new MemUException(MemUErrorKind.Exists, $"{root} is a file; a memory needs a folder.");
        try
        {
            Directory.CreateDirectory(root);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"the folder {root} can't be made");
        }
        using var held = TreeLock.Take(root, options.LockPatience, who => options.Notice?.Invoke($"waiting for {who}"));
        var tree = new DiskTree(root);
        var created = !tree.Exists(MemoryPath.Parse(".memu/config.yaml"));
        var notes = new List<string>();
        using var history = GitHistory.Init(root, own: created && !request.InRepository);
        if (history.Prefix.Length > 0) notes.Add($"it is part of the git repository around it, as {history.Prefix}");
        else if (Surrounding(root) is { } outer) notes.Add($"it is a git repository of its own inside {outer}; add it to the .gitignore there");
        if (!created) return new(root, false, null, notes);

        var (files, seen) = (new Dictionary<MemoryPath, byte[]?>(), new Dictionary<MemoryPath, byte[]>());
        foreach (var (name, bytes) in Template())
        {
            var path = MemoryPath.FromListing(name);
            var always = name is ".memu/config.yaml" or ".gitignore" or ".gitattributes";
            if (!always && !request.FromTemplate) continue;
            if (!tree.Exists(path)) files[path] = name == ".memu/config.yaml" ? WithScope(bytes, request.Scope) : bytes;
            else if (name is ".gitignore" or ".gitattributes" && tree.Read(path) is { } theirs && Merged(theirs, bytes) is { } merged) (files[path], seen[path]) = (merged, theirs);
        }
        var commit = new Transaction(tree, history, options).Carry(files, OpenTree.Info(options, request.FromTemplate ? "init: a new memory from the template" : "init: a new memory", null, [new(CommitMessage.Tool, "memu init")]), seen);
        new Remotes.Trust(root, options).Give(); // made here, by this user
        return new(root, true, commit, notes);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Template()
    {
        var assembly = typeof(Initializer).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            var path = name.Replace('\\', '/');
            if (!path.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return (path[Prefix.Length..], bytes);
        }
    }

    private static byte[] WithScope(byte[] config, MemoryScope scope)
    {
        if (scope.IsNone) return config;
        var text = new StringBuilder(Encoding.UTF8.GetString(config)).Append("\n# Whose tree this is. Memories of other scopes live below users/.\nscope:\n");
        foreach (var (field, value) in scope.Fields) text.Append("  ").Append(field).Append(": \"").Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append("\"\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>A person's own ignore or attributes file with the lines of ours that it lacks; null when it lacks none.</summary>
    private static byte[]? Merged(byte[] theirs, byte[] ours)
    {
        var text = Encoding.UTF8.GetString(theirs);
        var have = text.Split('\n').Select(l => l.Trim()).ToHashSet(StringComparer.Ordinal);
        var missing = Encoding.UTF8.GetString(ours).Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith('#') && !have.Contains(l)).ToList();
        return missing.Count == 0 ? null : Encoding.UTF8.GetBytes($"{text.TrimEnd()}\n\n# memu\n{string.Join('\n', missing)}\n");
    }

    private static string? Surrounding(string root)
    {
        for (var folder = Path.GetDirectoryName(root); folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.Exists(Path.Combine(folder, ".git"))) return folder;
        return null;
    }
}
