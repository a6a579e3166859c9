using System.Globalization;
using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Verbs;

/// <summary>A call of edit: what is to change of one memory; the changes are made in the order of the members here.</summary>
public sealed record EditRequest : WriteRequest
{
    /// <summary>The memory: path, id, file name or title.</summary>
    public required string Target { get; init; }

    /// <summary>The whole file anew, as an editor left it; null to keep it.</summary>
    public byte[]? Content { get; init; }

    /// <summary>Makes the file anew out of what stands in it, with the lock held; null to keep it.</summary>
    internal Func<string, string>? Change { get; init; }

    /// <summary>Texts that stand exactly once in the file, and what takes their place.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Replace { get; init; } = [];

    /// <summary>A paragraph to add at the end of the statement; its links are links.</summary>
    public string? Append { get; init; }

    /// <summary>Front matter keys with their values; an empty value removes the key, lists are separated by commas.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Set { get; init; } = [];
}

/// <summary>Changes a memory; what is not named keeps its bytes.</summary>
internal sealed class EditVerb(Verb verb, EditRequest request)
{
    private static readonly string[] Lists = ["tags", "aliases", "also_in", "supersedes", "contradicts", "cssclasses"];

    /// <summary>Plans and carries out.</summary>
    public async Task<WriteResult> RunAsync(CancellationToken cancellationToken)
    {
        if (request.Content is null && request.Change is null && request.Append is null && request.Replace.Count + request.Set.Count == 0) throw new MemUException(MemUErrorKind.BadArgument, "there is nothing to change: give --set, --append or --replace.");
        var document = await verb.FindAsync(request.Target, cancellationToken);
        verb.Expect(document, Apply);
        var (before, bytes) = (document.ToItem(), document.ToBytes());
        Apply(document);
        var after = document.ToItem();
        RequireSameOwner(before, after);
        if (document.ToBytes().AsSpan().SequenceEqual(bytes))
        {
            verb.Keep(document);
            return await verb.FinishAsync("edited", before.Title, relink: false, cancellationToken);
        }
        if (before.Generated && after.Generated && before.Body != after.Body)
            throw new MemUException(MemUErrorKind.NotAllowed, $"{document.Path} is written by the program out of its memories, so a change of its text would not last. Make it yours with: memu edit {document.Path} --set generated=");
        if (request.Set.All(s => s.Key != "modified") && document is { FormatError: null, HasFrontMatter: true } && (before.Modified ?? before.Created) is not null) document.SetScalar("modified", Iso(verb.Now));
        verb.Put(document, "edited");
        foreach (var left in Reading.AlsoIn(before)) verb.Plan.Touched.TryAdd((left, verb.ScopeOf(before)), false);
        var renamed = before.Title != after.Title || before.Id != after.Id || !before.Aliases.SequenceEqual(after.Aliases);
        return await verb.FinishAsync("edited", after.Title, renamed, cancellationToken);
    }

    private void Apply(MemoryDocument document)
    {
        if (request.Content is { } whole) document.SetBytes(whole);
        if (request.Change is { } change) document.SetBytes(Encoding.UTF8.GetBytes(change(document.Text)));
        foreach (var (old, with) in request.Replace) document.ReplaceText(old, with);
        if (request.Append is { } more) Append(document, more);
        foreach (var (key, value) in request.Set) Set(document, key.Trim(), value.Trim());
    }

    private static void Append(MemoryDocument document, string text)
    {
        text = MemoryFormat.Paragraph(Secrets.Mask(text));
        if (text.Length == 0) throw new MemUException(MemUErrorKind.BadArgument, "there is nothing to append: the text is empty.");
        var body = document.Body;
        var at = Sections.Generated(body, 0);
        var (statement, rest) = (body[..at].TrimEnd(), body[at..]);
        document.SetBody($"{statement}{(statement.Length == 0 ? "" : "\n\n")}{text}\n{(rest.Length == 0 ? "" : "\n" + rest)}");
    }

    private static void Set(MemoryDocument document, string key, string value)
    {
        if (key is "id" or "sources") throw new MemUException(MemUErrorKind.NotAllowed, $"'{key}' is not set by hand: it says what the memory is and where it comes from.");
        if (value.Length == 0)
        {
            document.Remove(key);
            return;
        }
        Check(key, value);
        value = Secrets.Mask($"{key}: {value}")[(key.Length + 2)..];
        if (!Lists.Contains(key)) document.SetScalar(key, value);
        else document.SetList(key, Split(value.StartsWith('[') && !value.StartsWith("[[", StringComparison.Ordinal) ? value.Trim('[', ']') : value));
    }

    private static string[] Split(string value) => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static void Check(string key, string value)
    {
        var wrong = key switch
        {
            "happened_at" when !EventTime.TryParse(value, out _) => "a date, time or interval such as 2026-11-20",
            "stale_after" when !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "a day such as 2026-11-20",
            "created" or "modified" when !DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) => "a time such as 2026-11-20T09:00:00Z",
            "status" when value is not ("draft" or "stable" or "deprecated") => "draft, stable or deprecated",
            "pinned" or "read_only" or "generated" when value is not ("true" or "false") => "true or false",
            _ => null,
        };
        if (wrong is not null) throw new MemUException(MemUErrorKind.BadArgument, $"{key} must be {wrong}, not '{value}'.");
    }

    private void RequireSameOwner(MemoryItem before, MemoryItem after)
    {
        if (!verb.ScopeOf(before).Equals(verb.ScopeOf(after))) throw new MemUException(MemUErrorKind.NotAllowed, $"{before.Path}: whose memory it is can't be edited ({verb.ScopeOf(before)}); add it to the other's memory instead.");
    }

    internal static string Iso(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
