namespace MemU.Fs.Views;

/// <summary>What was used lately, by name: the newest so many, each for so long.</summary>
internal sealed class RecentNames<T>(TimeProvider clock, int most, TimeSpan last) where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (T Value, long Used)> _used = new(StringComparer.Ordinal);

    /// <summary>What was used under a name; null when it was not, or too long ago.</summary>
    public T? Find(string name)
    {
        lock (_lock) return _used.TryGetValue(name, out var known) && !IsOver(known.Used) ? known.Value : null;
    }

    /// <summary>Notes that it is used.</summary>
    public void Use(string name, T value)
    {
        lock (_lock)
        {
            foreach (var over in _used.Where(u => IsOver(u.Value.Used)).Select(u => u.Key).ToList()) _used.Remove(over);
            if (!_used.ContainsKey(name) && _used.Count >= most) _used.Remove(_used.MinBy(u => u.Value.Used).Key);
            _used[name] = (value, clock.GetTimestamp());
        }
    }

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<(string Name, T Value)> All()
    {
        lock (_lock) return [.. _used.Where(u => !IsOver(u.Value.Used)).OrderByDescending(u => u.Value.Used).Select(u => (u.Key, u.Value.Value))];
    }

    private bool IsOver(long used) => clock.GetElapsedTime(used) > last;
}
