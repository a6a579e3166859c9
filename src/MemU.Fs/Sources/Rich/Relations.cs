namespace MemU.Fs.Sources.Rich;

/// <summary>What a part of an office document refers to: ids and kinds, and the parts that they name.</summary>
internal sealed class Relations
{
    private readonly List<(string Id, string Kind, string Part)> _all = [];

    /// <summary>The relations of a part; none where it has no list of them.</summary>
    public static Relations Of(ZipPackage zip, string name, string part)
    {
        var relations = new Relations();
        var slash = part.LastIndexOf('/') + 1;
        using var stream = zip.Open($"{part[..slash]}_rels/{part[slash..]}.rels");
        if (stream is null) return relations;
        using var xml = SafeXml.Open(name, stream);
        while (xml.Read())
            if (xml.IsStart && xml.Element == "Relationship" && xml.Attribute("TargetMode") != "External" && xml.Attribute("Id") is { } id && xml.Attribute("Target") is { } target)
                relations._all.Add((id, Last(xml.Attribute("Type") ?? ""), ZipPackage.Resolve(part, target)));
        return relations;
    }

    /// <summary>The part of an id; null when there is none.</summary>
    public string? ById(string? id) => _all.Find(r => r.Id == id).Part;

    /// <summary>The parts of a kind, such as <c>footnotes</c>.</summary>
    public IEnumerable<string> OfKind(string kind) => _all.Where(r => r.Kind == kind).Select(r => r.Part);

    private static string Last(string type) => type[(type.LastIndexOf('/') + 1)..];
}
