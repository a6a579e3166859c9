using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Http;

namespace MemU.Fs.Server.Own;

/// <summary>What there is, what it was, and back again.</summary>
internal static class HistoryRoutes
{
    private const int MostCommits = 1_000;

    /// <summary>The routes.</summary>
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/v1/status", KeyRights.Read, async c => await c.AnswerAsync(await c.Scoped.StatusAsync(c.Aborted), MemoryJson.Compact.StatusView), "How the memory stands.") { Gives = MemoryJson.Compact.StatusView },
        new("GET", "/v1/tree", KeyRights.Read, TreeAsync, "Folders and files.") { Gives = MemoryJson.Compact.TreeNode, Query = [("path", "the folder"), ("depth", "how many levels, 1 to 20"), ("files", "at most so many files of each folder, 0 to 1000")] },
        new("GET", "/v1/history", KeyRights.Read, LogAsync, "The commits of a file, or of everything, newest first.") { Gives = ApiJson.Readable.HistoryPage, Query = [("path", "the file; left out for everything"), ("limit", "at most so many, 1 to 1000")] },
        new("GET", "/v1/diff", KeyRights.Read, DiffAsync, "What changed.") { Gives = ApiJson.Readable.DiffPage, Query = [("path", "the file or folder"), ("from", "the older revision; left out for the one before the last"), ("to", "the newer one; left out for now")] },
        new("POST", "/v1/undo", KeyRights.Write, UndoAsync, "Takes back a commit, a session, or the last operation, by a new commit.") { Takes = ApiJson.Readable.UndoBody, Gives = MemoryJson.Compact.RevertView },
    ];

    private static async Task TreeAsync(ApiCall call)
    {
        var path = call.Query("path") is { } given ? MemoryPath.TryParse(given, out var parsed, out var why) ? parsed : throw call.Invalid($"'{SafeText.OneLine(given)}' is no path of a memory: {why}") : MemoryPath.Root;
        await call.AnswerAsync(await call.Scoped.TreeAsync(path, call.Number("depth", 1, 20) ?? 3, call.Number("files", 0, 1000) ?? 50, call.Aborted), MemoryJson.Compact.TreeNode);
    }

    private static async Task LogAsync(ApiCall call) =>
        await call.AnswerAsync(new HistoryPage(await call.Scoped.LogAsync(call.Query("path"), call.Number("limit", 1, MostCommits) ?? 50, call.Aborted)), ApiJson.Readable.HistoryPage);

    private static async Task DiffAsync(ApiCall call) =>
        await call.AnswerAsync(new DiffPage(await call.Scoped.DiffAsync(call.Query("path"), call.Query("from"), call.Query("to"), call.Aborted)), ApiJson.Readable.DiffPage);

    private static async Task UndoAsync(ApiCall call)
    {
        var body = await call.ReadAsync(ApiJson.Default.UndoBody);
        await call.AnswerAsync(await call.Scoped.UndoAsync(body.Commit, body.Session, body.DryRun, call.Aborted), MemoryJson.Compact.RevertView);
    }
}
