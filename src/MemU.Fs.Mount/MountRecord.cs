using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MemU.Fs.Remotes;

namespace MemU.Fs.Mount;

/// <summary>A drive that is mounted, as it is noted among the user's own state so that it can be listed and ended.</summary>
/// <param name="Place">The folder, or the address without its secret.</param>
/// <param name="Root">The memory.</param>
/// <param name="Process">The process that answers for it.</param>
public sealed record MountRecord(string Place, string Root, int Process)
{
    /// <summary>When the process was started, for numbers of processes are used again.</summary>
    public long Started { get; init; }

    /// <summary>Whether nothing can be changed through it.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whose memories it shows; empty for all.</summary>
    public string Scope { get; init; } = "";

    /// <summary>Whether its process still runs.</summary>
    [JsonIgnore]
    public bool IsAlive
    {
        get
        {
            try
            {
                using var process = System.Diagnostics.Process.GetProcessById(Process);
                // each process reckons that from its own look at the clock
                return Started == 0 || Math.Abs(process.StartTime.ToUniversalTime().Ticks - Started) < 2 * TimeSpan.TicksPerSecond;
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                return false; // there is no such process, or it is another user's
            }
        }
    }

    /// <summary>A record of this process.</summary>
    public static MountRecord OfThisProcess(string place, string root)
    {
        using var own = System.Diagnostics.Process.GetCurrentProcess();
        return new(place, root, own.Id) { Started = own.StartTime.ToUniversalTime().Ticks };
    }

    /// <summary>All that are noted, those of processes that died among them.</summary>
    public static IReadOnlyList<MountRecord> All(string? stateFolder = null)
    {
        var folder = Folder(stateFolder);
        if (!Directory.Exists(folder)) return [];
        var found = new List<MountRecord>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
            if (Read(file) is { } record) found.Add(record);
        return found;
    }

    /// <summary>Notes it.</summary>
    public void Save(string? stateFolder = null)
    {
        var folder = Folder(stateFolder);
        UserState.Make(folder);
        var file = FileOf(folder, Place);
        var temporary = file + "." + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(this, MountJson.Default.MountRecord));
        File.Move(temporary, file, overwrite: true);
    }

    /// <summary>It is no longer mounted; a record of another process at the same place stays.</summary>
    public void Remove(string? stateFolder = null)
    {
        var file = FileOf(Folder(stateFolder), Place);
        if (Read(file) is { } noted && noted.Process == Process) File.Delete(file);
    }

    private static MountRecord? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(file), MountJson.Default.MountRecord);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // it went just then, or is none of ours
        }
    }

    private static string Folder(string? stateFolder) => Path.Combine(UserState.Folder(stateFolder), "mounts");

    private static string FileOf(string folder, string place) => Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)))[..24] + ".json");
}

/// <summary>JSON of the records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MountRecord))]
internal sealed partial class MountJson : JsonSerializerContext;
