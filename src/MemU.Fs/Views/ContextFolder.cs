using System.Globalization;
using MemU.Fs.Context;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary><c>@/context/</c>: a folder for each budget, of which the usual ones and those used lately are listed.</summary>
internal sealed class ContextFolder(ViewedMemory memory) : ViewFolder
{
    private static readonly int[] Usual = [500, 1000, 2000, 4000, 8000];

    private readonly RecentNames<BudgetFolder> _recent = new(memory.Clock, memory.Shown.MostQueries, memory.Shown.QueriesLast);
    private readonly Dictionary<int, BudgetFolder> _usual = Usual.ToDictionary(b => b, b => new BudgetFolder(memory, b, null));

    public override Lifetime Lifetime => new(60_000, 60_000);

    public override Lifetime Free => new(60_000, 0);

    public override bool Keeps(View entry) => true;

    public override ValueTask<View?> FindAsync(string name, CancellationToken cancellationToken) => new(Find(name));

    public override ValueTask<IReadOnlyList<NamedView>> ListAsync(CancellationToken cancellationToken) =>
        new([.. _usual.Values.Concat(_recent.All().Select(r => r.Value)).OrderBy(b => b.Budget).Select(b => new NamedView(b.Name, b))]);

    private BudgetFolder? Find(string name)
    {
        if (!int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var budget) || name[0] == '0' || budget is < ContextRequest.LeastBudget or > ContextRequest.MostBudget) return null;
        return _usual.GetValueOrDefault(budget) ?? _recent.Find(name) ?? new BudgetFolder(memory, budget, used => _recent.Use(name, used));
    }
}

/// <summary><c>@/context/&lt;budget&gt;/</c>: each name that ends with <c>.md</c> is a question, and a file. It lists those that were asked lately.</summary>
/// <param name="memory">The memory.</param>
/// <param name="budget">Tokens.</param>
/// <param name="use">Told when it is used.</param>
internal sealed class BudgetFolder(ViewedMemory memory, int budget, Action<BudgetFolder>? use) : ViewFolder
{
    private readonly RecentNames<ContextFile> _recent = new(memory.Clock, memory.Shown.MostQueries, memory.Shown.QueriesLast);

    /// <summary>Tokens.</summary>
    public int Budget => budget;

    public string Name { get; } = budget.ToString(CultureInfo.InvariantCulture);

    public override Lifetime Lifetime => new(1000, 1000);

    public override bool Keeps(View entry) => true;

    public override ValueTask<View?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!name.EndsWith(".md", StringComparison.Ordinal) || name.Length == 3 || ViewNames.IsProbe(name)) return new((View?)null);
        return new(_recent.Find(name) ?? new ContextFile(memory, name[..^3], budget, file =>
        {
            _recent.Use(name, file);
            use?.Invoke(this);
        }));
    }

    public override ValueTask<IReadOnlyList<NamedView>> ListAsync(CancellationToken cancellationToken) => new([.. _recent.All().Select(r => new NamedView(r.Name, r.Value))]);
}

/// <summary>A context pack: what is known about a question within a budget of tokens, as one text.</summary>
internal sealed class ContextFile(ViewedMemory memory, string question, int budget, Action<ContextFile> use) : RenderedFile(memory)
{
    protected override async Task<string> RenderAsync(CancellationToken cancellationToken)
    {
        Memory.CountSearch();
        var pack = await Memory.AskAsync(m => m.ContextAsync(new() { Query = question, Budget = budget, Where = Memory.Inside, Scope = Memory.Shown.Scope, Always = true }, cancellationToken), cancellationToken);
        use(this);
        return Memory.Outwards(pack.Markdown);
    }
}
