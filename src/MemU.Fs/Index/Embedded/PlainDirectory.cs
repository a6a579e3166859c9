using Lucene.Net.Store;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// Lucene's files without its fsync of each closed file: the index is a cache that is rebuilt after a power cut.
/// Never memory-mapped, because a view that is closed under a search ends the process (lucenenet#1013).
/// </summary>
internal sealed class PlainDirectory(string folder) : NIOFSDirectory(new DirectoryInfo(folder), NoLockFactory.GetNoLockFactory())
{
    /// <inheritdoc/>
    public override IndexOutput CreateOutput(string name, IOContext context)
    {
        EnsureOpen();
        EnsureCanWrite(name);
        return new Output(Path.Combine(Directory.FullName, name));
    }

    /// <inheritdoc/>
    public override void Sync(ICollection<string> names)
    {
        // nothing: see the summary
    }

    private sealed class Output(string path) : BufferedIndexOutput(16384)
    {
        private readonly FileStream _file = new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

        public override long Length => _file.Length;

        protected override void FlushBuffer(byte[] b, int offset, int len) => _file.Write(b, offset, len);

        protected override void Dispose(bool disposing)
        {
            if (!disposing) return;
            try
            {
                base.Dispose(disposing);
            }
            finally
            {
                _file.Dispose();
            }
        }
    }
}
