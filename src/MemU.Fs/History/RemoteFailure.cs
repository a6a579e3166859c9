using System.Text.RegularExpressions;
using MemU.Fs.Model;

namespace MemU.Fs.History;

/// <summary>From what git said when another repository could not be reached to an error that says what to do; no password is in it.</summary>
internal static partial class RemoteFailure
{
    private const int MostLines = 3;

    /// <summary>The error.</summary>
    /// <param name="url">The other repository.</param>
    /// <param name="what">What could not be done, as a participle.</param>
    /// <param name="answer">What git said.</param>
    /// <param name="patience">How long it was waited for.</param>
    public static MemUException Of(RemoteUrl url, string what, GitAnswer answer, TimeSpan patience)
    {
        if (answer.IsStalled) return new(MemUErrorKind.System, $"{url.Shown} could not be {what}: nothing came from it for {patience.TotalSeconds:0} seconds. What is here stays, and the next sync goes on.");
        var (kind, why) = Judge(answer.Error);
        return new(kind, $"{url.Shown} could not be {what}: {why}. git said: {Said(url, answer.Error)}");
    }

    private static (MemUErrorKind Kind, string Why) Judge(string error)
    {
        bool Says(params ReadOnlySpan<string> phrases)
        {
            foreach (var phrase in phrases)
                if (error.Contains(phrase, StringComparison.OrdinalIgnoreCase)) return true;
            return false;
        }
        if (Says("fsck error", "error in tree", "error in object", "error in commit", "error in blob", "error in tag")) return (MemUErrorKind.NotAllowed, "it holds something that git's own check refuses, such as names that lead out of the folder; nothing of it was taken over");
        if (Says("Authentication failed", "could not read Username", "could not read Password", "Permission denied", "terminal prompts disabled", "error: 401", "error: 403", "Host key verification failed", "access denied"))
            return (MemUErrorKind.NotAllowed, "it did not let you in; check that plain git can reach it (git ls-remote)");
        if (Says("SSL certificate problem", "server certificate verification failed", "SSL: no alternative certificate", "certificate subject name")) return (MemUErrorKind.NotAllowed, "its certificate is not trusted here; tell git whom to trust (git config --global http.sslCAInfo <file>)");
        if (Says("early EOF", "RPC failed", "hung up unexpectedly", "unexpected disconnect", "Broken pipe", "bytes of body are still expected", "curl 18 ", "curl 56 ", "invalid index-pack output"))
            return (MemUErrorKind.System, "the connection broke off; nothing of it was taken over, and the next sync goes on");
        if (Says("index-pack failed", "unpack-objects")) return (MemUErrorKind.NotAllowed, "what it sent is damaged, or git's own check refuses it; nothing of it was taken over");
        if (Says("does not appear to be a git repository", "not found", "does not exist", "No such remote", "couldn't find remote ref", "No such file") && !Says("Could not resolve")) return (MemUErrorKind.NotFound, "there is no such repository, or it is not shown to you");
        if (Says("resolve host", "Connection refused", "unreachable", "timed out", "Connection reset", "unable to access", "Connection closed")) return (MemUErrorKind.System, "is this machine offline? What is here stays, and the next sync goes on");
        return (MemUErrorKind.System, "git could not do it");
    }

    private static string Said(RemoteUrl url, string error) =>
        string.Join(" ", url.Clean(error).Split('\n', '\r').Select(l => CommitMessage.OneLine(l, 300)).Where(l => l.Length > 0 && !Beside().IsMatch(l)).Take(MostLines));

    /// <summary>Lines of progress, advice, and a warning about a setting of ours that new versions of git don't need.</summary>
    [GeneratedRegex(@"^(hint:|warning: core\.fsyncObjectFiles |(remote: )?(Enumerating|Counting|Compressing|Total|Receiving|Resolving|Writing|Unpacking|Delta|Checking) )", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Beside();
}
