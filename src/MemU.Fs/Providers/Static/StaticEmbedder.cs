using System.Numerics.Tensors;
using MemU.Fs.Model;
using MemU.Fs.Providers.Static.Tensors;
using MemU.Fs.Providers.Static.Tokens;
using MemU.Fs.Providers.Static.Tokens.Reading;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Static;

/// <summary>
/// An embedder of static word vectors, read from a folder that Model2Vec or Sentence Transformers wrote: a text's vector is the mean of its tokens' vectors, so
/// it knows that a car is an automobile and needs no neural network, no network and no GPU. Gives the direction that Model2Vec's own <c>encode</c> gives,
/// always at unit length.
/// </summary>
public sealed class StaticEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>Tokens of a text that count; Model2Vec's default.</summary>
    private const int MostTokens = 512;

    private readonly SafeTensors _tensors;
    private readonly EmbeddingMatrix _matrix;
    private readonly Lazy<TextTokenizer> _tokenizer; // reading it is most of the work, and most commands embed nothing
    private readonly EmbeddingGeneratorMetadata _metadata;

    private StaticEmbedder(string name, SafeTensors tensors, EmbeddingMatrix matrix, Lazy<TextTokenizer> tokenizer)
    {
        (Name, _tensors, _matrix, _tokenizer) = (name, tensors, matrix, tokenizer);
        _metadata = new("static", null, name, matrix.Dimensions);
    }

    /// <summary>Numbers in a vector.</summary>
    public int Dimensions => _matrix.Dimensions;

    /// <summary>The folder's name and eight digits of the content: vectors of another name can't be compared with these.</summary>
    public string Name { get; }

    /// <summary>
    /// Opens the model in a folder with <c>model.safetensors</c> and <c>tokenizer.json</c>, or with these in <c>0_StaticEmbedding</c> below it. The vectors stay in
    /// their file and are paged in as texts use them; the file may be replaced or deleted meanwhile, but not cut or written over.
    /// </summary>
    /// <exception cref="MemUException">A file is missing or unreadable (<c>NotFound</c>, <c>NotAllowed</c>, <c>System</c>), or is none that can be used (<c>BadArgument</c>).</exception>
    public static StaticEmbedder Load(string folder)
    {
        var embedder = Open(folder);
        try
        {
            _ = embedder._tokenizer.Value;
        }
        catch
        {
            embedder.Dispose();
            throw;
        }
        return embedder;
    }

    /// <summary>Opens it like <see cref="Load"/>, but reads the tokenizer, which takes most of the time, with the first text; what is wrong with that is told then.</summary>
    /// <exception cref="MemUException">As <see cref="Load"/>.</exception>
    public static StaticEmbedder Open(string folder)
    {
        var files = ModelFolder.Find(folder);
        var json = ModelFile.Read(files.Tokenizer, File.ReadAllBytes);
        SafeTensors? tensors = null;
        try
        {
            var opened = tensors = ModelFile.Read(files.Tensors, SafeTensors.Open);
            var matrix = ModelFile.Read(files.Tensors, _ => EmbeddingMatrix.Of(opened));
            var embedder = new StaticEmbedder($"{files.Name}-{Fingerprint.Of(opened, json)}", opened, matrix, new(Tokenizer));
            tensors = null; // its own now
            return embedder;

            TextTokenizer Tokenizer()
            {
                var tokenizer = ModelFile.Read(files.Tokenizer, path => TokenizerFile.Read(json, path));
                if (tokenizer.Greatest >= matrix.Tokens)
                    throw new MemUException(MemUErrorKind.BadArgument, $"{files.Tokenizer}: its tokens are numbered up to {tokenizer.Greatest}, and {files.Tensors} has vectors for {matrix.Tokens}. They belong to different models; get both from one.");
                return tokenizer;
            }
        }
        finally
        {
            tensors?.Dispose();
        }
    }

    /// <summary>The vector of a text, of unit length; all zeros for a text without known tokens.</summary>
    /// <exception cref="ObjectDisposedException">The model has been closed.</exception>
    public float[] Embed(string text)
    {
        var vector = new float[Dimensions];
        var bench = _tokenizer.Value.Rent();
        _tensors.File.Hold();
        try
        {
            Add(text, bench, vector);
        }
        finally
        {
            _tensors.File.Release();
            _tokenizer.Value.Return(bench);
        }
        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0 && float.IsFinite(length)) TensorPrimitives.Divide(vector, length, vector);
        else vector.AsSpan().Clear(); // also where a broken file has numbers that are none
        return vector;
    }

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        EmbeddingBatch.RunAsync(values, Embed, Name, cancellationToken);

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this : null;

    /// <summary>Closes the file.</summary>
    public void Dispose() => _tensors.Dispose();

    /// <summary>The numbers of a text's tokens that count, for tests.</summary>
    internal int[] Tokens(string text)
    {
        var bench = new Workbench();
        Encode(text, bench);
        return [.. bench.Tokens];
    }

    private void Add(string text, Workbench bench, Span<float> sum)
    {
        Encode(text, bench);
        var spare = bench.Numbers(Dimensions);
        foreach (var token in bench.Tokens) _matrix.Add(token, sum, spare);
    }

    /// <summary>As Model2Vec does it: the text is cut by characters, unknown tokens are left out, and of the others the first count.</summary>
    private void Encode(string text, Workbench bench)
    {
        var tokenizer = _tokenizer.Value;
        tokenizer.Encode(text, (int)Math.Min(int.MaxValue, (long)MostTokens * tokenizer.MedianLength), bench);
        bench.Tokens.RemoveAll(tokenizer.IsUnknown);
        if (bench.Tokens.Count > MostTokens) bench.Tokens.RemoveRange(MostTokens, bench.Tokens.Count - MostTokens);
    }
}
