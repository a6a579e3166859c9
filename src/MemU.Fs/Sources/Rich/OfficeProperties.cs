namespace MemU.Fs.Sources.Rich;

/// <summary>The properties of an office document: its title; the rest is only searched for secrets.</summary>
internal static class OfficeProperties
{
    /// <summary>Reads them.</summary>
    public static void Read(ZipPackage zip, Paragraphs to)
    {
        foreach (var part in (string[])["docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"])
        {
            using var stream = zip.Open(part);
            if (stream is null) continue;
            using var xml = SafeXml.Open(to.Name, stream);
            var isTitle = false;
            while (xml.Read())
            {
                if (xml.IsStart) isTitle = part.EndsWith("core.xml", StringComparison.Ordinal) && xml.Element == "title";
                else if (xml.IsText)
                {
                    to.Beside(xml.Current.Value);
                    // what programs put there themselves is no title
                    if (isTitle && !xml.Current.Value.StartsWith("PowerPoint", StringComparison.Ordinal)) to.Title = xml.Current.Value;
                }
            }
        }
    }
}
