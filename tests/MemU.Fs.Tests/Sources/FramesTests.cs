using System.Diagnostics;
using MemU.Fs.Model;
using MemU.Fs.Sources.Media;
using Xunit;

namespace MemU.Fs.Tests.Sources;

/// <summary>Pictures and sound out of a video that ffmpeg itself makes for the test.</summary>
public sealed class FramesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // four seconds: the first half red, the second blue; with or without a tone
    private byte[] Video(string extension, bool withSound, string size = "1600x900")
    {
        var file = _folder.File("made" + extension);
        string[] picture = ["-f", "lavfi", "-i", $"color=c=red:s={size}:d=2:r=5", "-f", "lavfi", "-i", $"color=c=blue:s={size}:d=2:r=5"];
        string[] sound = withSound ? ["-f", "lavfi", "-i", "sine=f=440:d=4"] : [];
        using var process = Process.Start(new ProcessStartInfo(MediaProgram.Find("ffmpeg"), ["-v", "error", "-nostdin", "-y", .. picture, .. sound, "-filter_complex", "[0:v][1:v]concat=n=2:v=1[v]", "-map", "[v]", .. withSound ? (string[])["-map", "2:a"] : [], file]))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return File.ReadAllBytes(file);
    }

    private static (int Width, int Height) Size(byte[] jpeg)
    {
        for (var at = 2; at + 9 < jpeg.Length; at += 2 + (jpeg[at + 2] << 8 | jpeg[at + 3]))
            if (jpeg[at] == 0xff && jpeg[at + 1] is 0xc0 or 0xc1 or 0xc2) return (jpeg[at + 7] << 8 | jpeg[at + 8], jpeg[at + 5] << 8 | jpeg[at + 6]);
        throw new InvalidDataException();
    }

    [Theory]
    [InlineData(".mp4")]
    [InlineData(".mkv")]
    [InlineData(".avi")]
    public async Task Frames_come_from_evenly_spaced_places_and_are_made_smaller(string extension)
    {
        var parts = await Frames.ReadAsync("clip; rm -rf $HOME.mp4", Video(extension, withSound: true), new(), TestContext.Current.CancellationToken);
        Assert.Equal(6, parts.Frames.Count);
        Assert.InRange(parts.Length.TotalSeconds, 3.8, 4.3);
        Assert.Equal((1024, 576), Size(parts.Frames[0].Jpeg));
        Assert.All(parts.Frames.Zip(parts.Frames.Skip(1)), p => Assert.InRange((p.Second.At - p.First.At).TotalSeconds, 0.6, 0.75));
        // the same color within each half, another one between them
        Assert.Equal(parts.Frames[0].Jpeg, parts.Frames[2].Jpeg);
        Assert.Equal(parts.Frames[3].Jpeg, parts.Frames[5].Jpeg);
        Assert.NotEqual(parts.Frames[0].Jpeg, parts.Frames[5].Jpeg);
    }

    [Fact]
    public async Task Sound_comes_as_one_channel_at_16_kHz_and_a_silent_video_has_none()
    {
        var parts = await Frames.ReadAsync("a.mp4", Video(".mp4", withSound: true, "64x48"), new() { Count = 1 }, TestContext.Current.CancellationToken);
        Assert.Equal("audio/wav", parts.SoundType);
        Assert.Equal("WAVE"u8, parts.Sound.AsSpan(8, 4));
        Assert.Equal((1, 16_000), (BitConverter.ToInt16(parts.Sound!, 22), BitConverter.ToInt32(parts.Sound!, 24)));
        Assert.InRange(parts.Sound!.Length, 120_000, 136_000);
        Assert.Equal((64, 48), Size(parts.Frames[0].Jpeg));
        Assert.Null((await Frames.ReadAsync("b.mp4", Video(".mp4", withSound: false, "64x48"), new() { Count = 1 }, TestContext.Current.CancellationToken)).Sound);
    }

    [Fact]
    public async Task A_damaged_video_and_what_is_none_get_a_clear_error()
    {
        var video = Video(".mp4", withSound: false, "64x48");
        var error = await Assert.ThrowsAsync<MemoryFormatException>(() => Frames.ReadAsync("cut.mp4", video.AsMemory(0, 200), new(), TestContext.Current.CancellationToken));
        Assert.StartsWith("cut.mp4:", error.Message);
        Assert.Contains("no video", (await Assert.ThrowsAsync<MemUException>(() => Frames.ReadAsync("list.m3u8", "#EXTM3U\nhttp://127.0.0.1/x.ts\n"u8.ToArray(), new(), TestContext.Current.CancellationToken))).Message);
    }

    [Fact]
    public async Task What_takes_too_long_or_is_given_up_is_ended_with_its_children_and_leaves_no_file()
    {
        using var folder = new MediaFolder();
        var program = new MediaProgram(folder.Path, TimeSpan.FromMilliseconds(300));
        string[] endless = ["-format_whitelist", "lavfi", "-f", "lavfi", "-i", "testsrc=r=100", "-f", "null", "-protocol_whitelist", "file,pipe", "-"];
        var error = await Assert.ThrowsAsync<MemUException>(() => program.RunAsync("ffmpeg", endless, TestContext.Current.CancellationToken));
        Assert.Contains("took longer", error.Message);
        using var cancel = new CancellationTokenSource(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new MediaProgram(folder.Path, TimeSpan.FromMinutes(1)).RunAsync("ffmpeg", endless, cancel.Token));
        Assert.DoesNotContain(Process.GetProcessesByName("ffmpeg"), p => Environment.ProcessId == Parent(p.Id));
        var path = folder.Path;
        folder.Dispose();
        Assert.False(Directory.Exists(path));
        Directory.CreateDirectory(path);
    }

    [Fact]
    public void Without_ffmpeg_the_package_is_named_and_one_in_the_current_folder_is_never_taken()
    {
        File.WriteAllText(_folder.File("ffmpeg"), "");
        Assert.Contains("install the package ffmpeg", Assert.Throws<MemUException>(() => MediaProgram.Find("ffmpeg", $".{Path.PathSeparator}/nowhere")).Message);
        Assert.Equal(_folder.File("ffmpeg"), MediaProgram.Find("ffmpeg", $".{Path.PathSeparator}{_folder.Path}"));
    }

    private static int Parent(int process)
    {
        var stat = $"/proc/{process}/stat";
        return File.Exists(stat) ? int.Parse(File.ReadAllText(stat).Split(") ")[^1].Split(' ')[1]) : 0;
    }
}
