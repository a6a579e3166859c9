namespace MemU.Fs.Server.Tasks;

/// <summary>Reads a journal from its beginning.</summary>
/// <param name="Whole">The bytes up to the end of the last whole line; what follows was torn.</param>
/// <param name="Broken">Lines before that which are not what was written.</param>
internal readonly record struct JournalScan(long Whole, int Broken)
{
    private const int Part = 1 << 18;
    private const int LongestLine = 64 << 20;

    /// <summary>A whole line.</summary>
    public delegate void Line(long offset, int length, ReadOnlySpan<byte> text);

    /// <summary>Reads all lines, one part of the file at a time.</summary>
    public static JournalScan Run(Stream file, Line each)
    {
        var buffer = new byte[Part];
        var (filled, start, whole) = (0, 0L, 0L); // the buffer begins at the byte `start` of the file, which begins a line
        var (broken, waiting) = (0, 0); // what is broken counts once something whole follows
        for (int read; (read = file.Read(buffer, filled, buffer.Length - filled)) > 0;)
        {
            var from = 0;
            var searched = filled;
            filled += read;
            for (int feed; (feed = buffer.AsSpan(searched, filled - searched).IndexOf((byte)'\n')) >= 0;)
            {
                var end = searched + feed;
                if (JournalText.TryRead(buffer.AsSpan(from, end - from), out var text))
                {
                    each(start + from, end - from + 1, text);
                    (whole, broken, waiting) = (start + end + 1, broken + waiting, 0);
                }
                else waiting++;
                from = searched = end + 1;
            }
            if (filled - from >= LongestLine) (from, waiting) = (filled, waiting + 1); // nothing of ours is so long
            buffer.AsSpan(from, filled - from).CopyTo(buffer);
            (start, filled) = (start + from, filled - from);
            if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        }
        return new(whole, broken);
    }
}
