using System.Globalization;
using System.Text;
using MemU.Fs.Benchmarks.Peers;

namespace MemU.Fs.Benchmarks.Drive;

/// <summary>A memory with so many files of 1 KiB in folders of a hundred, and a large file.</summary>
internal sealed class DriveTree(string folder, int files)
{
    private const int FilesPerFolder = 100, Bytes = 1024, MegabytesOfLarge = 256;

    public string Root => Path.Combine(folder, "memory");

    /// <summary>Where the files lie, below the root.</summary>
    public static string Notes => "notes";

    /// <summary>The large file, below the root; a kind that a memory passes over.</summary>
    public static string Large => "large.sqlite";

    /// <summary>Where a file lies, below the folder of the notes.</summary>
    public static string PlaceOf(int n) => string.Create(CultureInfo.InvariantCulture, $"{n / FilesPerFolder:000}/note-{n:00000}.md");

    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        using (var memory = MemoryService.Open(new() { Root = Root })) await memory.InitAsync(new(), cancellationToken);
        for (var n = 0; n < files; n++)
        {
            var at = Path.Combine(Root, Notes, PlaceOf(n));
            if (n % FilesPerFolder == 0) Directory.CreateDirectory(Path.GetDirectoryName(at)!);
            await File.WriteAllBytesAsync(at, Note(n), cancellationToken);
        }
        var block = new byte[1 << 20];
        new Random(7).NextBytes(block);
        await using (var large = File.Create(Path.Combine(Root, Large)))
            for (var n = 0; n < MegabytesOfLarge; n++) await large.WriteAsync(block, cancellationToken);
        Git.Run(Root, "add", "-A");
        Git.Run(Root, "commit", "-q", "-m", "a tree");
        using (var memory = MemoryService.Open(new() { Root = Root })) await memory.StatusAsync(cancellationToken);
    }

    private static byte[] Note(int n)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"---\ntype: knowledge\n---\n# Note {n}\n\n"));
        while (text.Length < Bytes) text.Append(CultureInfo.InvariantCulture, $"The lamp of shelf {n + text.Length} is kept dry. ");
        text.Length = Bytes - 1;
        return Encoding.ASCII.GetBytes(text.Append('\n').ToString());
    }
}
