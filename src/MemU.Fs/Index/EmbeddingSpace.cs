using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace MemU.Fs.Index;

/// <summary>How a dimension of a vector is kept.</summary>
public enum VectorPrecision
{
    /// <summary>A signed byte per dimension and one scale for all: a quarter of the size, the same order of the best.</summary>
    Int8,
    /// <summary>Four bytes per dimension, as the model gave them.</summary>
    Float32,
}

/// <summary>Which model makes vectors, and how they are kept: only vectors of one space can be compared.</summary>
/// <param name="Provider">Who runs the model: <c>offline</c>, <c>static</c>, <c>openai</c>.</param>
/// <param name="Model">The model's name, with what else changes its vectors.</param>
/// <param name="Dimensions">Numbers in a vector; null where only the first vector tells.</param>
/// <param name="Precision">How they are kept.</param>
public sealed record EmbeddingSpace(string Provider, string Model, int? Dimensions, VectorPrecision Precision = VectorPrecision.Int8)
{
    /// <summary>The provider whose vectors are made again at any time, without asking: they cost neither money nor a noticeable time.</summary>
    public const string Offline = "offline";

    /// <summary>True when its vectors are made again without asking.</summary>
    public bool IsFree => Provider == Offline;

    /// <summary>For people.</summary>
    public string Name => $"{Provider} {Model}{(Precision == VectorPrecision.Int8 ? "" : " (float32)")}";

    /// <summary>A stable number for it.</summary>
    internal UInt128 Fingerprint => XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Provider}\n{Model}\n{Dimensions}\n{Precision}")));

    /// <summary>The folder of its vectors beside the words.</summary>
    internal string Folder => $"{FolderPrefix}{(ulong)(Fingerprint >> 64):x16}";

    /// <summary>How the folders of all spaces begin.</summary>
    internal const string FolderPrefix = "vectors-";
}
