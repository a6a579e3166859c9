using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace MemU.Fs.Providers.Static.Tensors;

/// <summary>The vectors of all tokens, left in their file; a row becomes numbers when a text has its token.</summary>
internal sealed class EmbeddingMatrix
{
    private const int MostDimensions = 65_536;
    private readonly MappedModel _file;
    private readonly Tensor _rows;
    private readonly int _rowBytes;
    private readonly float[]? _weights;
    private readonly int[]? _mapping;

    private EmbeddingMatrix(SafeTensors tensors, Tensor rows)
    {
        (_file, _rows) = (tensors.File, rows);
        (Rows, Dimensions) = ((int)rows.Shape[0], (int)rows.Shape[1]);
        _rowBytes = Dimensions * TensorType.SizeOf(rows.Type);
        _weights = tensors.Find("weights") is { } weights ? NumberReader.Fractions(tensors, weights) : null;
        _mapping = tensors.Find("mapping") is { } mapping ? NumberReader.Whole(tensors, mapping) : null;
        if (_mapping?.FirstOrDefault(r => r < 0 || r >= Rows, 0) is not (null or 0)) throw new InvalidDataException($"tensor 'mapping' leads to rows that tensor {rows} does not have");
    }

    /// <summary>Numbers of a vector.</summary>
    public int Dimensions { get; }

    /// <summary>How many vectors there are.</summary>
    public int Rows { get; }

    /// <summary>How many tokens have a vector and, where there are weights, a weight.</summary>
    public int Tokens => Math.Min(_mapping?.Length ?? Rows, _weights?.Length ?? int.MaxValue);

    /// <summary>The matrix of a model's file: tensor <c>embeddings</c>, or <c>embedding.weight</c> as Sentence Transformers call it.</summary>
    /// <exception cref="InvalidDataException">There is none, or none that can be used.</exception>
    public static EmbeddingMatrix Of(SafeTensors tensors)
    {
        var rows = tensors.Find("embeddings") ?? tensors.Find("embedding.weight")
            ?? throw new InvalidDataException($"it has no tensor 'embeddings' or 'embedding.weight' and so is no static model; it has {string.Join(", ", tensors.Tensors.Take(5).Select(t => t.ToString()))}{(tensors.Tensors.Count > 5 ? " and others" : "")}");
        if (!NumberReader.IsFraction(rows.Type)) throw new InvalidDataException($"tensor {rows} is of a type that is not read here; F32, F16, BF16, F64 and I8 are");
        if (rows.Shape.Count != 2 || rows.Shape[0] is < 1 or > int.MaxValue || rows.Shape[1] is < 1 or > MostDimensions)
            throw new InvalidDataException($"tensor {rows} is no matrix of a row for each token and 1 to {MostDimensions} columns");
        return new(tensors, rows);
    }

    /// <summary>Adds a token's vector, with its weight, to a sum; <paramref name="spare"/> is as long as the sum and is written over. Only while the file is held.</summary>
    public void Add(int token, Span<float> sum, Span<float> spare)
    {
        var row = _mapping is null ? token : _mapping[token];
        var bytes = _file.Slice(_rows.Start + ((long)row * _rowBytes), _rowBytes);
        ReadOnlySpan<float> numbers = spare;
        if (_rows.Type == "F32") numbers = MemoryMarshal.Cast<byte, float>(bytes);
        else NumberReader.Read(_rows.Type, bytes, spare);
        if (_weights is null) TensorPrimitives.Add(sum, numbers, sum);
        else TensorPrimitives.MultiplyAdd(numbers, _weights[token], sum, sum);
    }
}
