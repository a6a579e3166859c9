using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Files.Linux;

/// <summary>Linux's numbers of errors and what they mean to a tree; the one table for both ways.</summary>
public static class Errno
{
    private static readonly (TreeError Error, int Number)[] Table =
    [
        (TreeError.None, 0), (TreeError.NotFound, 2), (TreeError.Exists, 17), (TreeError.NotFolder, 20), (TreeError.IsFolder, 21), (TreeError.NotEmpty, 39),
        (TreeError.Access, 13), (TreeError.NotPermitted, 1), (TreeError.ReadOnly, 30), (TreeError.Invalid, 22), (TreeError.BadName, 84), (TreeError.NameTooLong, 36),
        (TreeError.NoSpace, 28), (TreeError.OverQuota, 122), (TreeError.TooBig, 27), (TreeError.Busy, 16), (TreeError.Running, 26), (TreeError.Stale, 116),
        (TreeError.NotSupported, 95), (TreeError.Interrupted, 4), (TreeError.OtherTree, 18), (TreeError.TooManyNames, 31), (TreeError.TooManyOpen, 24),
        (TreeError.Loop, 40), (TreeError.BadHandle, 9), (TreeError.NothingThere, 6), (TreeError.Overflow, 75), (TreeError.Io, 5),
    ];

    private static readonly int[] Numbers = [.. Enum.GetValues<TreeError>().Select(e => Array.Find(Table, t => t.Error == e).Number)];

    private static readonly TreeError[] Errors = [.. Enumerable.Range(0, 134).Select(n => n switch
    {
        0 => TreeError.None,
        11 => TreeError.Busy, // EAGAIN: somebody holds a lease
        12 or 23 => TreeError.TooManyOpen, // ENOMEM, ENFILE
        38 => TreeError.NotSupported, // ENOSYS
        _ => Array.FindIndex(Table, t => t.Number == n) is >= 0 and var at ? Table[at].Error : TreeError.Io,
    })];

    /// <summary>The number of an error; 0 for none.</summary>
    public static int Of(TreeError error) => Numbers[(int)error];

    /// <summary>What a number means; whatever has no meaning of its own is a failure of input or output.</summary>
    public static TreeError ToError(int number) => (uint)number < (uint)Errors.Length ? Errors[number] : TreeError.Io;
}
