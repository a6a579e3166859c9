using System.Xml.Linq;
using MemU.Fs.Files.Nodes;
using Microsoft.AspNetCore.Http;

namespace MemU.Fs.Mount.WebDav;

/// <summary>A request that may be answered: its path is known, its sender knows the secret.</summary>
internal sealed class DavRequest(HttpContext context, DavShare share, DavPath path, IfHeader condition)
{
    public HttpContext Context => context;

    public DavShare Share => share;

    public DavPath Path => path;

    /// <summary>The locks that the client says to hold, and what else must be so.</summary>
    public IfHeader If => condition;

    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>A header; null when it is not there.</summary>
    public string? Header(string name) => context.Request.Headers.TryGetValue(name, out var values) && values.Count == 1 ? values[0] : null;

    /// <summary>True when a body comes with it.</summary>
    public bool HasBody => context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0;

    /// <summary>Answers with a status alone.</summary>
    public Task AnswerAsync(int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Answers with what a tree said.</summary>
    public Task AnswerAsync(TreeError error) => AnswerAsync(DavStatus.Of(error));

    /// <summary>Answers with a document.</summary>
    public async Task AnswerAsync(int status, XElement document)
    {
        var bytes = DavXml.Write(document);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/xml; charset=utf-8";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, Aborted);
    }

    /// <summary>Answers with the condition that was not met.</summary>
    public Task RefuseAsync(int status, string condition, params IEnumerable<DavPath> paths) =>
        AnswerAsync(status, DavXml.Root("error", new XElement(DavXml.Dav + condition, paths.Select(p => new XElement(DavXml.Dav + "href", p.Encoded(share.Secret, isFolder: false))))));

    /// <summary>True when no lock of another client stands against a change; else that has been answered.</summary>
    public async Task<bool> MayChangeAsync(DavPath changed, bool isDeep, bool isMember)
    {
        if (share.Locks.Allows(changed, isDeep, isMember, condition.Tokens)) return true;
        await RefuseAsync(423, "lock-token-submitted", changed);
        return false;
    }

    /// <summary>A node by path, links followed.</summary>
    public ValueTask<Outcome<KnownNode>> FindAsync(DavPath wanted, bool follow = true) => share.Walk.FindAsync(wanted.Names, follow, Aborted);
}
