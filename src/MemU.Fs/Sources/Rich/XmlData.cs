using System.Globalization;

namespace MemU.Fs.Sources.Rich;

/// <summary>Reads XML as data: attributes and texts by the path of their elements.</summary>
internal sealed class XmlData(Paragraphs to)
{
    private readonly DataPath _path = new(to);

    /// <summary>Reads a document.</summary>
    public void Read(string text)
    {
        using var xml = SafeXml.Open(to.Name, new StringReader(text));
        // how often each name came in the elements that are open, so that equal ones are told apart
        var seen = new Stack<Dictionary<string, int>>();
        seen.Push([]);
        var root = true;
        while (xml.Read())
        {
            to.Cancellation.ThrowIfCancellationRequested();
            if (xml.IsStart)
            {
                var isEmpty = xml.Current.IsEmptyElement;
                var count = seen.Peek()[xml.Element] = seen.Peek().GetValueOrDefault(xml.Element) + 1;
                if (!root) _path.Push(count == 1 ? xml.Element : string.Create(CultureInfo.InvariantCulture, $"{xml.Element}[{count}]"));
                for (var more = xml.Current.MoveToFirstAttribute(); more; more = xml.Current.MoveToNextAttribute())
                {
                    if (xml.Current.Prefix == "xmlns" || xml.Current.Name == "xmlns") continue;
                    _path.Push(xml.Current.LocalName);
                    _path.Value(xml.Current.Value);
                    _path.Pop();
                }
                xml.Current.MoveToElement();
                if (!isEmpty) seen.Push([]);
                else if (!root) _path.Pop();
                root = false;
            }
            else if (xml.IsText) _path.Value(xml.Current.Value);
            else if (xml.IsEnd)
            {
                seen.Pop();
                if (seen.Count > 1) _path.Pop();
            }
        }
        _path.End();
    }
}
