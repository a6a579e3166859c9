namespace MemU.Fs.Mount.Fuse;

/// <summary>Numbers for objects, as a kernel keeps them. A number is never used twice, so that a late or invented one finds nothing.</summary>
internal sealed class SlotTable<T>(uint first) where T : class
{
    private readonly Lock _one = new();
    private readonly Stack<uint> _free = new();
    private Slot[] _slots = new Slot[256];
    private uint _used;

    /// <summary>How many objects there are.</summary>
    public int Count
    {
        get { lock (_one) return (int)_used - _free.Count; }
    }

    /// <summary>The object of a number; null when there is none.</summary>
    public T? this[ulong number]
    {
        get
        {
            var (slots, index) = (Volatile.Read(ref _slots), (uint)number - first);
            if (index >= (uint)slots.Length) return null;
            ref var slot = ref slots[index];
            var value = slot.Value;
            return slot.Generation == (uint)(number >> 32) ? value : null;
        }
    }

    /// <summary>Gives an object a number; one that has one, as <paramref name="known"/> says, keeps it.</summary>
    public ulong Add(T value, Func<T, ulong>? known = null, Action<T, ulong>? remember = null)
    {
        lock (_one)
        {
            if (known is not null && known(value) is > 0 and var has) return has;
            if (!_free.TryPop(out var index))
            {
                index = _used++;
                if (index == _slots.Length)
                {
                    var larger = new Slot[_slots.Length * 2];
                    _slots.CopyTo(larger, 0);
                    Volatile.Write(ref _slots, larger);
                }
            }
            ref var slot = ref _slots[index];
            slot.Value = value;
            var number = (ulong)slot.Generation << 32 | index + first;
            remember?.Invoke(value, number);
            return number;
        }
    }

    /// <summary>Takes a number back; null when it was no number any more.</summary>
    public T? Remove(ulong number)
    {
        lock (_one)
        {
            var index = (uint)number - first;
            if (index >= _used || _slots[index].Generation != (uint)(number >> 32)) return null;
            ref var slot = ref _slots[index];
            var value = slot.Value;
            slot.Value = null;
            slot.Generation++;
            _free.Push(index);
            return value;
        }
    }

    /// <summary>All objects.</summary>
    public List<T> All()
    {
        lock (_one) return [.. _slots.Select(s => s.Value).OfType<T>()];
    }

    private struct Slot
    {
        public T? Value;
        public uint Generation;
    }
}
