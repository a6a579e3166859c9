using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WinFsp;

/// <summary>A tree's errors as statuses of Windows; the one place where they meet.</summary>
internal static class NtStatus
{
    public const int Success = 0;
    public const int EndOfFile = unchecked((int)0xC0000011);
    public const int AccessDenied = unchecked((int)0xC0000022);
    public const int PathNotFound = unchecked((int)0xC000003A);
    public const int DirectoryNotEmpty = unchecked((int)0xC0000101);
    public const int IoError = unchecked((int)0xC0000185);

    /// <summary>The status of an error.</summary>
    public static int Of(TreeError error) => unchecked((int)(error switch
    {
        TreeError.None => 0u,
        TreeError.NotFound => 0xC0000034, // STATUS_OBJECT_NAME_NOT_FOUND
        TreeError.Exists => 0xC0000035, // STATUS_OBJECT_NAME_COLLISION
        TreeError.NotFolder => 0xC0000103, // STATUS_NOT_A_DIRECTORY
        TreeError.IsFolder => 0xC00000BA, // STATUS_FILE_IS_A_DIRECTORY
        TreeError.NotEmpty => 0xC0000101, // STATUS_DIRECTORY_NOT_EMPTY
        TreeError.Access or TreeError.NotPermitted => 0xC0000022, // STATUS_ACCESS_DENIED
        TreeError.ReadOnly => 0xC00000A2, // STATUS_MEDIA_WRITE_PROTECTED
        TreeError.Invalid or TreeError.BadName => 0xC0000033, // STATUS_OBJECT_NAME_INVALID
        TreeError.NameTooLong => 0xC0000106, // STATUS_NAME_TOO_LONG
        TreeError.NoSpace => 0xC000007F, // STATUS_DISK_FULL
        TreeError.OverQuota => 0xC0000044, // STATUS_QUOTA_EXCEEDED
        TreeError.TooBig => 0xC0000904, // STATUS_FILE_TOO_LARGE
        TreeError.Busy or TreeError.Running => 0xC0000043, // STATUS_SHARING_VIOLATION
        TreeError.Stale => 0xC0000123, // STATUS_FILE_DELETED
        TreeError.NotSupported => 0xC00000BB, // STATUS_NOT_SUPPORTED
        TreeError.Interrupted => 0xC0000120, // STATUS_CANCELLED
        TreeError.OtherTree => 0xC00000D4, // STATUS_NOT_SAME_DEVICE
        TreeError.TooManyNames => 0xC0000265, // STATUS_TOO_MANY_LINKS
        TreeError.TooManyOpen => 0xC000011F, // STATUS_TOO_MANY_OPENED_FILES
        TreeError.Loop => 0xC0000280, // STATUS_REPARSE_POINT_NOT_RESOLVED
        TreeError.BadHandle => 0xC0000008, // STATUS_INVALID_HANDLE
        TreeError.NothingThere => 0xC0000011, // STATUS_END_OF_FILE
        TreeError.Overflow => 0xC0000095, // STATUS_INTEGER_OVERFLOW
        _ => 0xC0000185, // STATUS_IO_DEVICE_ERROR
    }));
}
