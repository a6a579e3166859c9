namespace MemU.Fs.Care;

/// <summary>How many of git's objects are files of their own.</summary>
internal static class LooseObjects
{
    /// <summary>From so many on, packing them is worth it.</summary>
    public const int Many = 2_000;

    private const int Sampled = 16;

    /// <summary>Counts them.</summary>
    public static int Count(string objects) => Folders(objects).Sum(f => Directory.EnumerateFiles(f).Count());

    /// <summary>The files and their bytes.</summary>
    public static (int Files, long Bytes) Measure(string objects) =>
        Folders(objects).SelectMany(f => new DirectoryInfo(f).EnumerateFiles()).Aggregate((Files: 0, Bytes: 0L), (sum, file) => (sum.Files + 1, sum.Bytes + file.Length));

    /// <summary>Whether there are many, judged by 16 of the 256 folders: ids spread evenly, so that it errs by a tenth.</summary>
    public static bool AreMany(string objects) =>
        Enumerable.Range(0, Sampled).Select(i => Path.Combine(objects, $"{3 + 16 * i:x2}")).Where(Directory.Exists).Sum(f => Directory.EnumerateFiles(f).Count()) * 256 / Sampled >= Many;

    private static IEnumerable<string> Folders(string objects) => Directory.Exists(objects) ? Directory.EnumerateDirectories(objects).Where(d => Path.GetFileName(d).Length == 2) : [];
}
