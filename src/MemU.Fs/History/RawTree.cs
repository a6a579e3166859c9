using LibGit2Sharp;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>Reads the bytes of git's tree objects.</summary>
internal static class RawTree
{
    public const int Folder = 0x4000, Submodule = 0xe000;

    /// <summary>The lines of a tree: mode, raw name and id.</summary>
    public static IEnumerable<(int Mode, byte[] Name, ObjectId Id)> Lines(byte[] tree)
    {
        for (var at = 0; at < tree.Length;)
        {
            var space = Array.IndexOf(tree, (byte)' ', at);
            var end = space < 0 ? -1 : Array.IndexOf(tree, (byte)0, space);
            if (end < 0 || end + 21 > tree.Length) throw new MemUException(MemUErrorKind.System, "a tree object of git is cut off; `git fsck` tells more.");
            var mode = 0;
            for (var i = at; i < space; i++) mode = mode << 3 | tree[i] - '0' & 7;
            yield return (mode, tree[(space + 1)..end], new(tree[(end + 1)..(end + 21)]));
            at = end + 21;
        }
    }
}
