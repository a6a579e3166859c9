using MemU.Fs.Model;
using MemU.Fs.Server.Tasks;
using Xunit;

namespace MemU.Fs.Tests.Server.Tasks;

public sealed class TaskQueueTests
{
    private static readonly MemoryScope Everybody = MemoryScope.None;

    [Fact]
    public async Task An_accepted_task_is_done_and_its_result_is_there_after_a_restart_too()
    {
        await using var test = new TestQueue();
        var task = await test.SendAsync("tea", "ana");
        Assert.Matches("^memorize-[0-9a-f]{32}$", task.Id);
        Assert.Equal((TaskState.Pending, 0), (task.State, task.Attempts));
        var done = await test.EndOfAsync(task.Id);
        Assert.Equal((TaskState.Succeeded, 100, 1, "\"tea\""), (done.State, done.Progress, done.Attempts, TestQueue.Text(done)));
        await test.ReopenAsync();
        var again = test.Queue.Find(task.Id, MemoryScope.Of("ana"))!;
        Assert.Equal((TaskState.Succeeded, 100, "\"tea\"", done.FinishedAt), (again.State, again.Progress, TestQueue.Text(again), again.FinishedAt));
        Assert.Equal(["tea"], test.Begun);
        Assert.True(test.Queue.IsIdle);
    }

    [Fact]
    public async Task Tasks_of_one_scope_keep_their_order_and_those_of_others_run_beside_them_up_to_the_bound()
    {
        await using var test = new TestQueue();
        var (ana, bo) = (new Gate(), new Gate());
        test.Work = (_, text, c) => text == "ana 1" ? ana.PassAsync(c) : text == "bo 1" ? bo.PassAsync(c) : Task.CompletedTask;
        foreach (var text in (string[])["ana 1", "ana 2", "bo 1", "cy 1"]) await test.SendAsync(text, text.Split(' ')[0]);
        await Task.WhenAll(ana.Reached, bo.Reached);
        Assert.Equal(2, test.Queue.Running);
        Assert.Equal(["ana 1", "bo 1"], test.Begun.Order());
        bo.Open();
        var last = (await test.SendAsync("cy 2", "cy")).Id;
        await test.EndOfAsync(last);
        Assert.Equal(["bo 1", "cy 1", "cy 2"], test.Done);
        ana.Open();
        await test.EndOfAsync((await test.SendAsync("ana 3", "ana")).Id);
        Assert.Equal(["ana 1", "ana 2", "ana 3"], test.Done.Where(t => t.StartsWith("ana", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nobody_waits_for_all_that_somebody_else_has_sent()
    {
        await using var test = new TestQueue { Options = new() { MaxRunning = 1 } };
        var gate = new Gate();
        test.Work = (_, text, c) => text == "ana 0" ? gate.PassAsync(c) : Task.CompletedTask;
        for (var i = 0; i < 5; i++) await test.SendAsync($"ana {i}", "ana");
        var bo = await test.SendAsync("bo 0", "bo");
        await gate.Reached;
        gate.Open();
        await test.EndOfAsync(bo.Id);
        Assert.True(test.Begun.ToList().IndexOf("bo 0") <= 2);
    }

    [Fact]
    public async Task What_a_service_refused_is_tried_again_after_growing_waits_while_later_tasks_of_the_user_wait_and_others_go_on()
    {
        await using var test = new TestQueue();
        var tries = 0;
        test.Work = (_, text, _) => text == "ana 1" && ++tries < 5 ? throw new MemUException(MemUErrorKind.Provider, "the model is busy; api_key=sk-proj-abcdefghijklmnopqrstuvwxyz0123456789ABCD") : Task.CompletedTask;
        var first = await test.SendAsync("ana 1", "ana");
        var second = await test.SendAsync("ana 2", "ana");
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 4; i++)
        {
            waits.Add(await test.Clock.UntilWaitingAsync(w => w < TimeSpan.FromMinutes(1)));
            if (i == 0)
            {
                await test.EndOfAsync((await test.SendAsync("bo", "bo")).Id);
                var waiting = test.Queue.Find(first.Id, Everybody)!;
                Assert.Equal((TaskState.Pending, 1, test.Clock.GetUtcNow() + waits[0]), (waiting.State, waiting.Attempts, waiting.NextTryAt));
                Assert.StartsWith("the model is busy", waiting.Error);
                Assert.DoesNotContain("abcdefghijklmnop", waiting.Error);
            }
            test.Clock.Pass(waits[i]);
        }
        Assert.Equal((TaskState.Succeeded, 5, (string?)null), (await test.EndOfAsync(first.Id) is var done ? (done.State, done.Attempts, done.Error) : default));
        await test.EndOfAsync(second.Id);
        Assert.Equal(["bo", "ana 1", "ana 2"], test.Done);
        for (var i = 0; i < 4; i++) Assert.InRange(waits[i].TotalSeconds, 1 << i, 2 << i);
    }

    [Fact]
    public async Task After_five_tries_it_has_failed_and_the_next_of_the_user_goes_on()
    {
        await using var test = new TestQueue { Options = new() { FirstRetry = TimeSpan.FromSeconds(1) } };
        test.Work = (_, text, _) => text == "bad" ? throw new MemUException(MemUErrorKind.Locked, "held by another") : Task.CompletedTask;
        var bad = await test.SendAsync("bad", "ana");
        var good = await test.SendAsync("good", "ana");
        for (var i = 0; i < 4; i++) test.Clock.Pass(await test.Clock.UntilWaitingAsync(w => w < TimeSpan.FromMinutes(1)));
        var failed = await test.EndOfAsync(bad.Id);
        Assert.Equal((TaskState.Failed, 5, "held by another"), (failed.State, failed.Attempts, failed.Error));
        Assert.Equal(TaskState.Succeeded, (await test.EndOfAsync(good.Id)).State);
    }

    [Fact]
    public async Task Bad_input_fails_at_once_and_what_nobody_foresaw_says_nothing_of_its_inside()
    {
        var unforeseen = new List<Exception>();
        await using var test = new TestQueue { Options = new() { Unforeseen = unforeseen.Add } };
        test.Work = (_, text, _) => text == "bad" ? throw new MemUException(MemUErrorKind.BadArgument, "this is\nno conversation") : throw new InvalidOperationException("password: hunter2-Fake");
        var bad = await test.EndOfAsync((await test.SendAsync("bad")).Id);
        Assert.Equal((TaskState.Failed, 1, "this is no conversation"), (bad.State, bad.Attempts, bad.Error));
        var odd = await test.EndOfAsync((await test.SendAsync("odd")).Id);
        Assert.Equal((TaskState.Failed, 1), (odd.State, odd.Attempts));
        Assert.Contains("InvalidOperationException", odd.Error);
        Assert.DoesNotContain("hunter2", odd.Error);
        Assert.Single(unforeseen);
    }

    [Fact]
    public async Task A_task_is_taken_back_while_it_waits_while_it_runs_and_while_it_waits_for_another_try()
    {
        await using var test = new TestQueue();
        var gate = new Gate();
        test.Work = (_, text, c) => text == "runs" ? gate.PassAsync(c) : text == "retries" ? throw new MemUException(MemUErrorKind.System, "the disk is full") : Task.CompletedTask;
        var (runs, waits, retries) = (await test.SendAsync("runs", "ana"), await test.SendAsync("waits", "ana"), await test.SendAsync("retries", "bo"));
        await gate.Reached;
        await test.Clock.UntilWaitingAsync(w => w < TimeSpan.FromMinutes(1));
        Assert.Null(await test.Queue.CancelAsync(waits.Id, MemoryScope.Of("bo")));
        Assert.Equal(TaskState.Canceled, (await test.Queue.CancelAsync(waits.Id, MemoryScope.Of("ana")))!.State);
        Assert.Equal(TaskState.Canceled, (await test.Queue.CancelAsync(retries.Id, Everybody))!.State);
        Assert.Equal(TaskState.Succeeded, (await test.EndOfAsync((await test.SendAsync("next", "bo")).Id)).State);
        await test.Queue.CancelAsync(runs.Id, Everybody);
        var canceled = await test.EndOfAsync(runs.Id);
        Assert.Equal((TaskState.Canceled, (string?)null), (canceled.State, canceled.Error));
        Assert.Equal(TaskState.Canceled, (await test.Queue.CancelAsync(runs.Id, Everybody))!.State);
        await test.ReopenAsync();
        foreach (var id in (string[])[runs.Id, waits.Id, retries.Id]) Assert.Equal(TaskState.Canceled, test.Queue.Find(id, Everybody)!.State);
        Assert.DoesNotContain("waits", test.Begun);
        Assert.True(test.Queue.IsIdle);
    }

    [Fact]
    public async Task What_takes_too_long_is_ended_and_the_next_goes_on()
    {
        await using var test = new TestQueue { Options = new() { TimeLimit = TimeSpan.FromMinutes(3) } };
        var gate = new Gate();
        test.Work = (_, text, c) => text == "long" ? gate.PassAsync(c) : Task.CompletedTask;
        var task = await test.SendAsync("long");
        var next = await test.SendAsync("next");
        await gate.Reached;
        test.Clock.Pass(TimeSpan.FromMinutes(3));
        var ended = await test.EndOfAsync(task.Id);
        Assert.Equal((TaskState.TimedOut, "it took longer than 180 seconds; send less at a time."), (ended.State, ended.Error));
        Assert.Equal(TimeSpan.FromMinutes(3), ended.FinishedAt - ended.StartedAt);
        Assert.Equal(TaskState.Succeeded, (await test.EndOfAsync(next.Id)).State);
    }

    [Fact]
    public async Task How_far_a_task_is_can_be_asked_while_it_runs()
    {
        await using var test = new TestQueue();
        var gate = new Gate();
        test.Work = (run, _, c) =>
        {
            run.Report(40);
            return gate.PassAsync(c);
        };
        var task = await test.SendAsync("tea");
        await gate.Reached;
        Assert.Equal((TaskState.Running, 40, 1), (test.Queue.Find(task.Id, Everybody) is { } now ? (now.State, now.Progress, now.Attempts) : default));
        gate.Open();
        Assert.Equal(100, (await test.EndOfAsync(task.Id)).Progress);
    }

    [Fact]
    public async Task A_full_queue_stores_nothing_and_says_when_to_come_again()
    {
        await using var test = new TestQueue { Options = new() { MaxWaiting = 3 } };
        var gate = new Gate();
        test.Work = (_, _, c) => gate.PassAsync(c);
        var first = await test.SendAsync("0", "ana");
        for (var i = 1; i < 3; i++) await test.SendAsync($"{i}", "ana");
        await gate.Reached;
        var before = File.ReadAllBytes(test.File);
        var full = await Assert.ThrowsAsync<QueueFullException>(() => test.SendAsync(new string('x', 100_000), "bo"));
        Assert.InRange(full.RetryAfter.TotalSeconds, 1, 60);
        Assert.Equal(before, File.ReadAllBytes(test.File));
        Assert.False(Directory.Exists(Path.Combine(test.Folder, "large")));
        gate.Open();
        await test.EndOfAsync(first.Id);
        await test.EndOfAsync((await test.SendAsync("again", "ana")).Id);
    }

    [Fact]
    public async Task Tasks_are_listed_newest_first_by_page_scope_and_state_and_those_of_another_scope_are_not_there()
    {
        await using var test = new TestQueue();
        test.Work = (_, text, _) => text == "3" ? throw new MemUException(MemUErrorKind.BadArgument, "no") : Task.CompletedTask;
        var ids = new List<string>();
        for (var i = 0; i < 7; i++) await test.EndOfAsync(ids.Also((await test.SendAsync($"{i}", i % 2 == 0 ? "ana" : "bo")).Id));
        Assert.Equal([ids[6], ids[4], ids[2], ids[0]], test.Queue.List(new() { Scope = MemoryScope.Of("ana") }).Tasks.Select(t => t.Id));
        Assert.Equal([ids[3]], test.Queue.List(new() { State = TaskState.Failed }).Tasks.Select(t => t.Id));
        var (page, all) = (test.Queue.List(new() { Limit = 3 }), new List<string>());
        for (; ; page = test.Queue.List(new() { Limit = 3, Cursor = page.NextCursor }))
        {
            all.AddRange(page.Tasks.Select(t => t.Id));
            if (page.NextCursor is null) break;
        }
        Assert.Equal(Enumerable.Reverse(ids), all);
        Assert.Null(test.Queue.Find(ids[0], MemoryScope.Of("bo")));
        Assert.Null(await test.Queue.WaitAsync(ids[0], MemoryScope.Of("bo"), default));
        Assert.Null(test.Queue.Find("memorize-0", Everybody));
        Assert.Equal(MemUErrorKind.BadArgument, Assert.Throws<MemUException>(() => test.Queue.List(new() { Cursor = "../x" })).Kind);
        await test.ReopenAsync();
        Assert.Equal(Enumerable.Reverse(ids), test.Queue.List(new()).Tasks.Select(t => t.Id));
    }

    [Fact]
    public async Task Stopping_puts_back_what_runs_and_a_restart_does_it_all_in_order()
    {
        await using var test = new TestQueue { Options = new() { StopPatience = TimeSpan.FromSeconds(5) } };
        var gate = new Gate();
        test.Work = (_, text, c) => gate.PassAsync(c);
        var tasks = new List<ServerTask>();
        for (var i = 0; i < 4; i++) tasks.Add(await test.SendAsync($"{i}", "ana"));
        await gate.Reached;
        var waiter = test.EndOfAsync(tasks[0].Id);
        var stopping = test.Queue.StopAsync();
        test.Clock.Pass(await test.Clock.UntilWaitingAsync(w => w == TimeSpan.FromSeconds(5)));
        await stopping;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiter);
        Assert.Equal(MemUErrorKind.Locked, (await Assert.ThrowsAsync<MemUException>(() => test.SendAsync("late"))).Kind);
        Assert.Empty(test.Done);
        gate.Open();
        await test.ReopenAsync();
        Assert.Equal((TaskState.Succeeded, 1), (await test.EndOfAsync(tasks[0].Id) is var first ? (first.State, first.Attempts) : default)); // the try that was stopped does not count
        await test.EndOfAsync(tasks[3].Id);
        Assert.Equal(["0", "1", "2", "3"], test.Done);
    }

    [Fact]
    public async Task A_task_that_waits_for_another_try_waits_on_after_a_restart_and_so_do_those_behind_it()
    {
        await using var test = new TestQueue();
        var isDown = true;
        test.Work = (_, text, _) => isDown ? throw new MemUException(MemUErrorKind.Provider, "down") : Task.CompletedTask;
        var first = await test.SendAsync("1", "ana");
        var second = await test.SendAsync("2", "ana");
        var wait = await test.Clock.UntilWaitingAsync(w => w < TimeSpan.FromMinutes(1));
        await test.ReopenAsync();
        isDown = false;
        Assert.Equal(wait, await test.Clock.UntilWaitingAsync(w => w < TimeSpan.FromMinutes(1)));
        Assert.Equal((1, "down"), (test.Queue.Find(first.Id, Everybody)!.Attempts, test.Queue.Find(first.Id, Everybody)!.Error));
        test.Clock.Pass(wait);
        await test.EndOfAsync(second.Id);
        Assert.Equal(["1", "2"], test.Done);
    }

    [Fact]
    public async Task Ended_tasks_are_forgotten_after_a_day_or_when_too_many_have_ended_since()
    {
        await using var test = new TestQueue { Options = new() { KeepMost = 3 } };
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) await test.EndOfAsync(ids.Also((await test.SendAsync($"{i}")).Id));
        Assert.Equal([ids[4], ids[3], ids[2]], test.Queue.List(new()).Tasks.Select(t => t.Id));
        Assert.Null(test.Queue.Find(ids[1], Everybody));
        test.Clock.Pass(TimeSpan.FromHours(23));
        await test.EndOfAsync(ids.Also((await test.SendAsync("late")).Id));
        await test.ReopenAsync();
        test.Clock.Pass(TimeSpan.FromHours(2));
        Assert.Equal([ids[5]], test.Queue.List(new()).Tasks.Select(t => t.Id));
    }

    [Fact]
    public async Task One_process_has_the_queue_at_a_time()
    {
        await using var test = new TestQueue();
        _ = test.Queue;
        var error = Assert.Throws<MemUException>(() => TaskQueue.Open(test.Folder, new(), (_, _) => throw new InvalidOperationException()));
        Assert.Equal(MemUErrorKind.Locked, error.Kind);
    }
}

internal static class ListExtension
{
    public static T Also<T>(this List<T> list, T one)
    {
        list.Add(one);
        return one;
    }
}
