using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Server.Http;

/// <summary><c>memu serve</c> as a process of its own, told to stop, and killed.</summary>
public sealed class ServeCommandTests
{
    [Fact]
    public async Task A_kill_in_the_middle_of_a_hundred_accepted_tasks_loses_none_and_doubles_none()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, MemuProcess.Run(folder.Path, "init", "memory").ExitCode);
        var tasks = new List<string>();
        using (var client = new HttpClient())
        using (var killed = await ServedAsync(folder.Path))
        {
            client.BaseAddress = killed.Address;
            await Parallel.ForEachAsync(Enumerable.Range(0, 100), async (i, cancellation) =>
            {
                using var answer = await client.PostAsJsonAsync("/api/v3/memory/memorize", new { user_id = $"user{i % 10}", agent_id = "bot", conversation = new[] { new { role = "user", content = $"I like tea number {i}" } } }, cancellation);
                var json = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
                lock (tasks) tasks.Add(json.GetProperty("task_id").GetString()!);
            });
            killed.Process.Kill();
            await killed.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(100, tasks.Distinct().Count());
        using (var client = new HttpClient())
        using (var again = await ServedAsync(folder.Path))
        {
            client.BaseAddress = again.Address;
            foreach (var task in tasks) Assert.Equal("succeeded", (await client.GetFromJsonAsync<JsonElement>($"/v1/tasks/{task}?wait=true")).GetProperty("state").GetString());
            await again.StopAsync();
        }
        using var memory = MemoryService.Open(new() { Root = folder.File("memory") });
        var items = await memory.ListMemoryItemsAsync(limit: 1000);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"I like tea number {i}").Order(), items.Items.Select(i => i.Summary).Order());
        Assert.All(items.Items, i => Assert.Equal(1, (int)i.Extra["reinforcement_count"]!));
        Assert.Equal(100, (await memory.LogAsync()).Count(c => c.Subject.StartsWith("memorize", StringComparison.Ordinal)));
        Assert.True((await memory.DoctorAsync()).Healthy);
    }

    [Fact]
    public async Task It_says_where_it_serves_and_ends_cleanly_when_it_is_told_to()
    {
        using var folder = new TemporaryFolder();
        MemuProcess.Run(folder.Path, "init", "memory");
        using var served = await ServedAsync(folder.Path);
        using var client = new HttpClient { BaseAddress = served.Address };
        Assert.Equal("ok", (await client.GetFromJsonAsync<JsonElement>("/healthz")).GetProperty("status").GetString());
        Assert.Equal(0, await served.StopAsync());
    }

    [Fact]
    public async Task Keys_are_made_listed_and_revoked_on_the_command_line_while_it_runs()
    {
        using var folder = new TemporaryFolder();
        MemuProcess.Run(folder.Path, "init", "memory");
        using var served = await ServedAsync(folder.Path);
        var made = MemuProcess.Run(folder.Path, "key", "add", "laptop", "--rights", "read", "--expires", "90d", "--json");
        var key = JsonDocument.Parse(made.Output).RootElement;
        using var client = new HttpClient { BaseAddress = served.Address };
        Assert.Equal(401, (int)(await client.GetAsync(new Uri("/v1/status", UriKind.Relative))).StatusCode);
        client.DefaultRequestHeaders.Authorization = new("Bearer", key.GetProperty("key").GetString());
        Assert.Equal(200, (int)(await client.GetAsync(new Uri("/v1/status", UriKind.Relative))).StatusCode);
        var listed = MemuProcess.Run(folder.Path, "key", "list");
        Assert.Contains("laptop", listed.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(key.GetProperty("key").GetString()!, listed.Output, StringComparison.Ordinal);
        Assert.Equal(0, MemuProcess.Run(folder.Path, "key", "revoke", "laptop").ExitCode);
        Assert.Equal(401, (int)(await client.GetAsync(new Uri("/v1/status", UriKind.Relative))).StatusCode);
        Assert.Equal(2, MemuProcess.Run(folder.Path, "key", "revoke", "nobody").ExitCode);
        Assert.Equal(2, MemuProcess.Run(folder.Path, "key", "add", "x", "--rights", "everything").ExitCode);
        Assert.Equal(2, MemuProcess.Run(folder.Path, "key", "add", "x", "--expires", "2020-01-01").ExitCode);
        Assert.Equal(0, await served.StopAsync());
    }

    [Fact]
    public async Task A_task_cut_off_between_its_commit_and_its_end_is_gone_on_with_unasked_and_answers_with_what_it_had_learned()
    {
        using var folder = new TemporaryFolder();
        MemuProcess.Run(folder.Path, "init", "memory");
        using (var client = new HttpClient())
        using (var killed = await ServedAsync(folder.Path, new() { ["MEMU_TEST_CRASH"] = "commit" }))
        {
            client.BaseAddress = killed.Address;
            await client.PostAsJsonAsync("/v1/memorize", new { messages = new[] { new { role = "user", content = "I like oolong tea" } } });
            await killed.Process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        using (var client = new HttpClient())
        using (var again = await ServedAsync(folder.Path))
        {
            client.BaseAddress = again.Address;
            var listed = default(JsonElement);
            while ((listed = (await client.GetFromJsonAsync<JsonElement>("/v1/tasks")).GetProperty("tasks")[0]).GetProperty("state").GetString() != "succeeded") await Task.Delay(20, TestContext.Current.CancellationToken);
            var result = (await client.GetFromJsonAsync<JsonElement>($"/v1/tasks/{listed.GetProperty("id").GetString()}")).GetProperty("result");
            Assert.Equal("I like oolong tea", result.GetProperty("items")[0].GetProperty("summary").GetString());
            Assert.Equal(("added", false), (result.GetProperty("items")[0].GetProperty("action").GetString(), result.GetProperty("unchanged").GetBoolean()));
            Assert.Equal(40, result.GetProperty("commit").GetString()!.Length);
            await again.StopAsync();
        }
    }

    private static async Task<ServeProcess> ServedAsync(string folder, Dictionary<string, string>? environment = null)
    {
        var process = MemuProcess.Start(folder, MemuProcess.Program, environment, "serve", "--port", "0", "--json", "--root", "memory");
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException(await errors);
        return new(process, new Uri(JsonDocument.Parse(line).RootElement.GetProperty("address").GetString()!));
    }

    private sealed record ServeProcess(Process Process, Uri Address) : IDisposable
    {
        public async Task<int> StopAsync()
        {
            using (var kill = System.Diagnostics.Process.Start("kill", ["-TERM", $"{Process.Id}"])) await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
            await Process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return Process.ExitCode;
        }

        public void Dispose()
        {
            if (!Process.HasExited) Process.Kill();
            Process.Dispose();
        }
    }
}
