using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Verbs;

namespace MemU.Fs.Exchange;

/// <summary>
/// Puts files into the memory: what is there already stays as it is, what would overwrite something gets another name, and each thousand is one commit,
/// so that an import that was cut off goes on where it was. Deciding is done in the order of the files, and again on a second import with the same result.
/// </summary>
internal sealed class FileImport(OpenTree open, ImportRequest request, MemoryOptions options, string kind)
{
    private const int FilesPerCommit = 1000;
    private const int MostBesidePages = 200;
    private const long BytesPerCommit = 64 << 20;

    private readonly ImportNames _names = new(open.Tree);
    private readonly KnownFiles _known = new(open);
    private readonly HashSet<MemoryPath> _kept = []; // what is as it came, so no page of it is written anew
    private readonly Dictionary<(MemoryPath Folder, MemoryScope Scope), bool> _touched = [];
    private readonly HashSet<MemoryScope> _scopes = [];
    private readonly List<string> _commits = [], _notes = [];
    private readonly ImportedLinks _links = new();
    private Plan _plan = new();

    /// <summary>Remarks of those who made the files.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Imports all; the lock is held and the index is up to date, unless it is a dry run.</summary>
    public async Task<ImportView> RunAsync(IReadOnlyList<ImportFile> came, CancellationToken cancellationToken)
    {
        var files = came.Select(SecretNames.Mask).ToArray();
        var report = new ImportedFile[files.Length];
        var places = files.Select(f => ImportPlaces.Judge(f, open.Layout, request)).ToArray();
        var moved = new MovedNames();
        for (var i = 0; i < files.Length; i++)
        {
            if (places[i].Refused is null && places[i].Path.Value != came[i].Path) moved.Add(came[i].Path, places[i].Path.Value, isMasked: files[i].Path != came[i].Path);
            if (files[i].Path != came[i].Path) _notes.Add($"{files[i].Name}: a secret in its name was masked");
        }
        var preparing = new Preparing(open.Layout, request, moved);
        for (var next = 0; next < files.Length;)
        {
            options.Progress?.Invoke("importing", next, files.Length);
            var part = new List<(int Number, byte[] Bytes)>();
            for (long size = 0; next < files.Length && part.Count < FilesPerCommit && size < BytesPerCommit; next++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Load(files[next], places[next], out var bytes) is { } left) report[next] = left;
                else part.Add((next, bytes));
                size += bytes.Length;
            }
            var ready = part.AsParallel().AsOrdered().WithCancellation(cancellationToken).WithDegreeOfParallelism(Math.Min(4, Environment.ProcessorCount))
                .Select(p => (p.Number, File: preparing.Run(files[p.Number], places[p.Number].Path, p.Bytes))).ToList();
            _known.Find(ready.Select(r => r.File.Item?.Id ?? ""));
            foreach (var (number, file) in ready) report[number] = Decide(file);
            await FinishAsync(last: next == files.Length, cancellationToken);
        }
        await RelinkAsync(cancellationToken);
        return new()
        {
            Source = SecretNames.Mask(request.Source),
            Kind = kind,
            Files = report,
            Commits = _commits,
            Unchanged = report.All(r => r.Action is "same" or "skipped") && _commits.Count == 0,
            DryRun = request.DryRun,
            Notes = [.. Remarks, .. _notes],
        };
    }

    private ImportedFile? Load(ImportFile file, ImportPlace place, out byte[] bytes)
    {
        bytes = [];
        if (file.SameAs is { } same) return new(file.Name, same, "same", "it says the same word for word");
        if (place.Refused is not null && !place.IsSetting) return new(file.Name, null, "skipped", place.Refused) { Failed = place.IsBad };
        try
        {
            bytes = file.Load();
            if (!place.IsSetting) return null;
            // settings are never written; where they are the same there is nothing to say
            return open.Tree.Read(place.Path) is { } ours && ours.AsSpan().SequenceEqual(bytes) ? new(file.Name, place.Path.Value, "same") : new(file.Name, null, "skipped", place.Refused);
        }
        catch (MemUException e) when (e.Kind is MemUErrorKind.BadArgument or MemUErrorKind.Format or MemUErrorKind.NotFound or MemUErrorKind.NotAllowed || e.InnerException is UnauthorizedAccessException)
        {
            return new(file.Name, null, "skipped", Secrets.Mask(e.Message)) { Failed = true };
        }
    }

    private ImportedFile Decide(Incoming file)
    {
        _notes.AddRange(file.Notes);
        ImportedFile Skip(string why, bool failed = false) => new(file.File.Name, null, "skipped", why) { Failed = failed };
        if (file.Refused is { } refused) return Skip(refused, failed: true);
        if (_known.IsPurged(file)) return Skip("it was purged here; to bring it back all the same, add it by hand");
        try
        {
            var path = _names.Canonical(file.Path, out var blocked);
            return blocked is { } other ? Skip($"{other} is a file here, so nothing can lie in it", failed: true) : Place(file, path);
        }
        catch (MemUException e) when (e.Kind == MemUErrorKind.NotAllowed)
        {
            return Skip(e.Message, failed: true); // the way there is a link that leads out of the memory
        }
    }

    private ImportedFile Place(Incoming file, MemoryPath path)
    {
        if (IdElsewhere(file, path) is { } elsewhere)
        {
            if (_known.SameAs(_plan, elsewhere, file) is { } moved) return Same(file, elsewhere, moved.Length > 0 ? moved : $"it is here as {elsewhere}");
            file = Preparing.WithOwnId(file);
            if (IdElsewhere(file, path) is { } again && _known.SameAs(_plan, again, file) is { } twin) return Same(file, again, twin.Length > 0 ? twin : $"it is here as {again}");
        }
        if (!_names.IsTaken(path)) return Add(file, path, "added", null);
        if (_known.SameAs(_plan, path, file) is { } same) return Same(file, path, same);
        var now = _known.Read(_plan, path);
        if (file.Item is { Generated: true } && now is not null) return new(file.File.Name, path.Value, "skipped", "it is a page that is written from the memories that are here");
        if (file.Item?.Id is { Length: > 0 } id && _known.PathOf(id) is not null) file = Preparing.WithOwnId(file);
        for (var n = 2; ; n++)
        {
            var free = MemoryPath.FromListing($"{path.Value[..^path.Name.Length]}{Numbered(path.Name, n)}");
            if (_names.IsTaken(free))
            {
                if (_known.SameAs(_plan, free, file) is { } known) return Same(file, free, known.Length > 0 ? known : $"something else is at {path}");
                continue;
            }
            if (!file.File.IsRecord) _links.Rename(path, free);
            return file.File.IsRecord ? Add(file, free, "added", null) : Add(file, free, "conflict", $"something else is at {path}, and both are kept");
        }
    }

    private MemoryPath? IdElsewhere(Incoming file, MemoryPath path) =>
        file.Item?.Id is { Length: > 0 } id && !file.Item.Generated && _known.PathOf(id) is { } there && there != path ? there : null;

    private static string Numbered(string name, int n)
    {
        var dot = name.IndexOf('.', 1);
        var (stem, rest) = dot < 0 ? (name, "") : (name[..dot], name[dot..]);
        while (stem.Length > 1 && System.Text.Encoding.UTF8.GetByteCount(stem) + rest.Length > 240) stem = stem[..^(char.IsLowSurrogate(stem[^1]) ? 2 : 1)];
        return $"{stem.TrimEnd(' ')}-{n}{rest}";
    }

    private ImportedFile Same(Incoming file, MemoryPath path, string how)
    {
        if (how.Length == 0) _kept.Add(path);
        return new(file.File.Name, path.Value, "same", how.Length == 0 ? null : how);
    }

    private ImportedFile Add(Incoming file, MemoryPath path, string action, string? reason)
    {
        var item = file.Item is null ? null : file.Item with { Path = path };
        if (item is null && file.Bytes.Length >= LargeFiles.Limit) _plan.Unversioned[path] = file.Bytes;
        else _plan.Put(path, file.Bytes);
        _names.Take(path);
        _kept.Add(path);
        if (item?.Id is { Length: > 0 } id) _known.Add(path, id);
        if (item is not null)
        {
            _links.Added(path, file.Bytes);
            var scope = open.Layout.ScopeOf(item);
            _scopes.Add(scope);
            var folder = TreeLayout.CategoryOf(path);
            if (TreeLayout.KindOf(path) == UnitKind.Item && !TreeLayout.Split(path).Inner.Parent.IsRoot)
            {
                var isRecord = file.File.IsRecord;
                _plan.Items[path] = new() { Item = item, Scope = scope, Category = folder.Name, Action = "added", NewSources = [], NeedsPage = isRecord };
                for (var at = folder; !TreeLayout.Split(at.Combine("x")).Inner.Parent.IsRoot; at = at.Parent) _touched.TryAdd((at, scope), false);
                if (isRecord) _touched[(folder, scope)] = true;
            }
        }
        return new(file.File.Name, path.Value, action, reason);
    }

    private async Task FinishAsync(bool last, CancellationToken cancellationToken)
    {
        if (request.DryRun) return; // what is planned stays in mind, so that later files meet it
        // pages of many memories are made of the index, which must have them first
        var apart = _plan.Items.Count > MostBesidePages;
        if (!last || apart) await CarryAsync(null, cancellationToken);
        if (!last || _scopes.Count == 0) return;
        Pages();
        await CarryAsync(_plan.Items.Count == 0 && _commits.Count > 0 ? "pages of categories" : null, cancellationToken);
    }

    private async Task CarryAsync(string? subject, CancellationToken cancellationToken)
    {
        var plan = _plan;
        _plan = new();
        if (plan.Files.Count + plan.Unversioned.Count == 0) return;
        await open.EmbedAsync(plan, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested(); // the last moment at which nothing of this part has been written
        CrashPoint.Reach("planned");
        var ignore = MemoryPath.FromListing(".gitignore");
        if (plan.Unversioned.Count > 0 && LargeFiles.Ignore(open.Tree, plan.Files.GetValueOrDefault(ignore), plan.Unversioned.Keys) is var (path, lines)) plan.Put(path, lines);
        foreach (var (big, bytes) in plan.Unversioned) open.Tree.Write(big, bytes);
        if (open.Carry(plan.Files.ToDictionary(f => f.Key, f => (byte[]?)f.Value), Message(plan, subject)) is { } commit) _commits.Add(commit);
        open.Follow(plan.Files.Keys);
    }

    /// <summary>Pages that were here and those of new categories are written from what is here now; pages that came are kept as they came.</summary>
    private void Pages()
    {
        var came = _kept.ToDictionary(p => p, p => _plan.Files.GetValueOrDefault(p));
        foreach (var (place, create) in _touched) _plan.Touched[place] = create;
        var pages = new CategoryPages(open.Config, open, _plan);
        pages.PlanAll();
        foreach (var scope in _scopes) pages.PlanListing(scope, create: false);
        foreach (var path in _plan.Files.Keys.Where(came.ContainsKey).ToList())
            if (came[path] is { } bytes) _plan.Files[path] = bytes;
            else _plan.Files.Remove(path);
    }

    /// <summary>Links to what got another name follow it, in the files that came with it, as a commit of its own: history then knows each file as it came.</summary>
    private async Task RelinkAsync(CancellationToken cancellationToken)
    {
        if (request.DryRun) return;
        foreach (var (path, bytes) in _links.Rewritten(open.Tree)) _plan.Put(path, bytes);
        await CarryAsync("links to what is kept under another name", cancellationToken);
    }

    private CommitInfo Message(Plan plan, string? subject)
    {
        var what = subject ?? $"{plan.Files.Count + plan.Unversioned.Count} {(plan.Files.Count + plan.Unversioned.Count == 1 ? "file" : "files")} from {SecretNames.Mask(Path.GetFileName(Path.TrimEndingDirectorySeparator(request.Source)))}";
        var trailers = plan.Items.Values.Where(i => i.Item.Id.Length > 0).Take(50).Select(i => new KeyValuePair<string, string>(CommitMessage.MemoryId, i.Item.Id)).ToList();
        if (options.SessionId is { Length: > 0 } session) trailers.Add(new(CommitMessage.Session, session));
        trailers.Add(new(CommitMessage.Tool, "memu import"));
        return open.Info($"import({kind}): {what}", string.Join('\n', plan.Files.Keys.Order().Take(100).Select(p => $"- {p}")), trailers);
    }
}
