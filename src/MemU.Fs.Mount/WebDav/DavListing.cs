using System.Globalization;
using System.Xml.Linq;
using MemU.Fs.Files.Nodes;
using static MemU.Fs.Mount.WebDav.DavXml;

namespace MemU.Fs.Mount.WebDav;

/// <summary>PROPFIND: what there is, and what it is like.</summary>
internal static class DavListing
{
    private static readonly string[] All = ["resourcetype", "displayname", "creationdate", "getlastmodified", "getcontentlength", "getcontenttype", "getetag", "supportedlock", "lockdiscovery"];
    private static readonly string[] Quota = ["quota-available-bytes", "quota-used-bytes"];

    /// <summary>Answers with the properties of a path, and with depth 1 of what is in the folder.</summary>
    public static async Task FindAsync(DavRequest request)
    {
        var (body, status) = await ReadAsync(request.Context.Request.Body, request.Aborted);
        if (status != 200 || Wanted.Read(body) is not { } wanted)
        {
            await request.AnswerAsync(status != 200 ? status : 400);
            return;
        }
        var depth = request.Header("Depth");
        if (depth is not ("0" or "1"))
        {
            // without bound it would walk the whole memory; clients go down by themselves
            await (depth is null || depth.Equals("infinity", StringComparison.OrdinalIgnoreCase) ? request.RefuseAsync(403, "propfind-finite-depth") : request.AnswerAsync(400));
            return;
        }
        var found = await request.FindAsync(request.Path);
        if (found.Error != TreeError.None)
        {
            await request.AnswerAsync(found.Error);
            return;
        }
        using var known = found.Value;
        if (wanted.Names.Any(n => n.Namespace == Dav && Quota.Contains(n.LocalName))) wanted = wanted with { Space = await SpaceAsync(request) };
        var answers = new List<XElement> { Answer(request, request.Path, known.Attributes, wanted) };
        if (depth == "1" && known.IsFolder)
        {
            var listed = await request.Share.Walk.ListAsync(request.Path, known.Node, request.Aborted);
            if (listed.Error != TreeError.None)
            {
                await request.AnswerAsync(listed.Error);
                return;
            }
            foreach (var (name, attributes) in listed.Value) answers.Add(Answer(request, request.Path.Child(name), attributes, wanted));
        }
        await request.AnswerAsync(207, Root("multistatus", answers));
    }

    /// <summary>A part of an answer: properties that have one status.</summary>
    public static XElement Part(int status, IEnumerable<XElement> properties) =>
        new(Dav + "propstat", new XElement(Dav + "prop", properties), new XElement(Dav + "status", Line(status)));

    /// <summary>A status as it stands in an answer.</summary>
    public static string Line(int status) => $"HTTP/1.1 {status} {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status)}";

    /// <summary>True for the properties that are not the client's to set.</summary>
    public static bool IsLive(XName name) => name.Namespace == Dav && (All.Contains(name.LocalName) || Quota.Contains(name.LocalName));

    /// <summary>The properties of one resource.</summary>
    public static XElement Answer(DavRequest request, DavPath path, in NodeAttributes attributes, Wanted wanted)
    {
        var (found, missing, own) = (new List<XElement>(), new List<XElement>(), request.Share.Properties.Of(path));
        var names = wanted.IsAll ? All.Select(n => Dav + n).Concat(own.Keys).Concat(wanted.Names).Distinct() : wanted.Names;
        foreach (var name in names)
        {
            var property = own.TryGetValue(name, out var dead) ? new XElement(dead) : name.Namespace == Dav ? Live(request, name.LocalName, path, attributes, wanted.Space) : null;
            if (property is null && wanted.IsAll && All.Contains(name.LocalName)) continue; // a folder has no length
            if (property is null) missing.Add(new(name));
            else found.Add(wanted.IsNamesOnly ? new(name) : property);
        }
        return new(Dav + "response", new XElement(Dav + "href", path.Encoded(request.Share.Secret, attributes.Kind == NodeKind.Folder)),
            found.Count > 0 || missing.Count == 0 ? Part(200, found) : null, missing.Count > 0 ? Part(404, missing) : null);
    }

    /// <summary>The locks that hold for a path.</summary>
    public static XElement Locks(DavRequest request, DavPath path) => new(Dav + "lockdiscovery", request.Share.Locks.On(path).Select(l => new XElement(Dav + "activelock",
        new XElement(Dav + "locktype", new XElement(Dav + "write")),
        new XElement(Dav + "lockscope", new XElement(Dav + (l.IsExclusive ? "exclusive" : "shared"))),
        new XElement(Dav + "depth", l.IsDeep ? "infinity" : "0"),
        l.Owner is null ? null : new XElement(l.Owner),
        new XElement(Dav + "timeout", $"Second-{l.Seconds}"),
        new XElement(Dav + "locktoken", new XElement(Dav + "href", l.Token)),
        new XElement(Dav + "lockroot", new XElement(Dav + "href", l.Root.Encoded(request.Share.Secret, isFolder: false))))));

    private static XElement? Live(DavRequest request, string name, DavPath path, in NodeAttributes attributes, TreeSpace? space)
    {
        var isFolder = attributes.Kind == NodeKind.Folder;
        object? value = name switch
        {
            "resourcetype" => isFolder ? new XElement(Dav + "collection") : "",
            "displayname" => Text(path.IsRoot ? "memory" : path.Name),
            "creationdate" => attributes.Modified.ToDate().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            "getlastmodified" => attributes.Modified.ToDate().ToString("r", CultureInfo.InvariantCulture),
            "getcontentlength" => isFolder ? null : attributes.Size.ToString(CultureInfo.InvariantCulture),
            "getcontenttype" => isFolder ? null : DavReading.TypeOf(path.IsRoot ? "" : path.Name),
            "getetag" => isFolder ? null : KnownNode.TagOf(attributes),
            "supportedlock" => new[] { Entry("exclusive"), Entry("shared") },
            "lockdiscovery" => Locks(request, path).Elements(),
            "quota-available-bytes" => isFolder && space is { } room ? (room.Available * room.BlockSize).ToString(CultureInfo.InvariantCulture) : null,
            "quota-used-bytes" => isFolder && space is { } used ? ((used.Blocks - used.Free) * used.BlockSize).ToString(CultureInfo.InvariantCulture) : null,
            _ => null,
        };
        return value is null ? null : new XElement(Dav + name, value);
    }

    /// <summary>A name with characters that no XML can hold is shown without them; its address has them.</summary>
    private static string Text(string name) => string.Concat(name.EnumerateRunes().Select(r => r.Value is < 32 or 0xFFFE or 0xFFFF ? "\ufffd" : r.ToString()));

    private static XElement Entry(string scope) => new(Dav + "lockentry", new XElement(Dav + "lockscope", new XElement(Dav + scope)), new XElement(Dav + "locktype", new XElement(Dav + "write")));

    private static async Task<TreeSpace?> SpaceAsync(DavRequest request) =>
        await request.Share.Tree.SpaceAsync(request.Aborted) is { Error: TreeError.None, Value: var space } ? space : null;
}

/// <summary>The properties that are asked for.</summary>
/// <param name="Names">By name; beside all of them, more.</param>
/// <param name="IsAll">Every one that there is.</param>
/// <param name="IsNamesOnly">Without values.</param>
internal sealed record Wanted(IReadOnlyList<XName> Names, bool IsAll, bool IsNamesOnly)
{
    /// <summary>The room that there is, when it is asked for.</summary>
    public TreeSpace? Space { get; init; }

    /// <summary>Reads the body of a PROPFIND, of which none means all; null when it is something else.</summary>
    public static Wanted? Read(XElement? body)
    {
        if (body is null) return new([], IsAll: true, IsNamesOnly: false);
        if (body.Name != Dav + "propfind") return null;
        if (body.Element(Dav + "propname") is not null) return new([], IsAll: true, IsNamesOnly: true);
        if (body.Element(Dav + "allprop") is not null) return new([.. body.Elements(Dav + "include").Elements().Select(e => e.Name)], IsAll: true, IsNamesOnly: false);
        return body.Element(Dav + "prop") is { } some ? new([.. some.Elements().Select(e => e.Name).Distinct()], IsAll: false, IsNamesOnly: false) : null;
    }
}
