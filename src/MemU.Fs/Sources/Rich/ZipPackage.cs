using System.IO.Compression;
using System.Runtime.InteropServices;
using MemU.Fs.Model;

namespace MemU.Fs.Sources.Rich;

/// <summary>The files of a zip container (office documents, EPUB), unpacked only as far as they are asked for, and never beyond the limits.</summary>
internal sealed class ZipPackage : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _name;
    private readonly CancellationToken _cancellation;
    private long _left = Limits.UnpackedBytes;

    /// <summary>Opens a container.</summary>
    /// <exception cref="InvalidDataException">It is no zip file, or a damaged one.</exception>
    /// <exception cref="MemoryFormatException">It holds too many files.</exception>
    public ZipPackage(string name, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        (_name, _cancellation) = (name, cancellation);
        var stream = MemoryMarshal.TryGetArray(bytes, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(bytes.ToArray(), writable: false);
        _zip = new(stream, ZipArchiveMode.Read);
        var count = 0;
        foreach (var entry in _zip.Entries)
        {
            if (++count > Limits.Entries) throw new MemoryFormatException(name, 0, $"it holds more than {Limits.Entries:N0} files; that is no document.");
            // of two files of one name the first counts, as most readers have it
            _entries.TryAdd(Normal(entry.FullName), entry);
        }
    }

    /// <summary>The names of the files, with <c>/</c>.</summary>
    public IEnumerable<string> Names => _entries.Keys;

    /// <summary>True when there is such a file.</summary>
    public bool Has(string entry) => _entries.ContainsKey(Normal(entry));

    /// <summary>The unpacked bytes of a file; null when there is none.</summary>
    /// <exception cref="MemoryFormatException">It unpacks to too much, or is encrypted.</exception>
    public Stream? Open(string entry)
    {
        if (!_entries.TryGetValue(Normal(entry), out var found)) return null;
        if (found.IsEncrypted) throw new MemoryFormatException(_name, 0, "a file in it is encrypted with a password; save it without one. Only documents without a password are supported.");
        return new Metered(this, found.Open(), Math.Max(1, found.CompressedLength));
    }

    /// <summary>A whole file as bytes; null when there is none.</summary>
    public byte[]? ReadAll(string entry)
    {
        using var stream = Open(entry);
        if (stream is null) return null;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>A path that a file of the container names, from its own folder; <c>/</c> begins at the top.</summary>
    public static string Resolve(string from, string target)
    {
        var end = target.AsSpan().IndexOfAny('#', '?');
        if (end >= 0) target = target[..end];
        target = Uri.UnescapeDataString(target).Replace('\\', '/');
        List<string> parts = target.StartsWith('/') || !from.Contains('/', StringComparison.Ordinal) ? [] : [.. from[..from.LastIndexOf('/')].Split('/')];
        foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..") parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
            else if (part != ".") parts.Add(part);
        }
        return string.Join('/', parts);
    }

    public void Dispose() => _zip.Dispose();

    private static string Normal(string entry) => entry.Replace('\\', '/').TrimStart('/');

    /// <summary>Counts what is unpacked, whatever the container claims about itself.</summary>
    private sealed class Metered(ZipPackage package, Stream inner, long packed) : Stream
    {
        private long _read;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            package._cancellation.ThrowIfCancellationRequested();
            var read = inner.Read(buffer);
            _read += read;
            package._left -= read;
            if (_read > Limits.EntryBytes || package._left < 0) throw new MemoryFormatException(package._name, 0, $"it unpacks to more than {Limits.EntryBytes >> 20} MiB for one file or {Limits.UnpackedBytes >> 20} MiB in all; split it.");
            if (_read > Limits.Suspicious && _read / packed > Limits.Ratio) throw new MemoryFormatException(package._name, 0, $"a file in it unpacks to more than {Limits.Ratio} times its size, as zip bombs do; it was not read.");
            return read;
        }

        public override void Flush() => inner.Flush();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
