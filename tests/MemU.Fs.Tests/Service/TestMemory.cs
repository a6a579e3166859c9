using System.IO.Enumeration;
using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Tests.Cli;

namespace MemU.Fs.Tests.Service;

/// <summary>A real memory in a temporary folder, with the calls that tests make most.</summary>
public sealed class TestMemory : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private TestMemory()
    {
        Root = _folder.File("memory");
        Service = MemoryService.Open(new() { Root = Root });
    }

    public string Root { get; }

    public string Folder => _folder.Path;

    public MemoryService Service { get; }

    public static async Task<TestMemory> CreateAsync(MemoryScope? scope = null)
    {
        var memory = new TestMemory();
        await memory.Service.InitAsync(new() { Scope = scope ?? MemoryScope.None });
        return memory;
    }

    public static string Example(string relative) => Path.Combine(Repository.Root, "examples", relative);

    public Task<MemorizeResult> MemorizeFileAsync(string file, string? user = null, DateTimeOffset? date = null, bool dryRun = false) =>
        Service.MemorizeAsync(new()
        {
            Sources = [new(Path.GetFileName(file), async c => await File.ReadAllBytesAsync(file, c))],
            Scope = MemoryScope.Of(user),
            Date = date,
            DryRun = dryRun,
        });

    public Task<MemorizeResult> SayAsync(string name, string? user, params (string Speaker, string Text)[] messages) =>
        SayAsync(name, user, DateTimeOffset.Parse("2026-11-20T09:00:00Z"), messages);

    public Task<MemorizeResult> SayAsync(string name, string? user, DateTimeOffset at, params (string Speaker, string Text)[] messages) =>
        Service.MemorizeAsync(new()
        {
            Sources = [new(name, _ => Task.FromResult<ReadOnlyMemory<byte>>(Conversation(at, messages)))],
            Scope = MemoryScope.Of(user),
        });

    public static byte[] Conversation(DateTimeOffset at, params (string Speaker, string Text)[] messages)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var (speaker, text) in messages)
            {
                json.WriteStartObject();
                json.WriteString("role", speaker == "assistant" ? "assistant" : "user");
                if (speaker is not ("assistant" or "user")) json.WriteString("name", speaker);
                json.WriteString("content", text);
                json.WriteString("created_at", at);
                json.WriteEndObject();
                at = at.AddMinutes(1);
            }
            json.WriteEndArray();
        }
        return stream.ToArray();
    }

    public Task<RetrieveResult> AskAsync(string query, string? user = null, int limit = 10, params string[] where) =>
        Service.RetrieveAsync(new() { Query = query, Scope = MemoryScope.Of(user), Limit = limit, Where = Where.Parse(where) });

    public string Git(params string[] arguments)
    {
        using var process = MemuProcess.Start(Root, "git", null, arguments);
        var answer = MemuProcess.Finish(process, "");
        return answer.ExitCode == 0 ? answer.Output.Trim() : $"git: {answer.Error.Trim()}";
    }

    public string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    public void Write(string relative, string text) => _folder.Write(Path.Combine("memory", relative), text);

    /// <summary>Every file but the cache, git's and the program's own; where a link to a folder leads is not looked at, for it may lead round in a circle.</summary>
    public IEnumerable<string> Files() => new FileSystemEnumerable<string>(Root, (ref FileSystemEntry e) => e.ToFullPath(), new() { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
    {
        ShouldIncludePredicate = (ref FileSystemEntry e) => !e.IsDirectory,
        ShouldRecursePredicate = (ref FileSystemEntry e) => (e.Attributes & FileAttributes.ReparsePoint) == 0 && e.FileName is not ".git",
    }
        .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/')).Where(f => !f.StartsWith(".git/") && !f.StartsWith(".memu/state") && !f.StartsWith(".memu/cache")).Order(StringComparer.Ordinal);

    /// <summary>Every file below the root but the cache, git's and the program's own included, by what is in it; a link by where it leads.</summary>
    public SortedDictionary<string, string> Bytes()
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFileSystemEntries(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false }))
        {
            var path = Path.GetRelativePath(Root, file).Replace('\\', '/');
            if (path.StartsWith(".memu/cache", StringComparison.Ordinal)) continue;
            all[path] = new FileInfo(file).LinkTarget ?? (Directory.Exists(file) ? "folder" : Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file))));
        }
        return all;
    }

    public void Dispose()
    {
        Service.Dispose();
        _folder.Dispose();
    }
}
