using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Views;

/// <summary>A file whose text is made when it is asked for, and holds for a moment, so that its size and its bytes agree.</summary>
internal abstract class RenderedFile(ViewedMemory memory) : ViewFile
{
    private Rendering? _last;

    /// <summary>The memory.</summary>
    protected ViewedMemory Memory => memory;

    /// <inheritdoc/>
    public override DateTimeOffset? Time => _last?.Content.Time;

    /// <summary>True for what is not made merely because its folder is listed; it is listed with size 0 until it was made.</summary>
    protected virtual bool IsCostly => false;

    /// <summary>Makes the text.</summary>
    protected abstract Task<string> RenderAsync(CancellationToken cancellationToken);

    /// <summary>What the text depends on, as one text; null where that is unknown, so that it holds for a few seconds.</summary>
    protected virtual ValueTask<string?> StampAsync(CancellationToken cancellationToken) => new((string?)null);

    /// <inheritdoc/>
    public override async ValueTask<long> SizeAsync(bool isListing, CancellationToken cancellationToken) =>
        isListing && (_last is not null || IsCostly) ? _last?.Content.Bytes.Length ?? 0 : (await ReadAsync(cancellationToken)).Bytes.Length;

    /// <inheritdoc/>
    public override async ValueTask<FileContent> ReadAsync(CancellationToken cancellationToken)
    {
        var stamp = await StampAsync(cancellationToken);
        if (_last is { } last && (stamp is null ? memory.Clock.GetElapsedTime(last.When) < memory.Shown.ResultsLast : stamp == last.Stamp)) return last.Content;
        var bytes = Encoding.UTF8.GetBytes(await RenderAsync(cancellationToken));
        // the same bytes keep their time
        var time = _last is { } before && before.Content.Bytes.Span.SequenceEqual(bytes) ? before.Content.Time : memory.Clock.GetUtcNow();
        var content = new FileContent(bytes, time, IsCostly ? OpenCaching.Direct : OpenCaching.Default);
        _last = new(content, memory.Clock.GetTimestamp(), stamp);
        return content;
    }

    private sealed record Rendering(FileContent Content, long When, string? Stamp);
}
