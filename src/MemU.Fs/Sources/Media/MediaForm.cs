using MemU.Fs.Model;

namespace MemU.Fs.Sources.Media;

/// <summary>Recognizes images, recordings and videos by their first bytes.</summary>
internal static class MediaForm
{
    /// <summary>What it is; null for anything else.</summary>
    /// <exception cref="MemUException">It is an image that ends within its own head, or of a kind that no model takes.</exception>
    public static SourceForm? Tell(string name, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) return null;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return Whole(name, bytes.Length > 32 && bytes[12..16].SequenceEqual("IHDR"u8), Image(".png", "image/png"));
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff])) return Whole(name, bytes.Length > 64, Image(".jpg", "image/jpeg"));
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8)) return Whole(name, bytes.Length > 20, Image(".gif", "image/gif"));
        if (bytes.StartsWith("RIFF"u8) && bytes.Length > 12)
            return bytes[8..12] switch
            {
                [(byte)'W', (byte)'E', (byte)'B', (byte)'P'] => Whole(name, bytes.Length > 24, Image(".webp", "image/webp")),
                [(byte)'W', (byte)'A', (byte)'V', (byte)'E'] => Audio(".wav", "audio/wav"),
                [(byte)'A', (byte)'V', (byte)'I', (byte)' '] => Video(".avi", "video/x-msvideo"),
                _ => null,
            };
        if (bytes.StartsWith("fLaC"u8)) return Audio(".flac", "audio/flac");
        if (bytes.StartsWith("OggS"u8)) return bytes[..Math.Min(bytes.Length, 4096)].IndexOf("theora"u8) > 0 ? Video(".ogv", "video/ogg") : Audio(".ogg", "audio/ogg");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x1a, 0x45, 0xdf, 0xa3])) return Matroska(bytes);
        if (bytes[4..8].SequenceEqual("ftyp"u8)) return Mp4(name, bytes);
        if (bytes[4..8].SequenceEqual("moov"u8) || bytes[4..8].SequenceEqual("mdat"u8) && bytes.IndexOf("moov"u8) > 0) return Video(".mov", "video/quicktime");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0xba]) || bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0xb3])) return Video(".mpeg", "video/mpeg");
        if (bytes.StartsWith("ID3"u8) && bytes[3] < 8) return Audio(".mp3", "audio/mpeg");
        if (bytes[0] == 0xff && bytes[1] is 0xf1 or 0xf9) return Audio(".aac", "audio/aac");
        return Mpeg.IsAudio(bytes) ? Audio(".mp3", "audio/mpeg") : null;
    }

    private static SourceForm Mp4(string name, ReadOnlySpan<byte> bytes)
    {
        var brand = bytes.Length >= 12 ? bytes[8..12] : [];
        if (brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("avif"u8) || brand.SequenceEqual("msf1"u8)) throw Refusal.OfExtension(name, ".heic");
        if (brand.SequenceEqual("M4A "u8) || brand.SequenceEqual("M4B "u8)) return Audio(".m4a", "audio/mp4");
        if (!Mp4Boxes.HasVideo(bytes)) return Audio(".m4a", "audio/mp4");
        return brand.SequenceEqual("qt  "u8) ? Video(".mov", "video/quicktime") : Video(".mp4", "video/mp4");
    }

    private static SourceForm Matroska(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, 65_536)];
        var isWeb = head[..Math.Min(head.Length, 256)].IndexOf("webm"u8) > 0;
        // a track's type (0x83, one byte): 1 is video
        var isVideo = head.IndexOf((ReadOnlySpan<byte>)[0x83, 0x81, 1]) > 0 || head.IndexOf((ReadOnlySpan<byte>)[0x83, 0x81, 2]) < 0;
        return (isWeb, isVideo) switch
        {
            (true, true) => Video(".webm", "video/webm"),
            (true, false) => Audio(".webm", "audio/webm"),
            (false, true) => Video(".mkv", "video/x-matroska"),
            _ => Audio(".mka", "audio/x-matroska"),
        };
    }

    private static SourceForm Whole(string name, bool isWhole, SourceForm form) =>
        isWhole ? form : throw new MemoryFormatException(name, 0, $"the image ({form.MediaType}) ends within its own head; get it anew. Only whole images are supported.");

    private static SourceForm Image(string extension, string type) => new(SourceKind.Media, extension, type, Modality.Image);

    private static SourceForm Audio(string extension, string type) => new(SourceKind.Media, extension, type, Modality.Audio);

    private static SourceForm Video(string extension, string type) => new(SourceKind.Media, extension, type, Modality.Video);
}
