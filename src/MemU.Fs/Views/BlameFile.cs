using System.Globalization;
using System.Text;
using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary><c>@/blame/&lt;path&gt;</c>: each line of a file with its commit, date, author and source.</summary>
/// <param name="memory">The memory.</param>
/// <param name="path">The file as the drive shows it.</param>
internal sealed class BlameFile(ViewedMemory memory, string path) : RenderedFile(memory)
{
    protected override bool IsCostly => true;

    protected override async ValueTask<string?> StampAsync(CancellationToken cancellationToken)
    {
        var file = new FileInfo(Path.Combine(Memory.Root, Memory.Inward(path)));
        var head = await Memory.Objects.ReadAsync(h => h.Head, null, cancellationToken);
        return string.Create(CultureInfo.InvariantCulture, $"{head} {(file.Exists ? file.Length : -1)} {file.LastWriteTimeUtc.Ticks}");
    }

    protected override async Task<string> RenderAsync(CancellationToken cancellationToken)
    {
        var lines = await Memory.Walks.WalkAsync<IReadOnlyList<BlameView>>(h => new Blaming(h, new DiskTree(Memory.Root)).Run(MemoryPath.FromListing(Memory.Inward(path))), [], cancellationToken);
        if (lines is [.., { Text: "" }]) lines = [.. lines.SkipLast(1)];
        var rows = lines.Select(l => (Commit: l.Commit?[..8] ?? "-", Date: l.When?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "not yet", Author: SafeText.OneLine(l.Author ?? "-", 24), Source: Source(l), l.Text)).ToList();
        var (author, source) = (rows.Select(r => r.Author.Length).DefaultIfEmpty().Max(), rows.Select(r => r.Source.Length).DefaultIfEmpty().Max());
        var text = new StringBuilder();
        foreach (var row in rows) text.Append(CultureInfo.InvariantCulture, $"{row.Commit,-8}  {row.Date,-10}  {row.Author.PadRight(author)}  {row.Source.PadRight(source)} | {row.Text}\n");
        return text.ToString();
    }

    private string Source(BlameView line) =>
        line.Sources.FirstOrDefault(s => Memory.Shows(s.Path)) is { } source ? $"{Memory.Outward(source.Path)}{(source.Anchor is { } anchor ? $"#^{anchor}" : "")}" : "-";
}
