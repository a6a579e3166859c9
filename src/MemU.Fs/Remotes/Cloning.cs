using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Remotes;

/// <summary>Makes a memory of a remote one: the commits come first, are looked at, and only then become files. A failure leaves nothing behind.</summary>
internal sealed class Cloning(MemoryOptions options)
{
    private readonly string _root = Path.GetFullPath(options.Root);

    private string Mark => Path.Combine(_root, ".memu", "state", "cloning");

    /// <summary>Clones; the search index is made afterwards.</summary>
    public async Task<SyncView> RunAsync(string address, CancellationToken cancellationToken)
    {
        var url = RemoteUrl.Parse(address, Directory.GetCurrentDirectory());
        // a clone that was cut off may be taken up again; anything else that lies there is not ours
        var again = File.Exists(Mark) && await File.ReadAllTextAsync(Mark, cancellationToken) == url.Value;
        if (File.Exists(_root) || !again && Directory.Exists(_root) && Directory.EnumerateFileSystemEntries(_root).Any())
            throw new MemUException(MemUErrorKind.Exists, $"{_root} is there already and not empty; name another folder, or bring the two together with: memu sync {url.Shown} --root {_root}");
        var existed = Directory.Exists(_root);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Mark)!);
            await File.WriteAllTextAsync(Mark, url.Value, cancellationToken);
            using var held = TreeLock.Take(_root, options.LockPatience, null, cancellationToken);
            var view = await FetchAsync(url, cancellationToken);
            File.Delete(Mark);
            return view;
        }
        catch (Exception e) when (e is MemUException or OperationCanceledException && !again)
        {
            Remove(existed);
            throw;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"the folder {_root} can't be made");
        }
    }

    private async Task<SyncView> FetchAsync(RemoteUrl url, CancellationToken cancellationToken)
    {
        using var history = GitHistory.Init(_root, own: true);
        if (history.Head is null) return await FetchAsync(history, url, cancellationToken);
        new Transaction(new(_root), history, options).Recover(); // it was cut off after its commit
        return View(url, history.Branch!, history.PrepareForward(null, history.Head), history);
    }

    private async Task<SyncView> FetchAsync(GitHistory history, RemoteUrl url, CancellationToken cancellationToken)
    {
        using var transport = history.Open(url, [], options.RemotePatience);
        var remote = await transport.ListAsync(cancellationToken);
        var branch = remote.Default ?? (remote.Branches.ContainsKey("main") ? "main" : remote.Branches.Keys.Order(StringComparer.Ordinal).FirstOrDefault())
            ?? throw new MemUException(MemUErrorKind.NotFound, $"{url.Shown} is empty. Make a memory with memu init, and send it there with: memu sync {url.Shown}");
        var tip = await transport.FetchAsync(branch, cancellationToken);
        CrashPoint.Reach("fetched");
        history.BeginOn(branch);
        if (!url.IsFile) history.AddRemote("origin", url, branch); // to a bundle nothing can be sent
        using var open = new OpenTree(options, mayWriteIndex: false);
        var outcome = await new Merger(open, MergePreference.Both).RunAsync(tip, url.Shown, cancellationToken);
        var tracking = $"refs/remotes/origin/{branch}";
        if (!url.IsFile && history.ReferenceAt(tracking) is var seen && seen != tip) history.SetReference(tracking, seen, tip);
        new Transaction(open.Tree, history, options).Recover(); // an intent of the clone that was cut off
        if (history.Head is null) new Transaction(open.Tree, history, options).Carry(outcome.Prepared!);
        return View(url, branch, outcome.Prepared!, history) with { Files = outcome.Files, Notes = outcome.Notes };
    }

    private SyncView View(RemoteUrl url, string branch, PreparedCommit prepared, GitHistory history) => new()
    {
        Root = _root,
        Remote = url.IsFile ? null : "origin",
        Url = url.Shown,
        Branch = branch,
        Action = "cloned",
        Commit = history.Head,
        Received = history.CountBehind(null, prepared.Commit),
        Pushed = true,
        Trust = new Trust(_root, options).View(),
    };

    /// <summary>What a clone that failed has made; a folder that was there stays.</summary>
    private void Remove(bool existed)
    {
        if (!existed)
        {
            Clear(_root);
            return;
        }
        foreach (var folder in Directory.EnumerateDirectories(_root).ToList()) Clear(folder);
        foreach (var file in Directory.EnumerateFiles(_root).ToList()) File.Delete(file);
    }

    private static void Clear(string folder)
    {
        if (OperatingSystem.IsWindows())
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)) file.IsReadOnly = false; // git's objects
        Directory.Delete(folder, recursive: true);
    }
}
