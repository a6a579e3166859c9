using System.Globalization;
using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;
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
                    var how = parser.Consume<Scalar>();
                    settings = settings with
                    {
                        Ranking = how.Value switch { "similarity" => ItemRanking.Similarity, "salience" => ItemRanking.Salience, _ => throw Wrong(file, how, "similarity or salience") },
                    };
                    break;
                case "recency_decay_days":
                    var days = parser.Consume<Scalar>();
                    settings = settings with { RecencyDecayDays = Number(file, days) is > 0 and var d ? d : throw Wrong(file, days, "a number above 0") };
                    break;
                case "min_score":
                    var least = parser.Consume<Scalar>();
                    settings = settings with { MinScore = Number(file, least) is <= 1 and var m ? m : throw Wrong(file, least, "a number from 0 to 1") };
                    break;
                case "vectors":
                    var kept = parser.Consume<Scalar>();
                    settings = settings with
                    {
                        Vectors = kept.Value switch { "int8" => VectorPrecision.Int8, "float32" => VectorPrecision.Float32, "none" => null, _ => throw Wrong(file, kept, "int8, float32 or none") },
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

    private static RankingRules ReadRules(string file, Parser parser, RankingRules rules)
    {
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var (name, value) = (parser.Consume<Scalar>(), parser.Consume<Scalar>());
            rules = RuleNames.With(rules, name.Value, Number(file, value)) ?? throw new MemoryFormatException(file, (int)name.Start.Line, $"'{name.Value}' is no rule of ranking; there are {string.Join(", ", RuleNames.All)}.");
        }
        return rules;
    }

    private static float Number(string file, Scalar value) =>
        float.TryParse(value.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) && number >= 0 ? number : throw Wrong(file, value, "a number of 0 or more");

    private static MemoryFormatException Wrong(string file, Scalar value, string expected) => new(file, (int)value.Start.Line, $"'{value.Value}' is not {expected}.");
}
