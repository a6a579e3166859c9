using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MemU.Fs.History;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Sources;
using MemU.Fs.Verbs;

namespace MemU.Fs.Exchange;

/// <summary>Makes what comes ready for the place where it goes: links and scope as that place needs them, secrets masked. Knows nothing of what is there; safe for several threads.</summary>
internal sealed partial class Preparing(TreeLayout layout, ImportRequest request, MovedNames moved)
{
    /// <summary>The file as it will be, if nothing stands against it.</summary>
    public Incoming Run(ImportFile file, MemoryPath path, byte[] raw)
    {
        if (path.Extension != ".md") return Other(file, path, raw);
        if (raw.AsSpan().Contains((byte)0)) return Refuse(file, path, raw, "it holds NUL bytes, so it is no text; save it as UTF-8");
        var notes = new List<string>();
        var document = MemoryDocument.Parse(path, raw);
        if (document.FormatError is { } error)
        {
            if (!request.Scope.IsNone && !layout.ScopeOf(document.ToItem()).Equals(request.Scope)) return Refuse(file, path, raw, $"its front matter is malformed, so it can't be made a memory of {request.Scope}: {error.Message}");
            notes.Add($"{error.Message} It was taken as plain text");
        }
        else
        {
            if (!moved.IsEmpty) Relink(document);
            if ((file.Scope ?? (request.Scope.IsNone ? null : request.Scope)) is { } scope) Rescope(document, scope);
        }
        var masked = Secrets.Mask(document, null, notes);
        return Ready(file, path, raw, masked.ToBytes(), masked.ToItem()) with { Notes = [.. notes.Select(n => n.StartsWith(path.Value, StringComparison.Ordinal) ? n : $"{file.Name}: {n}")] };
    }

    /// <summary>The same with another identity, derived from the old one and the text, for a memory whose id is somebody else's here already.</summary>
    public static Incoming WithOwnId(Incoming file)
    {
        if (file.Item is not { Id.Length: > 0, FormatError: null } item) return file;
        var document = MemoryDocument.Parse(file.Path, file.Bytes);
        document.SetScalar("id", MemoryId.Of(item.Created ?? DateTimeOffset.UnixEpoch, item.Scope, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.Id))), "", item.Body));
        return Ready(file.File, file.Path, file.Bytes, document.ToBytes(), document.ToItem()) with { Notes = file.Notes };
    }

    private static Incoming Other(ImportFile file, MemoryPath path, byte[] raw)
    {
        if (MaskedText(path, raw) is not var (bytes, count, isTextCopy) || count == 0) return Ready(file, path, raw, raw, null);
        var note = $"{file.Name}: {count} secret{(count == 1 ? "" : "s")} masked";
        if (!isTextCopy || path.Extension == ".txt") return Ready(file, path, raw, bytes, null) with { Notes = [note] };
        // under its old name the text would be a file that no program opens
        var text = path.Parent.Combine(path.Stem + ".txt");
        return Ready(file, text, raw, bytes, null) with { Notes = [$"{note}; they can't be masked in its bytes, so its text is kept instead, as {text.Name}"] };
    }

    // a raw source is read as memorize reads it, so that one that was masked already keeps its bytes
    private static (byte[] Bytes, int Count, bool IsTextCopy)? MaskedText(MemoryPath path, byte[] raw)
    {
        if (TreeLayout.Split(path).Inner.Segments[0] == "resources")
            try
            {
                var source = SourceReader.Read(path.Name, raw, SourceOptions.Default);
                return (source.MaskedBytes, source.Masked.Count, source.IsTextCopy);
            }
            catch (MemUException)
            {
                // no source that memorize could read: then it is searched as plain text
            }
        if (raw.AsSpan().Contains((byte)0) || !System.Text.Unicode.Utf8.IsValid(raw)) return null;
        var text = Encoding.UTF8.GetString(raw);
        var notes = new List<string>();
        var masked = Secrets.Mask(text, notes);
        return (masked == text ? raw : Encoding.UTF8.GetBytes(masked), notes.Count, false);
    }

    private static Incoming Ready(ImportFile file, MemoryPath path, byte[] raw, byte[] bytes, MemoryItem? item)
    {
        var (came, will) = (GitHistory.BlobId(raw), ReferenceEquals(raw, bytes) ? null : GitHistory.BlobId(bytes));
        return new(file, path, bytes, item) { Blobs = will is null || will == came ? [came] : [came, will] };
    }

    private static Incoming Refuse(ImportFile file, MemoryPath path, byte[] raw, string why) => new(file, path, raw, null) { Refused = why };

    /// <summary>Links and sources that name a file by its path name it by the path where it goes.</summary>
    private void Relink(MemoryDocument document)
    {
        document.RewriteLinks(link =>
        {
            var target = link.Target.TrimStart('/');
            var absolute = link.Kind == MemoryLinkKind.Markdown ? link.Target.StartsWith('/') : target.Contains('/', StringComparison.Ordinal);
            if (!absolute) return moved.Masked(target, link.Kind == MemoryLinkKind.Markdown);
            var to = moved.To(target) ?? (moved.To(target + ".md") is { } page ? LinkTargets.Bare(page) : null);
            return to is null ? null : link.Target.StartsWith('/') ? "/" + to : to;
        });
        if (document.ToItem().Sources.Any(s => moved.To(s.Resource) is not null))
            document.SetBytes(Encoding.UTF8.GetBytes(Resource().Replace(document.Text, m => moved.To(m.Groups[2].Value) is { } to ? m.Groups[1].Value + to : m.Value)));
    }

    /// <summary>A file says whose memory it is, unless the folder where it goes says so.</summary>
    private void Rescope(MemoryDocument document, MemoryScope scope)
    {
        var item = document.ToItem();
        if (layout.ScopeOf(item).Equals(scope) || TreeLayout.KindOf(document.Path) is null || document.Path.Name == "index.md") return;
        foreach (var field in item.Scope.Fields.Keys.Where(f => !scope.Fields.ContainsKey(f))) document.Remove(field);
        foreach (var (field, value) in scope.Fields) document.SetScalar(field, value);
    }

    [GeneratedRegex("""(?<=^|\n)([ \t]*(?:-[ \t]+)?resource:[ \t]*["']?)([^"'#\r\n]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Resource();
}
