using System.Text.RegularExpressions;
using MemU.Fs.Files;
using MemU.Fs.Model;
using MemU.Fs.Server.Mcp.Tools;

namespace MemU.Fs.Server.Mcp;

/// <summary>The one table from errors to what a model is told: what happened, and what to call next. Never a stack, never a secret.</summary>
internal static partial class ToolErrors
{
    private const int MostShown = 500;

    /// <summary>The message for an error.</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="unforeseen">Hears of what nobody foresaw.</param>
    public static string Message(Exception error, Action<Exception>? unforeseen)
    {
        switch (error)
        {
            case MemoryConflictException { Theirs: { } theirs } conflict:
                return $"{Told(conflict)} Read it again with memory_read, then repeat the change with its revision. It stands there now:\n{Notice.Data}\n{theirs[..Tokens.End(theirs, MostShown)]}";
            case MemUException known:
                return Told(known) is var told && Next(known) is { } next ? $"{told} {next}" : told;
            case IOException or UnauthorizedAccessException:
                return Verbs.Secrets.Mask(SystemError.From(error, "the system refused").Message);
            case OutOfMemoryException:
                return "out of memory; ask for less at once.";
            default:
                unforeseen?.Invoke(error);
                return "something went wrong that is not your fault; nothing was left half-written. Try something else, and tell the person.";
        }
    }

    // what a person would type is no help for a model, but for what only a person can do
    private static string Told(MemUException error)
    {
        var told = string.Join(' ', PartEnd().Split(Verbs.Secrets.Mask(error.Message)).Where(part => !Typed().IsMatch(part))).TrimEnd(' ', ';', ':', ',');
        if (told.Length == 0) told = "it can't be done so";
        return told[^1] is '.' or '?' or '!' ? told : told + ".";
    }

    private static string? Next(MemUException error) => error.Kind switch
    {
        MemUErrorKind.NotFound when !error.Message.Contains("memu init", StringComparison.Ordinal) => "Find it with memory_search, or look around with memory_list.",
        MemUErrorKind.BadArgument when error.Message.Contains("--recursive", StringComparison.Ordinal) => "Call again with recursive true to take out all of it.",
        MemUErrorKind.Exists => "Choose another name, or change what is there with memory_edit.",
        MemUErrorKind.Conflict => "Read it again with memory_read, then repeat the change.",
        MemUErrorKind.Locked => "Somebody else is writing; try again in a moment.",
        _ => null,
    };

    [GeneratedRegex(@"(?<=[.;])\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PartEnd();

    [GeneratedRegex(@"\bmemu (?:tree|retrieve|show|log|merge|mv|edit|add|rm|memorize|context|ls|resource)\b|--[a-z]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Typed();
}
