using System.Buffers.Binary;
using System.Text;

namespace MemU.Fs.Tests.Providers.Static;

/// <summary>Builds a precompiled character map: a double-array trie over UTF-8, then the replacements.</summary>
internal static class CharacterMapWriter
{
    /// <summary>The map in base 64.</summary>
    public static string Write(IReadOnlyDictionary<string, string> map)
    {
        var replacements = new List<byte>();
        var root = new Node();
        foreach (var (from, to) in map)
        {
            var node = root;
            foreach (var b in Encoding.UTF8.GetBytes(from)) node = node.Next.TryGetValue(b, out var next) ? next : node.Next[b] = new();
            node.Value = replacements.Count;
            replacements.AddRange([.. Encoding.UTF8.GetBytes(to), 0]);
        }
        var units = new SortedDictionary<int, uint> { [0] = 0 };
        Lay(root, 0, 0, units);
        var count = (units.Keys.Max() / 256 * 256) + 256; // whole blocks, so that no step leads out
        var bytes = new byte[4 + (count * 4)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, count * 4);
        foreach (var (place, unit) in units) BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 + (place * 4)), unit);
        return Convert.ToBase64String([.. bytes, .. replacements]);
    }

    private static void Lay(Node node, int place, byte label, SortedDictionary<int, uint> units)
    {
        List<byte> labels = [.. node.Next.Keys];
        if (node.Value is not null) labels.Add(0);
        var start = 1;
        while (labels.Exists(l => units.ContainsKey(start ^ l))) start++;
        foreach (var l in labels) units[start ^ l] = 0;
        units[place] = ((uint)(place ^ start) << 10) | (node.Value is null ? 0u : 0x100u) | label;
        if (node.Value is { } value) units[start] = (uint)value | 0x80000000;
        foreach (var (l, next) in node.Next) Lay(next, start ^ l, l, units);
    }

    private sealed class Node
    {
        public SortedDictionary<byte, Node> Next { get; } = [];

        public int? Value { get; set; }
    }
}
