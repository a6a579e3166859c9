using System.IO.Compression;
using MemU.Fs.Files;
using MemU.Fs.Model;

namespace MemU.Fs.Exchange;

/// <summary>Writes the memory, or a part of it, as one file or folder that leaves it as it is.</summary>
internal sealed class Export(OpenTree open, ExportRequest request)
{
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero); // the first that a zip can say
    private readonly List<string> _notes = [];

    /// <summary>Writes it; the tree was compared before.</summary>
    public ExportView Run(CancellationToken cancellationToken)
    {
        var format = request.Format ?? FormatOf(request.Target);
        var isFolder = format is ExportFormat.Okf or ExportFormat.Obsidian;
        try
        {
            using var target = new ExportTarget(request.Target, open.Tree.Root, isFolder, request.Force);
            if (format == ExportFormat.Bundle) return Bundle(target, cancellationToken);
            var files = new ExportedFiles(open, request).List(hidden: !isFolder);
            if (!request.DryRun)
            {
                if (format == ExportFormat.Zip) Zip(target, files, cancellationToken);
                else if (format == ExportFormat.Jsonl) new JsonLinesExport(open).Write(target, files, cancellationToken);
                else new FolderExport(open, format, _notes).Write(target, files, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                target.Publish();
            }
            return View(target, format) with { Files = files.Count };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{request.Target} can't be written");
        }
    }

    private ExportView Bundle(ExportTarget target, CancellationToken cancellationToken)
    {
        if (!request.Scope.IsNone || !request.Under.IsRoot)
            throw new MemUException(MemUErrorKind.BadArgument, "a bundle holds all of history, so it can't be of one user or folder; export a .zip or .jsonl instead.");
        if (open.Synchronizer.Uncommitted().Count() is > 0 and var edits)
            _notes.Add($"{edits} edited {(edits == 1 ? "file is" : "files are")} not committed yet and so not in it; commit them first with: memu checkpoint <name>");
        using var bundle = open.RequiredHistory.PrepareBundle(cancellationToken);
        if (!request.DryRun)
        {
            using (var stream = target.Create()) bundle.Write(stream, cancellationToken);
            target.Publish();
        }
        return View(target, ExportFormat.Bundle) with { Files = open.RequiredHistory.Files().Count(), Commits = bundle.Commits };
    }

    private void Zip(ExportTarget target, IReadOnlyList<MemoryPath> files, CancellationToken cancellationToken)
    {
        using var stream = target.Create();
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        foreach (var path in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (open.Tree.Read(path) is not { } bytes) continue; // it went away since it was listed
            var entry = zip.CreateEntry(path.Value, CompressionLevel.Optimal);
            entry.LastWriteTime = NoTime;
            entry.ExternalAttributes = 0x81a4 << 16; // a regular file that everybody may read
            using var to = entry.Open();
            to.Write(bytes);
        }
    }

    private ExportView View(ExportTarget target, ExportFormat format) => new()
    {
        Path = request.Target,
        Format = format.ToString().ToLowerInvariant(),
        Bytes = File.Exists(target.Path) && !request.DryRun ? new FileInfo(target.Path).Length : Directory.Exists(target.Path) && !request.DryRun ? new DirectoryInfo(target.Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) : 0,
        DryRun = request.DryRun,
        Notes = _notes,
    };

    private static ExportFormat FormatOf(string target) => Path.GetExtension(target).ToLowerInvariant() switch
    {
        ".zip" => ExportFormat.Zip,
        ".bundle" => ExportFormat.Bundle,
        ".jsonl" or ".ndjson" => ExportFormat.Jsonl,
        _ => throw new MemUException(MemUErrorKind.BadArgument, $"'{target}' does not tell what to write: name a .zip, .bundle or .jsonl, or a folder with --format okf or --format obsidian."),
    };
}
