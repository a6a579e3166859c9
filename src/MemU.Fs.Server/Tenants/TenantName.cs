using MemU.Fs.Model;

namespace MemU.Fs.Server.Tenants;

/// <summary>The name of a tenant, which is that of its folder.</summary>
public static class TenantName
{
    private const int Most = 64;

    /// <summary>Refuses what is no name: it must not lead anywhere else.</summary>
    /// <exception cref="MemUException">It is none.</exception>
    public static string Check(string name) => Is(name)
        ? name
        : throw new MemUException(MemUErrorKind.BadArgument, $"'{SafeText.OneLine(name)}' can't be the name of a tenant; use up to {Most} of a-z, 0-9, '-', '_' and '.', beginning with a letter or digit.");

    /// <summary>Whether it is one.</summary>
    public static bool Is(string name) =>
        name.Length is > 0 and <= Most && char.IsAsciiLetterOrDigit(name[0]) && !name.EndsWith('.') && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.')
            && MemoryPath.TryParse(name, out _, out _);
}
