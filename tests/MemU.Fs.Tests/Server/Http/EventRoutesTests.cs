using System.Net;
using System.Text.Json;
using MemU.Fs.Tests.Server.Webhooks;
using Xunit;

namespace MemU.Fs.Tests.Server.Http;

/// <summary>Changes as a stream, as calls of others, and as numbers.</summary>
public sealed class EventRoutesTests
{
    [Fact]
    public async Task Each_commit_is_an_event_and_a_client_that_comes_back_goes_on_where_it_was()
    {
        await using var served = await ServedMemory.StartAsync();
        var first = await served.EventsAsync("/v1/events", 1, meanwhile: () => served.LearnAsync("ana", "I like oolong tea"));
        var lines = first[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("event: change", lines[1].Trim());
        var change = JsonDocument.Parse(lines[2]["data: ".Length..]).RootElement;
        Assert.Contains(change.GetProperty("files").EnumerateArray(), f => f.GetProperty("path").GetString()!.Contains("oolong", StringComparison.Ordinal));
        await served.LearnAsync("ana", "I like green tea");
        var next = await served.EventsAsync("/v1/events", 1, after: lines[0]["id: ".Length..].Trim());
        Assert.Contains("green", next[0], StringComparison.Ordinal);
        Assert.DoesNotContain("oolong", next[0], StringComparison.Ordinal);
        Assert.Contains("event: reset", (await served.EventsAsync("/v1/events", 1, after: new string('f', 40)))[0], StringComparison.Ordinal);
        // an edit by hand is one too
        var hand = await served.EventsAsync("/v1/events", 1, meanwhile: async () => await served.SendAsync("PUT", "/v1/files/notes/hand.md", "By hand.\n", type: "text/markdown"));
        Assert.Contains("notes/hand.md", hand[0], StringComparison.Ordinal);
        Assert.Empty(served.Unforeseen);
    }

    [Fact]
    public async Task A_webhook_is_added_told_of_changes_tested_listed_and_removed()
    {
        await using var served = await ServedMemory.StartAsync();
        using var receiver = new Receiver();
        Assert.Equal(HttpStatusCode.BadRequest, (await served.PostAsync("/v1/webhooks", new { url = receiver.Url() })).Status);
        var made = await served.PostAsync("/v1/webhooks", new { url = receiver.Url(), allow_private = true, description = "the bot" });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.StartsWith("whsec_", made.Json.GetProperty("secret").GetString(), StringComparison.Ordinal);
        var id = made.Json.GetProperty("webhook").GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.OK, (await served.PostAsync($"/v1/webhooks/{id}/test", "")).Status);
        Assert.Contains("webhook.test", (await receiver.NextAsync()).Body, StringComparison.Ordinal);
        await served.LearnAsync("ana", "I like oolong tea");
        var told = await receiver.NextAsync();
        Assert.Contains("oolong", told.Body, StringComparison.Ordinal);
        Assert.StartsWith("v1,", told.Headers["webhook-signature"], StringComparison.Ordinal);
        var listed = await served.GetAsync("/v1/webhooks");
        Assert.DoesNotContain("whsec_", listed.Text, StringComparison.Ordinal);
        Assert.Equal("the bot", listed.Json.GetProperty("webhooks")[0].GetProperty("description").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await served.SendAsync("DELETE", $"/v1/webhooks/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await served.SendAsync("DELETE", $"/v1/webhooks/{id}")).Status);
        Assert.Empty(served.Unforeseen);
    }

    [Fact]
    public async Task A_tree_with_a_receiver_is_opened_by_the_server_itself_and_stays_open_however_idle()
    {
        await using var served = await ServedMemory.StartAsync(tenants: true);
        using var receiver = new Receiver();
        var (acme, beta) = (served.Key("acme"), served.Key("beta"));
        Assert.Equal(HttpStatusCode.Created, (await served.PostAsync("/v1/webhooks", new { url = receiver.Url(), allow_private = true }, acme)).Status);
        await served.LearnAsync("ana", "I like oolong tea", beta);
        await served.Server.DisposeAsync();
        await served.StartAsync(served.Options(tenants: true) with { MaxOpen = 1 });
        // another process writes, and nobody asks the server for anything
        using (var outside = MemoryService.Open(new() { Root = Path.Combine(served.Root, "acme"), StateFolder = Path.Combine(served.Folder, "state") })) await outside.AddAsync(new() { Text = "The kettle is blue" });
        Assert.Contains("kettle", (await receiver.NextAsync()).Body, StringComparison.Ordinal);
        Assert.Equal(["acme"], served.Server.Trees.Names()); // the other one has nothing to do
        foreach (var key in new[] { beta, served.Key("gamma"), beta }) await served.GetAsync("/v1/status", key);
        Assert.Contains("acme", served.Server.Trees.Names()); // though more are open than may be without work
    }

    [Fact]
    public async Task Metrics_are_for_the_operator_and_name_nobody()
    {
        await using var served = await ServedMemory.StartAsync(tenants: true);
        var (tenant, operators) = (served.Key("acme"), served.Key("*"));
        await served.LearnAsync("ana", "I like oolong tea", tenant);
        Assert.Equal(HttpStatusCode.Unauthorized, (await served.GetAsync("/metrics")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await served.GetAsync("/metrics", tenant)).Status);
        var metrics = await served.GetAsync("/metrics", operators);
        Assert.Equal(HttpStatusCode.OK, metrics.Status);
        Assert.Contains("memu_tasks_accepted", metrics.Text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration", metrics.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("acme", metrics.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("oolong", metrics.Text, StringComparison.Ordinal);
    }
}
