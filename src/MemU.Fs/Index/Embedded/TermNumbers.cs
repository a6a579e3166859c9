using Lucene.Net.Util;

namespace MemU.Fs.Index.Embedded;

/// <summary>Different terms, numbered in the order of their coming.</summary>
internal abstract class TermNumbers
{
    /// <summary>Number of terms.</summary>
    public int Count { get; private protected set; }

    /// <summary>Memory in use.</summary>
    public abstract long Size { get; }

    /// <summary>The numbers of all terms in the order of their bytes.</summary>
    public abstract int[] Sorted();

    /// <summary>Says where the bytes of a term are; they stay until a new term comes, or the room is used again.</summary>
    /// <param name="term">Its number.</param>
    /// <param name="into">Is set to them.</param>
    /// <param name="room">16 bytes for a term that lies nowhere as bytes.</param>
    public abstract void Show(int term, BytesRef into, byte[] room);

    /// <summary>Forgets all terms and keeps the memory.</summary>
    public abstract void Clear();
}
