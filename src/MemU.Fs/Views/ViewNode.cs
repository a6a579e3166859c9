using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Views;

/// <summary>A file, folder or link of the views while somebody knows it. Its counts and children belong to the <see cref="NodeTable"/>.</summary>
internal sealed class ViewNode(IFileTree tree, ViewNode? parent, byte[] name, View view) : FileNode(tree)
{
    private volatile View _view = view;

    /// <summary>The folder that it is in; null for the top.</summary>
    public ViewNode? Parent => parent;

    /// <summary>Its name there, in UTF-8.</summary>
    public byte[] Name => name;

    /// <summary>What stands behind it now.</summary>
    public View View
    {
        get => _view;
        set => _view = value;
    }

    /// <summary>Its number, the same whenever this path is shown.</summary>
    public ulong Inode { get; } = InodeOf(parent?.Inode ?? 0, name);

    /// <summary>How often it is known.</summary>
    public ulong Known { get; set; }

    /// <summary>The known nodes in it; null where there never were any.</summary>
    public Dictionary<byte[], ViewNode>? Children { get; set; }

    /// <summary>The number of an entry of a folder: a hash of its path, with the highest bit set so that no file of a disk has the same.</summary>
    public static ulong InodeOf(ulong folder, ReadOnlySpan<byte> name)
    {
        Span<byte> text = stackalloc byte[8 + 255], hash = stackalloc byte[32];
        BitConverter.TryWriteBytes(text, folder);
        var length = Math.Min(name.Length, 255);
        name[..length].CopyTo(text[8..]);
        SHA256.HashData(text[..(8 + length)], hash);
        return BitConverter.ToUInt64(hash) | 1UL << 63;
    }

    /// <summary>Its path below the top, for people.</summary>
    public string Path => parent is null ? "@" : $"{parent.Path}/{System.Text.Encoding.UTF8.GetString(name)}";
}

/// <summary>A file of the views that is open: what it held then.</summary>
internal sealed class ViewHandle(ViewNode node, FileContent content) : FileHandle(node)
{
    /// <summary>What it holds.</summary>
    public FileContent Content => content;
}

/// <summary>A folder of the views that is being listed: what was in it then.</summary>
internal sealed class ListedFolder(ViewNode node, IReadOnlyList<NamedView> entries) : FolderHandle(node)
{
    /// <summary>What is in it.</summary>
    public IReadOnlyList<NamedView> Entries => entries;
}

/// <summary>Compares names byte by byte, so that a name of a request is looked up without a copy.</summary>
internal sealed class NameComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly NameComparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = default(HashCode);
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
