using System.Xml.Linq;

namespace MemU.Fs.Mount.WebDav;

/// <summary>A lock that a client holds.</summary>
/// <param name="Token">Its URI.</param>
/// <param name="Root">What it was taken for.</param>
/// <param name="IsExclusive">Nobody else has one; else others may share.</param>
/// <param name="IsDeep">Everything below is locked with it.</param>
/// <param name="Owner">Who says to hold it, as it was sent.</param>
/// <param name="Seconds">How long it was granted for.</param>
/// <param name="Ends">When it ends.</param>
internal sealed record DavLock(string Token, DavPath Root, bool IsExclusive, bool IsDeep, XElement? Owner, int Seconds, DateTimeOffset Ends);

/// <summary>The locks of all clients. They end with their time, and with the server.</summary>
internal sealed class DavLocks(StringComparison names, TimeProvider clock)
{
    /// <summary>So many at once; a client that wants more is refused.</summary>
    public const int Most = 10_000;

    private const int Default = 600, Longest = 3600; // seconds

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DavLock> _locks = new(StringComparer.Ordinal);

    /// <summary>Takes a lock; null with those that are in the way, or with none when there are too many.</summary>
    public DavLock? TryTake(DavPath root, bool isExclusive, bool isDeep, XElement? owner, int? seconds, out IReadOnlyList<DavLock> conflicts)
    {
        lock (_gate)
        {
            DropEnded();
            conflicts = [.. _locks.Values.Where(l => (isExclusive || l.IsExclusive) && (Covers(l, root) || isDeep && IsBelow(l.Root, root)))];
            if (conflicts.Count > 0 || _locks.Count >= Most) return null;
            var granted = Grant(seconds);
            var taken = new DavLock($"urn:uuid:{Guid.NewGuid()}", root, isExclusive, isDeep, owner, granted, clock.GetUtcNow().AddSeconds(granted));
            return _locks[taken.Token] = taken;
        }
    }

    /// <summary>Lengthens one of the locks with these tokens that cover a path; null when none does.</summary>
    public DavLock? TryRefresh(DavPath path, IReadOnlyCollection<string> tokens, int? seconds)
    {
        lock (_gate)
        {
            DropEnded();
            if (_locks.Values.FirstOrDefault(l => tokens.Contains(l.Token) && Covers(l, path)) is not { } held) return null;
            var granted = Grant(seconds);
            return _locks[held.Token] = held with { Seconds = granted, Ends = clock.GetUtcNow().AddSeconds(granted) };
        }
    }

    /// <summary>Gives a lock back; false when no such lock covers the path.</summary>
    public bool Release(DavPath path, string token)
    {
        lock (_gate)
        {
            DropEnded();
            return _locks.TryGetValue(token, out var held) && Covers(held, path) && _locks.Remove(token);
        }
    }

    /// <summary>What is at a path, and all below it, is gone, and so are the locks on it.</summary>
    public void Drop(DavPath path)
    {
        lock (_gate)
            foreach (var gone in _locks.Values.Where(l => IsBelow(l.Root, path) || Same(l.Root, path)).ToList()) _locks.Remove(gone.Token);
    }

    /// <summary>The locks that hold for a path: on itself, or on a folder above it with all below.</summary>
    public IReadOnlyList<DavLock> On(DavPath path)
    {
        lock (_gate)
        {
            DropEnded();
            return _locks.Count == 0 ? [] : [.. _locks.Values.Where(l => Covers(l, path))];
        }
    }

    /// <summary>True when nobody else's lock stands against a change.</summary>
    /// <param name="path">What is changed.</param>
    /// <param name="isDeep">With all below it.</param>
    /// <param name="isMember">Its name appears in its folder, or goes.</param>
    /// <param name="tokens">The locks that the client says to hold.</param>
    public bool Allows(DavPath path, bool isDeep, bool isMember, IReadOnlyCollection<string> tokens)
    {
        lock (_gate)
        {
            DropEnded();
            return _locks.Values
                .Where(l => Covers(l, path) || isDeep && IsBelow(l.Root, path) || isMember && !path.IsRoot && Same(l.Root, path.Parent))
                .GroupBy(l => l.Root.Text, StringComparer.FromComparison(names)) // of those who share one, each may change it
                .All(root => root.Any(l => tokens.Contains(l.Token)));
        }
    }

    private static int Grant(int? seconds) => Math.Clamp(seconds ?? Default, 1, Longest);

    private bool Covers(DavLock held, DavPath path) => Same(held.Root, path) || held.IsDeep && IsBelow(path, held.Root);

    private bool Same(DavPath a, DavPath b) => a.Text.Equals(b.Text, names);

    private bool IsBelow(DavPath path, DavPath folder) => !path.IsRoot && (folder.IsRoot || path.Text.StartsWith(folder.Text + "/", names));

    private void DropEnded()
    {
        if (_locks.Count == 0) return;
        var now = clock.GetUtcNow();
        foreach (var ended in _locks.Values.Where(l => l.Ends <= now).ToList()) _locks.Remove(ended.Token);
    }
}
