using System.Text.RegularExpressions;

namespace MemU.Fs.Sources.Sessions;

/// <summary>What of a message in a session log was said by somebody, without what hosts and memories put around it.</summary>
internal static partial class SessionText
{
    /// <summary>Stands in the first message of sessions that the program itself began; nothing is learned of them.</summary>
    public const string OwnMark = "<!-- memu:own -->";

    private const string AgentsFile = "# AGENTS.md instructions";

    /// <summary>The text that was said; empty where all of it was added.</summary>
    public static string Said(string text)
    {
        if (text.Contains('<', StringComparison.Ordinal))
        {
            // some hosts put what the user said into a tag of its own, beside what they add
            if (Asked().Match(text) is { Success: true } asked) text = asked.Groups[1].Value;
            text = Unclosed().Replace(Added().Replace(text, ""), "");
        }
        if (text.Contains("[from memory:", StringComparison.Ordinal)) text = Recalled().Replace(text, "");
        text = text.Trim();
        return text.StartsWith(AgentsFile, StringComparison.Ordinal) ? "" : text;
    }

    [GeneratedRegex(@"<user_query>(.*?)</user_query>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Asked();

    private const string Tags = "memory|memu_context|memu-context|relevant-memories|system-reminder|system_reminder|environment_context|user_instructions|INSTRUCTIONS|permissions instructions|local-command-stdout|local-command-stderr|local-command-caveat|command-name|command-message|command-args|bash-input|bash-stdout|bash-stderr|ide_opened_file|ide_selection|attached_files|open_and_recently_viewed_files|additional_data|system_notification|turn_aborted";

    // a memory's own text, which would be learned anew each time that it is recalled; and what hosts say to the model
    [GeneratedRegex($@"<({Tags})(?=[\s>])[^>]*>.*?</\1>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Added();

    // cut off before its end; within a line it is somebody's word
    [GeneratedRegex($@"^<({Tags})(?=[\s>])[^>]*>.*\z", RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unclosed();

    [GeneratedRegex(@"^\[from memory:[^\n]*\n(?:[^\n]+\n?)*", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Recalled();
}
