using System.Text.Json.Nodes;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Scripted;
using Xunit;

namespace MemU.Fs.Tests.WithModel;

public class ResumeTests
{
    [Fact]
    public async Task A_memorize_that_was_killed_goes_on_without_paying_twice()
    {
        using var folder = new TemporaryFolder();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hold = true;
        using var provider = new ScriptedProvider(call =>
        {
            if (call.SchemaName == "memories" && call.Says("part 3 of")) reached.TrySetResult();
            return call.SchemaName switch
            {
                "memories" when hold && call.Says("part 3 of") => Script.Memories("c").After(TimeSpan.FromSeconds(120)),
                "memories" => Script.Memories("Parts.", Script.Item("knowledge", $"The {(call.Says("part 1 of") ? "first" : call.Says("part 2 of") ? "second" : "third")} chapter was read.", [1], "knowledge", "A chapter")),
                _ => Script.Pages(call, _ => "Page."),
            };
        }) { ToleratesFaults = true };
        Assert.Equal(0, MemuProcess.Run(folder.Path, "init", "memory").ExitCode);
        Directory.CreateDirectory(folder.File("in"));
        for (var n = 1; n <= 3; n++) folder.Write($"in/{n}.json", new JsonArray(new JsonObject { ["role"] = "user", ["content"] = $"I read part {n} of the book about gardens, and the chapter was long." }).ToJsonString());

        using (var first = MemuProcess.Start(folder.Path, MemuProcess.Program, provider.Environment, "memorize", "in", "--root", "memory"))
        {
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(90));
            first.Kill(entireProcessTree: true);
            await first.WaitForExitAsync();
        }
        Assert.Equal(3, provider.Chats.Count(c => c.SchemaName == "memories"));
        hold = false;

        var again = MemuProcess.RunWith(folder.Path, null, provider.Environment, "memorize", "in", "--root", "memory", "--json");

        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal(3, JsonNode.Parse(again.Output)!["items"]!.AsArray().Count);
        // the third is asked again; the first two were answered before, and are not paid for again
        Assert.Equal(4, provider.Chats.Count(c => c.SchemaName == "memories"));
        Assert.Equal(2, provider.Chats.Count(c => c.SchemaName == "memories" && c.Says("part 3 of")));
    }
}
