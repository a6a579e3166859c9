using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using MemU.Fs.Views;

namespace MemU.Fs.Tests.Views;

/// <summary>A real memory with a handful of items of two users, and its views.</summary>
public sealed class ViewedTree : IDisposable
{
    private ViewedTree(TestMemory memory, ViewOptions? shown, MovedClock clock)
    {
        (Memory, Clock) = (memory, clock);
        var options = new MemoryOptions { Root = memory.Root, StayOpen = true, Clock = clock };
        Service = MemoryService.Open(options);
        Tree = new(Service, options, shown);
        Reader = new(Tree);
    }

    public TestMemory Memory { get; }

    public MemoryService Service { get; }

    public ViewTree Tree { get; }

    public TreeReader Reader { get; }

    public MovedClock Clock { get; }

    public static async Task<ViewedTree> CreateAsync(ViewOptions? shown = null, bool isEmpty = false)
    {
        var memory = await TestMemory.CreateAsync();
        if (!isEmpty)
        {
            await AddAsync(memory.Service, "Likes green tea in the morning", "profile", "preferences", ["tea", "drinks"]);
            await AddAsync(memory.Service, "Likes oolong tea from Taiwan", "profile", "preferences", ["tea"]);
            await AddAsync(memory.Service, "Deploys with a blue green rollout", "skill", "knowledge/learned_skills", ["deploy"]);
            await AddAsync(memory.Service, "喜欢在早上喝乌龙茶", "profile", "preferences", ["茶"]);
            await AddAsync(memory.Service, "Ana keeps a secret parrot named Zorro", "profile", "preferences", ["parrot"], "ana");
            await AddAsync(memory.Service, "Ana likes white tea", "profile", "preferences", ["tea"], "ana");
            await AddAsync(memory.Service, "Bob hides a walrus in the bathtub", "event", "activities", ["walrus"], "bob");
        }
        return new(memory, shown, new(TimeProvider.System));
    }

    public static ViewOptions OfAna => new() { Scope = MemoryScope.Of("ana"), Folder = MemoryPath.Parse("users/ana") };

    public static Task<WriteResult> AddAsync(MemoryService service, string text, string type, string category, string[] tags, string? user = null) =>
        service.AddAsync(new() { Text = text, Type = type, Category = category, Tags = tags, Scope = MemoryScope.Of(user) });

    public bool Exists(string path) => File.Exists(Path.Combine(Memory.Root, path));

    public void Dispose()
    {
        Tree.Dispose();
        Service.Dispose();
        Memory.Dispose();
    }
}

/// <summary>A clock that is ahead of the real one by as much as is said.</summary>
public sealed class MovedClock(TimeProvider real) : TimeProvider
{
    private TimeSpan _ahead;

    public void Move(TimeSpan by) => _ahead += by;

    public override DateTimeOffset GetUtcNow() => real.GetUtcNow() + _ahead;

    public override long GetTimestamp() => real.GetTimestamp() + (long)(_ahead.TotalSeconds * real.TimestampFrequency);

    public override long TimestampFrequency => real.TimestampFrequency;
}
