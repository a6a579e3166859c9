using System.CommandLine;
using System.CommandLine.Parsing;

namespace MemU.Fs.Cli;

/// <summary>What is said of a command line that can't be understood.</summary>
internal static class Misunderstood
{
    private const string Expected = " as expected type '";

    /// <summary>What is wrong, a line each, and where to read more; empty when nothing is.</summary>
    public static IReadOnlyList<string> Of(ParseResult result)
    {
        if (result.Tokens.Any(t => t.Value is "--help" or "-h" or "-?")) return [];
        var (command, errors) = (result.CommandResult.Command, new List<string>());
        if (result.Errors.Count > 0 && command.Subcommands.Count > 0 && result.UnmatchedTokens is [var verb, ..]) errors.Add($"memu: there is no verb '{verb}'{(Nearest(command, verb) is { } near ? $"; did you mean {near}?" : "")}");
        else errors.AddRange(result.Errors.Select(e => $"memu: {Said(e.Message, result.CommandResult)}"));
        if (errors.Count == 0 && UnknownOption(result) is { } unknown) errors.Add($"memu: there is no option {unknown}. If it is meant as text, put -- before it.");
        if (errors.Count > 0) errors.Add($"See: memu {string.Concat(Names(result.CommandResult).Select(n => n + " "))}--help");
        return errors;
    }

    /// <summary>A message of the parser with what an option takes in place of the type that it is kept in.</summary>
    private static string Said(string message, CommandResult at)
    {
        if (message.IndexOf(Expected, StringComparison.Ordinal) is not (> 0 and var end)) return message;
        var option = Around(at).SelectMany(c => c.Command.Options).FirstOrDefault(o => message.Contains($"'{o.Name}'", StringComparison.Ordinal));
        var type = option is null ? null : Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        if (type is null) return message;
        return $"{message[..end]}: it takes {(type.IsEnum ? Listed([.. Enum.GetNames(type).Select(n => n.ToLowerInvariant())]) : type == typeof(int) || type == typeof(long) ? "a whole number" : "a number")}.";
    }

    private static string Listed(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";

    private static IEnumerable<CommandResult> Around(CommandResult command) => command.Parent is CommandResult above ? Around(above).Prepend(command) : [command];

    private static IEnumerable<string> Names(CommandResult command) =>
        command.Parent is CommandResult above ? Names(above).Append(command.Command.Name) : [];

    /// <summary>A misspelled option, which a verb that takes any number of words would take for one of them; null when there is none.</summary>
    private static string? UnknownOption(ParseResult result)
    {
        var meant = result.Tokens.SkipWhile(t => t.Type != TokenType.DoubleDash).Select(t => t.Value).ToList();
        return result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(a => a.Tokens).Select(t => t.Value)
            .FirstOrDefault(v => v.Length > 2 && v.StartsWith("--", StringComparison.Ordinal) && char.IsAsciiLetter(v[2]) && !v.Any(char.IsWhiteSpace) && !meant.Contains(v));
    }

    private static string? Nearest(Command command, string verb) =>
        command.Subcommands.Select(c => (c.Name, Distance: Distance(c.Name, verb))).Where(c => c.Distance <= 1 + verb.Length / 4).OrderBy(c => c.Distance).Select(c => c.Name).FirstOrDefault();

    /// <summary>How many letters must be put in, taken out or changed to make one word of the other; two that changed places count as two.</summary>
    private static int Distance(string a, string b)
    {
        if (b.Length > 40) return b.Length;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (corner, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, corner + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }
}
