using System.Globalization;
using MemU.Fs.Model;
using MemU.Fs.Providers.Prompts;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MemU.Fs;

/// <summary>Reads prompts of the user's own from settings: a text, or blocks by name, each a text or <c>{label, ordinal, prompt}</c>.</summary>
internal static class PromptReader
{
    /// <summary>Reads one prompt.</summary>
    public static CustomPrompt? Read(string file, Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var text)) return text.Value.Length == 0 ? null : new CustomPrompt { Text = text.Value };
        var blocks = new Dictionary<string, PromptBlock>(StringComparer.Ordinal);
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var name = parser.Consume<Scalar>();
            if (!blocks.TryAdd(name.Value, Block(file, parser))) throw new MemoryFormatException(file, (int)name.Start.Line, $"block '{name.Value}' of a prompt is defined twice.");
        }
        return new() { Blocks = blocks };
    }

    /// <summary>Reads prompts by name.</summary>
    public static Dictionary<string, CustomPrompt> ReadAll(string file, Parser parser)
    {
        var prompts = new Dictionary<string, CustomPrompt>(StringComparer.OrdinalIgnoreCase);
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var name = parser.Consume<Scalar>().Value;
            if (Read(file, parser) is { } prompt) prompts[name] = prompt;
        }
        return prompts;
    }

    private static PromptBlock Block(string file, Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var text)) return new() { Prompt = text.Value.Length == 0 ? null : text.Value };
        var block = new PromptBlock();
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var (key, value) = (parser.Consume<Scalar>(), parser.Consume<Scalar>());
            block = key.Value switch
            {
                "label" => block with { Label = value.Value },
                "prompt" => block with { Prompt = value.Value.Length == 0 ? null : value.Value },
                "ordinal" => block with { Ordinal = int.TryParse(value.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var place) ? place : throw new MemoryFormatException(file, (int)value.Start.Line, $"'{value.Value}' is no whole number.") },
                _ => throw new MemoryFormatException(file, (int)key.Start.Line, $"'{key.Value}' is nothing that a block of a prompt has; there are label, ordinal and prompt."),
            };
        }
        return block;
    }
}
