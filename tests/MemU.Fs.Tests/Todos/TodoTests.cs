using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Todos;

public sealed class TodoTests
{
    [Fact]
    public async Task A_task_goes_from_todo_to_done_and_back_each_step_one_commit_and_the_board_shows_it()
    {
        using var memory = await TestMemory.CreateAsync();
        var path = (await memory.Service.AddTodoAsync(new() { Text = "Send Ben the numbers", Due = "2026-12-02", Owner = "ana" })).Items[0].Path;
        await memory.Service.AddTodoAsync(new() { Text = "Buy tea" });
        Assert.True((await memory.Service.AddTodoAsync(new() { Text = "Buy tea" })).Unchanged);
        await memory.Service.ChangeTodoAsync(new() { Target = "Buy tea", State = TodoState.Doing });
        Assert.Equal(["Doing Buy tea", "Todo Send Ben the numbers"], (await memory.Service.TodosAsync()).Select(t => $"{t.State} {t.Text}"));
        Assert.Contains("- [Doing] Buy tea [[context/pending_tasks/buy-tea|source]]\n- [Todo] Send Ben the numbers · due 2026-12-02 [[", memory.Read("context/pending_tasks/README.md"), StringComparison.Ordinal);
        await memory.Service.ChangeTodoAsync(new() { Target = path, State = TodoState.Done });
        Assert.Equal(["Buy tea"], (await memory.Service.TodosAsync()).Select(t => t.Text));
        Assert.Contains("- [Done] Send Ben the numbers", memory.Read("context/pending_tasks/README.md"), StringComparison.Ordinal);
        await memory.Service.ChangeTodoAsync(new() { Target = path, State = TodoState.Todo });
        var again = (await memory.Service.TodosAsync()).Single(t => t.Path == path);
        Assert.Equal((TodoState.Todo, "2026-12-02", "ana"), (again.State, again.Due, again.Owner));
        Assert.DoesNotContain("status", memory.Read(path), StringComparison.Ordinal);
        Assert.True((await memory.Service.AddTodoAsync(new() { Text = "Buy oil", DryRun = true })).Commit is null);
        Assert.Equal("2026-12-24", (await memory.Service.AddTodoAsync(new() { Text = "Buy tea", Due = "2026-12-24" })).Unchanged ? "" : (await memory.Service.TodosAsync()).Single(t => t.Text == "Buy tea").Due);
        Assert.Equal(7, (await memory.Service.LogAsync()).Count); // the first is init's
        Assert.Equal("", memory.Git("status", "--porcelain"));
    }

    [Theory]
    [InlineData("[todo] 买茶", TodoState.Todo, "买茶")]
    [InlineData("- [ ] 买茶", TodoState.Todo, "买茶")]
    [InlineData("- [x] 买茶", TodoState.Done, "买茶")]
    [InlineData("[DOING] 买茶", TodoState.Doing, "买茶")]
    [InlineData("[Dropped]买茶", TodoState.Dropped, "买茶")]
    [InlineData("\\[Done] 买茶", TodoState.Done, "买茶")]
    [InlineData("买茶", TodoState.Todo, "买茶")]
    [InlineData("[x](tea.md) 买茶", TodoState.Todo, "[x](tea.md) 买茶")]
    [InlineData("[[todo]] 买茶", TodoState.Todo, "[[todo]] 买茶")]
    [InlineData("# Tea\n\n[Doing] 买茶", TodoState.Doing, "买茶")]
    [InlineData("---\ndue: 9999-12-31\n---\n[Doing] 买茶", TodoState.Doing, "买茶")]
    public async Task What_people_write_before_a_task_by_hand_is_its_state(string written, TodoState state, string text)
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("context/pending_tasks/tea.md", written + "\n");
        var task = Assert.Single(await memory.Service.TodosAsync(all: true));
        Assert.Equal((state, text), (task.State, task.Text));
        if (state == TodoState.Done) return;
        await memory.Service.ChangeTodoAsync(new() { Target = task.Path, State = TodoState.Done });
        Assert.Equal((TodoState.Done, text), (await memory.Service.TodosAsync(all: true)).Select(t => (t.State, t.Text)).Single());
    }

    [Fact]
    public async Task What_is_due_comes_first_and_the_tasks_of_others_are_not_seen()
    {
        using var memory = await TestMemory.CreateAsync();
        await memory.Service.AddTodoAsync(new() { Text = "Later", Due = "2999-01-01" });
        await memory.Service.AddTodoAsync(new() { Text = "Sometime" });
        await memory.Service.AddTodoAsync(new() { Text = "Overdue", Due = "2020-01-01" });
        await memory.Service.AddTodoAsync(new() { Text = "Reminded", RemindAt = "2020-01-01T09:00:00+02:00" });
        await memory.Service.AddTodoAsync(new() { Text = "Of somebody else", Scope = MemoryScope.Of("ben") });
        var tasks = await memory.Service.TodosAsync();
        Assert.Equal(["Overdue", "Later"], tasks.Take(2).Select(t => t.Text));
        Assert.Equal(["Reminded", "Sometime"], tasks.Skip(2).Select(t => t.Text).Order()); // noted in the same second
        Assert.Equal(["Overdue", "Reminded"], tasks.Where(t => t.IsDue).Select(t => t.Text));
        Assert.Equal(["Of somebody else"], (await memory.Service.TodosAsync(scope: MemoryScope.Of("ben"))).Select(t => t.Text));
    }

    [Fact]
    public async Task What_is_no_task_or_no_time_is_refused_and_a_change_seen_too_late_shows_both()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/tea.md", "I like tea\n");
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.ChangeTodoAsync(new() { Target = "notes/tea.md", State = TodoState.Done }));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.AddTodoAsync(new() { Text = " " }));
        await Assert.ThrowsAsync<MemUException>(() => memory.Service.AddTodoAsync(new() { Text = "Buy tea", Due = "friday" }));
        var done = await memory.Service.AddTodoAsync(new() { Text = "Buy tea, the password is hunter2-Fake99" });
        Assert.DoesNotContain("hunter2", memory.Read(done.Items[0].Path), StringComparison.Ordinal);
        var seen = (await memory.Service.ShowAsync(done.Items[0].Path)).Revision;
        await memory.Service.ChangeTodoAsync(new() { Target = done.Items[0].Path, State = TodoState.Doing });
        await Assert.ThrowsAsync<MemoryConflictException>(() => memory.Service.ChangeTodoAsync(new() { Target = done.Items[0].Path, State = TodoState.Done, Expect = seen }));
    }
}
