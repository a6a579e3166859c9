namespace MemU.Fs.Sources.Media;

/// <summary>Recognizes MPEG audio without a tag: two frames of one kind, the second where the first says that it ends.</summary>
internal static class Mpeg
{
    private static readonly int[] Rates1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
    private static readonly int[] Rates2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
    private static readonly int[] Samples = [44_100, 48_000, 32_000];

    /// <summary>True for layer III, the only one that is still in use.</summary>
    public static bool IsAudio(ReadOnlySpan<byte> bytes)
    {
        var length = Frame(bytes);
        return length > 0 && (bytes.Length >= length + 4 ? Frame(bytes[length..]) > 0 && (bytes[1] & 0xfe) == (bytes[length + 1] & 0xfe) : bytes.Length > length);
    }

    private static int Frame(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes[0] != 0xff || (bytes[1] & 0xe6) != 0xe2) return 0;
        var version = (bytes[1] >> 3) & 3;
        var (rate, sample) = (bytes[2] >> 4, (bytes[2] >> 2) & 3);
        if (version == 1 || rate is 0 or 15 || sample == 3) return 0;
        var kilobits = version == 3 ? Rates1[rate] : Rates2[rate];
        var hertz = Samples[sample] >> (version switch { 3 => 0, 2 => 1, _ => 2 });
        return (version == 3 ? 144 : 72) * kilobits * 1000 / hertz + ((bytes[2] >> 1) & 1);
    }
}
