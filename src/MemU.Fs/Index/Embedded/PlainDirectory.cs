using Lucene.Net.Store;
using Microsoft.Win32.SafeHandles;

namespace MemU.Fs.Index.Embedded;

/// <summary>
/// Lucene's files without its fsync of each closed file: the index is a cache that is rebuilt after a power cut.
/// Never memory-mapped, because a view that is closed under a search ends the process (lucenenet#1013).
/// </summary>
internal sealed class PlainDirectory(string folder) : NIOFSDirectory(new DirectoryInfo(folder), NoLockFactory.GetNoLockFactory())
{
    /// <summary>True when nothing is to be deleted any more.</summary>
    public bool KeepsAll { get; set; }

    /// <inheritdoc/>
    /// <remarks>What is not there is deleted already: Lucene's own throws, which its callers ignore, and does so for every file that it makes in memory.</remarks>
    public override void DeleteFile(string name)
    {
        EnsureOpen();
        if (!KeepsAll) File.Delete(Path.Combine(Directory.FullName, name));
        m_staleFiles.Remove(name);
    }

    /// <inheritdoc/>
    public override IndexOutput CreateOutput(string name, IOContext context)
    {
        EnsureOpen();
        EnsureCanWrite(name);
        return new Output(Path.Combine(Directory.FullName, name));
    }

    /// <inheritdoc/>
    public override IndexInput OpenInput(string name, IOContext context)
    {
        EnsureOpen();
        return new Input(Path.Combine(Directory.FullName, name));
    }

    /// <inheritdoc/>
    public override void Sync(ICollection<string> names)
    {
        // nothing: see the summary
    }

    // Lucene's own reads a kilobyte at a time, and asks for the file's length before each
    private sealed class Input : BufferedIndexInput
    {
        private readonly SafeFileHandle _file;
        private readonly long _length;
        private bool _isClone;

        public Input(string path) : base(path, 4096)
        {
            _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _length = RandomAccess.GetLength(_file);
        }

        public override long Length => _length;

        public override object Clone()
        {
            var clone = (Input)base.Clone();
            clone._isClone = true;
            return clone;
        }

        protected override void ReadInternal(byte[] b, int offset, int length)
        {
            var at = Position;
            while (length > 0)
            {
                var read = RandomAccess.Read(_file, b.AsSpan(offset, length), at);
                if (read == 0) throw new EndOfStreamException($"read past the end of {this}");
                (offset, length, at) = (offset + read, length - read, at + read);
            }
        }

        protected override void SeekInternal(long pos)
        {
            // each read says where
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_isClone) _file.Dispose();
        }
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
