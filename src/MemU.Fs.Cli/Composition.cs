using System.CommandLine;
using System.Globalization;
using MemU.Fs.Model;
using MemU.Fs.Mount.Fuse;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Static;

namespace MemU.Fs.Cli;

/// <summary>Where implementations and settings are chosen: flags, then environment, then the tree's settings, then defaults.</summary>
internal static class Composition
{
    private static readonly string[] Asking = ["memorize", "retrieve", "context", "bench", "reindex"]; // others need not hear each time that no model is asked

    /// <summary>The memory that a command is about.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="root">The root; null to find it.</param>
    /// <param name="zone">The zone of times that name none.</param>
    /// <param name="offersKeys">Whether a key that lies in the environment unused is worth a line.</param>
    public static MemoryService Open(ParseResult parsed, string? root = null, TimeZoneInfo? zone = null, bool offersKeys = false) => MemoryService.Open(Options(parsed, root, zone, offersKeys));

    /// <summary>The options that flags and environment say; <paramref name="called"/> hears of each call of a model.</summary>
    public static MemoryOptions Options(ParseResult parsed, string? root = null, TimeZoneInfo? zone = null, bool offersKeys = false, Action<ModelCall>? called = null)
    {
        var plain = Plain(parsed, root, zone);
        var choice = ModelSettings.Resolve(new() { Root = plain.Root, Provider = parsed.GetValue(CommandLine.Provider) });
        if (choice.Notice is { } notice && Asking.Contains(parsed.CommandResult.Command.Name)) Notice(notice);
        if (offersKeys && !parsed.GetValue(CommandLine.Json) && KeyHint.Line(choice) is { } hint) Notice(hint);
        var models = Models(choice, plain.Root, plain.ReadOnly, called);
        return plain with
        {
            Models = models,
            Embedder = Variable("MEMU_EMBED_MODEL") is { } model && (models?.Embedder is null || Directory.Exists(model)) ? StaticEmbedder.Open(model) : null,
        };
    }

    /// <summary>The same without any model: for what must work whatever is said of models.</summary>
    public static MemoryOptions Plain(ParseResult parsed, string? root = null, TimeZoneInfo? zone = null)
    {
        var quiet = parsed.GetValue(CommandLine.Json);
        return new()
        {
            Root = root ?? FindRoot(parsed.GetValue(CommandLine.Root)),
            AgentName = Variable("MEMU_AGENT_NAME") ?? Variable("MEMU_AGENT_ID") ?? "memu",
            AgentId = Variable("MEMU_AGENT_ID"),
            SessionId = Variable("MEMU_SESSION_ID"),
            ReadOnly = Variable("MEMU_READ_ONLY") is "1" or "true",
            Zone = zone,
            PackInBackground = Variable("MEMU_GC") is not ("off" or "0" or "false"),
            Notice = Notice,
            Progress = quiet || Console.IsErrorRedirected ? null : Terminal.Progress,
        };
    }

    /// <summary>The models; null where none is chosen. Nothing is written where there is no memory, or none may be written.</summary>
    private static ModelSet? Models(ModelChoice choice, string root, bool readOnly, Action<ModelCall>? called) =>
        choice.Open(!readOnly && Directory.Exists(Path.Combine(root, ".memu")) ? root : null, new() { Notice = Notice, Called = called });

    /// <summary>A line for people on standard error.</summary>
    public static void Notice(string line) => Console.Error.WriteLine($"memu: {Terminal.Clean(ErrorLog.Masked(line))}");

    /// <summary>Whose memory: <c>--user</c> and <c>--agent</c>, else <c>MEMU_USER_ID</c>.</summary>
    public static MemoryScope Scope(string? user, string? agent) => MemoryScope.Of(user ?? Variable("MEMU_USER_ID"), agent);

    /// <summary><c>--root</c>, else <c>MEMU_ROOT</c>, else the nearest parent folder with <c>.memu/</c>, else <c>./memory</c>; of a drive what lies behind it.</summary>
    public static string FindRoot(string? flag) => MountInfo.Behind(Named(flag));

    private static string Named(string? flag)
    {
        if (flag is { Length: > 0 }) return flag;
        if (Variable("MEMU_ROOT") is { } root) return root;
        for (var folder = Directory.GetCurrentDirectory(); folder is not null; folder = Path.GetDirectoryName(folder))
            if (Directory.Exists(Path.Combine(folder, ".memu"))) return folder;
        return "memory";
    }

    /// <summary>A date as <c>--date</c> takes it, in the given zone when it names none.</summary>
    public static DateTimeOffset? Date(string? text, TimeZoneInfo zone)
    {
        if (text is null) return null;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value) && HasZone(text)) return value;
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone.GetUtcOffset(local));
        throw new MemUException(MemUErrorKind.BadArgument, $"'{text}' is not a date; write it like 2026-11-20 or 2026-11-20T09:00:00Z.");
    }

    /// <summary>A zone as <c>--tz</c> takes it.</summary>
    public static TimeZoneInfo? Zone(string? text) => text is null ? null
        : MemoryConfig.FindZone(text) ?? throw new MemUException(MemUErrorKind.BadArgument, $"'{text}' is no time zone known here; use a name such as Europe/Madrid, or +02:00.");

    private static bool HasZone(string text) =>
        text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) is var sign and > 9 && text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && colon < sign;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
