using MemU.Fs.Markdown;
using MemU.Fs.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MemU.Fs;

/// <summary>One value of the settings with the place where it was said.</summary>
/// <param name="Path">Its keys from the outside in.</param>
/// <param name="Value">The value as text.</param>
/// <param name="Source">Where it was said: <c>tree</c>, <c>user</c>, <c>environment NAME</c>, <c>flag --name</c> or <c>default</c>.</param>
/// <param name="File">The file, for messages; the source where it is none.</param>
/// <param name="Line">The line in the file, from 1; 0 for none.</param>
internal sealed record Setting(string[] Path, string Value, string Source, string File, int Line)
{
    /// <summary>Its keys with dots between.</summary>
    public string Key => string.Join('.', Path);
}

/// <summary>The single values of a file of settings, lists left out.</summary>
internal static class SettingsFile
{
    /// <summary>The longest file that is read, in bytes.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int MostValues = 4000;
    private const int Deepest = 8;

    /// <summary>The values of a file; none where it is not there.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="source">What its values have as their source.</param>
    /// <exception cref="MemoryFormatException">The file is malformed; names the line.</exception>
    public static List<Setting> Load(string path, string name, string source)
    {
        if (!File.Exists(path)) return [];
        if (new FileInfo(path).Length > MaxBytes) throw new MemoryFormatException(name, 0, $"is larger than {MaxBytes / 1024} KiB; that can't be a configuration.");
        return Read(File.ReadAllText(path), name, source);
    }

    /// <summary>The values of such a text.</summary>
    /// <exception cref="MemoryFormatException">It is malformed; names the line.</exception>
    public static List<Setting> Read(string text, string name, string source)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _)) return [];
            parser.Consume<DocumentStart>();
            var values = new List<Setting>();
            if (!parser.Accept<MappingStart>(out _)) throw new MemoryFormatException(name, 1, "settings are names with values, such as 'gc: off'.");
            Walk(parser, [], values, name, source);
            return values;
        }
        catch (YamlException e)
        {
            throw new MemoryFormatException(name, (int)e.Start.Line, $"is not valid YAML: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static void Walk(Parser parser, List<string> path, List<Setting> values, string name, string source)
    {
        parser.Consume<MappingStart>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            path.Add(key.Value);
            var line = (int)key.Start.Line;
            if (path.Count > Deepest || values.Count >= MostValues) throw new MemoryFormatException(name, line, "has more in it than settings ever need.");
            if (values.Exists(v => v.Path.SequenceEqual(path))) throw new MemoryFormatException(name, line, $"'{Utf8Text.OneLine(string.Join('.', path))}' is there twice.");
            if (parser.TryConsume<Scalar>(out var value)) values.Add(new([.. path], value.Value, source, name, (int)value.Start.Line));
            else if (parser.Accept<MappingStart>(out _)) Walk(parser, path, values, name, source);
            else parser.SkipThisAndNestedEvents();
            path.RemoveAt(path.Count - 1);
        }
    }
}
