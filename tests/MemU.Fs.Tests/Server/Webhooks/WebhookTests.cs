using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Server.Webhooks;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Server.Tasks;
using Xunit;

namespace MemU.Fs.Tests.Server.Webhooks;

public sealed class WebhookTests
{
    private static readonly Func<TimeSpan, bool> IsRetry = w => w > TimeSpan.FromSeconds(1) && w != new WebhookOptions().TimeLimit;

    [Fact]
    public async Task An_event_is_signed_as_Standard_Webhooks_says_and_its_body_tells_what_happened()
    {
        await using var test = await TestHooks.OpenAsync();
        var added = await test.AddAsync();
        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", added.Secret);
        var commit = await test.CommitAsync("okapi");
        var got = await test.Receiver.NextAsync();
        Assert.Equal("POST /hook HTTP/1.1", got.Line);
        Assert.StartsWith("application/json", got.Headers["Content-Type"]);
        Assert.Equal(test.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(), got.Headers["webhook-timestamp"]);
        var signed = HMACSHA256.HashData(Convert.FromBase64String(added.Secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{got.Id}.{got.Headers["webhook-timestamp"]}.{got.Body}"));
        Assert.Equal($"v1,{Convert.ToBase64String(signed)}", got.Headers["webhook-signature"]);
        using var body = JsonDocument.Parse(got.Body);
        Assert.Equal(WebhookEvents.Changed, body.RootElement.GetProperty("type").GetString());
        Assert.Equal(commit, body.RootElement.GetProperty("data").GetProperty("commit").GetString());
        Assert.Contains(body.RootElement.GetProperty("data").GetProperty("files").EnumerateArray(), f => f.GetProperty("kind").GetString() == "added");
    }

    [Fact]
    public void The_signature_is_that_of_the_published_example() =>
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", WebhookSignature.Of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"u8));

    [Fact]
    public async Task What_is_not_taken_is_sent_again_under_the_same_id_after_growing_waits_and_later_events_wait_for_it()
    {
        await using var test = await TestHooks.OpenAsync();
        var tries = 0;
        test.Receiver.Answer = _ => Task.FromResult(++tries < 4 ? "503 Busy" : "200 OK");
        var hook = (await test.AddAsync()).Hook;
        var first = await test.CommitAsync("okapi");
        await test.CommitAsync("zebra");
        var got = new List<Received> { await test.Receiver.NextAsync() };
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            waits.Add(await test.Clock.UntilWaitingAsync(IsRetry));
            var now = test.Set.Find(hook.Id)!;
            Assert.Equal((i + 1, "answered 503", 503), (now.Attempts, now.Last!.Error, now.Last.Status));
            Assert.InRange(now.NextTryAt!.Value - test.Clock.GetUtcNow() - waits[i], TimeSpan.Zero, TimeSpan.FromMilliseconds(1)); // a delay has no smaller part
            test.Clock.Pass(waits[i]);
            got.Add(await test.Receiver.NextAsync());
        }
        Assert.Single(got.Select(g => (g.Id, g.Body)).Distinct());
        Assert.Equal(4, got.Select(g => g.Headers["webhook-signature"]).Distinct().Count()); // each at its own time
        Assert.Contains(first, got[0].Body);
        Assert.Collection(waits, w => Assert.InRange(w.TotalSeconds, 5, 5.5), w => Assert.InRange(w.TotalSeconds, 60, 66), w => Assert.InRange(w.TotalMinutes, 5, 5.5));
        var second = await test.Receiver.NextAsync();
        Assert.NotEqual(got[0].Id, second.Id);
        Assert.Contains("zebra", second.Body);
    }

    [Fact]
    public async Task After_a_restart_the_event_that_was_not_taken_is_sent_at_its_time_and_then_those_since()
    {
        await using var test = await TestHooks.OpenAsync();
        test.Receiver.Answer = _ => Task.FromResult("500 Oh");
        await test.AddAsync();
        await test.CommitAsync("okapi");
        var first = await test.Receiver.NextAsync();
        var wait = await test.Clock.UntilWaitingAsync(IsRetry);
        await test.CloseAsync();
        await test.CommitAsync("zebra");
        test.Receiver.Answer = _ => Task.FromResult("204 No Content");
        test.Open();
        Assert.Equal(wait, await test.PassToNextTryAsync(IsRetry));
        Assert.Equal((first.Id, first.Body), (await test.Receiver.NextAsync() is var again ? (again.Id, again.Body) : default));
        Assert.Contains("zebra", (await test.Receiver.NextAsync()).Body);
    }

    [Fact]
    public async Task A_kill_after_the_delivery_and_before_it_was_noted_sends_it_again_under_the_same_id_and_loses_nothing()
    {
        await using var test = await TestHooks.OpenAsync();
        await test.AddAsync();
        await test.CloseAsync();
        await test.CommitAsync("okapi");
        await test.CommitAsync("zebra");
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "MemU.Fs.Benchmarks.exe" : "MemU.Fs.Benchmarks");
        using (var killed = MemuProcess.Start(test.Memory.Folder, program, new Dictionary<string, string> { ["MEMU_TEST_CRASH"] = "hook-delivered" }, "hooks", test.Memory.Root, test.Folder))
        {
            await killed.WaitForExitAsync();
            Assert.Equal(137, killed.ExitCode);
        }
        using var next = MemuProcess.Start(test.Memory.Folder, program, null, "hooks", test.Memory.Root, test.Folder);
        var (first, again, last) = (await test.Receiver.NextAsync(), await test.Receiver.NextAsync(), await test.Receiver.NextAsync());
        Assert.Equal((first.Id, first.Body), (again.Id, again.Body));
        Assert.Contains("okapi", first.Body);
        Assert.Contains("zebra", last.Body);
        Assert.Equal((0, ""), (MemuProcess.Finish(next, "") is var answer ? (answer.ExitCode, answer.Error) : default));
        test.Open();
        Assert.Equal(204, test.Set.List()[0].Last!.Status);
    }

    [Fact]
    public async Task An_event_is_given_up_after_the_last_try_and_the_receiver_after_days_of_failures_until_it_is_enabled_again()
    {
        await using var test = await TestHooks.OpenAsync(new() { Retries = [TimeSpan.FromHours(10), TimeSpan.FromHours(24)], DisableAfter = TimeSpan.FromHours(60) });
        test.Receiver.Answer = _ => Task.FromResult("500 Oh");
        var hook = (await test.AddAsync()).Hook;
        foreach (var word in (string[])["okapi", "zebra"]) await test.CommitAsync(word);
        foreach (var word in (string[])["okapi", "zebra"])
            for (var i = 0; i < 3; i++)
            {
                Assert.Contains(word, (await test.Receiver.NextAsync()).Body);
                if (i < 2) await test.PassToNextTryAsync(IsRetry);
            }
        await UntilAsync(test, h => h.DisabledBecause is not null);
        Assert.Contains(test.Notices, n => n.Contains("given up after 3 tries", StringComparison.Ordinal));
        Assert.Equal("nothing could be delivered for 2.5 days; the last try: answered 500", test.Set.Find(hook.Id)!.DisabledBecause);
        Assert.Contains(test.Notices, n => n.StartsWith("nothing more is sent to", StringComparison.Ordinal));
        test.Receiver.Answer = _ => Task.FromResult("204 No Content");
        await test.CloseAsync();
        test.Open();
        Assert.NotNull(test.Set.List()[0].DisabledBecause);
        Assert.Null((await test.Set.EnableAsync(hook.Id))!.DisabledBecause);
        Assert.Contains("zebra", (await test.Receiver.NextAsync()).Body);
    }

    [Fact]
    public async Task Nothing_more_is_sent_to_whoever_answers_that_it_is_gone()
    {
        await using var test = await TestHooks.OpenAsync();
        test.Receiver.Answer = _ => Task.FromResult("410 Gone");
        await test.AddAsync();
        await test.CommitAsync("okapi");
        await UntilAsync(test, h => h.DisabledBecause is not null);
        Assert.Contains("410", test.Set.List()[0].DisabledBecause);
    }

    [Fact]
    public async Task No_redirect_is_followed_and_a_receiver_may_say_when_to_come_again()
    {
        await using var test = await TestHooks.OpenAsync();
        var tries = 0;
        test.Receiver.Answer = _ => Task.FromResult(++tries switch { 1 => $"302 Found\r\nLocation: {test.Receiver.Url("/elsewhere")}", 2 => "429 Slow\r\nRetry-After: 7200", _ => "204 No Content" });
        await test.AddAsync();
        await test.CommitAsync("okapi");
        var wait = await test.Clock.UntilWaitingAsync(IsRetry);
        Assert.Equal("answered 302, and no redirect is followed", test.Set.List()[0].Last!.Error);
        test.Clock.Pass(wait);
        Assert.Equal(TimeSpan.FromHours(2), await test.PassToNextTryAsync(IsRetry));
        for (var i = 0; i < 3; i++) Assert.Equal("POST /hook HTTP/1.1", (await test.Receiver.NextAsync()).Line);
        Assert.Equal(3, test.Receiver.Connections);
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_has_not_taken_it()
    {
        await using var test = await TestHooks.OpenAsync();
        var gate = new Gate();
        test.Receiver.Answer = async _ =>
        {
            await gate.PassAsync(default);
            return "204 No Content";
        };
        await test.AddAsync();
        await test.CommitAsync("okapi");
        await gate.Reached;
        test.Clock.Pass(TimeSpan.FromSeconds(15));
        await test.Clock.UntilWaitingAsync(w => w > TimeSpan.FromSeconds(1) && w < TimeSpan.FromSeconds(6));
        Assert.Equal("did not answer within 15 seconds", test.Set.List()[0].Last!.Error);
        gate.Open();
    }

    [Fact]
    public async Task A_private_network_is_refused_when_it_is_connected_whatever_was_said_before()
    {
        await using var test = await TestHooks.OpenAsync();
        var added = await test.AddAsync();
        await test.CloseAsync();
        var file = Path.Combine(test.Folder, $"{added.Hook.Id}.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace("\"allow_private\": true", "\"allow_private\": false", StringComparison.Ordinal));
        test.Open();
        await test.CommitAsync("okapi");
        await test.Clock.UntilWaitingAsync(IsRetry);
        Assert.StartsWith("leads to this machine or a private network", test.Set.List()[0].Last!.Error);
        Assert.Equal(0, test.Receiver.Connections);
    }

    [Theory]
    [InlineData("http://example.org/hook", MemUErrorKind.BadArgument)]
    [InlineData("https://127.0.0.1/hook", MemUErrorKind.NotAllowed)]
    [InlineData("https://[::1]:8443/hook", MemUErrorKind.NotAllowed)]
    [InlineData("https://169.254.169.254/latest", MemUErrorKind.NotAllowed)]
    [InlineData("https://ana:Winter99@example.org/", MemUErrorKind.BadArgument)]
    [InlineData("file:///etc/passwd", MemUErrorKind.NotAllowed)]
    [InlineData("hook", MemUErrorKind.BadArgument)]
    public async Task Addresses_that_may_not_be_asked_are_not_taken(string url, MemUErrorKind kind)
    {
        await using var test = await TestHooks.OpenAsync();
        var error = await Assert.ThrowsAsync<MemUException>(() => test.Set.AddAsync(new() { Url = url }));
        Assert.Equal(kind, error.Kind);
        Assert.DoesNotContain("Winter99", error.Message);
        Assert.Empty(test.Set.List());
        Assert.Empty(Directory.EnumerateFiles(test.Folder));
    }

    [Fact]
    public async Task Secrets_are_shown_once_lie_outside_the_tree_and_are_for_the_user_alone()
    {
        await using var test = await TestHooks.OpenAsync();
        var added = await test.Set.AddAsync(new() { Url = test.Receiver.Url("/hook?token=abc123"), AllowPrivate = true, Description = "for the\nreports" });
        var file = Assert.Single(Directory.EnumerateFiles(test.Folder));
        Assert.Contains(added.Secret, File.ReadAllText(file).Replace("\\u002B", "+", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(test.Folder));
        var hook = Assert.Single(test.Set.List());
        Assert.Equal((test.Receiver.Url("/hook?token=***"), "for the reports"), (hook.Url, hook.Description));
        var error = Assert.Throws<MemUException>(() => WebhookSet.Open(Path.Combine(test.Memory.Root, ".memu", "hooks"), test.Feed, new()));
        Assert.Contains("within the memory", error.Message);
        Assert.Equal(MemUErrorKind.BadArgument, (await Assert.ThrowsAsync<MemUException>(() => test.AddAsync("/", "memory.all"))).Kind);
    }

    [Fact]
    public async Task A_removed_receiver_is_told_nothing_more_and_the_others_go_on()
    {
        await using var test = await TestHooks.OpenAsync();
        var (first, second) = ((await test.AddAsync("/first")).Hook, (await test.AddAsync("/second")).Hook);
        Assert.True(await test.Set.RemoveAsync(first.Id));
        Assert.False(await test.Set.RemoveAsync(first.Id));
        await test.CommitAsync("okapi");
        Assert.StartsWith("POST /second", (await test.Receiver.NextAsync()).Line);
        await test.CloseAsync();
        test.Open();
        Assert.Equal([second.Id], test.Set.List().Select(h => h.Id));
        Assert.Single(Directory.EnumerateFiles(test.Folder, "*.json"));
    }

    [Fact]
    public async Task A_test_is_sent_at_once_and_changes_nothing_of_what_waits_and_nothing_is_sent_offline()
    {
        await using var test = await TestHooks.OpenAsync();
        test.Receiver.Answer = r => Task.FromResult(r.Body.Contains(WebhookEvents.Test, StringComparison.Ordinal) ? "200 OK" : "500 Oh");
        var hook = (await test.AddAsync()).Hook;
        await test.CommitAsync("okapi");
        await test.Receiver.NextAsync();
        await test.Clock.UntilWaitingAsync(IsRetry);
        var attempt = await test.Set.TestAsync(hook.Id);
        Assert.Equal((WebhookEvents.Test, 200, (string?)null), (attempt!.Event, attempt.Status, attempt.Error));
        Assert.Equal(1, test.Set.Find(hook.Id)!.Attempts);
        Assert.Null(await test.Set.TestAsync("hook_0"));
        await test.CloseAsync();
        test.Options = new() { IsOffline = true };
        test.Open();
        Assert.Equal(MemUErrorKind.NotAllowed, (await Assert.ThrowsAsync<MemUException>(() => test.Set.TestAsync(hook.Id))).Kind);
    }

    [Fact]
    public async Task A_receiver_is_told_only_of_what_it_wants_and_of_a_history_that_is_not_its_own_any_more()
    {
        await using var test = await TestHooks.OpenAsync();
        var file = Path.Combine(test.Folder, $"{(await test.AddAsync("/resets", WebhookEvents.Reset)).Hook.Id}.json");
        await test.CommitAsync("okapi");
        var last = await test.CommitAsync("zebra");
        await UntilAsync(test, _ => File.ReadAllText(file).Contains(last, StringComparison.Ordinal)); // passed over
        test.Memory.Git("reset", "-q", "--hard", "HEAD~2");
        var now = await test.CommitAsync("quagga");
        var got = await test.Receiver.NextAsync();
        Assert.Contains($"\"type\":\"{WebhookEvents.Reset}\"", got.Body);
        Assert.Contains(now, got.Body);
        Assert.False(test.Receiver.HasMore);
    }

    [Fact]
    public async Task No_more_than_a_few_are_sent_at_a_time()
    {
        await using var test = await TestHooks.OpenAsync(new() { MaxAtOnce = 2 });
        var (now, most, two) = (0, 0, new Gate());
        test.Receiver.Answer = async _ =>
        {
            var count = Interlocked.Increment(ref now);
            lock (test) most = Math.Max(most, count);
            if (count == 2) two.Open();
            await two.PassAsync(default);
            Interlocked.Decrement(ref now);
            return "204 No Content";
        };
        for (var i = 0; i < 6; i++) await test.AddAsync($"/{i}");
        await test.CommitAsync("okapi");
        for (var i = 0; i < 6; i++) await test.Receiver.NextAsync();
        Assert.Equal(2, most);
    }

    // what a delivery notes comes a moment after its answer: it is looked at each time the disk has it
    private static async Task UntilAsync(TestHooks test, Func<Webhook, bool> holds)
    {
        while (!holds(test.Set.List()[0])) await Task.Yield();
    }
}
