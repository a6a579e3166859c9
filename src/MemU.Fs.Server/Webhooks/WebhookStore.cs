using System.Text.Json;
using MemU.Fs.Files;
using MemU.Fs.Model;
using MemU.Fs.Remotes;
using MemU.Fs.Server.Access;

namespace MemU.Fs.Server.Webhooks;

/// <summary>The receivers of a tree, a file each, outside the tree and readable by the user alone: nothing that comes with a tree may send anything.</summary>
internal sealed class WebhookStore
{
    private const string Files = "hook_*.json";

    private readonly string _folder;
    private readonly Action<string>? _notice;

    /// <param name="folder">Where they are kept.</param>
    /// <param name="root">The tree.</param>
    /// <param name="notice">Told of files that can't be read.</param>
    /// <exception cref="MemUException">The folder is within the tree, or can't be used.</exception>
    public WebhookStore(string folder, string root, Action<string>? notice)
    {
        (_folder, _notice) = (Path.GetFullPath(folder), notice);
        if (Path.GetRelativePath(root, _folder) is var relative && !relative.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(relative))
            throw new MemUException(MemUErrorKind.BadArgument, $"webhooks can't be kept in {_folder}, which is within the memory: whoever gives it away would give away their secrets.");
        UserState.Make(_folder);
    }

    /// <summary>All receivers; a file that can't be read is told and passed over.</summary>
    public IReadOnlyList<WebhookRecord> Load()
    {
        var hooks = new List<WebhookRecord>();
        foreach (var file in Directory.EnumerateFiles(_folder, Files))
            try
            {
                if (JsonSerializer.Deserialize(File.ReadAllBytes(file), WebhookJson.Default.WebhookRecord) is { } hook && FileOf(hook.Id) == file && Uri.TryCreate(hook.Url, UriKind.Absolute, out _)) hooks.Add(hook);
                else _notice?.Invoke($"{file} is no webhook; it is passed over");
            }
            catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
            {
                _notice?.Invoke($"the webhook in {file} can't be read ({e.Message.ReplaceLineEndings(" ")}); nothing is sent to it");
            }
        return [.. hooks.OrderBy(h => h.CreatedAt).ThenBy(h => h.Id, StringComparer.Ordinal)];
    }

    /// <summary>Whether a folder keeps receivers; nothing is made where there is none.</summary>
    public static bool HasAny(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, Files).Any();

    /// <summary>Writes a receiver as a whole; it is on the disk when this returns.</summary>
    /// <exception cref="MemUException">The disk refuses.</exception>
    public void Save(WebhookRecord hook)
    {
        try
        {
            Durable.Replace(FileOf(hook.Id), JsonSerializer.SerializeToUtf8Bytes(hook, WebhookJson.Default.WebhookRecord));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, "the webhook can't be written");
        }
    }

    /// <summary>Removes a receiver.</summary>
    public void Remove(string id) => File.Delete(FileOf(id));

    private string FileOf(string id) => Path.Combine(_folder, $"{id}.json");
}
