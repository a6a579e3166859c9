using System.Text.Json.Nodes;
using MemU.Fs.Model;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Scripted;
using Xunit;

namespace MemU.Fs.Tests.WithModel;

public class MediaTests
{
    private static readonly byte[] s_png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    [Fact]
    public async Task A_picture_is_described_by_the_vision_model_and_kept_beside_its_description()
    {
        using var memory = await ModelMemory.NewAsync(call => call.SchemaName switch
        {
            "vision" => Reply.Json(new JsonObject { ["description"] = "A whiteboard with three columns.\n\nThe note in the first column says: ship on Friday.", ["caption"] = "A whiteboard with a plan." }),
            "memories" => Script.Memories("A whiteboard with a plan.", Script.Item("knowledge", "The plan says: ship on Friday.", [3], "knowledge", "Ship on Friday")),
            _ => Script.Pages(call, _ => "Page."),
        });

        var result = await memory.LearnAsync("board.png", s_png);

        Assert.Equal("image", result.Resource!.Modality);
        Assert.Equal("m3", Assert.Single(result.Items).Sources[0].Anchor);
        Assert.True(File.Exists(memory.Path(result.Resource.Path[..^3] + ".png")));
        var picture = Assert.Single(memory.Provider.Chats[0].Turns[^1].Parts, p => p.Bytes is not null);
        Assert.Equal(s_png, picture.Bytes);
        Assert.Contains("ship on Friday", (await memory.Service.RetrieveAsync(new() { Query = "when do we ship?", Method = RetrieveMethod.Rules })).Resources[0].Snippet, StringComparison.Ordinal);
        Assert.Equal("", memory.GitStatus());
    }

    [Fact]
    public async Task A_recording_is_written_down_cleaned_up_and_kept_out_of_git()
    {
        using var memory = await ModelMemory.NewAsync(call => call.SchemaName switch
        {
            "speech" => Reply.Json(new JsonObject { ["text"] = "Speaker 1: We move the launch to May.\n\nSpeaker 2: Agreed.", ["caption"] = "A meeting in English about the launch." }),
            "memories" => Script.Memories("A meeting about the launch.", Script.Item("event", "The launch moves to May.", [2], "work_life", "Launch in May")),
            _ => Script.Pages(call, _ => "Page."),
        });
        memory.Provider.Transcribe = _ => Reply.Text("um we we move the launch to may agreed");

        var result = await memory.LearnAsync("call.wav", Wav());

        Assert.Equal("audio", result.Resource!.Modality);
        var raw = result.Resource.Path[..^3] + ".wav";
        Assert.True(File.Exists(memory.Path(raw)));
        Assert.Equal("", memory.Git("ls-files", raw));
        Assert.Equal("", memory.GitStatus());
        Assert.Contains("Speaker 1: We move the launch to May.", memory.Text(result.Resource.Path), StringComparison.Ordinal);
        Assert.Single(memory.Provider.Calls.OfType<TranscribeCall>()); // planned twice, written down once
    }

    [Fact]
    public async Task A_film_is_seen_in_several_pictures_and_heard()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("clip.mp4");
        using (var ffmpeg = MemuProcess.Start(folder.Path, "ffmpeg", null, ["-v", "error", "-f", "lavfi", "-i", "testsrc=duration=3:size=64x48:rate=5", "-f", "lavfi", "-i", "sine=duration=3", "-shortest", file]))
            Assert.Equal(0, MemuProcess.Finish(ffmpeg, "").ExitCode);
        using var memory = await ModelMemory.NewAsync(call => call.SchemaName switch
        {
            "vision" => Reply.Json(new JsonObject { ["description"] = "A test picture with moving bars.", ["caption"] = "Moving bars." }),
            "speech" => Reply.Json(new JsonObject { ["text"] = "A steady tone of one note is heard.", ["caption"] = "A tone." }),
            "memories" => Script.Memories("A test film."),
            _ => Reply.Error(500, "not scripted"),
        });
        memory.Provider.Transcribe = _ => Reply.Text("a steady tone of one note is heard");

        var result = await memory.LearnAsync("clip.mp4", await File.ReadAllBytesAsync(file));

        Assert.Equal("video", result.Resource!.Modality);
        Assert.Equal(6, memory.Provider.Chats[0].Turns[^1].Parts.Count(p => p.Bytes is not null));
        var text = memory.Text(result.Resource.Path);
        Assert.Contains("## Seen", text, StringComparison.Ordinal);
        Assert.Contains("## Said", text, StringComparison.Ordinal);
        Assert.Contains("A steady tone of one note is heard.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_model_a_picture_is_refused_with_what_to_do()
    {
        using var memory = await ModelMemory.NewAsync(_ => Reply.Text("ok"), o => o with { Models = null });

        var error = await Assert.ThrowsAsync<MemUException>(() => memory.LearnAsync("board.png", s_png));

        Assert.Equal(MemUErrorKind.BadArgument, error.Kind);
        Assert.Contains("--provider", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A second of silence.</summary>
    private static byte[] Wav()
    {
        using var stream = new MemoryStream();
        using var to = new BinaryWriter(stream);
        to.Write("RIFF"u8); to.Write(36 + 16_000); to.Write("WAVEfmt "u8); to.Write(16); to.Write((short)1); to.Write((short)1); to.Write(8_000); to.Write(16_000); to.Write((short)2); to.Write((short)16); to.Write("data"u8); to.Write(16_000);
        to.Write(new byte[16_000]);
        to.Flush();
        return stream.ToArray();
    }
}
