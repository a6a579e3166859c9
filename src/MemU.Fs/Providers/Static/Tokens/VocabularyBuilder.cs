using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace MemU.Fs.Providers.Static.Tokens;

/// <summary>Collects tokens as they are read, then lays the table out once their number is known.</summary>
internal sealed class VocabularyBuilder
{
    private readonly List<VocabularyEntry> _entries = [];
    private char[] _text = new char[1024];
    private int _length;

    /// <summary>How many were added, twice the same counted twice.</summary>
    public int Added => _entries.Count;

    /// <summary>Adds a token; of two with the same text the last counts.</summary>
    public void Add(ReadOnlySpan<char> text, int id)
    {
        text.CopyTo(Room(text.Length));
        Take(text.Length, id);
    }

    /// <summary>Adds the string or property name at which a reader stands, without making a string of it.</summary>
    public void Add(ref Utf8JsonReader reader, int id)
    {
        var length = reader.CopyString(Room(reader.ValueSpan.Length));
        Take(length, id);
    }

    /// <summary>Gives the last added token its number, which comes after its text.</summary>
    public void Number(int id) => CollectionsMarshal.AsSpan(_entries)[^1].Id = id;

    /// <summary>The vocabulary of all that was added.</summary>
    public Vocabulary Build()
    {
        var slots = new int[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, _entries.Count * 2))];
        var beginnings = new ulong[Math.Max(1, (int)(BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, _length)) / 8))]; // four places for each unit of text
        var kept = new List<VocabularyEntry>(_entries.Count);
        foreach (var entry in _entries)
        {
            var text = _text.AsSpan(entry.Start, entry.Length);
            var hash = PrefixHash.Empty;
            for (var i = 0; i < text.Length; i++)
            {
                hash.Add(text[i]);
                var at = hash.Spread & ((beginnings.Length * 32) - 1);
                beginnings[at >> 5] |= (i == text.Length - 1 ? 3UL : 1UL) << ((at & 31) << 1);
            }
            Place(slots, kept, entry with { Hash = hash.High }, hash, text);
        }
        return new(_text, [.. kept], slots, beginnings);
    }

    private void Place(int[] slots, List<VocabularyEntry> kept, VocabularyEntry entry, PrefixHash hash, ReadOnlySpan<char> text)
    {
        var slot = hash.Low & (slots.Length - 1);
        for (; slots[slot] is > 0 and var number; slot = (slot + 1) & (slots.Length - 1))
        {
            ref var other = ref CollectionsMarshal.AsSpan(kept)[number - 1];
            if (other.Hash != entry.Hash || !_text.AsSpan(other.Start, other.Length).SequenceEqual(text)) continue;
            other.Id = entry.Id;
            return;
        }
        kept.Add(entry);
        slots[slot] = kept.Count;
    }

    private void Take(int length, int id)
    {
        _entries.Add(new(0, _length, length, id));
        _length += length;
    }

    private Span<char> Room(int units)
    {
        if (_text.Length - _length < units) Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + units));
        return _text.AsSpan(_length);
    }
}
