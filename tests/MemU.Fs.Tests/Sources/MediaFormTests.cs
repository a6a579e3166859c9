using System.Buffers.Binary;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Sources;

/// <summary>Images, recordings and videos are told by their content.</summary>
public sealed class MediaFormTests
{
    private static byte[] Padded(params byte[] start) => [.. start, .. new byte[200]];

    private static byte[] Box(string kind, params byte[] content)
    {
        var box = new byte[8 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(box, box.Length);
        System.Text.Encoding.ASCII.GetBytes(kind, box.AsSpan(4));
        content.CopyTo(box, 8);
        return box;
    }

    private static byte[] Mp4(string brand, string track) =>
        [.. Box("ftyp", [.. System.Text.Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0]), .. Box("moov", Box("trak", Box("mdia", Box("hdlr", [0, 0, 0, 0, 0, 0, 0, 0, .. System.Text.Encoding.ASCII.GetBytes(track), 0, 0])))), .. new byte[64]];

    private static byte[] Frames()
    {
        var frames = new byte[417 * 3];
        for (var i = 0; i < 3; i++) ((byte[])[0xff, 0xfb, 0x90, 0x00]).CopyTo(frames, i * 417);
        return frames;
    }

    public static TheoryData<byte[], Modality, string, string> Files() => new()
    {
        { Padded([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, .. "IHDR"u8]), Modality.Image, "image/png", ".png" },
        { Padded(0xff, 0xd8, 0xff, 0xe0), Modality.Image, "image/jpeg", ".jpg" },
        { Padded([.. "GIF89a"u8]), Modality.Image, "image/gif", ".gif" },
        { Padded([.. "RIFF\0\0\0\0WEBP"u8]), Modality.Image, "image/webp", ".webp" },
        { Padded([.. "RIFF\0\0\0\0WAVE"u8]), Modality.Audio, "audio/wav", ".wav" },
        { Padded([.. "RIFF\0\0\0\0AVI "u8]), Modality.Video, "video/x-msvideo", ".avi" },
        { Padded([.. "fLaC"u8]), Modality.Audio, "audio/flac", ".flac" },
        { Padded([.. "OggS"u8]), Modality.Audio, "audio/ogg", ".ogg" },
        { Padded([.. "ID3"u8, 4]), Modality.Audio, "audio/mpeg", ".mp3" },
        { Frames(), Modality.Audio, "audio/mpeg", ".mp3" },
        { Padded(0, 0, 1, 0xba), Modality.Video, "video/mpeg", ".mpeg" },
        { Padded([0x1a, 0x45, 0xdf, 0xa3, .. "webm"u8, 0x83, 0x81, 1]), Modality.Video, "video/webm", ".webm" },
        { Padded([0x1a, 0x45, 0xdf, 0xa3, .. "webm"u8, 0x83, 0x81, 2]), Modality.Audio, "audio/webm", ".webm" },
        { Padded([0x1a, 0x45, 0xdf, 0xa3, .. "matroska"u8, 0x83, 0x81, 1]), Modality.Video, "video/x-matroska", ".mkv" },
        { Mp4("isom", "vide"), Modality.Video, "video/mp4", ".mp4" },
        { Mp4("isom", "soun"), Modality.Audio, "audio/mp4", ".m4a" },
        { Mp4("qt  ", "vide"), Modality.Video, "video/quicktime", ".mov" },
        { Mp4("M4A ", "soun"), Modality.Audio, "audio/mp4", ".m4a" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void The_content_tells_what_it_is_and_no_text_is_made_up(byte[] bytes, Modality modality, string type, string extension)
    {
        var source = Sample.Read("file.txt", bytes);
        Assert.Equal((modality, type, extension), (source.Modality, source.MediaType, source.Extension));
        Assert.Empty(source.Messages);
        Assert.Equal(bytes, source.MaskedBytes);
    }

    [Fact]
    public void A_transcript_that_was_written_before_is_read_as_what_it_was_made_of()
    {
        var talk = Sample.Read("talk.txt", "Ana: I moved to Lyon.\nBen: Really?\nAna: Yes.", Modality.Audio);
        Assert.Equal((Modality.Audio, 3, ".txt", "Ana"), (talk.Modality, talk.Messages.Count, talk.Extension, talk.Messages[0].Speaker));
        var prose = Sample.Read("clip.txt", "A boat leaves the harbor.\n\nThen it rains.", Modality.Video);
        Assert.Equal((Modality.Video, 2), (prose.Modality, prose.Messages.Count));
    }

    [Fact]
    public void A_modality_that_the_content_contradicts_is_refused_but_a_video_may_be_heard_only()
    {
        Assert.Contains("is an image", Assert.Throws<MemUException>(() => Sample.Read("a.png", Padded(0xff, 0xd8, 0xff, 0xe0), Modality.Document)).Message);
        Assert.Equal(Modality.Audio, Sample.Read("a.mp4", Mp4("isom", "vide"), Modality.Audio).Modality);
    }

    [Fact]
    public void What_is_named_like_media_and_is_none_is_refused()
    {
        Assert.Contains("other content", Assert.Throws<MemUException>(() => Sample.Read("a.mp3", "just text")).Message);
        Assert.Contains("ends within", Assert.Throws<MemoryFormatException>(() => Sample.Read("a.png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])).Message);
    }
}
