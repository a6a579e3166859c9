using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>
/// Whole answers by what was asked, in <c>.memu/cache/responses</c>: an operation that was cut off asks nothing twice. A file that does not fit its checksum is none.
/// The key of a provider is in neither name nor content.
/// </summary>
internal sealed class KeptResponses(string root, TimeProvider clock)
{
    private const long MostBytes = 256L * 1024 * 1024;
    private const int LongestFile = 8 * 1024 * 1024;
    private const int SumLength = 64;
    private const int TidyEvery = 64;
    private static readonly TimeSpan LongestAge = TimeSpan.FromDays(30);

    private int _put;

    /// <summary>The folder of a memory's kept answers.</summary>
    public static string Folder(string root) => Path.Combine(root, ".memu", "cache", "responses");

    /// <summary>Drops all answers that a memory keeps; the number of files that went.</summary>
    public static int Clear(string root)
    {
        var folder = Folder(root);
        if (!Directory.Exists(folder)) return 0;
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count();
        Directory.Delete(folder, recursive: true);
        return files;
    }

    /// <summary>The answer to a chat; null when none is kept.</summary>
    public ChatResponse? Chat(string key) => Read(key, (JsonTypeInfo<ChatResponse>)AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatResponse)));

    /// <summary>What speech was written down as; null when none is kept.</summary>
    public SpeechToTextResponse? Speech(string key) => Read(key, (JsonTypeInfo<SpeechToTextResponse>)AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(SpeechToTextResponse)));

    /// <summary>Keeps an answer, unless it was cut short.</summary>
    public void Put(string key, ChatResponse response)
    {
        if (response.FinishReason == ChatFinishReason.Stop || response.FinishReason == ChatFinishReason.ToolCalls) Write(key, response, (JsonTypeInfo<ChatResponse>)AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ChatResponse)));
    }

    /// <summary>Keeps what speech was written down as.</summary>
    public void Put(string key, SpeechToTextResponse response) => Write(key, response, (JsonTypeInfo<SpeechToTextResponse>)AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(SpeechToTextResponse)));

    private T? Read<T>(string key, JsonTypeInfo<T> type) where T : class
    {
        var file = new FileInfo(FileOf(key));
        try
        {
            if (!file.Exists || file.Length is < SumLength or > LongestFile || clock.GetUtcNow() - file.LastWriteTimeUtc > LongestAge) return null;
            var bytes = File.ReadAllBytes(file.FullName);
            return Encoding.ASCII.GetString(bytes, 0, SumLength) == Sum(bytes.AsSpan(SumLength)) ? JsonSerializer.Deserialize(bytes.AsSpan(SumLength), type) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null; // a cache: what can't be read is asked again
        }
    }

    private void Write<T>(string key, T response, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(response, type);
        if (json.Length + SumLength > LongestFile) return;
        var file = FileOf(key);
        var fresh = $"{file}.{Guid.NewGuid():N}.new";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(fresh, [.. Encoding.ASCII.GetBytes(Sum(json)), .. json]);
            File.Move(fresh, file, overwrite: true);
            if (Interlocked.Increment(ref _put) % TidyEvery == 1) Tidy();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // a full or read-only disk: the answer is used all the same, it only isn't kept
        }
    }

    /// <summary>Removes what is old, then the oldest until the rest fits.</summary>
    internal void Tidy(long most = MostBytes)
    {
        var files = new DirectoryInfo(Folder(root)).EnumerateFiles("*", SearchOption.AllDirectories).OrderByDescending(f => f.LastWriteTimeUtc).ToList();
        long sum = 0;
        foreach (var file in files)
            if ((sum += file.Length) > most || clock.GetUtcNow() - file.LastWriteTimeUtc > LongestAge) file.Delete();
    }

    private string FileOf(string key) => Path.Combine(Folder(root), key[..2], key);

    private static string Sum(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
