using System.Text;

namespace MemU.Fs.Cli;

/// <summary>What must hold before anything is done.</summary>
internal static class Startup
{
    /// <summary>A sentence when the system lacks the Unicode library, without which names and searches would silently differ; null when all is well.</summary>
    public static string? MissingUnicode() =>
        "e\u0301".Normalize(NormalizationForm.FormC) == "é" ? null
        : "the ICU library (libicu) is missing or switched off, so text in other languages can't be compared. Install it (Debian: apt install libicu72) and leave DOTNET_SYSTEM_GLOBALIZATION_INVARIANT unset.";
}
