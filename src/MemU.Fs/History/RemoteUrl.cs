using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>The address of another repository: only ways that start no program of somebody else's are let through.</summary>
public sealed class RemoteUrl
{
    private static readonly string[] Schemes = ["file", "git", "http", "https", "ssh", "git+ssh", "ssh+git"];

    private RemoteUrl(string value, bool isLocal) => (Value, IsLocal) = (value, isLocal);

    /// <summary>The address as git takes it; a path is absolute.</summary>
    public string Value { get; }

    /// <summary>True for a path of this machine and for <c>file://</c>.</summary>
    public bool IsLocal { get; }

    /// <summary>The address without a password that stands in it.</summary>
    public string Shown => Value.IndexOf("://", StringComparison.Ordinal) is var scheme and > 0 && Value.IndexOf('@', scheme) is var at and > 0 && Value.IndexOf('/', scheme + 3) is var slash && (slash < 0 || at < slash)
        ? Value[..(scheme + 3)] + "…" + Value[at..] : Value;

    /// <summary>The name that a clone gets: the last part without <c>.git</c>.</summary>
    public string Name => Value.TrimEnd('/', '\\').Split('/', '\\', ':')[^1] is var last && last.EndsWith(".git", StringComparison.OrdinalIgnoreCase) ? last[..^4] : last;

    /// <summary>Reads an address.</summary>
    /// <param name="text">A URL, <c>host:path</c> or a path.</param>
    /// <param name="folder">What a relative path is relative to.</param>
    /// <exception cref="MemUException">It is none that is allowed.</exception>
    public static RemoteUrl Parse(string text, string folder)
    {
        var shown = CommitMessage.OneLine(text, 200);
        if (text.Length == 0 || text.Any(char.IsControl)) throw Refused(shown, "it is empty or holds control characters");
        if (text.StartsWith('-')) throw Refused(shown, "git would take it for an option");
        if (text.IndexOf("://", StringComparison.Ordinal) is var at and > 0)
        {
            var scheme = text[..at].ToLowerInvariant();
            if (!Schemes.Contains(scheme)) throw Refused(shown, "only file, git, http, https and ssh are allowed; anything else could start a program");
            if (text[(at + 3)..].StartsWith('-') || text.Contains("@-", StringComparison.Ordinal)) throw Refused(shown, "its host begins with a hyphen");
            return new(text, scheme == "file");
        }
        if (text.Contains("::", StringComparison.Ordinal)) throw Refused(shown, "transports of the kind 'name::' start programs");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var isHost = colon > 1 && text.IndexOf('/', StringComparison.Ordinal) is var slash && (slash < 0 || slash > colon) && !Path.Exists(Path.GetFullPath(text, folder));
        if (isHost && text.Contains("@-", StringComparison.Ordinal)) throw Refused(shown, "its host begins with a hyphen");
        return isHost ? new(text, false) : new(Path.GetFullPath(text, folder), true);
    }

    private static MemUException Refused(string shown, string why) => new(MemUErrorKind.BadArgument, $"'{shown}' is not an address to sync with: {why}.");
}
