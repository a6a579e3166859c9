namespace MemU.Fs.Sources.Media;

/// <summary>A picture out of a video.</summary>
/// <param name="At">Where it stands, from the beginning.</param>
/// <param name="Jpeg">The picture as a JPEG file.</param>
public sealed record VideoFrame(TimeSpan At, byte[] Jpeg);

/// <summary>What models that take no video are shown of one.</summary>
/// <param name="Length">How long it is; zero when it does not say.</param>
/// <param name="Frames">Pictures at even distances, in order.</param>
/// <param name="Sound">Its sound, mono at 16 kHz; null when it has none.</param>
/// <param name="SoundType">The media type of the sound: <c>audio/wav</c>, or <c>audio/mpeg</c> where it is long; null when there is none.</param>
public sealed record VideoParts(TimeSpan Length, IReadOnlyList<VideoFrame> Frames, byte[]? Sound, string? SoundType);

/// <summary>How much of a video is taken.</summary>
public sealed record FrameOptions
{
    /// <summary>How many pictures, from 1 to 64.</summary>
    public int Count { get; init; } = 6;

    /// <summary>The longer side of a picture, in pixels; smaller ones stay as they are.</summary>
    public int LongSide { get; init; } = 1024;

    /// <summary>Whether the sound is taken too.</summary>
    public bool WithSound { get; init; } = true;

    /// <summary>How much of the sound is taken, from the beginning.</summary>
    public TimeSpan MostSound { get; init; } = TimeSpan.FromHours(6);

    /// <summary>How long one call of ffmpeg may take.</summary>
    public TimeSpan MostTime { get; init; } = TimeSpan.FromMinutes(5);
}
