using MemU.Fs.Model;
using MemU.Fs.Sources.Secrets;

namespace MemU.Fs.Sources;

/// <summary>Bytes to overwrite.</summary>
internal readonly record struct MaskRange(int Start, int End, byte Mask = (byte)'*');

/// <summary>Collects what is to be masked, in the bytes and as a list for the user.</summary>
internal sealed class MaskSet
{
    private readonly List<MaskRange> _ranges = [];

    /// <summary>What was found.</summary>
    public List<MaskedSecret> Found { get; } = [];

    /// <summary>The ranges in order.</summary>
    public IReadOnlyList<MaskRange> Ranges
    {
        get
        {
            _ranges.Sort((a, b) => a.Start.CompareTo(b.Start));
            return _ranges;
        }
    }

    /// <summary>Adds bytes.</summary>
    public void Add(int start, int end, byte mask = (byte)'*') => _ranges.Add(new(start, end, mask));

    /// <summary>The text with the secrets masked; line breaks stay.</summary>
    public static string Mask(string text, List<SecretRange> secrets) => secrets.Count == 0 ? text : string.Create(text.Length, (text, secrets), static (span, state) =>
    {
        state.text.CopyTo(span);
        foreach (var secret in state.secrets)
            foreach (ref var c in span.Slice(secret.Start, secret.Length))
                if (c is not ('\n' or '\r')) c = '*';
    });
}
