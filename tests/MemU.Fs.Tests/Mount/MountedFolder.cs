using MemU.Fs.Files.Linux;
using MemU.Fs.Mount.Fuse;
using Xunit;

namespace MemU.Fs.Tests.Mount;

/// <summary>A folder behind a real mount of this process, without a memory around it.</summary>
public sealed class MountedFolder : IDisposable
{
    private readonly TemporaryFolder _place = new();
    private readonly LinuxTree _tree;

    public MountedFolder(string root, bool isReadOnly = false)
    {
        Assert.SkipUnless(Mounts.AreAvailable, Mounts.WhyNot);
        _tree = new(new() { Root = root, IsReadOnly = isReadOnly });
        Drive = FuseDrive.Mount(_place.Path, root, _tree, allowOther: false, line => Log.Add(line));
    }

    public string Path => _place.Path;

    public FuseDrive Drive { get; }

    public List<string> Log { get; } = [];

    public void Dispose()
    {
        Assert.Null(Drive.Unmount());
        Assert.True(Drive.Over.Wait(TimeSpan.FromSeconds(20)), "the drive still answers after it was unmounted");
        Drive.DisposeAsync().AsTask().Wait();
        _tree.Dispose();
        _place.Dispose();
        Assert.Empty(Log);
    }
}

/// <summary>Whether this machine can mount.</summary>
internal static class Mounts
{
    public static bool AreAvailable => OperatingSystem.IsLinux() && File.Exists("/dev/fuse") && (Environment.IsPrivilegedProcess || File.Exists("/usr/bin/fusermount3"));

    public const string WhyNot = "there is no /dev/fuse here, or nobody who may mount";
}
