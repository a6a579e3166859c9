using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Views;

/// <summary>A symbolic link.</summary>
/// <param name="text">Where it leads.</param>
/// <param name="time">When what it leads to was changed, where that is known.</param>
/// <param name="lifetime">For how long it holds.</param>
internal sealed class ViewLink(ReadOnlyMemory<byte> text, DateTimeOffset? time, Lifetime lifetime = default) : View
{
    /// <summary>A link to a path of the tree that is shown, from a folder so many levels below its top.</summary>
    public static ViewLink Up(int depth, string path, DateTimeOffset? time) => new(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("../", depth)) + path), time);

    /// <inheritdoc/>
    public override NodeKind Kind => NodeKind.Link;

    /// <inheritdoc/>
    public override DateTimeOffset? Time => time;

    /// <inheritdoc/>
    public override Lifetime Lifetime => lifetime;

    /// <summary>Where it leads.</summary>
    public ReadOnlyMemory<byte> Text => text;
}
