using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>
    /// Memorizes what was dropped into <c>inbox/</c>. Each file gives way to a receipt that links what was learned; what can't be memorized stays, with a
    /// reason beside it, and is tried again when it or the reason changes. What is still being written waits for the next call.
    /// </summary>
    /// <exception cref="MemUException">The tree can't be written, or a provider can't be reached; what was not memorized waits.</exception>
    public async Task<InboxView> InboxAsync(CancellationToken cancellationToken = default)
    {
        if (_options.ReadOnly) throw new MemUException(MemUErrorKind.NotAllowed, "this memory was opened read-only (MEMU_READ_ONLY), so nothing of its inbox can be memorized.");
        RequireMemory();
        var tree = new DiskTree(_options.Root);
        var inbox = new Inbox(tree, _options.Clock);
        var (files, waiting) = (new List<InboxFile>(), 0);
        foreach (var (path, isReady) in inbox.Dropped(_options.BeingWritten?.Invoke() ?? []).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!isReady)
            {
                waiting++;
                continue;
            }
            if (tree.Read(path) is not { } bytes || !inbox.Wants(path, bytes)) continue;
            files.Add(await MemorizeDroppedAsync(inbox, path, bytes, cancellationToken));
        }
        return new(files, waiting);
    }

    private async Task<InboxFile> MemorizeDroppedAsync(Inbox inbox, MemoryPath path, byte[] bytes, CancellationToken cancellationToken)
    {
        var hash = Inbox.Hash(bytes);
        var scope = new TreeLayout(MemoryConfig.Load(_options.Root).Scope).ScopeOf(MemoryDocument.Parse(path, []).ToItem());
        try
        {
            var result = await MemorizeAsync(new() { Sources = [new(path.Name, _ => Task.FromResult<ReadOnlyMemory<byte>>(bytes))], Scope = scope }, cancellationToken);
            var receipt = inbox.ReceiptOf(path);
            await PutNoteAsync(path, bytes, receipt, InboxReceipt.Of(path.Name, result, hash, Clock), isDone: true, cancellationToken);
            return new(path.Value, receipt.Value, null) { Items = [.. result.Items.Where(i => i.Action != "skipped").Select(i => i.Path)] };
        }
        catch (MemUException e) when (e.Kind is MemUErrorKind.BadArgument or MemUErrorKind.Format or MemUErrorKind.NotAllowed or MemUErrorKind.NotFound)
        {
            // of the source itself; where a provider or the disk fails, or somebody holds the lock, it only waits
            await PutNoteAsync(path, bytes, Inbox.ReasonOf(path), InboxReceipt.Reason(path.Name, e.Message, hash, Clock), isDone: false, cancellationToken);
            return new(path.Value, null, e.Message);
        }
    }

    /// <summary>Writes a note and, where its source is done with, takes that away, unless somebody saved it anew meanwhile.</summary>
    private Task<bool> PutNoteAsync(MemoryPath path, byte[] bytes, MemoryPath note, byte[] text, bool isDone, CancellationToken cancellationToken) => WritingAsync(open =>
    {
        var isSame = open.Tree.Read(path) is { } now && now.AsSpan().SequenceEqual(bytes);
        if (!isSame && note == path) return Task.FromResult(false);
        var files = new Dictionary<MemoryPath, byte[]?> { [note] = text };
        var reason = Inbox.ReasonOf(path);
        if (isDone && open.Tree.Read(reason) is { } old && InboxReceipt.Is(reason, old)) files[reason] = null;
        // what was dropped was never committed, and its receipt may have its name
        var seen = files.Keys.Where(f => open.RequiredHistory.BlobIdAt(f.Value) is null && open.Tree.Exists(f)).ToDictionary(f => f, f => f == path ? bytes : open.Tree.Read(f)!);
        new Transaction(open.Tree, open.RequiredHistory, _options, open.Journal).Carry(files, open.Info($"inbox: {(isDone ? "memorized" : "could not memorize")} {path.Name}", null, []), seen);
        if (isDone && isSame && note != path) open.Tree.Delete(path);
        open.Follow([note, path, reason]);
        return Task.FromResult(true);
    }, cancellationToken);
}
