using System.CommandLine;
using MemU.Fs.Model;
using MemU.Fs.Verbs;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu config list|get|set|unset</c></summary>
internal static class ConfigCommands
{
    private static readonly Option<bool> User = new("--user") { Description = "In your own settings, which hold for every memory, instead of this tree's" };

    public static Command Build() => new("config", "The settings: what holds and who said it; set and unset single values") { List(), Get(), Set(), Unset() };

    private static Command List()
    {
        var command = new Command("list", "Each value with where it comes from; of a secret only where it is");
        command.SetAction(parsed =>
        {
            var values = Values(parsed);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(values, MemoryJson.Readable.IReadOnlyListSettingView);
            else foreach (var value in values) Terminal.Line(($"{value.Key} = {value.Value}", value.Used ? null : "grey"), ($"  ({value.Source}{(value.Used ? "" : ", not used")})", "grey"));
            return 0;
        });
        return command;
    }

    private static Command Get()
    {
        var key = Writing.Required("key", "The value's keys with dots between, as list shows them");
        var command = new Command("get", "One value") { key };
        command.SetAction(parsed =>
        {
            if (Values(parsed).FirstOrDefault(v => v.Used && v.Key == parsed.GetValue(key)) is not { } value) return Errors.NothingFound;
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(value, MemoryJson.Readable.SettingView);
            else Terminal.Line(value.Value);
            return 0;
        });
        return command;
    }

    private static Command Set()
    {
        var (key, value) = (Writing.Required("key", "Its keys with dots between, such as llm_profiles.default.provider"), Writing.Required("value", "The value; of a key for a provider the name of the environment variable that holds it"));
        var command = new Command("set", "Set one value; every other byte of the file stays") { key, value, User, Writing.DryRun, Writing.Reason };
        command.SetAction((parsed, cancellation) => ChangeAsync(parsed, parsed.GetValue(key)!, parsed.GetValue(value), cancellation));
        return command;
    }

    private static Command Unset()
    {
        var key = Writing.Required("key", "Its keys with dots between");
        var command = new Command("unset", "Take one value out, so that the next one who says something about it is heard") { key, User, Writing.DryRun, Writing.Reason };
        command.SetAction((parsed, cancellation) => ChangeAsync(parsed, parsed.GetValue(key)!, null, cancellation));
        return command;
    }

    private static IReadOnlyList<SettingView> Values(ParseResult parsed)
    {
        using var memory = MemoryService.Open(Composition.Plain(parsed));
        return memory.Settings(new() { Root = "", Provider = parsed.GetValue(CommandLine.Provider) });
    }

    private static async Task<int> ChangeAsync(ParseResult parsed, string key, string? value, CancellationToken cancellation)
    {
        var request = new SettingRequest { Key = key, Value = value, DryRun = parsed.GetValue(Writing.DryRun), Reason = parsed.GetValue(Writing.Reason) };
        if (parsed.GetValue(User))
        {
            var changed = MemoryService.ChangeUserSetting(request);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(new() { Action = changed ? "edited" : "skipped", Items = [], Categories = [], Files = [], Unchanged = !changed }, MemoryJson.Readable.WriteResult);
            else Terminal.Line(!changed ? Same(value) : request.DryRun ? "would change your settings" : "changed your settings");
            return 0;
        }
        using var memory = MemoryService.Open(Composition.Plain(parsed));
        var result = await memory.ChangeSettingAsync(request, cancellation);
        if (parsed.GetValue(CommandLine.Json)) Terminal.Json(result, MemoryJson.Readable.WriteResult);
        else Terminal.Line(result.Unchanged ? Same(value) : request.DryRun ? "would change .memu/config.yaml" : $"changed .memu/config.yaml, commit {result.Commit![..10]}");
        return 0;
    }

    private static string Same(string? value) => value is null ? "Nothing to change: it is not set there." : "Nothing to change: it is so already.";
}
