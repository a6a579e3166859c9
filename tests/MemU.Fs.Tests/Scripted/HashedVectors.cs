using System.Numerics.Tensors;
using System.Text;

namespace MemU.Fs.Tests.Scripted;

/// <summary>Vectors that are the same on each run: words in common make texts near.</summary>
public static class HashedVectors
{
    /// <summary>The vector of a text, of unit length.</summary>
    public static float[] Of(string text, int dimensions)
    {
        var vector = new float[dimensions];
        vector[0] = 0.01f; // a text without words has a direction, too
        foreach (var word in text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('.', ',', '?', '!', ':', ';', '"', '\'')))
        {
            var hash = 14695981039346656037UL;
            foreach (var b in Encoding.UTF8.GetBytes(word)) hash = (hash ^ b) * 1099511628211UL;
            vector[(int)(hash % (ulong)dimensions)] += hash >> 63 == 0 ? 1 : -1;
        }
        var length = TensorPrimitives.Norm(vector);
        TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }
}
