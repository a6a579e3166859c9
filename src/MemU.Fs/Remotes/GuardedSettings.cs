using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MemU.Fs.Remotes;

/// <summary>The settings of a tree that could send data somewhere or start a program: all but those that are known to do neither.</summary>
/// <param name="Names">Their names.</param>
/// <param name="Hash">A hash of what they say, comments and layout aside; null when there are none.</param>
internal sealed record GuardedSettings(IReadOnlyList<string> Names, string? Hash)
{
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal) { "format", "scope", "timezone", "categories" };

    /// <summary>Reads them from the text of <c>.memu/config.yaml</c>; what can't be read is guarded as a whole.</summary>
    public static GuardedSettings Of(string? config)
    {
        if (string.IsNullOrWhiteSpace(config)) return new([], null);
        try
        {
            return Read(config);
        }
        catch (YamlException)
        {
            return new(["(not valid YAML)"], HashOf(config));
        }
    }

    private static GuardedSettings Read(string config)
    {
        var parser = new Parser(new StringReader(config));
        var (names, said, depth, guarded, isKey, whole) = (new List<string>(), new StringBuilder(), 0, false, false, false);
        while (parser.MoveNext())
        {
            var at = parser.Current!;
            if (at is AnchorAlias) whole = true; // what it stands for may lie elsewhere in the file
            if (at is MappingEnd or SequenceEnd) depth--;
            if (depth == 1 && at is Scalar or MappingStart or SequenceStart or AnchorAlias && (isKey = !isKey))
            {
                var name = at is Scalar scalar ? scalar.Value : "(a key that is no name)";
                guarded = !Harmless.Contains(name);
                if (guarded) names.Add(name);
            }
            if (guarded && depth >= 1) said.Append(CultureInfo.InvariantCulture, $"{at.GetType().Name}\0{(at as Scalar)?.Value}\0{(at as NodeEvent)?.Tag}\n");
            // a category's own prompt decides what a model makes of all that is learned there
            if (!guarded && depth > 1 && at is Scalar { Value: "summary_prompt" })
            {
                whole = true;
                if (!names.Contains("summary_prompt")) names.Add("summary_prompt");
            }
            if (at is MappingStart or SequenceStart) depth++;
        }
        return names.Count == 0 ? new([], null) : new(names, HashOf(whole ? config : said.ToString()));
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
