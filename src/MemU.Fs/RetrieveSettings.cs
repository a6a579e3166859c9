using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;
using MemU.Fs.Providers.Prompts;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MemU.Fs;

/// <summary>How a tree's retrieve ranks where a request does not say: the section <c>retrieve:</c> of <c>config.yaml</c>.</summary>
public sealed record RetrieveSettings
{
    /// <summary>How items are ranked (<c>ranking: similarity</c> or <c>salience</c>).</summary>
    public ItemRanking Ranking { get; init; }

    /// <summary>With salience: after so many days an item counts half (<c>recency_decay_days</c>).</summary>
    public double RecencyDecayDays { get; init; } = 30;

    /// <summary>What scores less is no answer (<c>min_score</c>, 0 to 1).</summary>
    public double MinScore { get; init; }

    /// <summary>Who decides (<c>method: rules</c>, <c>rag</c> or <c>llm</c>); null for rag where a chat model is configured.</summary>
    public RetrieveMethod? Method { get; init; }

    /// <summary>Whether a model decides if memory is needed (<c>route_intention</c>).</summary>
    public bool RouteIntention { get; init; } = true;

    /// <summary>Whether a model says after each tier if that suffices (<c>sufficiency_check</c>).</summary>
    public bool SufficiencyCheck { get; init; } = true;

    /// <summary>What the model is told instead of the built-in prompt (<c>sufficiency_check_prompt</c>).</summary>
    public CustomPrompt? SufficiencyPrompt { get; init; }

    /// <summary>Whether items that the pages of found categories name are looked at first (<c>use_category_references</c>, also below <c>item</c>).</summary>
    public bool UseCategoryReferences { get; init; }

    /// <summary>How many categories (<c>category: {enabled, top_k}</c>); 0 for none, null for five.</summary>
    public int? CategoryLimit { get; init; }

    /// <summary>How many items (<c>item: {enabled, top_k}</c>).</summary>
    public int? ItemLimit { get; init; }

    /// <summary>How many messages and paragraphs (<c>resource: {enabled, top_k}</c>).</summary>
    public int? ResourceLimit { get; init; }

    /// <summary>How many of each tier a request gets.</summary>
    public TierLimits LimitsOf(RetrieveRequest request) =>
        new(request.CategoryLimit ?? request.Limit ?? CategoryLimit ?? 5, request.ItemLimit ?? request.Limit ?? ItemLimit ?? 5, request.ResourceLimit ?? request.Limit ?? ResourceLimit ?? 5);

    /// <summary>How vectors are kept (<c>vectors: int8</c> or <c>float32</c>); null to do without any (<c>none</c>).</summary>
    public VectorPrecision? Vectors { get; init; } = VectorPrecision.Int8;

    /// <summary>The weights (<c>rules:</c>, by the names of <see cref="RuleNames"/>); 0, or 1 for a factor, switches one off.</summary>
    public RankingRules Rules { get; init; } = new();

    /// <summary>Reads the section.</summary>
    internal static RetrieveSettings Read(string file, Parser parser)
    {
        var settings = new RetrieveSettings();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            switch (parser.Consume<Scalar>().Value)
            {
                case "ranking":
                    settings = settings with { Ranking = RankingOf(file, parser.Consume<Scalar>()) };
                    break;
                case "method":
                    var method = parser.Consume<Scalar>();
                    settings = settings with
                    {
                        Method = method.Value switch { "rules" => RetrieveMethod.Rules, "rag" => RetrieveMethod.Rag, "llm" => RetrieveMethod.Llm, _ => throw SettingValue.Wrong(file, method, "rules, rag or llm") },
                    };
                    break;
                case "route_intention":
                    settings = settings with { RouteIntention = SettingValue.Flag(file, parser.Consume<Scalar>()) };
                    break;
                case "sufficiency_check":
                    settings = settings with { SufficiencyCheck = SettingValue.Flag(file, parser.Consume<Scalar>()) };
                    break;
                case "sufficiency_check_prompt":
                    settings = settings with { SufficiencyPrompt = PromptReader.Read(file, parser) };
                    break;
                case "use_category_references":
                    settings = settings with { UseCategoryReferences = SettingValue.Flag(file, parser.Consume<Scalar>()) };
                    break;
                case "category":
                    var categories = Tier(file, parser, ref settings);
                    settings = settings with { CategoryLimit = categories };
                    break;
                case "item":
                    var most = Tier(file, parser, ref settings);
                    settings = settings with { ItemLimit = most };
                    break;
                case "resource":
                    var resources = Tier(file, parser, ref settings);
                    settings = settings with { ResourceLimit = resources };
                    break;
                case "recency_decay_days":
                    var days = parser.Consume<Scalar>();
                    settings = settings with { RecencyDecayDays = SettingValue.Number(file, days) is > 0 and var d ? d : throw SettingValue.Wrong(file, days, "a number above 0") };
                    break;
                case "min_score":
                    var least = parser.Consume<Scalar>();
                    settings = settings with { MinScore = SettingValue.Number(file, least) is <= 1 and var m ? m : throw SettingValue.Wrong(file, least, "a number from 0 to 1") };
                    break;
                case "vectors":
                    var kept = parser.Consume<Scalar>();
                    settings = settings with
                    {
                        Vectors = kept.Value switch { "int8" => VectorPrecision.Int8, "float32" => VectorPrecision.Float32, "none" => null, _ => throw SettingValue.Wrong(file, kept, "int8, float32 or none") },
                    };
                    break;
                case "rules":
                    settings = settings with { Rules = ReadRules(file, parser, settings.Rules) };
                    break;
                default:
                    parser.SkipThisAndNestedEvents(); // of a later version
                    break;
            }
        }
        return settings;
    }

    /// <summary>memU's settings of a tier: <c>enabled</c>, <c>top_k</c>, and of items how they are ranked.</summary>
    private static int? Tier(string file, Parser parser, ref RetrieveSettings settings)
    {
        var (isOn, most) = (true, (int?)null);
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            switch (parser.Consume<Scalar>().Value)
            {
                case "enabled":
                    isOn = SettingValue.Flag(file, parser.Consume<Scalar>());
                    break;
                case "top_k":
                    most = SettingValue.Whole(file, parser.Consume<Scalar>(), 1, 1000);
                    break;
                case "ranking":
                    settings = settings with { Ranking = RankingOf(file, parser.Consume<Scalar>()) };
                    break;
                case "recency_decay_days":
                    var days = parser.Consume<Scalar>();
                    settings = settings with { RecencyDecayDays = SettingValue.Number(file, days) is > 0 and var d ? d : throw SettingValue.Wrong(file, days, "a number above 0") };
                    break;
                case "use_category_references":
                    settings = settings with { UseCategoryReferences = SettingValue.Flag(file, parser.Consume<Scalar>()) };
                    break;
                default:
                    parser.SkipThisAndNestedEvents(); // of a later version
                    break;
            }
        }
        return isOn ? most : 0;
    }

    private static ItemRanking RankingOf(string file, Scalar how) => how.Value switch { "similarity" => ItemRanking.Similarity, "salience" => ItemRanking.Salience, _ => throw SettingValue.Wrong(file, how, "similarity or salience") };

    private static RankingRules ReadRules(string file, Parser parser, RankingRules rules)
    {
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var (name, value) = (parser.Consume<Scalar>(), parser.Consume<Scalar>());
            rules = RuleNames.With(rules, name.Value, SettingValue.Number(file, value)) ?? throw new MemoryFormatException(file, (int)name.Start.Line, $"'{name.Value}' is no rule of ranking; there are {string.Join(", ", RuleNames.All)}.");
        }
        return rules;
    }
}
