using System.Runtime.CompilerServices;

namespace MemU.Fs.Tests;

/// <summary>What the tests trust, and what they keep of folders that are no memories, is written to a folder of their own, not to that of whoever runs them.</summary>
internal static class StateFolder
{
    [ModuleInitializer]
    internal static void Use()
    {
        var folder = Directory.CreateTempSubdirectory("memu-state-").FullName;
        Environment.SetEnvironmentVariable("XDG_STATE_HOME", folder);
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", Path.Combine(folder, "cache"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
