using System.IO.Hashing;

namespace MemU.Fs.Files.Linux;

/// <summary>
/// Names that were made and removed through the tree itself, until the system has told of them: only what is left over was done by others. Noted before it is
/// done, so that no event can come first.
/// </summary>
internal sealed class OwnChanges
{
    public const byte Appears = 1, Goes = 2;

    // what events never tell of, because a folder went with its watch, must not stay for ever
    private const int Most = 100_000;

    private readonly Dictionary<(int Watch, ulong Name, byte What), int> _expected = [];
    private readonly Lock _one = new();

    /// <summary>Notes a change of a name in a watched folder.</summary>
    public OwnChange Expect(int watch, ReadOnlySpan<byte> name, byte what)
    {
        if (watch < 0) return default;
        var key = (watch, XxHash3.HashToUInt64(name), what);
        lock (_one)
        {
            if (_expected.Count >= Most) _expected.Clear(); // the worst that comes of it is that drivers ask again for what they know
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_expected, key, out _)++;
        }
        return new(this, key.watch, key.Item2, what);
    }

    /// <summary>True when an event is about a change that was noted, which it then no longer is.</summary>
    public bool Take(int watch, ReadOnlySpan<byte> name, byte what) => Take(watch, XxHash3.HashToUInt64(name), what);

    public bool Take(int watch, ulong name, byte what)
    {
        lock (_one)
        {
            if (!_expected.Remove((watch, name, what), out var count)) return false;
            if (count > 1) _expected[(watch, name, what)] = count - 1;
            return true;
        }
    }

    /// <summary>Nothing that is noted will be told of any more.</summary>
    public void Clear()
    {
        lock (_one) _expected.Clear();
    }
}

/// <summary>A change that is about to be made.</summary>
internal readonly struct OwnChange(OwnChanges changes, int watch, ulong name, byte what)
{
    /// <summary>It did not come about.</summary>
    public void Forget() => changes?.Take(watch, name, what);
}
