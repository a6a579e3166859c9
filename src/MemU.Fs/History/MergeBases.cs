using LibGit2Sharp;

namespace MemU.Fs.History;

/// <summary>
/// The newest commits that two histories share, none of them before another: several where the histories crossed. From both ends back, newest
/// first, until only what lies behind a shared commit is left; clocks that were wrong cost time, and nothing else.
/// </summary>
internal sealed class MergeBases
{
    [Flags]
    private enum Side
    {
        None = 0,
        One = 1,
        Other = 2,
        Both = One | Other,
        Behind = 4,
    }

    private readonly PriorityQueue<Commit, (long Time, int Order)> _queue = new();
    private readonly Dictionary<ObjectId, Side> _sides = [];
    private int _order;

    /// <summary>All of them, oldest first.</summary>
    public static IReadOnlyList<Commit> Of(Repository repository, Commit one, Commit other)
    {
        var found = new MergeBases().Shared(one, other);
        return [.. found.Where(c => !found.Exists(l => l.Id != c.Id && repository.ObjectDatabase.FindMergeBase(c, l)?.Id == c.Id)).OrderBy(c => c.Committer.When.ToUnixTimeSeconds()).ThenBy(c => c.Sha, StringComparer.Ordinal)];
    }

    private List<Commit> Shared(Commit one, Commit other)
    {
        var shared = new List<Commit>();
        Mark(one, Side.One);
        Mark(other, Side.Other);
        while (_queue.UnorderedItems.Any(c => !_sides[c.Element.Id].HasFlag(Side.Behind)))
        {
            var commit = _queue.Dequeue();
            var side = _sides[commit.Id];
            if (side == Side.Both)
            {
                if (!shared.Exists(c => c.Id == commit.Id)) shared.Add(commit);
                side |= Side.Behind;
            }
            foreach (var parent in commit.Parents) Mark(parent, side);
        }
        return shared.FindAll(c => !_sides[c.Id].HasFlag(Side.Behind));
    }

    private void Mark(Commit commit, Side side)
    {
        var known = _sides.GetValueOrDefault(commit.Id);
        if ((known | side) == known) return;
        _sides[commit.Id] = known | side;
        _queue.Enqueue(commit, (-commit.Committer.When.ToUnixTimeSeconds(), _order++));
    }
}
