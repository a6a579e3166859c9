using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Mounted;

/// <summary>Adds a mounted source: its page becomes a commit, where it lies here is noted beside the tree, and its documents are indexed.</summary>
internal sealed class MountAdd(OpenTree open, MemoryOptions options, MountRequest request)
{
    private static readonly string[] Reserved = ["index", "log", "readme"];

    private readonly Mounts _mounts = open.Mounts ?? throw Mounting.NoMemory(open);

    /// <summary>Carries it out.</summary>
    public MountResult Run()
    {
        var here = MountPlaces.Resolve(request.Location);
        var mount = Planned(here);
        if (open.Tree.Exists(mount.Page)) return Connect(mount, here);
        var count = Mounts.Count(mount, here);
        if (request.DryRun) return new() { Action = "added", Sources = [_mounts.View(mount) with { Here = here, Files = count, Missing = null }] };
        if (Directory.Exists(open.Tree.Absolute(mount.Folder))) throw new MemUException(MemUErrorKind.Exists, $"the folder {mount.Folder} is in the way; give another --name.");
        var commit = open.Carry(new Dictionary<MemoryPath, byte[]?> { [mount.Page] = MountFormat.Write(mount) }, Mounting.Info(options, $"resource: add {mount.Name}", request.Reason));
        return Indexed("added", mount, here, commit);
    }

    private MountResult Indexed(string action, Mount mount, string here, string? commit)
    {
        _mounts.Places.Set(mount, here);
        _mounts.Ask(mount.Page.Value);
        open.Follow([mount.Page]);
        var report = _mounts.Reports.GetValueOrDefault(mount.Page.Value);
        return new() { Action = action, Sources = [_mounts.View(mount)], Indexed = report?.Indexed ?? 0, Removed = report?.Removed ?? 0, Problems = report?.Problems ?? [], Commit = commit };
    }

    /// <summary>The page is there: on this machine it only has to be said where the source lies.</summary>
    private MountResult Connect(Mount planned, string here)
    {
        var known = MountFormat.Read(planned.Page, open.Tree.Read(planned.Page) ?? []);
        if (known is null || known.Kind != planned.Kind || request.Name is null && known.Location != planned.Location)
            throw new MemUException(MemUErrorKind.Exists, $"there is a resource {planned.Page} already{(known is null ? "" : $", for {known.Location}")}; give another --name, or remove it first with: memu resource rm {planned.Name}");
        var differs = (request.At is not null && request.At != known.At) || request.Include.Count > 0 && !request.Include.SequenceEqual(known.Include) || request.Exclude.Count > 0 && !request.Exclude.SequenceEqual(known.Exclude);
        if (differs) throw new MemUException(MemUErrorKind.BadArgument, $"{planned.Page} says another --at, --include or --exclude; edit the page, or remove it first with: memu resource rm {planned.Name}");
        var before = _mounts.Places.Of(known);
        if (before == here) return new() { Action = "unchanged", Sources = [_mounts.View(known)] };
        if (before is not null) throw new MemUException(MemUErrorKind.Exists, $"{planned.Name} is {before} on this machine; give another --name, or remove it first with: memu resource rm {planned.Name}");
        return request.DryRun ? new() { Action = "connected", Sources = [_mounts.View(known) with { Here = here, Missing = null }] } : Indexed("connected", known, here, null);
    }

    private Mount Planned(string here)
    {
        var kind = KindOf(here);
        if (MemoryInside(here) is { } inside) throw new MemUException(MemUErrorKind.BadArgument, $"{request.Location} lies inside the memory {inside}, which is searched already; a mounted source lies outside.");
        foreach (var pattern in request.Include.Concat(request.Exclude))
            if (string.IsNullOrWhiteSpace(pattern) || pattern.Length > 500) throw new MemUException(MemUErrorKind.BadArgument, "a pattern for --include or --exclude is empty or too long.");
        var title = request.Name ?? Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(here));
        var name = Slug.Of(title);
        if (request.Name is not null && !string.Equals(name, request.Name, StringComparison.Ordinal) || Reserved.Contains(name)) throw new MemUException(MemUErrorKind.BadArgument, $"'{request.Name ?? name}' can't be the name of a resource; one like {(Reserved.Contains(name) ? name + "-files" : name)} can.");
        string? commit = null;
        if (kind == MountKind.Git)
        {
            using var repository = PinnedTree.Open(here);
            commit = repository.Resolve(request.At);
        }
        var now = options.Clock.GetUtcNow();
        return new()
        {
            Page = open.Layout.FolderOf(request.Scope).Combine($"resources/mounts/{name}.md"),
            Id = MemoryId.Of(now, request.Scope, here, "", name),
            Title = title,
            Kind = kind,
            Location = _mounts.Places.Declare(here),
            At = request.At,
            Commit = commit,
            Include = request.Include,
            Exclude = request.Exclude,
            Scope = request.Scope,
            Created = now,
        };
    }

    private MountKind KindOf(string here)
    {
        if (File.Exists(here)) return request.At is null ? MountKind.File : throw new MemUException(MemUErrorKind.BadArgument, $"--at names a commit, but {request.Location} is a file.");
        if (!Directory.Exists(here)) throw new MemUException(MemUErrorKind.NotFound, $"there is no file or folder '{request.Location}'.");
        if (request.At is not null && !PinnedTree.IsRepository(here)) throw new MemUException(MemUErrorKind.BadArgument, $"--at names a commit, but {request.Location} is not the top folder of a git repository.");
        return request.At is not null || PinnedTree.IsBare(here) ? MountKind.Git : MountKind.Folder;
    }

    private string? MemoryInside(string here)
    {
        var root = MountPlaces.Resolve(open.Tree.Root);
        return here == root || here.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? open.Tree.Root : null;
    }
}
