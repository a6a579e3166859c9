using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Providers.WithModel;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Scripted;

namespace MemU.Fs.Tests.WithModel;

/// <summary>A real memory in a temporary folder whose models are scripted.</summary>
public sealed class ModelMemory : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ModelMemory(Func<ChatCall, Reply> script, Func<MemoryOptions, MemoryOptions>? change)
    {
        Provider = new(script);
        var options = new MemoryOptions { Root = Root, Models = Provider.Models(), StateFolder = _folder.File("state") };
        Service = MemoryService.Open(change?.Invoke(options) ?? options);
    }

    public static async Task<ModelMemory> NewAsync(Func<ChatCall, Reply> script, Func<MemoryOptions, MemoryOptions>? change = null)
    {
        var memory = new ModelMemory(script, change);
        await memory.Service.InitAsync(new());
        return memory;
    }

    public ScriptedProvider Provider { get; }

    public MemoryService Service { get; }

    public string Root => _folder.File("memory");

    public string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public string Text(string relative) => File.ReadAllText(Path(relative));

    public void WriteFile(string relative, string text) => File.WriteAllText(Path(relative), text);

    public Task<MemorizeResult> LearnAsync(string name, string text, Func<ExtractionSettings, ExtractionSettings>? change = null) => LearnAsync(name, Encoding.UTF8.GetBytes(text), change);

    public Task<MemorizeResult> LearnAsync(string name, byte[] bytes, Func<ExtractionSettings, ExtractionSettings>? change = null) =>
        Service.MemorizeAsync(new() { Sources = [new(name, _ => Task.FromResult<ReadOnlyMemory<byte>>(bytes))], Override = change });

    public string Git(params string[] arguments)
    {
        using var process = MemuProcess.Start(Root, "git", null, arguments);
        var answer = MemuProcess.Finish(process, "");
        return answer.ExitCode == 0 ? answer.Output.Trim() : $"git: {answer.Error.Trim()}";
    }

    public string GitStatus() => Git("status", "--porcelain");

    /// <summary>Every byte below the root, as text.</summary>
    public string Everything() => string.Concat(Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(f => Encoding.Latin1.GetString(File.ReadAllBytes(f))));

    public void Dispose()
    {
        Service.Dispose();
        _folder.Dispose();
        Provider.Dispose();
    }
}
