using MemU.Fs.Files.Nodes;
using MemU.Fs.Files.Plain;

namespace MemU.Fs.Tests.Trees;

/// <summary>The tree by the base class library alone.</summary>
public sealed class PlainTreeTests : NodeTreeContract
{
    protected override IFileTree Make(string root) => new PlainTree(root);

    protected override int KnownNodes(IFileTree tree) => ((PlainTree)tree).KnownNodes;
}
