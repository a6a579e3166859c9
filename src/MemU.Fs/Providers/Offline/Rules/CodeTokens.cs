using System.Text.RegularExpressions;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>Finds what looks like code in prose: commands, flags, paths, file names, identifiers, settings.</summary>
internal static partial class CodeTokens
{
    /// <summary>True when there is at least one.</summary>
    public static bool Any(string text) => Pattern().IsMatch(text);

    /// <summary>The first one, without backticks; null when there is none.</summary>
    public static string? First(string text) => Pattern().Match(text) is { Success: true } m ? m.Value.Trim('`', ' ') : null;

    [GeneratedRegex("""
        `[^`\n]{2,120}`
        | (?<![\w-])--?[A-Za-z][\w-]*(?:=\S+)?(?![\w-])
        | (?<![\w/])\\[a-z]{2,}\b
        | (?<![\w.])(?:~|\.{0,2})/[\w.-]+(?:/[\w.*-]+)+
        | \*\.[a-z]{2,5}\b
        | \b[A-Za-z][\w.-]*\.(?:py|js|ts|cs|go|rs|rb|sh|sql|md|ya?ml|json|toml|txt|csv|cfg|conf|ini|env|lock|xml|java|cpp)\b
        | \b[A-Za-z]+_[A-Za-z0-9_]+\b
        | \b[A-Z][A-Z0-9_]{1,}=\S+
        | \b[a-z]+(?:[A-Z][a-z0-9]+)+\b
        | \b[A-Z][A-Za-z]+[ ]\d+\.\d+\b | \b[a-z]+://\S+
        | \bpg_\w+ | \b(?:git|npm|pip|docker|docker-compose|kubectl|brew|apt|cargo|uv|make|ssh|curl|systemctl|rg|grep|ffmpeg|rsync|dotnet|go|certbot|restic|poetry|pnpm|yarn|terraform|helm|psql|wg-quick)[ ](?:up|down|run|build|exec|compose|pull|push|commit|rebase|merge|install|uninstall|sync|init|apply|get|test|check|status|start|stop|restart|reload|add|remove|clean|reset|mod|tidy|fetch|clone|checkout|stash|log|diff|update|upgrade|publish|pack|restore|migrate|plan|deploy|logs|ps)\b
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Pattern();
}
