using System.Text;
using System.Text.RegularExpressions;
using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// Takes commits back as a new commit that keeps what was changed since. Where a later change stands in the way nothing at all is written,
/// and both versions are shown: a memory never holds a marker of a conflict.
/// </summary>
internal sealed partial class Undo(OpenTree open)
{
    /// <summary>The trailer that names the commit taken back.</summary>
    public const string Undoes = "Undoes";

    private readonly FileChanges _changes = new(open);
    private readonly List<ConflictView> _conflicts = [];
    private readonly List<string> _notes = [];

    /// <summary>Undoes commits, given newest first.</summary>
    public async Task<RevertView> RunAsync(UndoChoice choice, bool dryRun, CancellationToken cancellationToken)
    {
        var (entries, commits) = (new List<LogEntry>(), choice.Commits);
        _notes.AddRange(choice.Notes);
        foreach (var commit in commits)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!open.RequiredHistory.IsReachable(commit)) throw new MemUException(MemUErrorKind.BadArgument, $"{commit[..10]} is not part of the current history, so there is nothing to take back.");
            entries.Add(open.RequiredHistory.Describe(commit));
            if (open.RequiredHistory.IsMerge(commit)) _notes.Add($"{commit[..10]} is a merge: what it brought to {open.RequiredHistory.ParentOf(commit)![..10]} is taken back, for everybody once it is synced");
            TakeBack(commit);
        }
        var from = entries.Select(HistoryText.View).ToList();
        if (_conflicts.Count > 0) return new() { From = from, Conflicts = _conflicts, Notes = _notes };
        var plan = _changes.ToPlan(everyPage: false);
        var files = _changes.Describe(plan);
        if (dryRun) return new() { From = from, Files = files, Notes = _notes };
        var subject = entries is [var one] ? $"undo: {one.Subject}" : $"undo: {entries.Count} commits";
        var body = entries.Count > 1 ? string.Join('\n', entries.Take(100).Select(e => $"- {e.Subject}")) : null;
        var done = await _changes.CarryAsync(plan, open.Info(subject, body, [.. entries.Select(e => new KeyValuePair<string, string>(Undoes, e.Commit)), new(CommitMessage.Tool, "memu undo")]), cancellationToken);
        return new() { Commit = done, From = from, Files = files, Notes = _notes };
    }

    private void TakeBack(string commit)
    {
        var history = open.RequiredHistory;
        foreach (var delta in history.Changes(history.ParentOf(commit), commit))
        {
            if (delta is { Path: ".memu/config.yaml", Kind: TreeDeltaKind.Added }) throw new MemUException(MemUErrorKind.NotAllowed, $"{commit[..10]} made the memory; it can't be undone.");
            if (delta.Path.StartsWith(".memu/tombstones", StringComparison.Ordinal)) continue; // what was purged stays purged
            var after = delta.NewBlobId is null ? null : history.ReadBlob(delta.NewBlobId);
            var before = delta.OldBlobId is null ? null : history.ReadBlob(delta.OldBlobId);
            TakeBack(Current(MemoryIdentity.Safe(delta.Path), after), after, before);
        }
    }

    /// <summary>One file: what the commit made of it, what it was before, and what it is now.</summary>
    private void TakeBack(MemoryPath path, byte[]? after, byte[]? before)
    {
        var now = _changes.Read(path);
        if (Same(now, before)) return;
        if (Same(now, after))
        {
            _changes.Put(path, before);
            return;
        }
        if (FileChanges.IsGenerated(path, now ?? after))
        {
            _changes.WriteAnew(path);
            return;
        }
        if (now is null)
        {
            _notes.Add($"{path} was removed later and stays so");
            return;
        }
        if (after is null || before is null)
        {
            _conflicts.Add(new(path.Value, 0, Text(now), before is null ? null : Text(before)));
            return;
        }
        var conflicts = new List<MergeConflict>();
        if (Merge(path, after, now, before, conflicts) is { } merged) _changes.Put(path, merged);
        _conflicts.AddRange(conflicts.Select(c => new ConflictView(path.Value, c.Line, c.Ours, c.Theirs)));
    }

    /// <summary>A merge line by line, in which the time of change and the derived list of sources never stand in the way.</summary>
    private static byte[]? Merge(MemoryPath path, byte[] after, byte[] now, byte[] before, List<MergeConflict> conflicts)
    {
        if (path.Extension != ".md" || Sources(path, now) is not { } section || Sources(path, after) is null || Sources(path, before) is null)
            return GitHistory.Merge(WithTimeOf(now, after), now, WithTimeOf(now, before), conflicts);
        var merged = GitHistory.Merge(With(path, WithTimeOf(now, after), section), now, With(path, WithTimeOf(now, before), section), conflicts);
        if (merged is null) return null;
        var document = MemoryDocument.Parse(path, merged);
        var item = document.ToItem();
        if (item.FormatError is not null || item.Sources.Count == 0) return merged;
        document.SetSection("Sources", MemoryFormat.SourcesSection(item.Sources));
        return document.ToBytes();
    }

    private static string? Sources(MemoryPath path, byte[] bytes) => MemoryDocument.Parse(path, bytes) is { FormatError: null } document ? document.GetSection("Sources") : null;

    private static byte[] With(MemoryPath path, byte[] bytes, string section)
    {
        var document = MemoryDocument.Parse(path, bytes);
        document.SetSection("Sources", section);
        return document.ToBytes();
    }

    // the time of the last change stays what it is now: an undo of an older change does not make the memory older
    private static byte[] WithTimeOf(byte[] now, byte[] bytes)
    {
        var time = Modified().Match(Encoding.Latin1.GetString(now));
        return time.Success ? Encoding.Latin1.GetBytes(Modified().Replace(Encoding.Latin1.GetString(bytes), _ => time.Value, 1)) : bytes;
    }

    /// <summary>Where the memory lies by now: it may have been moved since.</summary>
    private MemoryPath Current(MemoryPath path, byte[]? after)
    {
        if (after is null || _changes.Read(path) is not null || MemoryIdentity.Of(after) is not { } id) return path;
        var moved = open.Index.FindKeys([$"id={id}"], null).Select(h => MemoryPath.FromListing(h.Path)).Where(p => open.Tree.Exists(p)).ToList();
        return moved is [var only] ? only : path;
    }

    private static bool Same(byte[]? a, byte[]? b) => a is null ? b is null : b is not null && a.AsSpan().SequenceEqual(b);

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    [GeneratedRegex(@"(?<=\A---\r?\n(?:(?!---)[^\n]*\n){0,100}?)modified:[^\r\n]*", RegexOptions.CultureInvariant)]
    private static partial Regex Modified();
}
