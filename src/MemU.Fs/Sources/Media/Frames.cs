using System.Globalization;
using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Sources.Media;

/// <summary>Takes pictures and the sound out of a video by the user's <c>ffmpeg</c>, for models that take neither.</summary>
public static class Frames
{
    private const long MostPicture = 16L << 20;
    private const long MostSound = 512L << 20;

    // beyond this the sound is compressed, since a service takes some 25 MB
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(10);

    /// <summary>The parts of a video.</summary>
    /// <param name="name">Its name, for messages; no program is ever given it.</param>
    /// <param name="video">Its bytes.</param>
    /// <param name="options">How much is taken.</param>
    /// <param name="cancellationToken">Ends the programs and what they started.</param>
    /// <exception cref="MemUException">ffmpeg is not installed or took too long.</exception>
    /// <exception cref="MemoryFormatException">The video can't be read.</exception>
    public static async Task<VideoParts> ReadAsync(string name, ReadOnlyMemory<byte> video, FrameOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Count is < 1 or > 64) throw new MemUException(MemUErrorKind.BadArgument, $"{options.Count} frames of a video can't be taken; from 1 to 64 can.");
        if (MediaForm.Tell(name, video.Span) is not { Modality: Modality.Video } form) throw new MemUException(MemUErrorKind.BadArgument, $"'{name}' is no video.");
        MediaProgram.Find("ffmpeg");
        using var folder = new MediaFolder();
        var file = folder.File("video" + form.Extension);
        await File.WriteAllBytesAsync(file, video, cancellationToken);
        var program = new MediaProgram(folder.Path, options.MostTime);
        var (length, hasPicture, hasSound) = await ProbeAsync(name, program, file, cancellationToken);
        List<VideoFrame> frames = [];
        for (var i = 0; hasPicture && i < (length > TimeSpan.Zero ? options.Count : 1); i++)
        {
            // in the middle of each part, so that neither a black beginning nor the end is all that is seen
            var at = length * ((i + 0.5) / options.Count);
            if (await FrameAsync(program, folder, file, at, options.LongSide, cancellationToken) is { } jpeg) frames.Add(new(at, jpeg));
        }
        var (sound, type) = hasSound && options.WithSound ? await SoundAsync(program, folder, file, length, options.MostSound, cancellationToken) : default;
        if (frames.Count == 0 && sound is null) throw new MemoryFormatException(name, 0, "neither a picture nor sound can be taken out of the video; it is damaged or of a form that is not supported.");
        return new(length, frames, sound, type);
    }

    private static async Task<(TimeSpan Length, bool Picture, bool Sound)> ProbeAsync(string name, MediaProgram program, string file, CancellationToken cancellationToken)
    {
        var answer = await program.RunAsync("ffprobe", ["-show_entries", "format=duration:stream=codec_type,width,height", "-of", "json", "-i", $"file:{file}"], cancellationToken);
        try
        {
            using var json = JsonDocument.Parse(answer ?? "");
            var streams = json.RootElement.TryGetProperty("streams", out var list) ? list.EnumerateArray().ToList() : [];
            var kinds = streams.Select(s => s.TryGetProperty("codec_type", out var kind) ? kind.GetString() : null).ToList();
            var seconds = json.RootElement.TryGetProperty("format", out var format) && format.TryGetProperty("duration", out var duration) && double.TryParse(duration.GetString(), CultureInfo.InvariantCulture, out var value) && value is > 0 and < 1e7 ? value : 0;
            return (TimeSpan.FromSeconds(seconds), kinds.Contains("video"), kinds.Contains("audio"));
        }
        catch (JsonException e)
        {
            throw new MemoryFormatException(name, 0, "the video is damaged or cut off; get it anew.", e);
        }
    }

    private static async Task<byte[]?> FrameAsync(MediaProgram program, MediaFolder folder, string file, TimeSpan at, int side, CancellationToken cancellationToken)
    {
        var picture = folder.File("frame.jpg");
        File.Delete(picture);
        // never made larger, and its sides stay in proportion
        var scale = string.Create(CultureInfo.InvariantCulture, $"scale=w='min({side},iw)':h='min({side},ih)':force_original_aspect_ratio=decrease,format=yuvj420p");
        await program.RunAsync("ffmpeg", ["-max_pixels", "134217728", "-ss", Seconds(at), "-i", $"file:{file}", "-map", "0:v:0", "-an", "-sn", "-dn", "-frames:v", "1", "-vf", scale, "-c:v", "mjpeg", "-q:v", "4", "-f", "image2", "-update", "1", $"file:{picture}"], cancellationToken);
        return await TakeAsync(picture, MostPicture, cancellationToken);
    }

    private static async Task<(byte[]? Sound, string? Type)> SoundAsync(MediaProgram program, MediaFolder folder, string file, TimeSpan length, TimeSpan most, CancellationToken cancellationToken)
    {
        string[] take = ["-i", $"file:{file}", "-map", "0:a:0", "-vn", "-sn", "-dn", "-t", Seconds(most), "-ac", "1", "-ar", "16000", "-map_metadata", "-1", "-fs", MostSound.ToString(CultureInfo.InvariantCulture)];
        if (length > Long)
        {
            var small = folder.File("sound.mp3");
            if (await program.RunAsync("ffmpeg", [.. take, "-c:a", "libmp3lame", "-b:a", "32k", "-f", "mp3", $"file:{small}"], cancellationToken) is not null && await TakeAsync(small, MostSound, cancellationToken) is { } mp3) return (mp3, "audio/mpeg");
        }
        // an ffmpeg that was built without MP3 always has this
        var sound = folder.File("sound.wav");
        await program.RunAsync("ffmpeg", [.. take, "-c:a", "pcm_s16le", "-f", "wav", $"file:{sound}"], cancellationToken);
        return await TakeAsync(sound, MostSound, cancellationToken) is { } wav ? (wav, "audio/wav") : default;
    }

    private static async Task<byte[]?> TakeAsync(string file, long most, CancellationToken cancellationToken) =>
        new FileInfo(file) is { Exists: true, Length: > 0 } info && info.Length <= most + (1 << 16) ? await File.ReadAllBytesAsync(file, cancellationToken) : null;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
}
