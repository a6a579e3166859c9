using System.CommandLine;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu doctor --models</c></summary>
internal static class ModelCheckPrint
{
    /// <summary>Tries each model and says how it went.</summary>
    public static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var choice = ModelSettings.Resolve(new() { Root = Composition.FindRoot(parsed.GetValue(CommandLine.Root)), Provider = parsed.GetValue(CommandLine.Provider) });
        if (!choice.HasModels)
            throw new MemUException(MemUErrorKind.BadArgument, choice.Notice ?? (choice.IsOffline ? "no model may be asked: --provider, MEMU_PROVIDER or MEMU_OFFLINE say offline." : "no model is chosen. Name a provider with --provider or MEMU_PROVIDER, or: memu config set llm_profiles.default.provider <name>"));
        var view = await MemoryService.CheckModelsAsync(choice, cancellation);
        if (parsed.GetValue(CommandLine.Json)) Terminal.Json(view, MemoryJson.Readable.ModelsView);
        else foreach (var check in view.Checks) Print(check);
        return view.Healthy ? 0 : 3;
    }

    private static void Print(ModelCheckView check)
    {
        var what = $"{check.Profile}: {check.Kind} by {check.Provider} {check.Model}";
        var how = check.Ok ? $"  {check.Milliseconds} ms{(check.Dimensions is { } dimensions ? $", {dimensions} dimensions" : "")}{(check.Json == true ? ", structured answers" : "")}{(check.Answered is { } name ? $", answered by {name}" : "")}" : "";
        Terminal.Line((check.Ok ? "ok      " : "error   ", check.Ok ? "green" : "red"), (what, null), (how, "grey"));
        if (check.Problem is { } problem) Terminal.Line(($"        {problem}", null));
        if (check.Steps.Count > 0) Terminal.Line(($"        for {string.Join(", ", check.Steps)}", "grey"));
    }
}
