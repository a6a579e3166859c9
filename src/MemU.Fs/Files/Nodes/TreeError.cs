namespace MemU.Fs.Files.Nodes;

/// <summary>Why a tree did not do what it was asked; each driver has one table from these to the numbers of its system. No tree throws for any of them.</summary>
public enum TreeError
{
    /// <summary>It was done.</summary>
    None,
    /// <summary>No such file or folder (ENOENT).</summary>
    NotFound,
    /// <summary>The name is taken (EEXIST).</summary>
    Exists,
    /// <summary>Not a folder (ENOTDIR).</summary>
    NotFolder,
    /// <summary>A folder, where none may be (EISDIR).</summary>
    IsFolder,
    /// <summary>The folder is not empty (ENOTEMPTY).</summary>
    NotEmpty,
    /// <summary>The caller's rights don't suffice (EACCES).</summary>
    Access,
    /// <summary>Nobody may do that here (EPERM).</summary>
    NotPermitted,
    /// <summary>What is shown here can't be changed (EROFS).</summary>
    ReadOnly,
    /// <summary>An argument that makes no sense, or a name that not every system can have (EINVAL).</summary>
    Invalid,
    /// <summary>A name that is no UTF-8 (EILSEQ).</summary>
    BadName,
    /// <summary>A name of more than 255 bytes (ENAMETOOLONG).</summary>
    NameTooLong,
    /// <summary>The disk is full (ENOSPC).</summary>
    NoSpace,
    /// <summary>The owner's share of the disk is used up (EDQUOT).</summary>
    OverQuota,
    /// <summary>Larger than a file may be (EFBIG).</summary>
    TooBig,
    /// <summary>In use, or changed meanwhile (EBUSY).</summary>
    Busy,
    /// <summary>A program that is running (ETXTBSY).</summary>
    Running,
    /// <summary>The node's file has been replaced or removed behind its name: look it up again (ESTALE).</summary>
    Stale,
    /// <summary>This tree has no such thing (EOPNOTSUPP).</summary>
    NotSupported,
    /// <summary>The caller gave up waiting (EINTR).</summary>
    Interrupted,
    /// <summary>From one tree into another (EXDEV).</summary>
    OtherTree,
    /// <summary>Too many names of one file (EMLINK).</summary>
    TooManyNames,
    /// <summary>Too many open files (EMFILE).</summary>
    TooManyOpen,
    /// <summary>A link where a file was expected, or links in a circle (ELOOP).</summary>
    Loop,
    /// <summary>The handle was not opened for that (EBADF).</summary>
    BadHandle,
    /// <summary>Nobody is at the other end, or past the end of the data (ENXIO).</summary>
    NothingThere,
    /// <summary>A value is out of range (EOVERFLOW).</summary>
    Overflow,
    /// <summary>Anything else (EIO).</summary>
    Io,
}
