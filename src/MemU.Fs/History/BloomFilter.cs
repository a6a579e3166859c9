using System.Buffers.Binary;
using System.Numerics;

namespace MemU.Fs.History;

/// <summary>
/// The filter of a commit's changed paths: <c>k</c> bits for each path and each folder above it, by double hashing with two seeds of 32-bit
/// MurmurHash3. Source: git's `technical/bloom-filter` section of `gitformat-commit-graph`, and A. Appleby's MurmurHash3.
/// </summary>
internal static class BloomFilter
{
    private const uint FirstSeed = 0x293ae76f, SecondSeed = 0x7e646e2c;

    /// <summary>Whether a path may be in a filter; false is certain.</summary>
    /// <param name="filter">The filter's bytes.</param>
    /// <param name="path">The path, as git has it, without a slash at its end.</param>
    /// <param name="hashes">How many bits a path has.</param>
    /// <param name="version">1 or 2. In version 1 bytes above 127 were signed on some processors and not on others, so both are asked for.</param>
    public static bool MayHave(ReadOnlySpan<byte> filter, ReadOnlySpan<byte> path, int hashes, int version) =>
        MayHave(filter, path, hashes, signed: false) || (version == 1 && !System.Text.Ascii.IsValid(path) && MayHave(filter, path, hashes, signed: true));

    /// <summary>MurmurHash3 of 32 bits.</summary>
    /// <param name="data">What is hashed.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="signed">Whether bytes are signed, which differs from the published function above 127.</param>
    public static uint Murmur3(ReadOnlySpan<byte> data, uint seed, bool signed = false)
    {
        var (hash, whole) = (seed, data.Length & ~3);
        for (var i = 0; i < whole; i += 4)
        {
            var block = signed ? Byte(data[i], true) | Byte(data[i + 1], true) << 8 | Byte(data[i + 2], true) << 16 | Byte(data[i + 3], true) << 24 : BinaryPrimitives.ReadUInt32LittleEndian(data[i..]);
            hash = BitOperations.RotateLeft(hash ^ Mix(block), 13) * 5 + 0xe6546b64;
        }
        var rest = 0u;
        for (var i = data.Length - 1; i >= whole; i--) rest ^= Byte(data[i], signed) << ((i - whole) * 8);
        if (whole < data.Length) hash ^= Mix(rest);
        hash ^= (uint)data.Length;
        hash = (hash ^ (hash >> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >> 13)) * 0xc2b2ae35;
        return hash ^ (hash >> 16);
    }

    private static bool MayHave(ReadOnlySpan<byte> filter, ReadOnlySpan<byte> path, int hashes, bool signed)
    {
        var (first, second, bits) = (Murmur3(path, FirstSeed, signed), Murmur3(path, SecondSeed, signed), (ulong)filter.Length * 8);
        for (var i = 0u; i < hashes; i++)
        {
            var bit = (first + i * second) % bits;
            if ((filter[(int)(bit / 8)] & (1 << (int)(bit % 8))) == 0) return false;
        }
        return true;
    }

    private static uint Mix(uint block) => BitOperations.RotateLeft(block * 0xcc9e2d51, 15) * 0x1b873593;

    private static uint Byte(byte value, bool signed) => signed ? (uint)(sbyte)value : value;
}
