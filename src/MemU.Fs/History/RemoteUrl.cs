using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>The address of another repository: only ways that start no program of somebody else's are let through.</summary>
public sealed class RemoteUrl
{
    private const string Hidden = "…";
    private static readonly string[] Schemes = ["file", "git", "http", "https", "ssh", "git+ssh", "ssh+git"];

    private RemoteUrl(string value, bool isLocal) => (Value, IsLocal) = (value, isLocal);

    /// <summary>The address as git takes it; a path is absolute.</summary>
    public string Value { get; }

    /// <summary>True for a path of this machine and for <c>file://</c>.</summary>
    public bool IsLocal { get; }

    /// <summary>True for a file of this machine, such as a git bundle: it can be read, and nothing can be sent to it.</summary>
    public bool IsFile => IsLocal && File.Exists(Value.StartsWith("file://", StringComparison.OrdinalIgnoreCase) ? Value["file://".Length..] : Value);

    /// <summary>The address without a name, a password or a token that stands in it.</summary>
    public string Shown => Mask(Value);

    /// <summary>The name that a clone gets: the last part without <c>.git</c>; empty when that is no name for a folder.</summary>
    public string Name
    {
        get
        {
            var last = (IsLocal ? Value : Value.Split('?', '#')[0]).TrimEnd('/', '\\').Split('/', '\\', ':')[^1];
            foreach (var extension in (string[])[".git", ".bundle"])
                if (last.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) last = last[..^extension.Length];
            return MemoryPath.TryParse(last, out _, out _) && last is not "." ? last : "";
        }
    }

    /// <summary>A text of somebody else's about this address, without what must not be seen of it, however it is written there.</summary>
    public string Clean(string text)
    {
        text = text.Replace(Value, Shown, StringComparison.Ordinal);
        foreach (var secret in Secrets()) text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        return text;
    }

    /// <summary>Reads an address.</summary>
    /// <param name="text">A URL, <c>host:path</c> or a path.</param>
    /// <param name="folder">What a relative path is relative to.</param>
    /// <exception cref="MemUException">It is none that is allowed.</exception>
    public static RemoteUrl Parse(string text, string folder)
    {
        var shown = CommitMessage.OneLine(Mask(text), 200);
        if (text.Length == 0 || text.Any(char.IsControl)) throw Refused(shown, "it is empty or holds control characters");
        if (text.StartsWith('-')) throw Refused(shown, "git would take it for an option");
        if (text.IndexOf("://", StringComparison.Ordinal) is var at and > 0)
        {
            var scheme = text[..at].ToLowerInvariant();
            if (!Schemes.Contains(scheme)) throw Refused(shown, "only file, git, http, https and ssh are allowed; anything else could start a program");
            RefuseOptions(text[(at + 3)..], shown);
            // git reads what is behind a percent sign before it starts ssh
            RefuseOptions(Uri.UnescapeDataString(text[(at + 3)..]), shown);
            return new(text, scheme == "file");
        }
        if (text.Contains("::", StringComparison.Ordinal)) throw Refused(shown, "transports of the kind 'name::' start programs");
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var isHost = colon > 1 && text.IndexOf('/', StringComparison.Ordinal) is var slash && (slash < 0 || slash > colon) && !Path.Exists(Path.GetFullPath(text, folder));
        if (!isHost) return new(Path.GetFullPath(text, folder), true);
        RefuseOptions(text, shown);
        if (text[colon..].StartsWith(":-", StringComparison.Ordinal)) throw Refused(shown, "its path begins with a hyphen");
        return new(text, false);
    }

    private static void RefuseOptions(string rest, string shown)
    {
        if (rest.Any(char.IsControl)) throw Refused(shown, "it holds control characters");
        if (rest.StartsWith('-') || rest.Split('/')[0].Contains("@-", StringComparison.Ordinal)) throw Refused(shown, "its host begins with a hyphen");
    }

    /// <summary>An address, or what was meant for one, without what may be a secret in it.</summary>
    private static string Mask(string text)
    {
        var at = text.IndexOf("://", StringComparison.Ordinal);
        if (at < 0)
            return text.IndexOf('@', StringComparison.Ordinal) is var sign and > 0 && text.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 && colon < sign && !text[..sign].Contains('/', StringComparison.Ordinal) ? Hidden + text[sign..] : text;
        var (scheme, rest) = (text[..(at + 3)], text[(at + 3)..]);
        if (scheme.Equals("file://", StringComparison.OrdinalIgnoreCase)) return text;
        if (rest.IndexOfAny(['?', '#']) is var query and >= 0) rest = rest[..(query + 1)] + Hidden;
        return UserEnd(rest) is var end and >= 0 ? scheme + Hidden + rest[end..] : text[..(at + 3)] + rest;
    }

    // a password may hold slashes and signs that should have been escaped
    private static int UserEnd(string rest)
    {
        var last = rest.LastIndexOf('@');
        if (last < 0) return -1;
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || last < slash || rest[..last].Contains(':', StringComparison.Ordinal)) return last;
        return rest.LastIndexOf('@', slash);
    }

    private IEnumerable<string> Secrets()
    {
        if (Value.IndexOf("://", StringComparison.Ordinal) is not (> 0 and var at) || IsLocal) return [];
        var rest = Value[(at + 3)..];
        var found = new List<string>();
        if (rest.IndexOfAny(['?', '#']) is var query and >= 0)
        {
            found.Add(rest[(query + 1)..]);
            rest = rest[..query];
        }
        // a name alone may be a token, except with ssh, where it is nothing to hide
        if (UserEnd(rest) is var end and > 0 && rest[..end] is var user && (user.Contains(':', StringComparison.Ordinal) || Value.StartsWith("http", StringComparison.OrdinalIgnoreCase)))
        {
            found.Add(user);
            found.Add(user[(user.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        }
        return found.SelectMany(s => new[] { s, Uri.UnescapeDataString(s) }).Where(s => s.Length > 3).Distinct(StringComparer.Ordinal).OrderByDescending(s => s.Length);
    }

    private static MemUException Refused(string shown, string why) => new(MemUErrorKind.BadArgument, $"'{shown}' is not an address to sync with: {why}.");
}
