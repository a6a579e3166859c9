using System.Globalization;
using MemU.Fs.Providers.Profiles;

namespace MemU.Fs.Cli;

/// <summary>One line, once a day, where a provider's key lies in the environment and nobody chose a provider: keys are offered, never used by themselves.</summary>
internal static class KeyHint
{
    /// <summary>The line; null where there is nothing to say, or it was said today.</summary>
    public static string? Line(ModelChoice choice)
    {
        if (choice.HasModels || choice.IsOffline || choice.Notice is not null) return null;
        if (ProviderPresets.All.FirstOrDefault(p => p.KeyVariable is { } name && Environment.GetEnvironmentVariable(name) is { Length: > 0 }) is not { } preset || !Due()) return null;
        return $"{preset.KeyVariable} is set and not used. To have a model find memories: --provider {preset.Name}, or MEMU_PROVIDER={preset.Name}. To hear this no more: MEMU_PROVIDER=offline";
    }

    private static bool Due()
    {
        if (ErrorLog.StateFolder is not { } folder) return true;
        var file = Path.Combine(folder, "provider-offered");
        var today = DateTimeOffset.Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        try
        {
            if (File.Exists(file) && File.ReadAllText(file) == today) return false;
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
            else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.WriteAllText(file, today);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // where nothing can be noted it is said again, which does no harm
        }
        return true;
    }
}
