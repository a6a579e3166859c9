using System.Xml;
using MemU.Fs.Model;

namespace MemU.Fs.Sources.Rich;

/// <summary>XML that was made by strangers: no entities, nothing from outside, bounded in size and depth.</summary>
internal sealed class SafeXml : IDisposable
{
    private readonly XmlReader _reader;
    private readonly string _name;

    private SafeXml(string name, Stream stream)
    {
        _name = name;
        _reader = XmlReader.Create(stream, Settings());
    }

    private SafeXml(string name, TextReader text)
    {
        _name = name;
        _reader = XmlReader.Create(text, Settings());
    }

    /// <summary>The element, text or end that was read.</summary>
    public XmlReader Current => _reader;

    /// <summary>True at the beginning of an element.</summary>
    public bool IsStart => _reader.NodeType == XmlNodeType.Element;

    /// <summary>True at the end of an element that has one; an empty element has none.</summary>
    public bool IsEnd => _reader.NodeType == XmlNodeType.EndElement;

    /// <summary>True at text.</summary>
    public bool IsText => _reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace;

    /// <summary>The element's name without its prefix.</summary>
    public string Element => _reader.LocalName;

    /// <summary>Reads from a stream, in the encoding that the XML names.</summary>
    public static SafeXml Open(string name, Stream stream) => new(name, stream);

    /// <summary>Reads text.</summary>
    public static SafeXml Open(string name, TextReader text) => new(name, text);

    /// <summary>Goes on; false at the end.</summary>
    /// <exception cref="XmlException">It is no XML.</exception>
    /// <exception cref="MemoryFormatException">It is nested too deeply.</exception>
    public bool Read()
    {
        if (!_reader.Read()) return false;
        return _reader.Depth <= Limits.Depth ? true : throw new MemoryFormatException(_name, 0, $"its XML is nested deeper than {Limits.Depth} levels; that is no document.");
    }

    /// <summary>An attribute by its name without prefix; null when it has none.</summary>
    public string? Attribute(string local)
    {
        if (_reader.GetAttribute(local) is { } plain) return plain;
        string? value = null;
        for (var more = _reader.MoveToFirstAttribute(); more && value is null; more = _reader.MoveToNextAttribute())
            if (_reader.LocalName == local) value = _reader.Value;
        _reader.MoveToElement();
        return value;
    }

    /// <summary>Goes behind the element at which it stands.</summary>
    public void Skip()
    {
        if (_reader.IsEmptyElement) return;
        var depth = _reader.Depth;
        while (Read())
            if (IsEnd && _reader.Depth == depth) return;
    }

    public void Dispose() => _reader.Dispose();

    // a document type is passed over, so that what it declares is unknown: an entity of its own is an error and never expands
    private static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, MaxCharactersInDocument = Limits.EntryBytes, MaxCharactersFromEntities = 1024, CloseInput = true,
    };
}
