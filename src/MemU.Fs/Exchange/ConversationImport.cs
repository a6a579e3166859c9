using System.Text.Json;
using MemU.Fs.Files;
using MemU.Fs.Model;
using MemU.Fs.Understanding;
using MemU.Fs.Providers;

namespace MemU.Fs.Exchange;

/// <summary>Memorizes the conversations of a chat's export, the oldest first, each with its own dates; those that are known already change nothing, and those that have grown are continued.</summary>
internal sealed class ConversationImport(OpenTree open, IMemoryExtractor extractor, ImportRequest request, MemoryOptions options, string kind, Func<JsonElement, Chat> read)
{
    /// <summary>Imports all.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="json">Its bytes.</param>
    /// <param name="cancellationToken">Stops; conversations that were committed stay.</param>
    public async Task<ImportView> RunAsync(string name, byte[] json, CancellationToken cancellationToken)
    {
        if (!request.Into.IsRoot) throw new MemUException(MemUErrorKind.BadArgument, "conversations go to resources/ and what is learned from them to its categories; leave out --into.");
        var (report, chats) = (new List<ImportedFile>(), new List<(Chat Chat, int Offset, int Length)>());
        foreach (var (offset, length) in Conversations.Find(name, json))
        {
            var chat = Read(json, offset, length);
            if (chat.Messages.Count > 0) chats.Add((chat with { Messages = [] }, offset, length));
            else report.Add(new($"{name}: {chat.Title}", null, "skipped", "it holds no messages"));
        }
        chats.Sort((a, b) => (a.Chat.At ?? default).CompareTo(b.Chat.At ?? default) is var byTime and not 0 ? byTime : a.Offset.CompareTo(b.Offset));
        var before = Resources();
        var result = await new Memorize(open, MemorizeTools.Of(options with { Extractor = extractor }, null, open.Config.Memorize), options).RunAsync(new()
        {
            Sources = [.. chats.Select(c => new MemorizeSource(c.Chat.Name, _ => Task.FromResult<ReadOnlyMemory<byte>>(Read(json, c.Offset, c.Length).ToJson())))],
            Modality = Modality.Conversation,
            Scope = request.Scope,
            DryRun = request.DryRun,
            KeepGoing = true,
        }, cancellationToken);
        var failed = new Queue<FailedSource>(result.Failed ?? []);
        var kept = new Queue<ResourceView>(result.Resource is { } one ? [one] : result.Resources ?? []);
        foreach (var (chat, _, _) in chats)
        {
            if (failed.TryPeek(out var next) && next.Source == chat.Name) report.Add(new($"{name}: {chat.Title}", null, "skipped", failed.Dequeue().Message) { Failed = true });
            else if (kept.TryDequeue(out var resource)) report.Add(new($"{name}: {chat.Title}", resource.Path, before.Add(resource.Path) ? "added" : "same"));
        }
        var learned = result.Items.Count(i => i.Action is "added" or "superseded");
        return new()
        {
            Source = request.Source,
            Kind = kind,
            Files = report,
            Commits = result.Commit is { } commit ? [commit] : [],
            Unchanged = result.Commit is null && report.TrueForAll(r => r.Action is "same" or "skipped"),
            DryRun = request.DryRun,
            Notes = [.. result.Notes, .. learned > 0 ? [$"{learned} {(learned == 1 ? "memory" : "memories")} {(request.DryRun ? "would be " : "")}learned"] : (string[])[]],
        };
    }

    private Chat Read(byte[] json, int offset, int length)
    {
        using var document = JsonDocument.Parse(json.AsMemory(offset, length), new() { MaxDepth = 1000 });
        return read(document.RootElement);
    }

    private HashSet<string> Resources() =>
        [.. open.Synchronizer.Manifest.Files().Where(f => TreeLayout.KindOf(f.Path) == UnitKind.Resource).Select(f => f.Path.Value)];
}
