using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Sources.Rich;

/// <summary>Writes data as lines: <c>path: value</c>. What lies side by side on the second level, such as the entries of a list, is one paragraph.</summary>
internal sealed class DataPath(Paragraphs to)
{
    private const int Longest = 4_000;
    private readonly List<string> _path = [];
    private readonly StringBuilder _block = new();
    private string? _group;

    /// <summary>Goes down to a name or an index.</summary>
    public void Push(string name)
    {
        if (_path.Count >= Limits.Depth) throw new MemoryFormatException(to.Name, 0, $"the data are nested deeper than {Limits.Depth} levels.");
        _path.Add(name.Length > 200 ? name[..(char.IsHighSurrogate(name[199]) ? 199 : 200)] : name);
    }

    /// <summary>Goes up again.</summary>
    public void Pop() => _path.RemoveAt(_path.Count - 1);

    /// <summary>A value at the place where it stands.</summary>
    public void Value(string value)
    {
        if (string.IsNullOrWhiteSpace(value)) return;
        var group = Join(_path.Count > 1 ? 2 : 1);
        if (_group is not null && (group != _group || _block.Length > Longest) && (_path.Count > 1 || _group.Contains('.', StringComparison.Ordinal) || _block.Length > Longest)) End();
        _group = group;
        // a value of several lines keeps them, and its path stands once
        if (_path.Count > 0) _block.Append(Join(_path.Count)).Append(": ");
        _block.Append(value.Trim()).Append('\n');
    }

    /// <summary>Ends the paragraph.</summary>
    public void End()
    {
        to.Add(_block.ToString());
        _block.Clear();
        _group = null;
    }

    private string Join(int count)
    {
        var path = new StringBuilder();
        foreach (var part in _path.Take(count))
        {
            if (path.Length > 0 && part[0] != '[') path.Append('.');
            path.Append(part);
        }
        return path.ToString();
    }
}
