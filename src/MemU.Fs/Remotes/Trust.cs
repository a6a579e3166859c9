using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MemU.Fs.Files;
using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Remotes;

/// <summary>What the user has allowed a tree.</summary>
/// <param name="Root">The tree.</param>
/// <param name="Hash">The settings that are trusted, as a hash; null when there were none.</param>
/// <param name="When">Since when.</param>
internal sealed record TrustRecord(string Root, string? Hash, DateTimeOffset When);

/// <summary>The record as JSON.</summary>
[JsonSerializable(typeof(TrustRecord))]
internal sealed partial class TrustJson : JsonSerializerContext;

/// <summary>
/// Whether a tree's settings hold that could send data or start a program: only where the tree was made here or the user trusted exactly these.
/// The record is the user's own, never in the tree, so that nobody who writes the tree can write it.
/// </summary>
internal sealed class Trust(string root, MemoryOptions options)
{
    private readonly string _root = RealPath(root);

    /// <summary>True when the settings that could send data or start a program may be used; ask it before each use.</summary>
    public bool Holds => View().State != "untrusted";

    /// <summary>How the tree stands.</summary>
    public TrustView View()
    {
        var settings = Current();
        return new(settings.Hash is null ? "unneeded" : Read() is { } record && record.Hash == settings.Hash ? "trusted" : "untrusted", settings.Names);
    }

    /// <summary>Trusts the settings as they are now; later changes are not trusted.</summary>
    public TrustView Give()
    {
        try
        {
            UserState.Make(Path.GetDirectoryName(File)!);
            var record = new TrustRecord(_root, Current().Hash, options.Clock.GetUtcNow());
            System.IO.File.WriteAllBytes(File + ".new", JsonSerializer.SerializeToUtf8Bytes(record, TrustJson.Default.TrustRecord));
            System.IO.File.Move(File + ".new", File, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SystemError.From(e, $"what you trust can't be recorded in {File}");
        }
        return View();
    }

    /// <summary>Trusts nothing of the tree any more.</summary>
    public TrustView Revoke()
    {
        System.IO.File.Delete(File);
        return View();
    }

    private string File => Path.Combine(UserState.Folder(options.StateFolder), "trust", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_root)))[..32] + ".json");

    private GuardedSettings Current() => GuardedSettings.Of(Path.Combine(_root, ".memu", "config.yaml") is var file && System.IO.File.Exists(file) ? System.IO.File.ReadAllText(file) : null);

    private TrustRecord? Read()
    {
        try
        {
            return System.IO.File.Exists(File) ? JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(File), TrustJson.Default.TrustRecord) is { } record && record.Root == _root ? record : null : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null; // what can't be read is not trusted
        }
    }

    private static string RealPath(string root) => GitHistory.RealPath(root);
}
