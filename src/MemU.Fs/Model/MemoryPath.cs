using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace MemU.Fs.Model;

/// <summary>
/// A path inside a memory tree: relative, <c>/</c> between segments, no way out of the root. The empty path is the root.
/// A value of this type can't hold <c>..</c>, an absolute, drive or UNC path, a stream (<c>f.md:x</c>), a device name or a control character.
/// </summary>
public readonly struct MemoryPath : IEquatable<MemoryPath>, IComparable<MemoryPath>
{
    private static readonly SearchValues<char> Illegal = SearchValues.Create(
        "\\:*?\"<>|\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000a\u000b\u000c\u000d\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\u007f");

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$",
        "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³",
    };

    private readonly string? _value;

    private MemoryPath(string value) => _value = value;

    /// <summary>The root of the tree.</summary>
    public static MemoryPath Root => default;

    /// <summary>The text, for example <c>preferences/likes-tea.md</c>; empty for the root.</summary>
    public string Value => _value ?? "";

    /// <summary>True for the root itself.</summary>
    public bool IsRoot => Value.Length == 0;

    /// <summary>The last segment; empty for the root.</summary>
    public string Name => Value[(Value.LastIndexOf('/') + 1)..];

    /// <summary>The last segment without its extension.</summary>
    public string Stem => Path.GetFileNameWithoutExtension(Name);

    /// <summary>The extension with its dot, lower case; empty when there is none.</summary>
    public string Extension => Path.GetExtension(Name).ToLowerInvariant();

    /// <summary>The folder that holds it; the root for a top-level name and for the root itself.</summary>
    public MemoryPath Parent => Value.LastIndexOf('/') is var i and > 0 ? new(Value[..i]) : default;

    /// <summary>The segments from the root down.</summary>
    public string[] Segments => IsRoot ? [] : Value.Split('/');

    /// <summary>Reads a path that somebody gave (an argument, a link, a request). A leading <c>./</c> and a trailing <c>/</c> are forgiven.</summary>
    /// <exception cref="MemUException">The path is not allowed; the message says why.</exception>
    public static MemoryPath Parse(string text) =>
        TryParse(text, out var path, out var why) ? path : throw new MemUException(MemUErrorKind.BadArgument, $"'{text.ReplaceLineEndings(" ")}' is not a path inside a memory: {why}.");

    /// <summary>Like <see cref="Parse"/>, without the exception.</summary>
    public static bool TryParse(string? text, out MemoryPath path, [NotNullWhen(false)] out string? why)
    {
        path = default;
        if (text is null) { why = "it is missing"; return false; }
        if (text.StartsWith("./", StringComparison.Ordinal)) text = text[2..];
        if (text.EndsWith('/') && text.Length > 1) text = text[..^1];
        if (text is "" or ".") { why = null; return true; }
        if (text.Length > 4000) { why = "it is longer than 4,000 bytes"; return false; }
        if (!SafeText.IsPlain(text)) { why = "it is not valid Unicode"; return false; }
        // the composed form is what is judged and kept: composing may lengthen a name, or make a device's name of it
        text = SafeText.Compose(text);
        if (text.StartsWith('/')) { why = "it is absolute; give it relative to the root of the memory"; return false; }
        if (text.AsSpan().IndexOfAny(Illegal) is var at and >= 0) { why = $"it contains {Describe(text[at])}"; return false; }
        if (Encoding.UTF8.GetByteCount(text) > 4000) { why = "it is longer than 4,000 bytes"; return false; }
        foreach (var segment in text.Split('/'))
            if (Reject(segment) is { } reason) { why = reason; return false; }
        path = new(text);
        why = null;
        return true;
    }

    /// <summary>Takes a relative path found by listing the tree itself; names that a person's editor made are kept as they are.</summary>
    public static MemoryPath FromListing(string relative) => new(relative);

    /// <summary>This folder's child of the given name.</summary>
    /// <exception cref="MemUException">The name is not allowed.</exception>
    public MemoryPath Combine(string relative) => Parse(IsRoot ? relative : $"{Value}/{relative}");

    /// <summary>True when this path is the folder or lies below it.</summary>
    public bool IsWithin(MemoryPath folder) =>
        folder.IsRoot || Value == folder.Value || (Value.Length > folder.Value.Length && Value[folder.Value.Length] == '/' && Value.StartsWith(folder.Value, StringComparison.Ordinal));

    private static string? Reject(string segment)
    {
        if (segment.Length == 0) return "it has an empty segment";
        if (segment is "." or "..") return $"'{segment}' is not allowed as a segment";
        if (segment.Contains('%', StringComparison.Ordinal) && LeadsOutDecoded(segment)) return $"'{segment}' leads elsewhere for whoever decodes it";
        if (Encoding.UTF8.GetByteCount(segment) > 255) return "a segment is longer than 255 bytes";
        if (segment[^1] is '.' or ' ') return $"'{segment}' ends with a dot or a space";
        return Device(segment);
    }

    /// <summary>A browser, a link or a mounted drive may decode a name, once or more often: it must not come out as a way up.</summary>
    private static bool LeadsOutDecoded(string segment)
    {
        for (var before = ""; before != segment;)
        {
            before = segment;
            segment = segment.Replace("%25", "%", StringComparison.Ordinal).Replace("%2e", ".", StringComparison.OrdinalIgnoreCase)
                .Replace("%2f", "/", StringComparison.OrdinalIgnoreCase).Replace("%5c", "/", StringComparison.OrdinalIgnoreCase);
        }
        return segment.Split('/').Any(part => part is "." or "..");
    }

    private static string? Device(string segment)
    {
        var dot = segment.IndexOf('.', StringComparison.Ordinal);
        var stem = (dot < 0 ? segment : segment[..dot]).TrimEnd();
        return Devices.Contains(stem) ? $"'{segment}' is the name of a device" : null;
    }

    private static string Describe(char c) => c < ' ' || c == '\u007f' ? $"the control character U+{(int)c:X4}" : $"'{c}'";

    /// <inheritdoc/>
    public bool Equals(MemoryPath other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MemoryPath other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <summary>Ordinal order of the text.</summary>
    public int CompareTo(MemoryPath other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The text of the path.</summary>
    public override string ToString() => Value;

    /// <summary>Equal text.</summary>
    public static bool operator ==(MemoryPath a, MemoryPath b) => a.Equals(b);

    /// <summary>Different text.</summary>
    public static bool operator !=(MemoryPath a, MemoryPath b) => !a.Equals(b);

    /// <summary>Ordinal order.</summary>
    public static bool operator <(MemoryPath a, MemoryPath b) => a.CompareTo(b) < 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >(MemoryPath a, MemoryPath b) => a.CompareTo(b) > 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator <=(MemoryPath a, MemoryPath b) => a.CompareTo(b) <= 0;

    /// <summary>Ordinal order.</summary>
    public static bool operator >=(MemoryPath a, MemoryPath b) => a.CompareTo(b) >= 0;
}
