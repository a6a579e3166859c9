using System.Text;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.WebDav;

/// <summary>A path of a request: names from the root down, decoded once, none of which leads anywhere else.</summary>
/// <param name="Names">The names in their composed form; none for the root.</param>
internal sealed record DavPath(IReadOnlyList<string> Names)
{
    /// <summary>The names with <c>/</c> between them; empty for the root.</summary>
    public string Text { get; } = string.Join('/', Names);

    /// <summary>True for the folder at the top.</summary>
    public bool IsRoot => Names.Count == 0;

    /// <summary>The last name.</summary>
    public string Name => Names[^1];

    /// <summary>The folder that holds it.</summary>
    public DavPath Parent => new([.. Names.Take(Names.Count - 1)]);

    /// <summary>A name in this folder.</summary>
    public DavPath Child(string name) => new([.. Names, name]);

    /// <summary>Reads an encoded path (the target of a request without host and query) whose first name is the secret.</summary>
    /// <param name="encoded">The path, beginning with a slash.</param>
    /// <param name="first">The first name, decoded.</param>
    /// <param name="path">The rest.</param>
    /// <returns>Invalid for what is no path, else what <see cref="NameRules.Read"/> says of its names.</returns>
    public static TreeError Read(string encoded, out string first, out DavPath path)
    {
        (first, path) = ("", new([]));
        if (!encoded.StartsWith('/')) return TreeError.Invalid;
        var parts = encoded[1..].Split('/');
        if (parts.Length > 1 && parts[^1].Length == 0) parts = parts[..^1]; // a folder may end with a slash
        var names = new List<string>();
        foreach (var part in parts)
        {
            if (Decode(part) is not { } bytes || bytes.AsSpan().Contains((byte)'\\')) return TreeError.Invalid;
            if (NameRules.Read(bytes, out var name) is not TreeError.None and var error)
            {
                if (names.Count == 0) return TreeError.Invalid; // nothing is said to who doesn't know the secret
                return error;
            }
            names.Add(name);
            first = names[0];
        }
        path = new([.. names.Skip(1)]);
        return TreeError.None;
    }

    /// <summary>The path of a URL or of a request's target: without scheme, host, query and fragment. The host is null where there is none.</summary>
    public static (string? Host, string Path) Split(string target)
    {
        string? host = null;
        if (target.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            var slash = target.IndexOf('/', 7);
            (host, target) = slash < 0 ? (target[7..], "/") : (target[7..slash], target[slash..]);
        }
        return (host, target.Split('?', '#')[0]);
    }

    /// <summary>The path as a URL has it, below the secret.</summary>
    public string Encoded(string secret, bool isFolder) =>
        string.Concat(Names.Prepend(secret).Select(n => "/" + Uri.EscapeDataString(n))) + (isFolder ? "/" : "");

    private static byte[]? Decode(string part)
    {
        var bytes = new List<byte>(part.Length);
        for (var i = 0; i < part.Length; i++)
        {
            if (part[i] != '%')
            {
                if (part[i] > 0x7F) bytes.AddRange(Encoding.UTF8.GetBytes(part[i..(i + (char.IsHighSurrogate(part[i]) && i + 1 < part.Length ? 2 : 1))]));
                else bytes.Add((byte)part[i]);
                if (char.IsHighSurrogate(part[i])) i++;
                continue;
            }
            if (i + 2 >= part.Length || !char.IsAsciiHexDigit(part[i + 1]) || !char.IsAsciiHexDigit(part[i + 2])) return null;
            bytes.Add(Convert.ToByte(part.Substring(i + 1, 2), 16));
            i += 2;
        }
        return [.. bytes];
    }
}
