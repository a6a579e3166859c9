using System.Globalization;
using MemU.Fs.Model;
using MemU.Fs.Providers.Prompts;
using MemU.Fs.Providers.WithModel;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MemU.Fs;

/// <summary>The settings of a tree, from <c>.memu/config.yaml</c>; what the file leaves out has a default.</summary>
public sealed record MemoryConfig
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>memU's ten categories and where they live, with the second folders that the format names.</summary>
    public static IReadOnlyList<CategoryDefinition> DefaultCategories { get; } =
    [
        new("personal_info", "personal_info", "Who someone is, such as name, age, home, family, origin, languages, health and allergies, and other lasting facts about the person"),
        new("preferences", "preferences", "Likes, dislikes, tastes and how someone wants things done"),
        new("relationships", "relationships/contacts", "One note per person with who they are, how they are related and how to reach them"),
        new("interaction_history", "relationships/interaction_history", "Meetings, calls, visits and messages with particular people, and what was agreed, with dates"),
        new("activities", "activities", "Hobbies, sports, interests and what someone likes to spend free time on"),
        new("goals", "goals", "What someone wants to reach, be it aims, ambitions or targets, with or without a deadline"),
        new("experiences", "experiences", "What has happened to someone, such as events, trips, successes and mishaps, with the date if known"),
        new("knowledge", "knowledge/domain_expertise", "Facts and concepts about the world, a field, a system or a project, apart from personal opinions and experiences"),
        new("learned_skills", "knowledge/learned_skills", "Skills of a person or an agent, procedures that work, and how a tool behaves or is best used"),
        new("opinions", "opinions", "Views, judgments and beliefs about a subject, and the reasons given for them"),
        new("habits", "habits", "Routines and recurring behavior, what is done usually, daily, weekly or at a fixed time"),
        new("work_life", "work_life", "Job, employer, role, projects, responsibilities and how work is organized"),
    ];

    /// <summary>The version of the format on disk.</summary>
    public int Format { get; init; } = 1;

    /// <summary>Whose tree it is; items of other scopes live below <c>users/</c>.</summary>
    public MemoryScope Scope { get; init; } = MemoryScope.None;

    /// <summary>The zone of times that name none; null when not set.</summary>
    public TimeZoneInfo? Zone { get; init; }

    /// <summary>Whether git's objects may be packed in the background (<c>gc: off</c> says no).</summary>
    public bool PacksInBackground { get; init; } = true;

    /// <summary>How retrieve ranks (<c>retrieve:</c>).</summary>
    public RetrieveSettings Retrieve { get; init; } = new();

    /// <summary>How a model finds memories (<c>memorize:</c>).</summary>
    public ExtractionSettings Memorize { get; init; } = new();

    /// <summary>The categories that new memories are sorted into.</summary>
    public IReadOnlyList<CategoryDefinition> Categories { get; init; } = DefaultCategories;

    /// <summary>Reads the file; defaults when there is none.</summary>
    /// <exception cref="MemoryFormatException">The file is malformed or of a newer format; names file and line.</exception>
    public static MemoryConfig Load(string root)
    {
        const string name = ".memu/config.yaml";
        var file = System.IO.Path.Combine(root, ".memu", "config.yaml");
        if (!File.Exists(file)) return new();
        if (new FileInfo(file).Length > MaxBytes) throw new MemoryFormatException(name, 0, $"is larger than {MaxBytes / 1024} KiB; that can't be a configuration.");
        return Parse(File.ReadAllText(file));
    }

    /// <summary>Reads the text of such a file.</summary>
    /// <exception cref="MemoryFormatException">The text is malformed or of a newer format; names the line.</exception>
    public static MemoryConfig Parse(string text)
    {
        const string name = ".memu/config.yaml";
        try
        {
            return Read(name, new Parser(new StringReader(text)));
        }
        catch (YamlException e)
        {
            throw new MemoryFormatException(name, (int)e.Start.Line, $"is not valid YAML: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>The category of a name.</summary>
    public CategoryDefinition? Category(string name) => Categories.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase));

    private static MemoryConfig Read(string file, Parser parser)
    {
        var config = new MemoryConfig();
        var prompts = new Dictionary<string, CustomPrompt>(StringComparer.OrdinalIgnoreCase);
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _)) return config;
        parser.Consume<DocumentStart>();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            config = key.Value switch
            {
                "format" => config with { Format = Version(file, parser.Consume<Scalar>()) },
                "scope" => config with { Scope = ReadScope(parser) },
                "timezone" => config with { Zone = ReadZone(file, parser.Consume<Scalar>()) },
                "gc" => config with { PacksInBackground = parser.Consume<Scalar>().Value is not ("off" or "false" or "no") },
                "retrieve" => config with { Retrieve = RetrieveSettings.Read(file, parser) },
                "memorize" => config with { Memorize = MemorizeSettings.Read(file, parser) },
                "categories" => config with { Categories = ReadCategories(file, parser, prompts) },
                _ => Skip(parser, config), // settings of later versions and of other tools are theirs
            };
        }
        return config with { Memorize = config.Memorize with { CategoryPrompts = prompts } };
    }

    private static MemoryConfig Skip(Parser parser, MemoryConfig config)
    {
        parser.SkipThisAndNestedEvents();
        return config;
    }

    private static int Version(string file, Scalar value) =>
        value.Value == "1" ? 1 : throw new MemoryFormatException(file, (int)value.Start.Line, $"format {value.Value} is not known to this version, which reads format 1. Update memu, or see which program wrote the file.");

    private static MemoryScope ReadScope(Parser parser)
    {
        var scope = MemoryScope.None;
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _)) scope = scope.With(parser.Consume<Scalar>().Value, parser.Consume<Scalar>().Value);
        return scope;
    }

    private static TimeZoneInfo ReadZone(string file, Scalar value) =>
        FindZone(value.Value) ?? throw new MemoryFormatException(file, (int)value.Start.Line, $"'{value.Value}' is no time zone known here; use a name such as Europe/Madrid, or +02:00.");

    /// <summary>A zone by its IANA or Windows name, <c>UTC</c>, or an offset such as <c>+02:00</c>; null when unknown.</summary>
    public static TimeZoneInfo? FindZone(string name)
    {
        if (TimeSpan.TryParseExact(name.TrimStart('+', '-'), @"hh\:mm", CultureInfo.InvariantCulture, out var offset) && name.Length == 6)
            return TimeZoneInfo.CreateCustomTimeZone(name, name[0] == '-' ? -offset : offset, name, name);
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }

    internal static List<CategoryDefinition> ReadCategories(string file, Parser parser, Dictionary<string, CustomPrompt> prompts)
    {
        var categories = new List<CategoryDefinition>();
        parser.Consume<SequenceStart>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            var start = parser.Consume<MappingStart>();
            var values = new Dictionary<string, string>(StringComparer.Ordinal);
            CustomPrompt? prompt = null;
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                var key = parser.Consume<Scalar>().Value;
                if (key == "summary_prompt") prompt = PromptReader.Read(file, parser);
                else if (parser.Accept<Scalar>(out _)) values[key] = parser.Consume<Scalar>().Value;
                else parser.SkipThisAndNestedEvents();
            }
            var line = (int)start.Start.Line;
            if (!values.TryGetValue("name", out var name) || name.Length == 0) throw new MemoryFormatException(file, line, "a category needs a name.");
            if (!MemoryPath.TryParse(values.GetValueOrDefault("folder", name), out var folder, out var why) || folder.IsRoot) throw new MemoryFormatException(file, line, $"the folder of category '{name}' is no path inside the memory: {why ?? "it is empty"}.");
            if (categories.Any(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))) throw new MemoryFormatException(file, line, $"category '{name}' is defined twice.");
            int? length = !values.TryGetValue("target_length", out var said) ? null : int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var words) && words is >= 20 and <= 5_000 ? words : throw new MemoryFormatException(file, line, $"the target_length of category '{name}' is no number of words from 20 to 5000: '{said}'.");
            categories.Add(new(name, folder.Value, values.GetValueOrDefault("description", "")) { TargetLength = length });
            if (prompt is not null) prompts[name] = prompt;
        }
        return categories;
    }
}
