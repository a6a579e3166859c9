using MemU.Fs.Model;
using MemU.Fs.Mounted;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Service;

namespace MemU.Fs.Tests.Mounted;

/// <summary>A real folder beside a memory, to be mounted.</summary>
internal static class Source
{
    public static string PathOf(this TestMemory memory, string name) => Path.Combine(memory.Folder, name);

    public static void WriteSource(this TestMemory memory, string name, string text)
    {
        var file = memory.PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public static Task<MountResult> MountAsync(this TestMemory memory, string name, string? at = null, string? user = null, string? named = null, string[]? include = null, string[]? exclude = null) =>
        memory.Service.AddMountAsync(new MountRequest { Location = memory.PathOf(name), At = at, Scope = MemoryScope.Of(user), Name = named, Include = include ?? [], Exclude = exclude ?? [] });

    public static async Task<IReadOnlyList<ResourceHit>> FindAsync(this TestMemory memory, string query) => (await memory.AskAsync(query)).Resources;

    public static string GitIn(string folder, params string[] arguments)
    {
        using var process = MemuProcess.Start(folder, "git", null, ["-c", "user.name=T", "-c", "user.email=t@example.org", .. arguments]);
        var answer = MemuProcess.Finish(process, "");
        return answer.ExitCode == 0 ? answer.Output.Trim() : throw new InvalidOperationException(answer.Error);
    }
}
