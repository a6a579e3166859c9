using MemU.Fs.Files.Nodes;
using MemU.Fs.Tests.Trees;
using Xunit;

namespace MemU.Fs.Tests.Mount;

/// <summary>The same tree through the kernel: a real mount and plain file I/O.</summary>
[Collection(MountedProcess.Drives)]
public sealed class MountedTreeTests : FileTreeContract
{
    // the reader and the writer are one process here, and a process sees what it writes
    protected override bool HasDrafts => false;

    protected override bool FollowsLinks => true;

    protected override ITreeFiles Open(string root) => new Mounted(new MountedFolder(root));

    private sealed class Mounted(MountedFolder mount) : ITreeFiles
    {
        private readonly FolderFiles _files = new(mount.Path);

        public TreeError MakeFolder(string path) => _files.MakeFolder(path);

        public (TreeError Error, NodeKind Kind, long Size) Look(string path) => _files.Look(path);

        public (TreeError Error, string[] Names) List(string path) => _files.List(path);

        public TreeError Remove(string path) => _files.Remove(path);

        public TreeError RemoveFolder(string path) => _files.RemoveFolder(path);

        public TreeError Rename(string from, string to) => _files.Rename(from, to);

        public TreeError Resize(string path, long size) => _files.Resize(path, size);

        public (TreeError Error, ITreeFile? File) Open(string path, OpenMode mode, bool create = false) => _files.Open(path, mode, create);

        public void Dispose()
        {
            _files.Dispose();
            mount.Dispose();
        }
    }
}
