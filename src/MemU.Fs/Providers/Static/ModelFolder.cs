using MemU.Fs.Model;

namespace MemU.Fs.Providers.Static;

/// <summary>Where the files of a model lie: in the folder itself (Model2Vec, Sentence Transformers), or in <c>0_StaticEmbedding</c> below it (older Sentence Transformers).</summary>
internal sealed record ModelFolder(string Name, string Tensors, string Tokenizer)
{
    private const string Module = "0_StaticEmbedding", TensorsName = "model.safetensors", TokenizerName = "tokenizer.json";

    /// <summary>Looks for a model in a folder.</summary>
    /// <exception cref="MemUException">There is no folder, or no model in it.</exception>
    public static ModelFolder Find(string folder)
    {
        if (string.IsNullOrWhiteSpace(folder) || folder.Contains('\0', StringComparison.Ordinal)) throw new MemUException(MemUErrorKind.BadArgument, "No folder of a static model is named: give the path of one with model.safetensors and tokenizer.json.");
        var full = Path.GetFullPath(folder);
        if (File.Exists(full)) throw new MemUException(MemUErrorKind.BadArgument, $"{full} is a file: give the folder in which model.safetensors and tokenizer.json lie.");
        if (!Directory.Exists(full)) throw new MemUException(MemUErrorKind.NotFound, $"{full}: there is no such folder. Give the folder in which a model's model.safetensors and tokenizer.json lie.");
        var place = !File.Exists(Path.Combine(full, TensorsName)) && File.Exists(Path.Combine(full, Module, TensorsName)) ? Path.Combine(full, Module) : full;
        foreach (var name in (ReadOnlySpan<string>)[TensorsName, TokenizerName])
            if (!File.Exists(Path.Combine(place, name)))
                throw new MemUException(MemUErrorKind.NotFound, $"{place}: there is no {name} in it. A static model has {TensorsName} and {TokenizerName}, in its folder or in {Module} below it; get the missing file.");
        return new(NameOf(full), Path.Combine(place, TensorsName), Path.Combine(place, TokenizerName));
    }

    /// <summary>The folder's name, without signs that a name in a header or a log should not have.</summary>
    private static string NameOf(string full)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(full));
        return name.Length == 0 ? "model" : string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));
    }
}
