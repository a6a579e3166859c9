using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Keys of settings as people write them, with dots between.</summary>
internal static class SettingKey
{
    /// <summary>The keys from the outside in. A profile's name may have dots of its own, as <c>llm_profiles.llama.cpp.chat_model</c> has.</summary>
    /// <exception cref="MemUException">It is no key.</exception>
    public static string[] Parse(string key)
    {
        var parts = key.Split('.');
        if (key.Length == 0 || parts.Any(p => p.Length == 0 || p.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))) throw new MemUException(MemUErrorKind.BadArgument, "a key is names with dots between, such as llm_profiles.default.chat_model; see: memu config list");
        if (parts is not ["llm_profiles", _, _, ..]) return parts;
        var names = ProfileFields.Names.ToHashSet(StringComparer.Ordinal);
        var at = Array.FindIndex(parts, 2, p => p is "headers" or "endpoints");
        if (at < 0) at = parts.Length - 1;
        if (!names.Contains(parts[at])) return parts; // said by whoever reads the value
        string[] path = ["llm_profiles", string.Join('.', parts[1..at]), parts[at]];
        return at == parts.Length - 1 ? path : [.. path, string.Join('.', parts[(at + 1)..])];
    }
}
