using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WebDav;

/// <summary>A tree's errors as statuses of HTTP; the one place where they meet.</summary>
internal static class DavStatus
{
    /// <summary>The status of an error.</summary>
    public static int Of(TreeError error) => error switch
    {
        TreeError.None => 200,
        TreeError.NotFound or TreeError.Stale => 404,
        TreeError.Exists or TreeError.NotFolder or TreeError.IsFolder or TreeError.NotEmpty => 409,
        TreeError.Access or TreeError.NotPermitted or TreeError.ReadOnly or TreeError.TooManyNames => 403,
        TreeError.Invalid or TreeError.BadName => 400,
        TreeError.NameTooLong => 414,
        TreeError.NoSpace or TreeError.OverQuota => 507,
        TreeError.TooBig or TreeError.Overflow => 413,
        TreeError.Busy or TreeError.Running => 423,
        TreeError.NotSupported => 501,
        TreeError.Interrupted or TreeError.TooManyOpen => 503,
        TreeError.OtherTree => 502,
        TreeError.Loop => 508,
        TreeError.NothingThere => 416,
        TreeError.BadHandle or TreeError.Io => 500,
        _ => 500,
    };
}
