using System.Security.Cryptography;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// Identities as UUID version 7 (RFC 9562): the time is the source's, the random bits are a SHA-256 of what was learned,
/// so that two machines that learn the same thing make the same id.
/// </summary>
public static class MemoryId
{
    /// <summary>The id for a statement of a source.</summary>
    public static string Of(DateTimeOffset time, MemoryScope scope, string sourceSha256, string anchor, string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', scope.Key, sourceSha256, anchor, string.Join(' ', TextKey.Words(text)))));
        Span<byte> id = stackalloc byte[16];
        hash.AsSpan(0, 16).CopyTo(id);
        var milliseconds = Math.Max(0, time.ToUnixTimeMilliseconds());
        for (var i = 5; i >= 0; i--, milliseconds >>= 8) id[i] = (byte)milliseconds;
        id[6] = (byte)(id[6] & 0x0f | 0x70);
        id[8] = (byte)(id[8] & 0x3f | 0x80);
        return new Guid(id, bigEndian: true).ToString("D");
    }
}
