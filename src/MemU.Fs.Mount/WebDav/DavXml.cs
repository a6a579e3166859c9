using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace MemU.Fs.Mount.WebDav;

/// <summary>XML of WebDAV: read with bounds and without DTDs, entities and anything from elsewhere.</summary>
internal static class DavXml
{
    /// <summary>The namespace of WebDAV.</summary>
    public static readonly XNamespace Dav = "DAV:";

    private const int MostBytes = 1024 * 1024, MostDepth = 64;

    private static readonly XmlReaderSettings Reading = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = MostBytes,
        CloseInput = false,
    };

    /// <summary>Reads a request's body; the root is null when there is none, and the status is 400 or 413 when it is none that can be read.</summary>
    public static async Task<(XElement? Root, int Status)> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (bytes.Length + read > MostBytes) return (null, 413);
            await bytes.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        if (bytes.Length == 0) return (null, 200);
        try
        {
            bytes.Position = 0;
            using (var check = XmlReader.Create(bytes, Reading))
                while (check.Read())
                    if (check.Depth > MostDepth) return (null, 400);
            bytes.Position = 0;
            using var reader = XmlReader.Create(bytes, Reading);
            return (XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root, 200);
        }
        catch (Exception e) when (e is XmlException or ArgumentException or InvalidOperationException)
        {
            return (null, 400);
        }
    }

    /// <summary>The bytes of a document.</summary>
    public static ReadOnlyMemory<byte> Write(XElement root)
    {
        using var bytes = new MemoryStream();
        using (var writer = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false) })) root.Save(writer);
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    /// <summary>An element with the prefix that all clients know.</summary>
    public static XElement Root(string name, params IEnumerable<object?> content) => new(Dav + name, new XAttribute(XNamespace.Xmlns + "D", Dav.NamespaceName), content);
}
