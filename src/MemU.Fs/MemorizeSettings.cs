using MemU.Fs.Model;
using MemU.Fs.Providers.Prompts;
using MemU.Fs.Providers.WithModel;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MemU.Fs;

/// <summary>Reads the section <c>memorize:</c> of <c>config.yaml</c>; memU's names of the same settings are understood.</summary>
internal static class MemorizeSettings
{
    private static readonly string[] s_steps = ["extract", "segment", "document", "vision", "audio", "place", "summarize", "answer"];

    /// <summary>Reads the section as one call gives it, in JSON, also below <c>memorize_config</c>; what is not named stays as it was.</summary>
    public static ExtractionSettings OfJson(string json, ExtractionSettings from)
    {
        var parser = new Parser(new StringReader(json)); // JSON is YAML
        try
        {
            parser.Consume<StreamStart>();
            parser.Consume<DocumentStart>();
            return Read("override_config", parser, from);
        }
        catch (YamlException e)
        {
            throw new MemoryFormatException("override_config", (int)e.Start.Line, $"can't be read: {e.Message}", e);
        }
    }

    /// <summary>Reads the section.</summary>
    public static ExtractionSettings Read(string file, Parser parser, ExtractionSettings? from = null)
    {
        var settings = from ?? new ExtractionSettings();
        var byType = new Dictionary<string, CustomPrompt>(StringComparer.OrdinalIgnoreCase);
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            settings = key.Value switch
            {
                "memorize_config" when from is not null => Read(file, parser, settings),
                "memory_categories" when from is not null => WithCategories(settings, file, parser),
                "types" or "memory_types" => settings with { Types = Types(file, parser) },
                "type_prompts" or "memory_type_prompts" => With(settings, byType, PromptReader.ReadAll(file, parser)),
                "prompts" => settings with { Prompts = Prompts(file, key, PromptReader.ReadAll(file, parser)) },
                "multimodal_preprocess_prompts" => settings with { Prompts = Prompts(file, key, PromptReader.ReadAll(file, parser).ToDictionary(p => p.Key switch { "conversation" => "segment", "image" or "video" => "vision", _ => p.Key }, p => p.Value)) },
                "per_type" => settings with { PerType = SettingValue.Flag(file, parser.Consume<Scalar>()) },
                "taxonomy" => settings with { Taxonomy = TaxonomyOf(file, parser.Consume<Scalar>()) },
                "segment_from" => settings with { SegmentFrom = SettingValue.Whole(file, parser.Consume<Scalar>(), 0, 1_000_000) },
                "window_tokens" => settings with { WindowTokens = SettingValue.Whole(file, parser.Consume<Scalar>(), 500, 1_000_000) },
                "max_calls" => settings with { MaxCalls = SettingValue.Whole(file, parser.Consume<Scalar>(), 1, 1_000_000) },
                "target_length" or "default_category_summary_target_length" => settings with { TargetLength = SettingValue.Whole(file, parser.Consume<Scalar>(), 20, 5_000) },
                _ => Skip(parser, settings), // of a later version
            };
        }
        settings = settings with { Types = [.. settings.Types.Select(t => byType.TryGetValue(t.Name, out var prompt) ? t with { Prompt = prompt } : t)] };
        foreach (var type in settings.Types)
            if (type.Prompt is null && !MemoryType.Items.Contains(type.Name)) throw new MemoryFormatException(file, 0, $"the type '{type.Name}' is none of {string.Join(", ", MemoryType.Items)}, so it needs a prompt: memorize: {{type_prompts: {{{type.Name}: {{objective: …, rules: …}}}}}}");
        return settings;
    }

    private static ExtractionSettings With(ExtractionSettings settings, Dictionary<string, CustomPrompt> into, Dictionary<string, CustomPrompt> prompts)
    {
        foreach (var (name, prompt) in prompts) into[name] = prompt;
        return settings;
    }

    /// <summary>Categories for one call beside those of the tree. What is placed in one makes its folder, as any folder is a category.</summary>
    private static ExtractionSettings WithCategories(ExtractionSettings settings, string file, Parser parser)
    {
        var prompts = new Dictionary<string, CustomPrompt>(settings.CategoryPrompts, StringComparer.OrdinalIgnoreCase);
        return settings with { Categories = MemoryConfig.ReadCategories(file, parser, prompts), CategoryPrompts = prompts };
    }

    private static ExtractionSettings Skip(Parser parser, ExtractionSettings settings)
    {
        parser.SkipThisAndNestedEvents();
        return settings;
    }

    private static List<MemoryTypeDefinition> Types(string file, Parser parser)
    {
        var types = new List<MemoryTypeDefinition>();
        parser.Consume<SequenceStart>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            var name = parser.Consume<Scalar>();
            var type = name.Value.Trim().ToLowerInvariant();
            if (type.Length is 0 or > 40 || type.Any(c => !char.IsLetterOrDigit(c) && c is not ('_' or '-')) || type is MemoryType.Category or MemoryType.Resource) throw new MemoryFormatException(file, (int)name.Start.Line, $"'{name.Value}' can't be the name of a type; use letters, digits, '_' and '-'.");
            if (types.Exists(t => t.Name == type)) throw new MemoryFormatException(file, (int)name.Start.Line, $"the type '{type}' is named twice.");
            types.Add(new(type));
        }
        return types.Count > 0 ? types : throw new MemoryFormatException(file, 0, "memorize: {types: []} would look for nothing; leave it out to look for all six.");
    }

    private static Dictionary<string, CustomPrompt> Prompts(string file, Scalar key, Dictionary<string, CustomPrompt> prompts) =>
        prompts.Keys.FirstOrDefault(p => !s_steps.Contains(p)) is { } unknown ? throw new MemoryFormatException(file, (int)key.Start.Line, $"'{unknown}' is no step with a prompt; there are {string.Join(", ", s_steps)}.") : prompts;

    private static Taxonomy TaxonomyOf(string file, Scalar value) => value.Value switch
    {
        "closed" => Taxonomy.Closed, "adaptive" => Taxonomy.Adaptive, "open" => Taxonomy.Open, _ => throw new MemoryFormatException(file, (int)value.Start.Line, $"'{value.Value}' is not closed, adaptive or open."),
    };
}
