using System.Diagnostics;
using System.Globalization;
using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// Answers as the memory stood at a revision: its markdown is put into a folder of the user's own outside the tree, indexed there like any other
/// memory, and deleted with its index when the answer is there. Neither the tree nor its index is touched.
/// </summary>
internal sealed class AsOf(GitHistory history, MemoryOptions options)
{
    private const string Prefix = "memu-as-of-";

    /// <summary>Answers.</summary>
    /// <exception cref="MemUException">There is no such revision.</exception>
    public async Task<RetrieveResult> RunAsync(RetrieveRequest request, string revision, CancellationToken cancellationToken)
    {
        var commit = history.Resolve(revision);
        Sweep();
        // readable by the user alone: it holds memories
        var folder = Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-")).FullName;
        try
        {
            Extract(commit, folder, cancellationToken);
            using var then = new OpenTree(options with { Root = folder, ReadOnly = false, Progress = null }, mayWriteIndex: true, isAlone: true);
            return await new Retrieve(then).RunAsync(request with { AsOf = null, Fresh = true }, cancellationToken) with { AsOf = commit };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What a process that was killed left behind.</summary>
    public static IReadOnlyList<string> Leftovers() =>
        [.. Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*").Where(f => int.TryParse(Path.GetFileName(f).Split('-')[3], NumberStyles.None, CultureInfo.InvariantCulture, out var process) && !IsAlive(process))];

    private void Extract(string commit, string folder, CancellationToken cancellationToken)
    {
        foreach (var (path, blob) in history.Files(commit))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!path.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && path != ".memu/config.yaml") continue;
            MemoryPath safe;
            try
            {
                safe = MemoryIdentity.Safe(path);
            }
            catch (MemUException e)
            {
                options.Notice?.Invoke(e.Message);
                continue;
            }
            var file = Path.Combine(folder, safe.Value);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, history.ReadBlob(blob) ?? []);
        }
    }

    private void Sweep()
    {
        foreach (var folder in Leftovers())
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                options.Notice?.Invoke($"{folder} was left behind by a process that died, and can't be deleted ({e.Message.ReplaceLineEndings(" ")})");
            }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false; // there is no such process any more
        }
    }
}
