using MemU.Fs.Files.Nodes;
using MemU.Fs.Mount.WebDav;
using Xunit;

namespace MemU.Fs.Tests.Mount;

/// <summary>The table from a tree's errors to statuses of HTTP, cell by cell.</summary>
public sealed class WebDavStatusTests
{
    public static TheoryData<TreeError, int> Cells => new()
    {
        { TreeError.None, 200 }, { TreeError.NotFound, 404 }, { TreeError.Exists, 409 }, { TreeError.NotFolder, 409 }, { TreeError.IsFolder, 409 }, { TreeError.NotEmpty, 409 },
        { TreeError.Access, 403 }, { TreeError.NotPermitted, 403 }, { TreeError.ReadOnly, 403 }, { TreeError.Invalid, 400 }, { TreeError.BadName, 400 }, { TreeError.NameTooLong, 414 },
        { TreeError.NoSpace, 507 }, { TreeError.OverQuota, 507 }, { TreeError.TooBig, 413 }, { TreeError.Busy, 423 }, { TreeError.Running, 423 }, { TreeError.Stale, 404 },
        { TreeError.NotSupported, 501 }, { TreeError.Interrupted, 503 }, { TreeError.OtherTree, 502 }, { TreeError.TooManyNames, 403 }, { TreeError.TooManyOpen, 503 }, { TreeError.Loop, 508 },
        { TreeError.BadHandle, 500 }, { TreeError.NothingThere, 416 }, { TreeError.Overflow, 413 }, { TreeError.Io, 500 },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void An_error_has_its_status(TreeError error, int status) => Assert.Equal(status, DavStatus.Of(error));

    [Fact]
    public void No_error_is_without_one() => Assert.Equal(Enum.GetValues<TreeError>().Order(), Cells.Select(c => c.Data.Item1).Order());
}
