using MemU.Fs.History;
using MemU.Fs.Model;

namespace MemU.Fs.Remotes;

/// <summary>The repository to exchange memories with.</summary>
/// <param name="Name">Its name; null for a bare address.</param>
/// <param name="Url">Its address.</param>
/// <param name="IsNew">Whether it is to be remembered.</param>
internal sealed record RemoteChoice(string? Name, RemoteUrl Url, bool IsNew)
{
    /// <summary>The reference that says where a branch of it was when last seen.</summary>
    public string Tracking(string branch) => Name is not null ? $"refs/remotes/{Name}/{branch}" : $"refs/memu/seen/{GitHistory.BlobId(System.Text.Encoding.UTF8.GetBytes(Url.Value))[..16]}/{branch}";

    /// <summary>Finds what was asked for: a name, an address, or what the branch follows.</summary>
    public static RemoteChoice Of(GitHistory history, string root, string? asked)
    {
        var names = history.Remotes();
        if (asked is null)
        {
            var name = history.Upstream().Remote is { } follows && history.RemoteAddress(follows) is not null ? follows : names.Contains("origin") ? "origin" : names is [var only] ? only : null;
            if (name is null)
                throw new MemUException(MemUErrorKind.NotFound, names.Count == 0 ? "this memory has no remote yet. Give the address of a repository, an empty one to begin with: memu sync <url>" : $"this memory has several remotes; say which: {string.Join(", ", names)}");
            asked = name;
        }
        if (history.RemoteAddress(asked) is { } address) return new(asked, RemoteUrl.Parse(address, root), false);
        var isName = asked.All(c => char.IsLetterOrDigit(c) || c is '-' or '_') && !asked.StartsWith('-') && !Path.Exists(Path.GetFullPath(asked));
        if (isName) throw new MemUException(MemUErrorKind.NotFound, $"there is no remote '{asked}'{(names.Count > 0 ? $"; there is {string.Join(", ", names)}" : "")}. Give its address, or add it with: git remote add {asked} <url>");
        var url = RemoteUrl.Parse(asked, Directory.GetCurrentDirectory());
        var known = names.FirstOrDefault(n => history.RemoteAddress(n) == url.Value);
        return new(known ?? (names.Count == 0 ? "origin" : null), url, known is null && names.Count == 0);
    }
}
