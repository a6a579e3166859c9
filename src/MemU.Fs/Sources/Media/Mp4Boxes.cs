using System.Buffers.Binary;

namespace MemU.Fs.Sources.Media;

/// <summary>Looks through the boxes of an MP4 file for what its tracks are.</summary>
internal static class Mp4Boxes
{
    /// <summary>True when a track is video, or when no track is found, as in a file that is cut off.</summary>
    public static bool HasVideo(ReadOnlySpan<byte> bytes)
    {
        var (video, sound) = (false, false);
        Look(bytes, 0, ref video, ref sound);
        return video || !sound;
    }

    private static void Look(ReadOnlySpan<byte> bytes, int depth, ref bool video, ref bool sound)
    {
        for (var boxes = 0; bytes.Length >= 8 && boxes < 10_000 && !video; boxes++)
        {
            long size = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            var head = 8;
            if (size == 1 && bytes.Length >= 16) (size, head) = (BinaryPrimitives.ReadInt64BigEndian(bytes[8..]), 16);
            else if (size == 0) size = bytes.Length; // to the end of the file
            if (size < head) return;
            var box = bytes[head..(int)Math.Min(size, bytes.Length)];
            var kind = bytes[4..8];
            if (depth < 3 && (kind.SequenceEqual("moov"u8) || kind.SequenceEqual("trak"u8) || kind.SequenceEqual("mdia"u8))) Look(box, depth + 1, ref video, ref sound);
            else if (kind.SequenceEqual("hdlr"u8) && box.Length >= 12)
            {
                video |= box[8..12].SequenceEqual("vide"u8);
                sound |= box[8..12].SequenceEqual("soun"u8);
            }
            if (size >= bytes.Length) return;
            bytes = bytes[(int)size..];
        }
    }
}
