using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Http;
using MemU.Fs.Verbs;
using Microsoft.AspNetCore.Http;

namespace MemU.Fs.Server.Own;

/// <summary>The files themselves: the ETag of one is git's id of its bytes, and <c>If-Match</c> keeps a change from meeting another one unseen.</summary>
internal static class FileRoutes
{
    private const string Markdown = "text/markdown; charset=utf-8";
    private const int MostBytes = 4 << 20;

    /// <summary>The routes.</summary>
    public static IEnumerable<ApiRoute> All { get; } =
    [
        new("GET", "/v1/files/{**path}", KeyRights.Read, GetAsync, "A file as it stands, or as it stood at a revision; with Accept: application/json what is known of it too. An id finds it as well.") { ContentType = Markdown, Gives = MemoryJson.Compact.ShowView, Query = [("rev", "a commit, checkpoint or date")] },
        new("PUT", "/v1/files/{**path}", KeyRights.Write, PutAsync, "Writes a file, a new one or one that is there. If-Match: the ETag it must still have; If-None-Match: * for a new one only.") { Gives = MemoryJson.Compact.WriteResult },
        new("PATCH", "/v1/files/{**path}", KeyRights.Write, PatchAsync, "Changes parts of a file, or moves it; links keep leading to it.") { Takes = ApiJson.Readable.PatchBody, Gives = MemoryJson.Compact.WriteResult },
        new("DELETE", "/v1/files/{**path}", KeyRights.Write, DeleteAsync, "Removes a file; its history stays, and undo brings it back.") { Gives = MemoryJson.Compact.WriteResult, Query = [("reason", "why, for the history")] },
    ];

    private static async Task GetAsync(ApiCall call)
    {
        var shown = await call.Scoped.ShowAsync(Named(call), call.Query("rev"), call.Aborted);
        var (request, response) = (call.Context.Request, call.Context.Response);
        response.Headers.ETag = Tag(shown.Revision);
        response.Headers["Content-Location"] = "/v1/files/" + string.Join('/', shown.Path.Split('/').Select(Uri.EscapeDataString));
        if (request.Headers.IfNoneMatch.Any(t => t == Tag(shown.Revision)))
        {
            response.StatusCode = 304;
            return;
        }
        if (request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase)) await call.AnswerAsync(shown, MemoryJson.Compact.ShowView);
        else await call.AnswerAsync(shown.Text, Markdown);
    }

    private static async Task PutAsync(ApiCall call)
    {
        var path = Path(call);
        var bytes = await BodyAsync(call);
        var there = await call.Scoped.FindAsync(path, call.Aborted);
        var match = Expected(call);
        if (there is null && match is not null) throw new ApiException(412, "conflict", $"{path} is not there any more, so it does not match; send it without If-Match to make it.");
        if (there is not null && call.Context.Request.Headers.IfNoneMatch == "*") throw new ApiException(412, "exists", $"{path} is there already; send it with If-Match and its ETag to replace it.");
        var done = there is null ? await call.Scoped.PutAsync(path, Encoding.UTF8.GetString(bytes), call.Aborted)
            : await call.Scoped.EditAsync(new EditRequest { Target = path.Value, Content = bytes, Expect = match }, call.Aborted);
        await AnswerAsync(call, done, there is null ? 201 : 200);
    }

    private static async Task PatchAsync(ApiCall call)
    {
        var (path, body, memory) = (Named(call), await call.ReadAsync(ApiJson.Default.PatchBody), call.Scoped);
        var changes = (body.Replace?.Count ?? 0) + (body.Set?.Count ?? 0) + (body.Append is null ? 0 : 1);
        if (changes == 0 && body.MoveTo is null) throw call.Invalid("there is nothing to change: give replace, append, set or move_to.");
        if (changes > 0 && body.MoveTo is not null) throw call.Invalid("move it and change it by two requests: each is one commit.");
        var done = body.MoveTo is { } to ? await memory.MoveAsync(new() { From = path, To = to, Expect = Expected(call), Reason = body.Reason }, call.Aborted)
            : await memory.EditAsync(new EditRequest
            {
                Target = path, Replace = [.. (body.Replace ?? []).Select(r => KeyValuePair.Create(r.Old, r.New))], Append = body.Append, Set = [.. body.Set ?? new Dictionary<string, string>()], Expect = Expected(call), Reason = body.Reason,
            }, call.Aborted);
        await AnswerAsync(call, done, 200);
    }

    private static async Task DeleteAsync(ApiCall call) =>
        await AnswerAsync(call, await call.Scoped.RemoveAsync(new() { Target = Named(call), Expect = Expected(call), Reason = call.Query("reason") }, call.Aborted), 200);

    private static Task AnswerAsync(ApiCall call, WriteResult done, int status)
    {
        if (done.Items is [{ Revision: { } revision }]) call.Context.Response.Headers.ETag = Tag(revision);
        return call.AnswerAsync(done, MemoryJson.Compact.WriteResult, status);
    }

    private static async Task<byte[]> BodyAsync(ApiCall call)
    {
        using var bytes = new MemoryStream();
        await call.Context.Request.Body.CopyToAsync(bytes, call.Aborted);
        if (bytes.Length > MostBytes) throw new ApiException(413, "too_large", $"a memory has at most {MostBytes} bytes; learn from it as a source instead: POST /v1/memorize");
        var text = bytes.ToArray();
        if (!System.Text.Unicode.Utf8.IsValid(text)) throw call.Invalid("the file is no UTF-8 text.");
        return text;
    }

    // an id, or a path; what is neither is not found
    private static string Named(ApiCall call) => call.Part("path") is { Length: > 0 } path ? path.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase) : throw new ApiException(404, "not_found", "name a file: /v1/files/<path>. What there is: /v1/tree");

    private static MemoryPath Path(ApiCall call) => MemoryPath.TryParse(Named(call), out var path, out var why) && !path.IsRoot ? path : throw call.Invalid($"'{SafeText.OneLine(Named(call))}' is no path of a memory: {why}");

    private static string? Expected(ApiCall call) => call.Context.Request.Headers.IfMatch switch
    {
        [] or ["*"] => null,
        [{ } tag] when tag.Length > 2 && tag[0] == '"' && tag[^1] == '"' => tag[1..^1],
        _ => throw call.Invalid("If-Match takes one ETag as GET gave it."),
    };

    private static string Tag(string revision) => $"\"{revision}\"";
}
