using System.Security.Cryptography;
using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline;
using MemU.Fs.Verbs;

namespace MemU.Fs.Exchange;

/// <summary>Makes files of another program's records: each in its category, under the id that it has or a derived one, so that a second import finds it wherever it is by then.</summary>
internal sealed class RecordFiles(OpenTree open, ImportRequest request, MemoryOptions options, ImportRecords all)
{
    private const int MostCharacters = 256 * 1024;

    private readonly KnownFiles _known = new(open);
    private readonly Dictionary<MemoryPath, HashSet<string>> _names = [];
    private readonly Dictionary<string, MemoryPath> _byText = new(StringComparer.Ordinal), _byKey = new(StringComparer.Ordinal);
    private readonly OfflineExtractor _classifier = new(); // offline whatever is configured: a record is a memory already, and its words stay
    private readonly DateTimeOffset _now = options.Clock.GetUtcNow();

    /// <summary>Remarks.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The files, in the order of the records.</summary>
    public async Task<IReadOnlyList<ImportFile>> MakeAsync(CancellationToken cancellationToken)
    {
        var placed = new List<Placed>(all.Records.Count);
        foreach (var chunk in all.Records.Select(Masked).Chunk(1000))
        {
            cancellationToken.ThrowIfCancellationRequested();
            _known.Find(chunk.Select(IdOf));
            var texts = Texts(chunk);
            var drafts = await DraftsAsync(chunk, cancellationToken);
            for (var i = 0; i < chunk.Length; i++) placed.Add(Place(chunk[i], drafts[i], texts));
        }
        return [.. placed.Select(File)];
    }

    private sealed record Placed(ImportRecord Record, string Id, MemoryPath Path, string Type, string? SameAs = null);

    private Placed Place(ImportRecord record, MemoryDraft? draft, Dictionary<(string, string), MemoryPath> texts)
    {
        if (record.Refused is not null) return new(record, "", default, "");
        var (scope, id) = (ScopeOf(record), IdOf(record));
        var words = string.Join(' ', TextKey.Words(record.Text));
        if (_known.PathOf(id) is { } there)
        {
            if (record.Key is not null) _byKey[record.Key] = there;
            return new(record, id, there, record.Type ?? MemoryType.Knowledge);
        }
        if (record.Key is null)
        {
            if (texts.TryGetValue((scope.Key, words), out var twin) || _byText.TryGetValue($"{scope.Key}\0{words}", out twin)) return new(record, id, twin, "", twin.Value);
        }
        else if (_byKey.TryGetValue(record.Key, out var named))
        {
            return new(record with { Refused = $"it is there twice; the first is {named}" }, id, named, "");
        }
        var (type, category) = KindOf(record, draft);
        var path = Free(record, scope, category);
        _byText.TryAdd($"{scope.Key}\0{words}", path);
        _known.Add(path, id);
        if (record.Key is not null) _byKey[record.Key] = path;
        return new(record, id, path, type);
    }

    private ImportFile File(Placed placed)
    {
        var record = placed.Record;
        if (record.Refused is { } why) return new(record.Label, "", () => []) { Refused = why, IsBad = record.IsBad };
        if (placed.SameAs is { } same) return new(record.Label, same, () => []) { SameAs = same };
        var scope = ScopeOf(record);
        return new(record.Label, placed.Path.Value, () => Bytes(placed, scope)) { IsRecord = true, Scope = scope };
    }

    private byte[] Bytes(Placed placed, MemoryScope scope)
    {
        var record = placed.Record;
        var document = MemoryDocument.Parse(placed.Path, MemoryFormat.Item(new()
        {
            Id = placed.Id,
            Type = placed.Type,
            Title = TitleOf(record),
            Tags = record.Tags,
            Created = record.Created ?? _now,
            Modified = record.Modified ?? record.Created ?? _now,
            HappenedAt = EventTime.TryParse(record.HappenedAt, out var when) || record.HappenedAt is { Length: > 10 } long_ && EventTime.TryParse(long_[..10], out when) ? when : null,
            Scope = scope.Equals(open.Layout.Own) ? MemoryScope.None : scope,
            WhenToUse = record.WhenToUse,
            Text = record.Text,
        }));
        if (request.Into.IsRoot)
            foreach (var also in record.Categories.Skip(1)) document.AddToList("also_in", Categories.Link(CategoryOf(also), open.Layout.FolderOf(scope)));
        if (record.Relations.Count > 0)
            document.SetSection("Related", string.Join('\n', record.Relations.Where(r => _byKey.ContainsKey(r.To)).Select(r => $"- {Verb(r.Verb)} [[{LinkTargets.Bare(_byKey[r.To].Value)}|{Shown(r.To)}]]")));
        return document.ToBytes();
    }

    private ImportRecord Masked(ImportRecord record)
    {
        if (record.Refused is not null) return record;
        if (record.Text.Length > MostCharacters) return record with { Refused = $"it has {record.Text.Length:N0} characters, too many for one memory; learn from it as a document: memu memorize", IsBad = true };
        var notes = new List<string>();
        var masked = record with { Text = Secrets.Mask(record.Text, notes), Title = record.Title is null ? null : Secrets.Mask(record.Title, notes) };
        Notes.AddRange(notes.Select(n => $"{record.Label}: {n}"));
        return masked;
    }

    private MemoryScope ScopeOf(ImportRecord record) => !request.Scope.IsNone ? request.Scope : record.Scope.IsNone ? open.Layout.Own : record.Scope;

    // of a named thing the id follows from the name, so that one of which more is told stays the same
    private string IdOf(ImportRecord record) => record.Refused is not null ? "" : Guid.TryParseExact(record.Id, "D", out var id) ? id.ToString("D")
        : MemoryId.Of(record.Created ?? DateTimeOffset.UnixEpoch, ScopeOf(record), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.Kind))), record.Id ?? "", record.Key ?? record.Text);

    /// <summary>What the offline extractor takes new records for that don't say it themselves, several at once.</summary>
    private Task<MemoryDraft?[]> DraftsAsync(ImportRecord[] records, CancellationToken cancellationToken) =>
        Task.WhenAll(records.AsParallel().AsOrdered().WithCancellation(cancellationToken).WithDegreeOfParallelism(Math.Min(4, Environment.ProcessorCount)).Select(async record =>
            record.Refused is not null || record is { Type.Length: > 0, Categories.Count: > 0 } || _known.IsKnown(IdOf(record)) ? null : (await _classifier.ExtractAsync(new()
            {
                Source = new() { Name = "record", Modality = Modality.Conversation, Extension = ".txt", MaskedBytes = [], Sha256 = "", Messages = [new(1, "user", ScopeOf(record).UserId, null, record.Text)] },
                Categories = open.Config.Categories,
            }, cancellationToken)).Drafts.FirstOrDefault()));

    private (string Type, CategoryDefinition Category) KindOf(ImportRecord record, MemoryDraft? draft) =>
        (record.Type is { Length: > 0 } type ? OneLine(type) : draft?.Type ?? MemoryType.Knowledge,
         record.Categories.Count > 0 ? CategoryOf(record.Categories[0]) : open.Config.Category(draft?.Category ?? "knowledge") ?? open.Config.Categories[0]);

    /// <summary>A category of the settings, else a folder of that name.</summary>
    private CategoryDefinition CategoryOf(string name)
    {
        if (open.Config.Category(name.Replace(' ', '_')) is { } known) return known;
        var folder = Slug.Of(Secrets.Mask(name)).Replace('-', '_');
        var reserved = folder is "users" or "resources" or "inbox" or "review" or "quarantine" or "archive" or "context" or "index" or "log";
        return reserved || !MemoryPath.TryParse(folder, out _, out _) ? open.Config.Category("knowledge") ?? open.Config.Categories[0] : new(folder, folder, "");
    }

    private MemoryPath Free(ImportRecord record, MemoryScope scope, CategoryDefinition category)
    {
        var folder = TreeLayout.PlaceFor(open.Layout.FolderOf(scope).Combine(request.Into.IsRoot ? category.Folder : request.Into.Value), record.Created ?? _now, f => Names(f).Count);
        var names = Names(folder);
        var slug = Slug.Unique(Slug.Of(TitleOf(record)), s => names.Contains(s + ".md") || names.Contains(s));
        names.Add(slug + ".md");
        return folder.Combine(slug + ".md");
    }

    private HashSet<string> Names(MemoryPath folder) => _names.TryGetValue(folder, out var names) ? names : _names[folder] = open.Tree.Names(folder);

    /// <summary>Memories of the same scope that say the same word for word.</summary>
    private Dictionary<(string Scope, string Words), MemoryPath> Texts(ImportRecord[] records)
    {
        var found = new Dictionary<(string, string), MemoryPath>();
        foreach (var group in records.Where(r => r.Refused is null && r.Key is null).GroupBy(r => ScopeOf(r)))
            foreach (var hit in open.Index.FindKeys([.. group.Select(r => $"text={TextKey.Statement(null, r.Text)}").Distinct()], group.Key))
                if (MemoryPath.FromListing(hit.Path) is var path && open.Tree.Read(path) is { } bytes)
                    found.TryAdd((group.Key.Key, string.Join(' ', TextKey.Words(MemoryDocument.Parse(path, bytes).ToItem().Summary))), path);
        return found;
    }

    private static string TitleOf(ImportRecord record) => OneLine(record.Title ?? AddVerb.TitleOf(record.Text)) is { Length: > 0 } title ? title : "Note";

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // the form in which basic-memory's relations are written
    private static string Verb(string verb) => Slug.Of(verb).Replace('-', '_');

    private static string Shown(string name) => OneLine(new string([.. name.Where(c => c is not ('[' or ']' or '|' or '#' or '^'))]));
}
