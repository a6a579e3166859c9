using MemU.Fs.Files.Linux;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Tests.Trees;

/// <summary>The tree by the system calls of Linux.</summary>
public sealed class LinuxTreeTests : NodeTreeContract
{
    protected override IFileTree Make(string root) => new LinuxTree(new() { Root = root });

    protected override bool GivesAway => Environment.IsPrivilegedProcess;

    protected override int KnownNodes(IFileTree tree) => ((LinuxTree)tree).KnownNodes - 1;
}
