using System.IO.Compression;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>The files of a zip archive. Nothing is believed of what it says about sizes: what unpacks to more is refused where that shows.</summary>
internal sealed class ZipFiles : IDisposable
{
    /// <summary>The largest file that is unpacked.</summary>
    public const long MostBytes = 256L << 20;

    private const int MostEntries = 500_000, MostRatio = 500;
    private const long MostTotal = 8L << 30, FreeOfRatio = 16L << 20;

    private readonly ZipArchive _zip;
    private readonly string _name;

    public ZipFiles(string path)
    {
        _name = Path.GetFileName(path);
        try
        {
            _zip = ZipFile.OpenRead(path);
            if (_zip.Entries.Count > MostEntries) throw new MemUException(MemUErrorKind.BadArgument, $"{_name} holds {_zip.Entries.Count:N0} entries, more than the {MostEntries:N0} that are taken at once; split it.");
            if (_zip.Entries.Sum(e => (double)e.Length) is > MostTotal and var total) throw new MemUException(MemUErrorKind.BadArgument, $"{_name} unpacks to {total:N0} bytes, more than the {MostTotal:N0} that are taken at once; split it.");
        }
        catch (InvalidDataException e)
        {
            throw new MemoryFormatException(_name, 0, "it is no zip archive, or it is cut off; copy it again.", e);
        }
    }

    /// <summary>The bytes of the one entry of that name, wherever it lies; null when there is none.</summary>
    public byte[]? Find(string name) => _zip.Entries.Where(e => e.Name == name).OrderBy(e => e.FullName.Length).FirstOrDefault() is { } entry ? Read(entry) : null;

    /// <summary>True when it holds markdown.</summary>
    public bool HasMarkdown => _zip.Entries.Any(e => e.FullName.EndsWith(".md", StringComparison.OrdinalIgnoreCase));

    /// <summary>All files, in the order of their names.</summary>
    public IReadOnlyList<ImportFile> List()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. _zip.Entries.Where(e => !e.FullName.EndsWith('/') || e.Length > 0).OrderBy(e => e.FullName, StringComparer.Ordinal).Select(e => Refusal(e) is { } why
            ? new ImportFile(e.FullName, e.FullName, () => []) { Refused = why, IsBad = true }
            : new ImportFile(seen.Add(e.FullName) ? e.FullName : $"{e.FullName} (again)", e.FullName, () => Read(e)))];
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private static string? Refusal(ZipArchiveEntry entry) => ((uint)entry.ExternalAttributes >> 28) switch
    {
        0xa => "it is a symbolic link; links are not taken out of archives",
        not (0 or 8 or 4) => "it is no regular file",
        _ => entry.Length is < 0 or > MostBytes ? $"it unpacks to {entry.Length:N0} bytes, more than the {MostBytes:N0} that are taken"
            : entry.Length > FreeOfRatio && entry.Length / Math.Max(1, entry.CompressedLength) > MostRatio ? $"it unpacks to {entry.Length / Math.Max(1, entry.CompressedLength):N0} times its size, as a zip bomb does"
            : entry.IsEncrypted ? "it is encrypted; unpack it first"
            : null,
    };

    private byte[] Read(ZipArchiveEntry entry)
    {
        if (Refusal(entry) is { } why) throw new MemUException(MemUErrorKind.BadArgument, $"{entry.FullName}: {why}");
        try
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream((int)Math.Min(entry.Length, 1 << 20));
            var buffer = new byte[1 << 16];
            for (int n; (n = stream.Read(buffer)) > 0;)
            {
                bytes.Write(buffer.AsSpan(0, n));
                if (bytes.Length > entry.Length) throw new MemoryFormatException($"{_name}/{entry.FullName}", 0, "it unpacks to more than the archive says");
            }
            return bytes.ToArray();
        }
        catch (InvalidDataException e)
        {
            throw new MemoryFormatException($"{_name}/{entry.FullName}", 0, "it is damaged in the archive", e);
        }
    }
}
