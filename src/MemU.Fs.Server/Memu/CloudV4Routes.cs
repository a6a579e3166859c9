using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Http;
using MemU.Fs.Server.Mcp.Tools;
using MemU.Fs.Verbs;

namespace MemU.Fs.Server.Memu;

/// <summary>Whose memory is written.</summary>
internal sealed record RecallUser(string? UserId, string? AgentId);

/// <summary>A file as an agent wrote it.</summary>
internal sealed record RecallFileBody(string? Name, string? Track, string? Description, string? Content);

/// <summary>A source that an agent describes.</summary>
internal sealed record RecallResourceBody(string? Path, string? Description);

/// <summary>What an agent commits.</summary>
internal sealed record RecallCommit
{
    /// <summary>Whose memory.</summary>
    public RecallUser? User { get; init; }
    /// <summary>The files.</summary>
    public IReadOnlyList<RecallFileBody>? RecallFiles { get; init; }
    /// <summary>The sources.</summary>
    public IReadOnlyList<RecallResourceBody>? Resource { get; init; }
}

/// <summary>A question.</summary>
internal sealed record RecallQuery(string? Query, string? UserId, string? AgentId);

/// <summary>A file: a page of a category, or what an agent wrote.</summary>
internal sealed record RecallFile(string Id, string Name, string Track, string? Description, string Content)
{
    /// <summary>Its path in the tree.</summary>
    public required string Path { get; init; }
    /// <summary>Between 0 and 1, in a search.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }
}

/// <summary>A source.</summary>
internal sealed record RecallResource(string Id, string? Url, string? Caption, string Track)
{
    /// <summary>Between 0 and 1, in a search.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }
}

/// <summary>A statement that was found, and the file that it stands in.</summary>
internal sealed record RecallSegment(string RecallFileId, string Track, string Text, double Score, string SourceFile);

/// <summary>A page of files.</summary>
internal sealed record RecallList(IReadOnlyList<RecallFile> RecallFiles, string? NextCursor);

/// <summary>What was committed.</summary>
internal sealed record RecallCommitted(IReadOnlyList<RecallResource> Resources, IReadOnlyList<RecallFile> RecallFiles);

/// <summary>What was found.</summary>
internal sealed record RecallFound(IReadOnlyList<RecallSegment> Segments, IReadOnlyList<RecallFile> Files, IReadOnlyList<RecallResource> Resources);

/// <summary>
/// memU's cloud API, version 4, as its command line calls it: files that an agent writes itself, on the tracks <c>memory</c> and <c>skill</c>. They lie below
/// <c>recall/</c> as markdown; the pages of categories are on the track <c>memory</c> as well. As in memU's cloud, descriptions of sources are answered and not kept.
/// </summary>
internal static class CloudV4Routes
{
    private const string Usual = "default";
    private const int MostFiles = 200, MostCharacters = 1 << 20;
    private static readonly string[] s_tracks = ["memory", "skill"];

    /// <summary>The routes.</summary>
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/api/v4/memory", KeyRights.Read, ListAsync, "The files of a user, by track and name, page by page.") { Family = ApiFamily.Cloud, Gives = ApiJson.Readable.RecallList, Query = [("user_id", "whose"), ("agent_id", "of which agent"), ("cursor", "where the page before ended"), ("limit", "at most so many, 1 to 200")] },
        new("POST", "/api/v4/memory", KeyRights.Write, CommitAsync, "Writes files; one of the same track and name is replaced.") { Family = ApiFamily.Cloud, Takes = ApiJson.Readable.RecallCommit, Gives = ApiJson.Readable.RecallCommitted },
        new("POST", "/api/v4/memory/search", KeyRights.Read, SearchAsync, "Finds statements, the files that they stand in, and sources.") { Family = ApiFamily.Cloud, Takes = ApiJson.Readable.RecallQuery, Gives = ApiJson.Readable.RecallFound },
    ];

    private static async Task ListAsync(ApiCall call)
    {
        var limit = call.Number("limit", 1, MostFiles) ?? 50;
        var after = Cursor.Read(call.Query("cursor"));
        var files = await FilesAsync(call, Scope(call, call.Query("user_id"), call.Query("agent_id")));
        var page = files.Where(f => after is null || string.CompareOrdinal(Place(f), after) > 0).Take(limit + 1).ToList();
        await call.AnswerAsync(new RecallList([.. page.Take(limit)], page.Count > limit ? Cursor.Of(Place(page[limit - 1])) : null), ApiJson.Readable.RecallList);
    }

    private static async Task CommitAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.RecallCommit);
        var memory = call.Of(Scope(call, body.User?.UserId, body.User?.AgentId));
        var (files, resources) = (body.RecallFiles ?? [], body.Resource ?? []);
        if (files.Count + resources.Count is 0 or > MostFiles) throw call.Invalid($"give 1 to {MostFiles} recall_files and resources.");
        // looked at before the first is written
        var wanted = files.Select(f => (Name: Name(call, f.Name), Track: Track(call, f.Track), f.Description, Content: Content(call, f.Content))).GroupBy(f => (f.Track, f.Name)).Select(g => g.Last()).ToList();
        var folder = await memory.FolderAsync(call.Aborted);
        var written = new List<RecallFile>();
        foreach (var (name, track, description, content) in wanted)
        {
            var path = folder.Combine("recall").Combine(track).Combine(FileOf(name));
            var text = Text(name, track, description, content);
            await PutAsync(call, memory, path, text);
            written.Add(new(path.Value, name, track, description, content) { Path = path.Value });
        }
        await call.AnswerAsync(new RecallCommitted([.. resources.Select(r => new RecallResource(r.Path ?? "", r.Path, r.Description, "workspace"))], written), ApiJson.Readable.RecallCommitted);
    }

    private static async Task SearchAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.RecallQuery);
        if (string.IsNullOrWhiteSpace(body.Query)) throw call.Invalid("query is missing.");
        var scope = Scope(call, body.UserId, body.AgentId);
        var found = await call.Of(scope).RetrieveAsync(new() { Query = body.Query, Always = true, Method = RetrieveMethod.Rules }, call.Aborted);
        var files = (await FilesAsync(call, scope)).ToDictionary(f => f.Path);
        var segments = found.Items.Select(i => files.GetValueOrDefault(i.Path) is { } own
            ? new RecallSegment(own.Id, own.Track, i.Snippet, i.Score, Place(own)) : new RecallSegment(i.Path, i.MemoryType == MemoryType.Skill ? "skill" : "memory", i.Summary, i.Score, i.Path)).ToList();
        var parents = segments.GroupBy(s => s.RecallFileId).Where(g => files.ContainsKey(g.Key)).Select(g => files[g.Key] with { Score = g.Max(s => s.Score) })
            .Concat(found.Categories.Where(c => files.ContainsKey(c.Path)).Select(c => files[c.Path] with { Score = c.Score }));
        await call.AnswerAsync(new RecallFound(segments, [.. parents.OrderByDescending(f => f.Score)],
            [.. found.Resources.Select(r => new RecallResource(r.Path + (r.Anchor is null ? "" : $"#^{r.Anchor}"), r.Url, r.Snippet, "workspace") { Score = r.Score })]), ApiJson.Readable.RecallFound);
    }

    private static async Task<List<RecallFile>> FilesAsync(ApiCall call, MemoryScope scope)
    {
        var memory = call.Of(scope);
        var folder = await memory.FolderAsync(call.Aborted);
        var files = (await CloudRoutes.CategoriesOfAsync(call, scope)).Select(c => new RecallFile(c.Path, c.Name, "memory", c.Description, c.Summary ?? "") { Path = c.Path }).ToList();
        var own = await memory.FilesAsync(new Where([new("path", [folder.Combine("recall").Value + "/"]) { Operator = WhereOperator.StartsWith }]), call.Aborted);
        foreach (var item in await memory.HeadsAsync([.. own.Select(f => f.Path)], call.Aborted))
            if (item.Path.Parent.Name is { } track && s_tracks.Contains(track)) files.Add(new(item.Path.Value, item.Title, track, item.Description, item.Body) { Path = item.Path.Value });
        files.Sort((a, b) => string.CompareOrdinal(Place(a), Place(b)));
        return files;
    }

    private static async Task PutAsync(ApiCall call, ScopedMemory memory, MemoryPath path, string text)
    {
        if (await memory.FindAsync(path, call.Aborted) is null) await memory.PutAsync(path, text, call.Aborted);
        else await memory.EditAsync(new EditRequest { Target = path.Value, Content = Encoding.UTF8.GetBytes(text) }, call.Aborted);
    }

    // names that differ get files that differ
    private static string FileOf(string name) => Slug.Of(name) is var slug && slug == name ? $"{slug}.md" : $"{slug}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..8]}.md";

    private static string Text(string name, string track, string? description, string content)
    {
        var document = MemoryDocument.Parse(MemoryPath.Parse("new.md"), Encoding.UTF8.GetBytes($"---\ntype: {(track == "skill" ? "skill" : "knowledge")}\n---\n{content.TrimEnd()}\n"));
        document.SetScalar("title", name);
        if (!string.IsNullOrWhiteSpace(description)) document.SetScalar("description", SafeText.OneLine(description));
        return Encoding.UTF8.GetString(document.ToBytes());
    }

    private static string Name(ApiCall call, string? name) => string.IsNullOrWhiteSpace(name) || name.Length > 200 || name.Any(char.IsControl) ? throw call.Invalid("each of recall_files needs a name of at most 200 characters.") : name.Trim();

    private static string Track(ApiCall call, string? track) => track is null ? "memory" : s_tracks.Contains(track) ? track : throw call.Invalid("track is memory or skill.");

    private static string Content(ApiCall call, string? content) => string.IsNullOrWhiteSpace(content) || content.Length > MostCharacters ? throw call.Invalid($"each of recall_files needs content of at most {MostCharacters} characters.") : content;

    private static MemoryScope Scope(ApiCall call, string? user, string? agent) => call.ScopeOf(Or(user, call.KeyScope.UserId), Or(agent, call.KeyScope.AgentId));

    // what memU's own client and cloud take for a missing name
    private static string Or(string? given, string? own) => string.IsNullOrWhiteSpace(given) ? own ?? Usual : given;

    private static string Place(RecallFile file) => $"{file.Track}/{file.Name}";
}
