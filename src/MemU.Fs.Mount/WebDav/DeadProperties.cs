using System.Xml.Linq;

namespace MemU.Fs.Mount.WebDav;

/// <summary>What clients note of files for themselves. It is kept while the server runs: files are files, and nothing of it belongs in a memory.</summary>
internal sealed class DeadProperties(StringComparer names, StringComparison comparison)
{
    /// <summary>So many characters may a value have.</summary>
    public const int Longest = 64 * 1024;

    private const int Most = 20_000; // properties in all

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<XName, XElement>> _of = new(names);
    private int _count;

    /// <summary>The properties of a path.</summary>
    public IReadOnlyDictionary<XName, XElement> Of(DavPath path)
    {
        lock (_gate) return _of.TryGetValue(path.Text, out var own) ? new Dictionary<XName, XElement>(own) : [];
    }

    /// <summary>Sets and removes in order; null removes. False when there are too many: then nothing has changed.</summary>
    public bool TryChange(DavPath path, IReadOnlyList<(XName Name, XElement? Value)> changes)
    {
        lock (_gate)
        {
            if (_count + changes.Count(c => c.Value is not null) > Most) return false;
            var own = _of.TryGetValue(path.Text, out var known) ? known : [];
            _count -= own.Count;
            foreach (var (name, value) in changes)
            {
                if (value is null) own.Remove(name);
                else own[name] = value;
            }
            _count += own.Count;
            if (own.Count > 0) _of[path.Text] = own;
            else _of.Remove(path.Text);
            return true;
        }
    }

    /// <summary>A path and all below it is gone.</summary>
    public void Drop(DavPath path)
    {
        lock (_gate)
            foreach (var text in At(path))
            {
                _count -= _of[text].Count;
                _of.Remove(text);
            }
    }

    /// <summary>A path, and all below it when it is deep, has a copy. What doesn't fit is left out.</summary>
    public void Copy(DavPath from, DavPath to, bool isDeep)
    {
        lock (_gate)
            foreach (var text in At(from))
            {
                if (!isDeep && text.Length != from.Text.Length || _count + _of[text].Count > Most) continue;
                _of[to.Text + text[from.Text.Length..]] = new(_of[text]);
                _count += _of[text].Count;
            }
    }

    private List<string> At(DavPath path) => [.. _of.Keys.Where(t => t.Equals(path.Text, comparison) || t.StartsWith(path.Text + "/", comparison))];
}
