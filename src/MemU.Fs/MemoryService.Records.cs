using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Understanding;
using MemU.Fs.Verbs;

namespace MemU.Fs;

/// <summary>memU's calls on single memories, in its shapes.</summary>
public sealed partial class MemoryService
{
    /// <summary>Adds a memory; one that says the same word for word is returned instead of a twin.</summary>
    /// <param name="memoryType">Its type.</param>
    /// <param name="memoryContent">The statement.</param>
    /// <param name="memoryCategories">Names or folders of its categories: it lies in the first and counts in the others; none to have one chosen.</param>
    /// <param name="user">Whose memory it becomes; null for the tree's own.</param>
    /// <param name="propagate">Whether the summaries of its categories follow.</param>
    /// <param name="cancellationToken">Stops as long as nothing has been written.</param>
    public Task<MemoryItemChange> CreateMemoryItemAsync(string memoryType, string memoryContent, IReadOnlyList<string> memoryCategories, MemoryScope? user = null, bool propagate = true, CancellationToken cancellationToken = default)
    {
        var request = new AddRequest { Text = memoryContent, Type = memoryType, Category = memoryCategories.Count > 0 ? memoryCategories[0] : null, AlsoIn = [.. memoryCategories.Skip(1)], Scope = user ?? MemoryScope.None };
        return ChangeAsync("create", request, propagate, async (v, records) =>
        {
            var done = await new AddVerb(v, Extractor, request).RunAsync(cancellationToken);
            return (done, records.Item(v.Read(MemoryPath.FromListing(done.Items[0].Path)).ToItem()));
        }, cancellationToken);
    }

    /// <summary>Changes a memory; what is null stays as it is.</summary>
    /// <param name="memoryId">Its id, or its path.</param>
    /// <param name="memoryType">Its new type.</param>
    /// <param name="memoryContent">Its new statement.</param>
    /// <param name="memoryCategories">Its new categories; it moves only when it lies in none of them. Empty: only the one where it lies.</param>
    /// <param name="user">Whose memory it must be; null for anybody's.</param>
    /// <param name="propagate">Whether the summaries of its categories follow.</param>
    /// <param name="cancellationToken">Stops as long as nothing has been written.</param>
    /// <exception cref="MemUException">There is no such memory of that user, or nothing is to change.</exception>
    public Task<MemoryItemChange> UpdateMemoryItemAsync(string memoryId, string? memoryType = null, string? memoryContent = null, IReadOnlyList<string>? memoryCategories = null, MemoryScope? user = null, bool propagate = true, CancellationToken cancellationToken = default)
    {
        var request = new UpdateRequest { MemoryId = memoryId, MemoryType = memoryType, MemoryContent = memoryContent, MemoryCategories = memoryCategories, User = user ?? MemoryScope.None };
        return ChangeAsync("update", request, propagate, async (v, records) =>
        {
            var (done, path) = await new UpdateVerb(v, request).RunAsync(cancellationToken);
            return (done, records.Item(v.Read(path).ToItem()));
        }, cancellationToken);
    }

    /// <summary>Removes a memory; history keeps it.</summary>
    /// <param name="memoryId">Its id, or its path.</param>
    /// <param name="user">Whose memory it must be; null for anybody's.</param>
    /// <param name="propagate">Whether the summaries of its categories follow.</param>
    /// <param name="cancellationToken">Stops as long as nothing has been written.</param>
    /// <exception cref="MemUException">There is no such memory of that user.</exception>
    public Task<MemoryItemChange> DeleteMemoryItemAsync(string memoryId, MemoryScope? user = null, bool propagate = true, CancellationToken cancellationToken = default)
    {
        var request = new RemoveRequest { Target = memoryId, NameBrokenLinks = false };
        return ChangeAsync("delete", request, propagate, async (v, records) =>
        {
            var document = await v.FindAsync(memoryId, cancellationToken);
            UpdateVerb.RequireItem(v, document, user ?? MemoryScope.None, memoryId);
            var item = records.Item(document.ToItem());
            return (await new RemoveVerb(v, request with { Target = document.Path.Value }).RunAsync(cancellationToken), item);
        }, cancellationToken);
    }

    /// <summary>The memories that fit, by path, page by page.</summary>
    /// <param name="where">The filter; null for all.</param>
    /// <param name="cursor">What the page before gave; null for the first.</param>
    /// <param name="limit">At most so many, 1 to 1000.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="MemUException">The filter names an unknown field, or the cursor is none.</exception>
    public Task<MemoryItemPage> ListMemoryItemsAsync(Where? where = null, string? cursor = null, int limit = 50, CancellationToken cancellationToken = default) =>
        ListAsync(open =>
        {
            var records = new Records(open);
            var (page, next) = Records.Page(records.Each(UnitKind.Item, where ?? Where.All, cursor, isUp: true), limit);
            return new MemoryItemPage([.. page.Select(f => records.Item(f.Item))], next);
        }, cancellationToken);

    /// <summary>The categories that have a page and fit, by path, page by page.</summary>
    /// <param name="where">The filter; null for all.</param>
    /// <param name="cursor">What the page before gave; null for the first.</param>
    /// <param name="limit">At most so many, 1 to 1000.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="MemUException">The filter names an unknown field, or the cursor is none.</exception>
    public Task<MemoryCategoryPage> ListMemoryCategoriesAsync(Where? where = null, string? cursor = null, int limit = 50, CancellationToken cancellationToken = default) =>
        ListAsync(open =>
        {
            var records = new Records(open);
            var (page, next) = Records.Page(records.Each(UnitKind.Category, where ?? Where.All, cursor, isUp: true), limit);
            return new MemoryCategoryPage([.. page.Select(f => records.Category(f.Item))], next);
        }, cancellationToken);

    /// <summary>Removes the memories, sources and category pages that fit, as one commit; history keeps what it had of them.</summary>
    /// <param name="where">The filter, usually of scope fields such as <c>user_id=ana</c>; null for everything.</param>
    /// <param name="cancellationToken">Stops as long as nothing has been written.</param>
    public Task<ClearedMemory> ClearMemoryAsync(Where? where = null, CancellationToken cancellationToken = default)
    {
        var request = new ClearRequest { Where = where ?? Where.All };
        return WritingAsync(open => new ClearVerb(new Verb(open, _options, request, "clear"), request).RunAsync(cancellationToken), cancellationToken);
    }

    private async Task<MemoryItemChange> ChangeAsync(string name, WriteRequest request, bool propagate, Func<Verb, Records, Task<(WriteResult Done, MemoryItemRecord Item)>> run, CancellationToken cancellationToken)
    {
        var models = propagate ? _options.Models?.Begin(name) : null;
        SummaryWriter? Summaries(OpenTree open) => models?.Chat(ModelStep.Summarize) is { } chat ? new(chat, _options.Extraction ?? Trusted(open.Config.Memorize)) : null;
        if (models?.Chat(ModelStep.Summarize) is not null)
            await PlanAsideAsync(aside => run(new Verb(aside, _options, request with { DryRun = true }, name) { Propagate = propagate, Summaries = Summaries(aside) }, new Records(aside)), cancellationToken);
        return await WritingAsync(async open =>
        {
            var records = new Records(open);
            var verb = new Verb(open, _options, request, name) { Propagate = propagate, Summaries = Summaries(open) };
            var (done, item) = await run(verb, records);
            return new MemoryItemChange(item, [.. done.Categories.Select(c => records.Category(verb.Read(MemoryPath.FromListing(c.Path)).ToItem()))], done.Commit);
        }, cancellationToken);
    }

    private Task<T> ListAsync<T>(Func<OpenTree, T> list, CancellationToken cancellationToken) =>
        ReadingAsync(async open =>
        {
            await open.SyncAsync(Freshness.Full, null, cancellationToken);
            return list(open);
        }, cancellationToken);
}
