using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>A call that sets one value of the settings, or takes it out.</summary>
public sealed record SettingRequest : WriteRequest
{
    /// <summary>The keys with dots between, such as <c>llm_profiles.default.chat_model</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The value; null to take it out.</summary>
    public string? Value { get; init; }
}

/// <summary>Sets one value of the tree's settings, or takes it out; every other byte stays.</summary>
internal sealed class SettingVerb(Verb verb, SettingRequest request)
{
    private const string Name = ".memu/config.yaml";
    private static readonly MemoryPath File = MemoryPath.FromListing(Name);

    public Task<WriteResult> RunAsync(CancellationToken cancellationToken)
    {
        var bytes = verb.Plan.Read(verb.Open.Tree, File) ?? [];
        var bom = bytes.AsSpan().StartsWith("\uFEFF"u8);
        var changed = Changed(Encoding.UTF8.GetString(bom ? bytes.AsSpan(3) : bytes), Name, "tree", request);
        MemoryConfig.Parse(changed);
        verb.Plan.Put(File, Encoding.UTF8.GetBytes((bom ? "\uFEFF" : "") + changed));
        return verb.FinishAsync("edited", request.Key, relink: false, cancellationToken);
    }

    /// <summary>The text of a file of settings with the value set or taken out.</summary>
    /// <exception cref="MemUException">The value can't be that, or the file can't be edited.</exception>
    public static string Changed(string text, string name, string source, SettingRequest request)
    {
        var path = SettingKey.Parse(request.Key);
        var editor = new SettingText(text, name);
        if (request.Value is not { } value) return editor.Unset(path) ?? text;
        if (value.AsSpan().ContainsAny('\r', '\n')) throw new MemUException(MemUErrorKind.BadArgument, "a value is one line.");
        // found fault with before the file is, and where it was said
        if (path is ["llm_profiles", _, ..]) ModelSettings.Check(path, value);
        else ModelSettings.Of([new(path, value, "the value", "", 0)]);
        var changed = editor.Set(path, value);
        ModelSettings.Of(SettingsFile.Read(changed, name, source));
        return changed;
    }
}
