using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount;

/// <summary>What shows a tree as a drive of the operating system.</summary>
public interface IMountDriver : IAsyncDisposable
{
    /// <summary>Where the drive is: a folder, a drive letter or an address.</summary>
    string Place { get; }

    /// <summary>By what it is listed; the place, unless that is a secret.</summary>
    string Name => Place;

    /// <summary>Ends when the drive is gone and everything that was asked of it is answered.</summary>
    Task Over { get; }

    /// <summary>Takes the drive away; who still uses it loses it after a moment.</summary>
    /// <returns>Null when it is gone, else why not.</returns>
    string? Unmount();
}
