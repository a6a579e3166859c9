namespace MemU.Fs.Sources.Media;

/// <summary>A private folder for the files of one reading, removed with all that is in it.</summary>
internal sealed class MediaFolder : IDisposable
{
    /// <summary>Where it is; only its owner may look into it.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("memu-media-").FullName;

    /// <summary>The path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
