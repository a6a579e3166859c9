using System.Text;
using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>
/// Takes something out of a whole repository: the new objects are written first and hurt nobody; publishing then moves every name that git has for a
/// commit (branches, tags, stash, notes, logs of references) and deletes the old objects, loose and packed. Doing it again finishes what was cut off.
/// </summary>
public sealed class HistoryPurge : IDisposable
{
    private readonly string _git;
    private readonly PurgeRules _rules;
    private readonly ObjectFiles _files;
    private readonly PurgeMap _map;
    private readonly IndexFile _index;
    private readonly TimeSpan _wait;

    internal HistoryPurge(string git, string top, PurgeRules rules, TimeSpan wait, bool dryRun, CancellationToken cancellationToken)
    {
        (_git, _rules, _wait) = (git, rules, wait);
        _index = new(Path.Combine(git, "index"), top);
        _files = new(Path.Combine(git, "objects"));
        using var store = new ObjectStore(Path.Combine(git, "objects")) { Durable = true };
        store.Collect();
        _map = new(_files, dryRun ? (kind, content) => ObjectStore.IdOf(kind, content) : (kind, content) => store.Write(kind, content), rules);
        _map.Build(cancellationToken);
        store.Finish();
        Outcome = new([.. _map.Blobs.Select(b => b.Sha).Order(StringComparer.Ordinal)], _map.Named.Where(n => n.Key != n.Value).ToDictionary(n => n.Key.Sha, n => n.Value.Sha), _map.Objects, _map.Doomed().Count, _files.Packs);
    }

    /// <summary>What it comes to.</summary>
    public PurgeOutcome Outcome { get; }

    /// <summary>Moves the names and deletes the old objects.</summary>
    public void Publish()
    {
        _index.Purge((name, id) => _map.Blob(id) is { } now && !IsPurged(name) ? (Name(name), now) : null, _wait);
        References();
        Logs();
        foreach (var file in Directory.EnumerateFiles(_git))
            if (Path.GetFileName(file) is var name && !name.Any(char.IsAsciiLetterLower) && !name.Contains('.', StringComparison.Ordinal)) Loose(file, name);
        if (File.Exists(Path.Combine(_git, "shallow"))) Rewrite(Path.Combine(_git, "shallow"), text => string.Concat(text.Split('\n').Where(l => l.Length > 0).Select(l => Mapped(l) + "\n")));
        if (Directory.Exists(Path.Combine(_git, "rr-cache"))) Directory.Delete(Path.Combine(_git, "rr-cache"), recursive: true); // remembered conflicts hold texts
        _files.Delete(_map.Doomed());
        _files.DeleteTemporaries();
    }

    /// <summary>Looks again at every object and at git's own files: what still holds something of it, a line each.</summary>
    /// <param name="git">git's folder.</param>
    /// <param name="rules">What had to go.</param>
    public static IReadOnlyList<string> Remains(string git, PurgeRules rules)
    {
        var found = new List<string>();
        using (var files = new ObjectFiles(Path.Combine(git, "objects")))
        {
            var map = new PurgeMap(files, (kind, content) => ObjectStore.IdOf(kind, content), rules);
            map.Build(CancellationToken.None);
            found.AddRange(map.Doomed().Select(id => $"git object {id.Sha}"));
        }
        foreach (var file in Directory.EnumerateFiles(git, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(git, file).Replace('\\', '/');
            if (name.StartsWith("objects/", StringComparison.Ordinal) || name == "index") continue;
            // ids and times are no texts, whatever digits they have
            var text = File.ReadAllText(file);
            var said = name.StartsWith("refs/", StringComparison.Ordinal) || name is "shallow" || name.EndsWith("HEAD", StringComparison.Ordinal) && !name.StartsWith("logs/", StringComparison.Ordinal) ? ""
                : name == "packed-refs" ? string.Join('\n', text.Split('\n').Where(l => l.Length > 41).Select(l => l[41..]))
                : text;
            var clean = name.StartsWith("logs/", StringComparison.Ordinal) ? text.Split('\n').All(l => LogLine(l, rules) == l) : rules.Message(said) == said;
            if (!clean || rules.Message(name) != name) found.Add($"git's file {rules.Message(name)}");
        }
        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => _files.Dispose();

    private void References()
    {
        var packed = Path.Combine(_git, "packed-refs");
        if (File.Exists(packed))
            Rewrite(packed, text => string.Concat(text.Split('\n').Where(l => l.Length > 0).Select(l =>
                l[0] == '#' ? l + "\n" : l[0] == '^' ? $"^{Mapped(l[1..])}\n" : l.Length > 40 ? Mapped(l[..40]) + l[40..] + "\n" : l + "\n")));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_git, "refs"), "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).ToList())
            Rewrite(file, text => Mapped(text.Trim()) is var now && now == text.Trim() ? text : now + "\n");
        Rewrite(Path.Combine(_git, "HEAD"), text => Mapped(text.Trim()) is var now && now == text.Trim() ? text : now + "\n");
    }

    /// <summary>The logs of references, in which a stash lives as well.</summary>
    private void Logs()
    {
        var logs = Path.Combine(_git, "logs");
        if (!Directory.Exists(logs)) return;
        foreach (var file in Directory.EnumerateFiles(logs, "*", SearchOption.AllDirectories).ToList())
            Rewrite(file, text => string.Concat(text.Split('\n').Where(l => l.Length > 81).Select(l => $"{Mapped(l[..40])} {Mapped(l[41..81])}{LogLine(l, _rules)[81..]}\n")));
    }

    // "old new name <mail> time zone<tab>message"
    private static string LogLine(string line, PurgeRules rules)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        var who = tab < 0 ? -1 : line.LastIndexOf('>', tab);
        return who < 81 ? line : line[..81] + rules.Message(line[81..who]) + line[who..(tab + 1)] + rules.Message(line[(tab + 1)..]);
    }

    /// <summary>The files in which git remembers a commit, or the message that was last written.</summary>
    private void Loose(string file, string name)
    {
        if (name == "HEAD") return;
        if (name.EndsWith("_MSG", StringComparison.Ordinal) || name.EndsWith("_EDITMSG", StringComparison.Ordinal) || name == "FETCH_HEAD") File.Delete(file);
        else Rewrite(file, text => Mapped(text.Trim()) is var now && now == text.Trim() ? text : now + "\n");
    }

    private void Rewrite(string path, Func<string, string> change)
    {
        using var file = LockFile.Take(path, _wait);
        var text = File.ReadAllText(path);
        if (change(text) is var now && now == text) return;
        file.Write(Encoding.UTF8.GetBytes(now));
        file.Commit(durable: true);
    }

    private string Mapped(string id) => ObjectId.TryParse(id, out var old) && id.Length == 40 && _map.Named.TryGetValue(old, out var now) ? now.Sha : id;

    private bool IsPurged(string raw) => _rules.IsPurged(GitName.FromRaw(raw));

    private string Name(string raw) => GitName.IsUtf8(raw) ? GitName.ToRaw(string.Join('/', GitName.FromRaw(raw).Split('/').Select(_rules.Name))) : raw;
}
