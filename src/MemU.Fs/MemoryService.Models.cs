using MemU.Fs.Care;
using MemU.Fs.Model;
using MemU.Fs.Remotes;
using MemU.Fs.Verbs;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>What calls of models took, from the ledger of this memory.</summary>
    /// <param name="since">Since when; null for all that is known.</param>
    /// <param name="by">What they are put together by: <c>operation</c>, <c>step</c>, <c>model</c>, <c>day</c> or <c>profile</c>.</param>
    /// <exception cref="MemUException">They can't be put together by that.</exception>
    public CostView Cost(DateTimeOffset? since = null, string by = "operation")
    {
        RequireMemory();
        return Costs.Of(_options.Root, since, by, _options.Clock.LocalTimeZone);
    }

    /// <summary>All values of the settings, each with who said it. Secrets are not among them, only where they are.</summary>
    /// <exception cref="MemUException">A file of settings can't be read, or says what can't be.</exception>
    public IReadOnlyList<SettingView> Settings(ModelRequest request) => SettingList.Of(request with { Root = _options.Root });

    /// <summary>Sets one value of the tree's settings, or takes it out; every other byte of the file stays. Where the settings were trusted they are afterwards, too.</summary>
    /// <exception cref="MemUException">The value can't be that, or the file is written in a way in which it can't be edited.</exception>
    public async Task<WriteResult> ChangeSettingAsync(SettingRequest request, CancellationToken cancellationToken = default)
    {
        RequireMemory();
        var trust = new Trust(_options.Root, _options);
        var held = trust.Holds;
        var result = await WriteAsync("config", request, v => new SettingVerb(v, request).RunAsync(cancellationToken), cancellationToken);
        if (held && !request.DryRun && !result.Unchanged) trust.Give(); // whoever sets it here has read it
        return result;
    }

    /// <summary>Sets one value of the user's own settings, or takes it out; false where it was so already.</summary>
    /// <exception cref="MemUException">The value can't be that, or the file can't be edited or written.</exception>
    public static bool ChangeUserSetting(SettingRequest request, string? userFile = null)
    {
        var file = userFile ?? UserConfig.File(Environment.GetEnvironmentVariable);
        var text = File.Exists(file) ? File.ReadAllText(file) : "";
        var changed = SettingVerb.Changed(text, file, "user", request);
        if (changed == text) return false;
        if (!request.DryRun) UserConfig.Write(file, changed);
        return true;
    }

    /// <summary>Asks each model of the settings one tiny thing; nothing is written, kept or counted.</summary>
    public static Task<ModelsView> CheckModelsAsync(ModelChoice choice, CancellationToken cancellationToken = default) => new ModelCheck(choice).RunAsync(cancellationToken);
}
