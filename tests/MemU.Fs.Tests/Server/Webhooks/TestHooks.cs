using System.Collections.Concurrent;
using MemU.Fs.Server.Changes;
using MemU.Fs.Server.Webhooks;
using MemU.Fs.Tests.Service;

namespace MemU.Fs.Tests.Server.Webhooks;

/// <summary>The webhooks of a real memory, with a clock that the test moves on and a receiver; they can be closed and opened again.</summary>
internal sealed class TestHooks : IAsyncDisposable
{
    private TestHooks(TestMemory memory) => Memory = memory;

    public TestMemory Memory { get; }

    public ManualClock Clock { get; } = new();

    public Receiver Receiver { get; } = new();

    public ConcurrentQueue<string> Notices { get; } = new();

    public WebhookOptions Options { get; set; } = new();

    public string Folder => Path.Combine(Memory.Folder, "hooks");

    public ChangeFeed Feed { get; private set; } = null!;

    public WebhookSet Set { get; private set; } = null!;

    public static async Task<TestHooks> OpenAsync(WebhookOptions? options = null)
    {
        var hooks = new TestHooks(await TestMemory.CreateAsync()) { Options = options ?? new() };
        hooks.Open();
        return hooks;
    }

    public void Open()
    {
        Feed = new(Memory.Service, new() { Root = Memory.Root, Clock = Clock });
        Set = WebhookSet.Open(Folder, Feed, Options with { Clock = Clock, Notice = Notices.Enqueue });
    }

    public async Task CloseAsync()
    {
        await Set.DisposeAsync();
        Feed.Dispose();
    }

    public Task<WebhookAdded> AddAsync(string path = "/hook", params string[] events) => Set.AddAsync(new() { Url = Receiver.Url(path), Events = events, AllowPrivate = true });

    /// <summary>Commits something, and says so.</summary>
    public async Task<string> CommitAsync(string word)
    {
        var added = await Memory.Service.AddAsync(new() { Text = $"The {word} is kept in the third drawer." });
        Feed.Wake();
        return added.Commit!;
    }

    /// <summary>Lets the clock go on to the next try of a receiver that failed.</summary>
    public async Task<TimeSpan> PassToNextTryAsync(Func<TimeSpan, bool> wanted)
    {
        var wait = await Clock.UntilWaitingAsync(wanted);
        Clock.Pass(wait);
        return wait;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Receiver.Dispose();
        Memory.Dispose();
    }
}
