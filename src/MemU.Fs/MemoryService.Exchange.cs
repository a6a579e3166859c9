using MemU.Fs.Exchange;
using MemU.Fs.Model;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>Writes the memory, or a part of it, as one file or folder outside it; the memory stays as it is.</summary>
    /// <exception cref="MemUException">The target is there already, or can't be written.</exception>
    public Task<ExportView> ExportAsync(ExportRequest request, CancellationToken cancellationToken = default) =>
        ReadingAsync(async open =>
        {
            await open.SyncAsync(Freshness.Full, null, cancellationToken);
            return new Export(open, request).Run(cancellationToken);
        }, cancellationToken);

    /// <summary>Takes in a file or folder: exports of ours, folders of markdown, what other memories and chats export. Nothing that is here is overwritten, and what was imported before changes nothing.</summary>
    /// <exception cref="MemUException">The source can't be read or is of no known kind, or the tree can't be written.</exception>
    public Task<ImportView> ImportAsync(ImportRequest request, CancellationToken cancellationToken = default) =>
        request.DryRun
            ? ReadingAsync(async open =>
            {
                await open.SyncAsync(Freshness.Full, null, cancellationToken);
                return await new Import(open, Extractor, request, _options).RunAsync(cancellationToken);
            }, cancellationToken)
            : WritingAsync(open => new Import(open, Extractor, request, _options).RunAsync(cancellationToken), cancellationToken);
}
