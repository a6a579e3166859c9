using System.Globalization;
using System.Xml.Linq;
using MemU.Fs.Files.Nodes;
using static MemU.Fs.Mount.WebDav.DavXml;

namespace MemU.Fs.Mount.WebDav;

/// <summary>PROPPATCH: all of it is noted or nothing.</summary>
internal static class DavPatching
{
    private static readonly XName WindowsTime = XNamespace.Get("urn:schemas-microsoft-com:") + "Win32LastModifiedTime";

    /// <summary>Sets and removes what clients note for themselves; a time that Windows sets becomes the file's.</summary>
    public static async Task PatchAsync(DavRequest request)
    {
        var (body, status) = await ReadAsync(request.Context.Request.Body, request.Aborted);
        if (status != 200 || body?.Name != Dav + "propertyupdate")
        {
            await request.AnswerAsync(status != 200 ? status : 400);
            return;
        }
        if (!await request.MayChangeAsync(request.Path, isDeep: false, isMember: false)) return;
        var found = await request.FindAsync(request.Path);
        if (found.Error != TreeError.None)
        {
            await request.AnswerAsync(found.Error);
            return;
        }
        using var known = found.Value;
        var changes = new List<(XName Name, XElement? Value)>();
        foreach (var step in body.Elements())
            if (step.Name == Dav + "set" || step.Name == Dav + "remove")
                foreach (var property in step.Elements(Dav + "prop").Elements()) changes.Add((property.Name, step.Name == Dav + "set" ? Kept(property) : null));
        var refused = changes.Where(c => DavListing.IsLive(c.Name)).Select(c => c.Name).ToHashSet();
        var (tooLarge, isFull) = (changes.Any(c => c.Value?.ToString(SaveOptions.DisableFormatting).Length > DeadProperties.Longest), false);
        if (refused.Count == 0 && !tooLarge) isFull = !request.Share.Properties.TryChange(request.Path, changes);
        if (refused.Count == 0 && !tooLarge && !isFull) await SetTimeAsync(request, known, changes);
        var parts = changes.Select(c => c.Name).Distinct().GroupBy(n => tooLarge || isFull ? 507 : refused.Count == 0 ? 200 : refused.Contains(n) ? 403 : 424)
            .Select(group => DavListing.Part(group.Key, group.Select(n => new XElement(n))));
        await request.AnswerAsync(207, Root("multistatus", new XElement(Dav + "response", new XElement(Dav + "href", request.Path.Encoded(request.Share.Secret, known.IsFolder)), parts)));
    }

    /// <summary>The property by itself, with the language that held for it where it stood.</summary>
    private static XElement Kept(XElement property)
    {
        var kept = new XElement(property);
        var language = property.AncestorsAndSelf().Select(e => e.Attribute(XNamespace.Xml + "lang")).FirstOrDefault(a => a is not null);
        if (language is not null) kept.SetAttributeValue(language.Name, language.Value);
        return kept;
    }

    private static async Task SetTimeAsync(DavRequest request, KnownNode known, List<(XName Name, XElement? Value)> changes)
    {
        if (changes.LastOrDefault(c => c.Name == WindowsTime).Value?.Value is { } text && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            // what a read-only tree says to that is of no interest: the property is kept all the same
            await request.Share.Tree.SetAttributesAsync(known.Node, null, new() { Modified = NodeTime.From(time) }, TreeWalk.Caller, request.Aborted);
    }
}
