using System.Buffers;
using System.Globalization;
using MemU.Fs.Files.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace MemU.Fs.Mount.WebDav;

/// <summary>OPTIONS, GET and HEAD.</summary>
internal static class DavReading
{
    /// <summary>Every method that is answered.</summary>
    public const string Methods = "OPTIONS, GET, HEAD, PUT, DELETE, MKCOL, COPY, MOVE, PROPFIND, PROPPATCH, LOCK, UNLOCK";

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".md"] = "text/markdown; charset=utf-8", [".txt"] = "text/plain; charset=utf-8", [".json"] = "application/json", [".jsonl"] = "application/jsonl", [".yaml"] = "application/yaml", [".yml"] = "application/yaml",
        [".pdf"] = "application/pdf", [".png"] = "image/png", [".jpg"] = "image/jpeg", [".jpeg"] = "image/jpeg", [".gif"] = "image/gif", [".webp"] = "image/webp",
        [".mp3"] = "audio/mpeg", [".wav"] = "audio/wav", [".m4a"] = "audio/mp4", [".mp4"] = "video/mp4", [".zip"] = "application/zip",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    };

    /// <summary>The type of a file by its name; bytes where it says nothing.</summary>
    public static string TypeOf(string name) => Types.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream");

    /// <summary>What can be done.</summary>
    public static Task OptionsAsync(DavRequest request)
    {
        var headers = request.Context.Response.Headers;
        headers.Allow = Methods;
        headers["DAV"] = "1, 2";
        headers["MS-Author-Via"] = "DAV";
        headers.ContentLength = 0;
        return request.AnswerAsync(200);
    }

    /// <summary>A file, or a part of it; of a folder a line that says what it is.</summary>
    public static async Task GetAsync(DavRequest request)
    {
        var found = await request.FindAsync(request.Path);
        if (found.Error != TreeError.None)
        {
            await request.AnswerAsync(found.Error);
            return;
        }
        using var known = found.Value;
        if (known.IsFolder)
        {
            await SendAsync(request, "text/plain; charset=utf-8", "A folder of MemU.Fs. Connect to this address as a WebDAV drive to see what is in it.\n"u8.ToArray());
            return;
        }
        var opened = await request.Share.Tree.OpenAsync(known.Node, OpenMode.Read, TreeWalk.Caller, request.Aborted);
        if (opened.Error != TreeError.None)
        {
            await request.AnswerAsync(opened.Error);
            return;
        }
        try
        {
            // of what is open, not of what has the name a moment later
            var state = await request.Share.Tree.GetAttributesAsync(known.Node, opened.Value.Handle, TreeWalk.Caller, request.Aborted);
            if (state.Error == TreeError.None) await SendAsync(request, opened.Value.Handle, state.Value.Attributes);
            else await request.AnswerAsync(state.Error);
        }
        finally
        {
            request.Share.Tree.Release(opened.Value.Handle);
        }
    }

    /// <summary>Answers with bytes that are at hand.</summary>
    public static async Task SendAsync(DavRequest request, string type, ReadOnlyMemory<byte> content)
    {
        var response = request.Context.Response;
        Guard(response);
        response.ContentType = type;
        response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(request.Context.Request.Method)) await response.Body.WriteAsync(content, request.Aborted);
    }

    private static async Task SendAsync(DavRequest request, FileHandle handle, NodeAttributes attributes)
    {
        var (response, tag, modified) = (request.Context.Response, KnownNode.TagOf(attributes), attributes.Modified.ToDate());
        Guard(response);
        response.Headers.ETag = tag;
        response.Headers.LastModified = modified.ToString("r", CultureInfo.InvariantCulture);
        response.Headers.AcceptRanges = "bytes";
        if (Conditions.Check(request.Context.Request, tag, modified) is not 0 and var status)
        {
            await request.AnswerAsync(status);
            return;
        }
        var (from, to) = (0L, attributes.Size - 1);
        if (RangeOf(request, tag) is { } range)
        {
            if (range.From is { } first) (from, to) = (first, Math.Min(range.To ?? to, to));
            else from = Math.Max(0, attributes.Size - range.To!.Value);
            if (from > to)
            {
                response.Headers.ContentRange = $"bytes */{attributes.Size}";
                await request.AnswerAsync(416);
                return;
            }
            response.StatusCode = 206;
            response.Headers.ContentRange = $"bytes {from}-{to}/{attributes.Size}";
        }
        response.ContentType = request.Path.IsRoot ? "application/octet-stream" : TypeOf(request.Path.Name);
        response.ContentLength = to - from + 1;
        if (!HttpMethods.IsHead(request.Context.Request.Method) && !await CopyAsync(request, handle, from, to + 1)) request.Context.Abort(); // shorter than it was said to be
    }

    private static async Task<bool> CopyAsync(DavRequest request, FileHandle handle, long from, long end)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            while (from < end)
            {
                var read = await request.Share.Tree.ReadAsync(handle, from, buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - from)), request.Aborted);
                if (read is not { Error: TreeError.None, Value: > 0 }) return false;
                await request.Context.Response.Body.WriteAsync(buffer.AsMemory(0, read.Value), request.Aborted);
                from += read.Value;
            }
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The one range that is asked for; of several, and where the file is another one since, all is sent, as it may be.</summary>
    private static RangeItemHeaderValue? RangeOf(DavRequest request, string tag)
    {
        if (request.Header("Range") is not { } text || !RangeHeaderValue.TryParse(text, out var range) || range.Unit != "bytes" || range.Ranges.Count != 1) return null;
        return request.Header("If-Range") is { } only && only != tag ? null : range.Ranges.Single();
    }

    /// <summary>What lies in a memory came from anywhere: a browser that is led here must not run it, and tells no other page the address.</summary>
    private static void Guard(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-cache";
    }
}
