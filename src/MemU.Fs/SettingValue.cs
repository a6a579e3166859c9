using System.Globalization;
using MemU.Fs.Model;
using YamlDotNet.Core.Events;

namespace MemU.Fs;

/// <summary>Single values of <c>config.yaml</c>, or an error that names file and line.</summary>
internal static class SettingValue
{
    /// <summary>Yes or no.</summary>
    public static bool Flag(string file, Scalar value) => value.Value.ToLowerInvariant() switch { "true" or "yes" or "on" => true, "false" or "no" or "off" => false, _ => throw Wrong(file, value, "true or false") };

    /// <summary>A whole number within bounds.</summary>
    public static int Whole(string file, Scalar value, int least, int most) =>
        int.TryParse(value.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : throw Wrong(file, value, $"a whole number from {least} to {most}");

    /// <summary>A number of 0 or more.</summary>
    public static float Number(string file, Scalar value) =>
        float.TryParse(value.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && float.IsFinite(number) && number >= 0 ? number : throw Wrong(file, value, "a number of 0 or more");

    /// <summary>What is wrong with a value.</summary>
    public static MemoryFormatException Wrong(string file, Scalar value, string expected) => new(file, (int)value.Start.Line, $"'{value.Value}' is not {expected}.");
}
