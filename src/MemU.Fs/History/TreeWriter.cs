using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>How one path of the repository (raw) goes from one commit to the next; a mode of 0 stands for absent.</summary>
internal sealed record PathChange(string Path, ObjectId? Before, int BeforeMode, ObjectId? After, int AfterMode);

/// <summary>Writes the blobs and the touched trees of a change; what it does not touch it neither reads nor writes.</summary>
internal sealed class TreeWriter(TreeReader trees, ObjectStore objects, Func<string, bool> isExecutable)
{
    private sealed class Folder
    {
        public Dictionary<string, Folder> Folders { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, byte[]?> Files { get; } = new(StringComparer.Ordinal);

        public bool Writes => Files.Values.Any(c => c is not null) || Folders.Values.Any(f => f.Writes);
    }

    private readonly Folder _root = new();
    private readonly List<PathChange> _changes = [];

    /// <summary>What really changed, once it has been written.</summary>
    public IReadOnlyList<PathChange> Changes => _changes;

    /// <summary>Notes a change of a raw path; the last one for a path holds.</summary>
    public void Add(string path, byte[]? content)
    {
        var folder = _root;
        var segments = path.Split('/');
        foreach (var segment in segments.AsSpan(0, segments.Length - 1))
        {
            if (!folder.Folders.TryGetValue(segment, out var next)) folder.Folders.Add(segment, next = new());
            folder = next;
        }
        folder.Files[segments[^1]] = content;
    }

    /// <summary>Writes everything noted on top of a tree and returns the new root tree.</summary>
    public ObjectId Write(ObjectId? tree)
    {
        var root = Write(_root, tree, "") ?? objects.Write("tree", []);
        _changes.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return root;
    }

    private ObjectId? Write(Folder folder, ObjectId? tree, string path)
    {
        var old = trees.Read(tree);
        var lines = new Dictionary<string, TreeLine>(old.Count + folder.Files.Count, StringComparer.Ordinal);
        foreach (var line in old) lines[line.Name] = line;
        var changed = false;

        foreach (var (name, content) in folder.Files)
        {
            var found = lines.TryGetValue(name, out var before);
            var full = GitName.Join(path, name);
            if (found && before.Mode == TreeLine.Submodule) throw Submodule(full);
            if (content is null)
            {
                if (!found || before.IsTree) continue;
                lines.Remove(name);
                _changes.Add(new(full, before.Id, before.Mode, null, 0));
                changed = true;
                continue;
            }
            if (folder.Folders.TryGetValue(name, out var below) && below.Writes)
                throw new MemUException(MemUErrorKind.BadArgument, $"'{GitName.FromRaw(full)}' can't be a file and a folder in one commit.");
            var id = ObjectStore.IdOf("blob", content);
            if (found && before.IsFile && before.Id == id) continue;
            if (found && before.IsTree)
                foreach (var gone in trees.Files(before.Id, full))
                    _changes.Add(gone.Mode == TreeLine.Submodule ? throw Submodule(gone.Name) : new(gone.Name, gone.Id, gone.Mode, null, 0));
            var mode = found && before.IsFile ? before.Mode : isExecutable(full) ? TreeLine.Executable : TreeLine.File;
            lines[name] = new(name, mode, objects.Write("blob", content));
            _changes.Add(found && !before.IsTree ? new(full, before.Id, before.Mode, id, mode) : new(full, null, 0, id, mode));
            changed = true;
        }

        foreach (var (name, child) in folder.Folders)
        {
            var found = lines.TryGetValue(name, out var before);
            var full = GitName.Join(path, name);
            if (found && before.Mode == TreeLine.Submodule) throw Submodule(full);
            if (folder.Files.TryGetValue(name, out var own) && own is not null) continue; // only removals below a new file
            var id = Write(child, found && before.IsTree ? before.Id : null, full);
            if (found && before.IsTree && id == before.Id) continue;
            if (id is null && !(found && before.IsTree)) continue;
            if (found && !before.IsTree) _changes.Add(new(full, before.Id, before.Mode, null, 0));
            if (id is null) lines.Remove(name);
            else lines[name] = new(name, TreeLine.Tree, id);
            changed = true;
        }

        if (!changed) return tree;
        if (lines.Count == 0) return null;
        var sorted = lines.Values.ToArray();
        Array.Sort(Array.ConvertAll(sorted, l => l.SortKey), sorted, StringComparer.Ordinal);
        // The library can't read other names faithfully out of a pack.
        var isUtf8 = Array.TrueForAll(sorted, l => GitName.IsUtf8(l.Name));
        var made = objects.Write("tree", TreeReader.Serialize(sorted), keepLoose: !isUtf8);
        if (isUtf8) trees.Know(made, sorted);
        return made;
    }

    private static MemUException Submodule(string path) =>
        new(MemUErrorKind.NotAllowed, $"'{GitName.FromRaw(path)}' belongs to a submodule; commit there with git.");
}
