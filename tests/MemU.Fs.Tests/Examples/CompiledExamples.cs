using System.Text.Json.Nodes;
using MemU.Fs.Tests.Cli;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace MemU.Fs.Tests.Examples;

/// <summary>The example programs, each compiled once against the assemblies beside the tests and run as a process of its own.</summary>
public sealed class CompiledExamples : IDisposable
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly CSharpParseOptions s_language = new(LanguageVersion.Latest);

    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);
    private readonly Lazy<MetadataReference[]> _references = new(() => [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(a => MetadataReference.CreateFromFile(a))]);

    /// <summary>The names of all examples.</summary>
    public static IEnumerable<string> Names => Directory.GetDirectories(Folder).Select(f => Path.GetFileName(f)!).Where(n => File.Exists(Source(n))).Order(StringComparer.Ordinal);

    public static string Folder { get; } = Path.Combine(Repository.Root, "examples");

    public static string Source(string name) => Path.Combine(Folder, name, name + ".cs");

    /// <summary>Runs an example in a folder, with what is typed into it.</summary>
    public Answer Run(string name, string folder, IReadOnlyDictionary<string, string>? environment = null, string? input = "")
    {
        if (!_made.TryGetValue(name, out var program)) _made[name] = program = Compile(name, Source(name), File.ReadLines(Source(name)));
        return Start(program, folder, environment, input);
    }

    /// <summary>Runs the text of a program that stands in a page.</summary>
    public Answer RunText(string name, IEnumerable<string> lines, string folder)
    {
        if (!_made.TryGetValue(name, out var program)) _made[name] = program = Compile(name, Path.Combine(Folder, name, "README.md"), lines);
        return Start(program, folder, null, "");
    }

    private static Answer Start(string program, string folder, IReadOnlyDictionary<string, string>? environment, string? input)
    {
        using var process = MemuProcess.Start(folder, "dotnet", environment, "exec", "--runtimeconfig", Path.ChangeExtension(program, ".json"), "--depsfile", Path.Combine(AppContext.BaseDirectory, "MemU.Fs.Tests.deps.json"), program);
        return MemuProcess.Finish(process, input);
    }

    public void Dispose()
    {
        foreach (var program in _made.Values)
        {
            File.Delete(program);
            File.Delete(Path.ChangeExtension(program, ".json"));
        }
    }

    // beside the tests, because that is where the host looks for what a program needs
    private string Compile(string name, string source, IEnumerable<string> lines)
    {
        var program = Path.Combine(AppContext.BaseDirectory, $"example-{name}-{Environment.ProcessId}.dll");
        // what `dotnet run` reads of a program in one file is none of the compiler's; the lines stay, so that it names the right ones
        var text = string.Join('\n', lines.Select(l => l.StartsWith("#:", StringComparison.Ordinal) || l.StartsWith("#!", StringComparison.Ordinal) ? "" : l));
        var made = CSharpCompilation.Create(Path.GetFileNameWithoutExtension(program), [CSharpSyntaxTree.ParseText(text, s_language, source), CSharpSyntaxTree.ParseText(Usings, s_language)], _references.Value,
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error)).Emit(program);
        Assert.True(made.Success, string.Join('\n', made.Diagnostics));
        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "MemU.Fs.Tests.runtimeconfig.json")))!;
        var properties = settings["runtimeOptions"]!["configProperties"]!;
        properties["EntryPointFileDirectoryPath"] = Path.GetDirectoryName(source); // as `dotnet run` says it
        properties["System.Runtime.TieredPGO"] = false; // as in memu itself: a short run does not earn it back
        properties["System.GC.Concurrent"] = false;
        File.WriteAllText(Path.ChangeExtension(program, ".json"), settings.ToJsonString());
        return program;
    }
}
