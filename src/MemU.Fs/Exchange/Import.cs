using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;
using MemU.Fs.Providers;

namespace MemU.Fs.Exchange;

/// <summary>Tells what a file or folder is and takes it in.</summary>
internal sealed class Import(OpenTree open, IMemoryExtractor extractor, ImportRequest request, MemoryOptions options)
{
    /// <summary>Imports it; the lock is held and the index is up to date, unless it is a dry run.</summary>
    public async Task<ImportView> RunAsync(CancellationToken cancellationToken)
    {
        var source = Path.GetFullPath(request.Source);
        if (!Path.Exists(source)) throw new MemUException(MemUErrorKind.NotFound, $"there is no file or folder '{request.Source}'.");
        if (source == open.Tree.Root || (source + Path.DirectorySeparatorChar).StartsWith(open.Tree.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new MemUException(MemUErrorKind.BadArgument, $"{request.Source} lies in the memory already.");
        try
        {
            var kind = request.From ?? ImportDetection.KindOf(source);
            switch (kind)
            {
                case ImportKind.Zip:
                    using (var zip = new ZipFiles(source)) return await FilesAsync("zip", zip.List(), cancellationToken);
                case ImportKind.Bundle:
                    using (var bundle = new BundleReader(source, cancellationToken))
                        return await FilesAsync("bundle", BundleFiles.List(bundle), cancellationToken, BundleFiles.LeftBehind(bundle, source));
                case ImportKind.Jsonl: return await FilesAsync("jsonl", JsonLinesFiles.List(source), cancellationToken);
                case ImportKind.Markdown: return await FilesAsync("markdown", Directory.Exists(source) ? FolderFiles.List(source) : [FolderFiles.Of(source, Path.GetFileName(source))], cancellationToken);
                case ImportKind.MemUMirror: return await FilesAsync("memu-mirror", MirrorFiles.List(source, open.Config), cancellationToken);
                case ImportKind.ChatGpt or ImportKind.Claude: return await ConversationsAsync(kind, source, cancellationToken);
                case ImportKind.ServerMemory when !ImportDetection.IsOneValue(source): return await RecordsAsync(ServerMemoryRecords.Read(source), cancellationToken);
                case ImportKind.Mem0 or ImportKind.MemU or ImportKind.ServerMemory:
                    using (var json = ImportRecords.Load(source))
                    {
                        var (name, root) = (Path.GetFileName(source), json.RootElement);
                        return await RecordsAsync(kind switch { ImportKind.Mem0 => Mem0Records.Read(name, root), ImportKind.MemU => MemURecords.Read(name, root), _ => ServerMemoryRecords.Read(name, root) }, cancellationToken);
                    }
                default: throw new MemUException(MemUErrorKind.BadArgument, $"{request.Source}: {kind} can't be imported.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"{request.Source} can't be read");
        }
    }

    private Task<ImportView> FilesAsync(string kind, IReadOnlyList<ImportFile> files, CancellationToken cancellationToken, string? remark = null) =>
        new FileImport(open, request, options, kind) { Remarks = remark is null ? [] : [remark] }.RunAsync(files, cancellationToken);

    private async Task<ImportView> RecordsAsync(ImportRecords records, CancellationToken cancellationToken)
    {
        if (records.Records.Count == 0) throw new MemUException(MemUErrorKind.BadArgument, $"{request.Source} holds no memories of {records.Kind}; is it the right file? Say what it is with --from.");
        var made = new RecordFiles(open, request, options, records);
        var files = await made.MakeAsync(cancellationToken);
        // each record has its own place already
        return await new FileImport(open, request with { Scope = MemoryScope.None }, options, records.Kind) { Remarks = made.Notes }.RunAsync(files, cancellationToken);
    }

    private async Task<ImportView> ConversationsAsync(ImportKind kind, string source, CancellationToken cancellationToken)
    {
        const string file = "conversations.json";
        byte[] bytes;
        if (ImportDetection.IsZip(source))
        {
            using var zip = new ZipFiles(source);
            bytes = zip.Find(file) ?? throw new MemUException(MemUErrorKind.BadArgument, $"there is no {file} in {request.Source}.");
        }
        else
        {
            ImportRecords.RefuseTooLarge(source);
            bytes = await File.ReadAllBytesAsync(source, cancellationToken);
        }
        return await new ConversationImport(open, extractor, request, options, kind == ImportKind.Claude ? "claude" : "chatgpt", kind == ImportKind.Claude ? Conversations.ReadClaude : Conversations.ReadChatGpt).RunAsync(file, bytes, cancellationToken);
    }
}
