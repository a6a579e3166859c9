using Lucene.Net.Store;

namespace MemU.Fs.Index.Embedded;

/// <summary>Notes which terms of a field, that come in the order of their bytes, the table of word vectors has.</summary>
internal sealed class PresentWordsWriter(WordVectors vectors)
{
    private readonly int[] _at = new int[vectors.Sections];
    private readonly List<(int Row, int Count)>?[] _found = new List<(int, int)>?[vectors.Sections];

    /// <summary>Looks the next term up.</summary>
    /// <param name="term">The term.</param>
    /// <param name="count">How many documents hold it.</param>
    public void Add(ReadOnlySpan<byte> term, int count)
    {
        for (var section = 0; section < _at.Length; section++)
        {
            var (row, isThere) = vectors.Seek(section, term, _at[section]);
            _at[section] = row;
            if (isThere) (_found[section] ??= []).Add((row, count));
        }
    }

    /// <summary>Writes what was found: for each language with any its number in the table, how many, and of each row how many are skipped before it and how many documents hold it.</summary>
    public void WriteTo(IndexOutput output)
    {
        using var bytes = new RAMOutputStream();
        for (var section = 0; section < _found.Length; section++)
        {
            if (_found[section] is not { } found) continue;
            bytes.WriteVInt32(section);
            bytes.WriteVInt32(found.Count);
            var last = -1;
            foreach (var (row, count) in found)
            {
                bytes.WriteVInt32(row - last - 1);
                bytes.WriteVInt32(count);
                last = row;
            }
        }
        output.WriteVInt32((int)bytes.Position);
        bytes.WriteTo(output);
    }
}
