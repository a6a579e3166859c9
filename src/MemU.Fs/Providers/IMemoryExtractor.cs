using MemU.Fs.Model;

namespace MemU.Fs.Providers;

/// <summary>Finds memories in a source. The offline one needs nothing; one with a model understands more.</summary>
public interface IMemoryExtractor
{
    /// <summary>Proposes memories; the same request gives the same drafts. Every draft names messages of the source.</summary>
    /// <exception cref="MemUException">A provider failed (<see cref="MemUErrorKind.Provider"/>).</exception>
    Task<Extraction> ExtractAsync(ExtractionRequest request, CancellationToken cancellationToken = default);
}
