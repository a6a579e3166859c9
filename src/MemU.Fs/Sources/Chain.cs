using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Sources;

/// <summary>Rolling hashes by which a source that begins with all messages of a known one is recognized.</summary>
public static class Chain
{
    /// <summary>
    /// For each n from 1 the SHA-256 (hex, lower case) of the first n messages: their role, name, time and masked text. The last one identifies the
    /// whole source; a longer source continues it when it has the same hash at that place.
    /// </summary>
    public static string[] Of(IReadOnlyList<SourceMessage> messages)
    {
        var hashes = new string[messages.Count];
        Span<byte> state = stackalloc byte[SHA256.HashSizeInBytes];
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = 0; i < hashes.Length; i++)
        {
            var message = messages[i];
            hash.AppendData(state);
            Append(hash, message.Role);
            Append(hash, message.Name);
            Append(hash, message.Time?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture));
            Append(hash, message.Text);
            hash.GetHashAndReset(state);
            hashes[i] = Convert.ToHexStringLower(state);
        }
        return hashes;
    }

    // each field goes with its length, so that no two different messages give the same bytes; -1 is none
    private static void Append(IncrementalHash hash, string? field)
    {
        var bytes = field is null ? [] : Encoding.UTF8.GetBytes(field);
        Span<byte> length = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, field is null ? -1 : bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
