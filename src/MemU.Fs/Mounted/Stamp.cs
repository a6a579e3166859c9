using System.Security.Cryptography;
using System.Text;

namespace MemU.Fs.Mounted;

/// <summary>Short names for texts that only have to be compared.</summary>
internal static class Stamp
{
    /// <summary>Sixteen hex digits that differ where the texts do.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
