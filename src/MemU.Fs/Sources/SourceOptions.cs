using MemU.Fs.Model;

namespace MemU.Fs.Sources;

/// <summary>How a source is to be read.</summary>
/// <param name="Modality">What it is; null to tell from the source.</param>
/// <param name="Zone">The zone of times that name none.</param>
/// <param name="MaxBytes">The largest source that is read.</param>
public sealed record SourceOptions(Modality? Modality, TimeZoneInfo Zone, long MaxBytes = 256L << 20)
{
    /// <summary>Told from the source, UTC.</summary>
    public static SourceOptions Default { get; } = new(null, TimeZoneInfo.Utc);
}
