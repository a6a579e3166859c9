using System.Text;
using System.Text.Unicode;
using MemU.Fs.Model;

namespace MemU.Fs.Files.Nodes;

/// <summary>
/// Which names a tree on disk takes. Memories and their folders must have names that every system can have, so that a clone opens everywhere; other files
/// (a program's temporary ones, git's) may be called whatever the disk takes. One place, so that all trees refuse the same names with the same error.
/// </summary>
public static class NameRules
{
    /// <summary>Bytes of UTF-8 that a name may have.</summary>
    public const int MaxBytes = 255;

    /// <summary>Reads a name as a driver hands it over. The text is the composed form (NFC), in which names are kept and by which they are found.</summary>
    /// <returns>NameTooLong, BadName when it is no UTF-8, Invalid for what is no name (empty, <c>.</c>, <c>..</c>, a slash or NUL within), else None.</returns>
    public static TreeError Read(ReadOnlySpan<byte> name, out string text)
    {
        text = "";
        if (name.Length > MaxBytes) return TreeError.NameTooLong;
        if (!Utf8.IsValid(name)) return TreeError.BadName;
        if (name.IsEmpty || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8) || name.IndexOfAny((byte)'/', (byte)0) >= 0) return TreeError.Invalid;
        text = Encoding.UTF8.GetString(name);
        if (Ascii.IsValid(name)) return TreeError.None;
        if (SafeText.IsPlain(text)) text = SafeText.Compose(text); // what has no composed form keeps its bytes; as a memory it is refused below
        return Encoding.UTF8.GetByteCount(text) > MaxBytes ? TreeError.NameTooLong : TreeError.None; // composing can lengthen it
    }

    /// <summary>Whether a new name is allowed, as far as the name itself goes.</summary>
    /// <param name="name">The name as <see cref="Read"/> gave it.</param>
    /// <param name="isMemoryName">It is to be a memory's or a folder's (<see cref="IsMemoryName"/>), and not within a nested git repository.</param>
    /// <returns>None, or Invalid for a memory's name that not every system can have.</returns>
    public static TreeError Check(string name, bool isMemoryName) =>
        !isMemoryName || MemoryPath.TryParse(name, out var path, out _) && path.Value == name ? TreeError.None : TreeError.Invalid;

    /// <summary>True for the names to which the rules of memories apply: folders and <c>.md</c> files.</summary>
    public static bool IsMemoryName(string name, bool isFolder) => isFolder || name.EndsWith(".md", StringComparison.OrdinalIgnoreCase);

    /// <summary>True when a memory's name differs from a neighbor's in nothing but case, so that only one of them could be there on other systems (Exists).</summary>
    /// <param name="name">The name as <see cref="Read"/> gave it.</param>
    /// <param name="neighbor">What is in the same folder, as the disk has it.</param>
    public static bool IsTwin(string name, string neighbor) =>
        (string.Equals(name, neighbor, StringComparison.OrdinalIgnoreCase) || !Ascii.IsValid(neighbor))
        && SafeText.Compose(neighbor) is var composed && composed != name && string.Equals(name, composed, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for the program's own state and cache, which no tree shows and nobody can make.</summary>
    /// <param name="folder">Path of the folder below the root, with <c>/</c>; empty for the root.</param>
    /// <param name="name">The name in it, in any case: other systems don't tell them apart.</param>
    public static bool IsHidden(string folder, string name) =>
        folder.Equals(".memu", StringComparison.OrdinalIgnoreCase)
        && (name.Equals("state", StringComparison.OrdinalIgnoreCase) || name.Equals("cache", StringComparison.OrdinalIgnoreCase));
}
