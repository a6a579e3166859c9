using System.Text.Json;

namespace MemU.Fs.Providers.Static.Tensors;

/// <summary>Reads the header of a safetensors file: for each tensor <c>dtype</c>, <c>shape</c> and <c>data_offsets</c>.</summary>
internal static class TensorHeader
{
    private const string Metadata = "__metadata__";

    /// <summary>The tensors by name, with places counted from the first number.</summary>
    /// <exception cref="InvalidDataException">Something is missing or of another kind.</exception>
    public static Dictionary<string, Tensor> Read(byte[] header)
    {
        using var document = JsonDocument.Parse(header);
        if (document.RootElement.ValueKind != JsonValueKind.Object) throw new InvalidDataException("its header is no object");
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (property.NameEquals(Metadata)) continue;
            if (!tensors.TryAdd(property.Name, Tensor(property.Name, property.Value))) throw new InvalidDataException($"tensor '{property.Name}' is there twice");
        }
        return tensors;
    }

    private static Tensor Tensor(string name, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("dtype", out var type) || type.ValueKind != JsonValueKind.String) throw new InvalidDataException($"tensor '{name}' has no 'dtype'");
        var shape = Numbers(name, value, "shape");
        var offsets = Numbers(name, value, "data_offsets");
        if (offsets.Count != 2 || offsets[1] < offsets[0]) throw new InvalidDataException($"tensor '{name}' has 'data_offsets' that are no beginning and end");
        return new(name, type.GetString()!, shape, offsets[0], offsets[1] - offsets[0]);
    }

    private static List<long> Numbers(string name, JsonElement value, string property)
    {
        if (!value.TryGetProperty(property, out var list) || list.ValueKind != JsonValueKind.Array) throw new InvalidDataException($"tensor '{name}' has no '{property}'");
        var numbers = new List<long>();
        foreach (var element in list.EnumerateArray())
            numbers.Add(element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) && number >= 0 ? number : throw new InvalidDataException($"tensor '{name}' has a '{property}' with '{element}', which is no number from 0 on"));
        return numbers;
    }
}
