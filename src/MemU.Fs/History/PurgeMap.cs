using System.Text;
using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>
/// From each object of a repository to what takes its place. Every object is looked at, also those that nothing refers to any more: a stash, a dropped
/// commit and a forgotten blob hold what they hold. Nothing of the old is touched here; the new objects are written.
/// </summary>
/// <param name="files">The objects.</param>
/// <param name="write">Writes an object, or only says what it would be called.</param>
/// <param name="rules">What goes.</param>
internal sealed class PurgeMap(ObjectFiles files, Func<string, byte[], ObjectId> write, PurgeRules rules)
{
    private static readonly UTF8Encoding Strict = new(false, true);
    private readonly Dictionary<ObjectId, ObjectId?> _blobs = [];
    private readonly Dictionary<(ObjectId Tree, string? Path), ObjectId?> _trees = [];
    private readonly Dictionary<ObjectId, List<TreeLine>> _lines = [];
    private readonly HashSet<ObjectId> _keptTrees = [];

    /// <summary>Commits and tags by what takes their place.</summary>
    public Dictionary<ObjectId, ObjectId> Named { get; } = [];

    /// <summary>How many objects were looked at.</summary>
    public int Objects { get; private set; }

    /// <summary>The blobs that go.</summary>
    public IEnumerable<ObjectId> Blobs => _blobs.Where(b => b.Value != b.Key).Select(b => b.Key);

    /// <summary>Every object that nothing of the new history needs and that holds, or leads to, what is purged.</summary>
    public HashSet<ObjectId> Doomed()
    {
        var doomed = Blobs.ToHashSet();
        foreach (var ((tree, _), now) in _trees)
            if (now != tree && !_keptTrees.Contains(tree)) doomed.Add(tree);
        foreach (var (old, now) in Named)
            if (old != now) doomed.Add(old);
        return doomed;
    }

    /// <summary>What takes the place of a blob; null when it goes.</summary>
    public ObjectId? Blob(ObjectId id) => _blobs.TryGetValue(id, out var now) ? now : id;

    /// <summary>Looks at everything.</summary>
    public void Build(CancellationToken cancellationToken)
    {
        var (commits, tags, trees) = (new Dictionary<ObjectId, byte[]>(), new Dictionary<ObjectId, byte[]>(), new List<ObjectId>());
        foreach (var id in files.Ids.ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (kind, content) = files.Read(id)!.Value;
            Objects++;
            if (kind == "commit") commits[id] = content;
            else if (kind == "tag") tags[id] = content;
            else if (kind == "tree") trees.Add(id);
            else if (rules.Blob(content) is var now && !ReferenceEquals(now, content)) _blobs[id] = now is null ? null : write("blob", now);
        }
        foreach (var start in commits.Keys)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Commits(start, commits);
        }
        var reached = _trees.Keys.Select(t => t.Tree).ToHashSet();
        foreach (var tree in trees)
            if (!reached.Contains(tree)) Tree(tree, null); // no commit leads to it
        foreach (var (id, content) in tags) Tag(id, content, tags, 0);
    }

    /// <summary>The blobs at the paths that are asked for, in any commit, each with its path.</summary>
    public static HashSet<(string Path, ObjectId Id)> BlobsAt(ObjectFiles files, Func<string, bool> isWanted)
    {
        var (found, seen) = (new HashSet<(string, ObjectId)>(), new HashSet<(ObjectId, string)>());
        foreach (var id in files.Ids.ToList())
            if (files.Read(id) is ("commit", var content)) Walk(TreeOf(content), "");
        return found;

        void Walk(ObjectId tree, string path)
        {
            if (!seen.Add((tree, path)) || files.Read(tree) is not { } read) return;
            foreach (var line in TreeReader.Parse(tree, read.Content))
            {
                var full = GitName.Join(path, line.Name);
                if (line.IsTree) Walk(line.Id, full);
                else if (GitName.FromRaw(full) is var name && isWanted(name)) found.Add((name, line.Id));
            }
        }
    }

    // parents first, without recursion: a history is longer than a stack is deep
    private void Commits(ObjectId start, Dictionary<ObjectId, byte[]> commits)
    {
        var stack = new Stack<ObjectId>([start]);
        while (stack.TryPeek(out var id))
        {
            if (Named.ContainsKey(id) || !commits.TryGetValue(id, out var content))
            {
                stack.Pop();
                continue;
            }
            var waiting = Headers(content).Lines.Where(l => l.StartsWith("parent ", StringComparison.Ordinal)).Select(l => new ObjectId(l[7..47])).Where(p => commits.ContainsKey(p) && !Named.ContainsKey(p)).ToList();
            foreach (var parent in waiting) stack.Push(parent);
            if (waiting.Count > 0) continue;
            stack.Pop();
            Named[id] = Commit(id, content);
        }
    }

    private ObjectId Commit(ObjectId id, byte[] content)
    {
        var (lines, message) = Headers(content);
        var (head, changed, skipping) = (new StringBuilder(), false, false);
        foreach (var line in lines)
        {
            if (line.StartsWith(' ')) // continues the one before
            {
                if (!skipping) head.Append(line).Append('\n');
                continue;
            }
            // a signature is of the old bytes, and the tag inside a merge repeats what was said elsewhere
            skipping = line.StartsWith("gpgsig", StringComparison.Ordinal) || line.StartsWith("mergetag ", StringComparison.Ordinal);
            if (skipping) continue;
            var now = line;
            if (line.StartsWith("tree ", StringComparison.Ordinal)) now = "tree " + (Tree(new(line[5..45]), "") ?? write("tree", [])).Sha;
            else if (line.StartsWith("parent ", StringComparison.Ordinal)) now = "parent " + (Named.TryGetValue(new(line[7..47]), out var parent) ? parent.Sha : line[7..47]);
            else if (Who(line) is { } who) now = who;
            changed |= now != line;
            head.Append(now).Append('\n');
        }
        var said = Masked(message);
        if (!changed && said == message) return id;
        return write("commit", Encoding.Latin1.GetBytes($"{head}\n{said}"));
    }

    private ObjectId Tag(ObjectId id, byte[] content, Dictionary<ObjectId, byte[]> tags, int depth)
    {
        if (Named.TryGetValue(id, out var known)) return known;
        if (depth > 100) return id;
        var (lines, message) = Headers(content);
        var head = new StringBuilder();
        foreach (var line in lines)
        {
            var now = line;
            if (line.StartsWith("object ", StringComparison.Ordinal))
            {
                var target = new ObjectId(line[7..47]);
                now = "object " + (tags.TryGetValue(target, out var inner) ? Tag(target, inner, tags, depth + 1) : Named.GetValueOrDefault(target) ?? Any(target) ?? Blob(target) ?? write("blob", [])).Sha;
            }
            else if (Who(line) is { } who) now = who;
            head.Append(now).Append('\n');
        }
        var said = Masked(message);
        var whole = Encoding.Latin1.GetBytes($"{head}\n{said}");
        return Named[id] = whole.AsSpan().SequenceEqual(content) ? id : write("tag", whole);
    }

    private ObjectId? Any(ObjectId id) => _lines.ContainsKey(id) ? Tree(id, null) : null;

    /// <summary>A tree's successor at a path; the path is null for a tree that no commit leads to.</summary>
    private ObjectId? Tree(ObjectId id, string? path)
    {
        if (_trees.TryGetValue((id, path), out var known)) return known;
        if (!_lines.TryGetValue(id, out var lines))
        {
            if (files.Read(id) is not { } read) return _trees[(id, path)] = id; // a shallow or partial clone
            _lines[id] = lines = TreeReader.Parse(id, read.Content);
        }
        var now = new List<TreeLine>(lines.Count);
        var (changed, names) = (false, new HashSet<string>(StringComparer.Ordinal));
        foreach (var line in lines)
        {
            var full = path is null ? null : GitName.Join(path, line.Name);
            var target = full is not null && rules.IsPurged(GitName.FromRaw(full)) ? null : line.IsTree ? Tree(line.Id, full) : line.IsFile || line.Mode == TreeLine.Link ? Blob(line.Id) : line.Id;
            var name = GitName.IsUtf8(line.Name) ? GitName.ToRaw(rules.Name(GitName.FromRaw(line.Name))) : line.Name;
            changed |= target != line.Id || name != line.Name;
            if (target is null) continue;
            for (var n = 2; !names.Add(name); n++) name = $"{name}-{n}"; // two names that became one
            now.Add(line with { Id = target, Name = name });
        }
        if (!changed)
        {
            _keptTrees.Add(id);
            return _trees[(id, path)] = id;
        }
        now.Sort((a, b) => string.CompareOrdinal(a.SortKey, b.SortKey));
        return _trees[(id, path)] = now.Count == 0 && path is not "" ? null : write("tree", TreeReader.Serialize(now));
    }

    private string? Who(string line)
    {
        if (!(line.StartsWith("author ", StringComparison.Ordinal) || line.StartsWith("committer ", StringComparison.Ordinal) || line.StartsWith("tagger ", StringComparison.Ordinal)) || line.LastIndexOf('>') is not (> 0 and var end)) return null;
        var start = line.IndexOf(' ', StringComparison.Ordinal) + 1;
        return line[..start] + Masked(line[start..end]) + line[end..];
    }

    /// <summary>Latin-1 text, one char per byte, with what is purged taken out of the UTF-8 that it stands for.</summary>
    private string Masked(string raw)
    {
        var bytes = Encoding.Latin1.GetBytes(raw);
        try
        {
            return Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(rules.Message(Strict.GetString(bytes))));
        }
        catch (DecoderFallbackException)
        {
            return rules.Message(raw); // another encoding: what is plain ASCII of it is found all the same
        }
    }

    private static (string[] Lines, string Message) Headers(byte[] content)
    {
        var text = Encoding.Latin1.GetString(content);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        return end < 0 ? (text.TrimEnd('\n').Split('\n'), "") : (text[..end].Split('\n'), text[(end + 2)..]);
    }

    private static ObjectId TreeOf(byte[] commit) => new(Encoding.ASCII.GetString(commit, 5, 40));
}
