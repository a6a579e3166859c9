using System.Net;
using System.Net.Sockets;

namespace MemU.Fs.Sources.Web;

/// <summary>Tells addresses of the open Internet from all others: this machine, private networks, links, carriers' networks, groups, services that tell a cloud machine its keys.</summary>
internal static class AddressRules
{
    // network, bits
    private static readonly (uint Network, int Bits)[] Closed =
    [
        (Four(0, 0), 8), (Four(10, 0), 8), (Four(100, 64), 10), (Four(127, 0), 8), (Four(169, 254), 16), (Four(172, 16), 12), (Four(192, 0), 24), (Four(192, 0, 2), 24), (Four(192, 88, 99), 24), (Four(192, 168), 16), (Four(198, 18), 15),
        (Four(198, 51, 100), 24), (Four(203, 0, 113), 24), (Four(224, 0), 4), (Four(240, 0), 4),
        (Four(168, 63, 129, 16), 32), // a cloud's own service for its machines, at an address that looks like any other
    ];

    /// <summary>True when everybody may be at the address.</summary>
    public static bool IsPublic(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!address.TryWriteBytes(bytes, out var length)) return false;
        if (address.AddressFamily == AddressFamily.InterNetwork) return IsPublic(bytes[..4]);
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || length != 16) return false;
        // addresses of the old kind within the new: mapped, NAT64, 6to4
        if (address.IsIPv4MappedToIPv6) return IsPublic(bytes[12..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0])) return IsPublic(bytes[12..]);
        if (bytes is [0x20, 0x02, ..]) return IsPublic(bytes[2..6]);
        // only 2000::/3 is given out; of it Teredo, benchmarks, documentation and the like are not
        if ((bytes[0] & 0xe0) != 0x20) return false;
        if (bytes is [0x20, 0x01, < 2, ..] or [0x20, 0x01, 0x0d, 0xb8, ..] or [0x3f, 0xff, < 0x10, ..]) return false;
        // ISATAP: an old address behind a marked end
        return bytes[8..12] is not ([0, 0, 0x5e, 0xfe] or [2, 0, 0x5e, 0xfe]) || IsPublic(bytes[12..]);
    }

    private static bool IsPublic(ReadOnlySpan<byte> four)
    {
        var address = Four(four[0], four[1], four[2], four[3]);
        foreach (var (network, bits) in Closed)
            if ((address ^ network) >> (32 - bits) == 0) return false;
        return true;
    }

    private static uint Four(byte a, byte b, byte c = 0, byte d = 0) => (uint)(a << 24 | b << 16 | c << 8 | d);
}
