using MemU.Fs.Index;
using MemU.Fs.Index.Embedded;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline;
using Xunit;

namespace MemU.Fs.Tests.Index;

/// <summary>A folder with an index in it, and short ways to say what is fed and asked.</summary>
public abstract class IndexTest : IDisposable
{
    protected static readonly HashingEmbedder Embedder = new();

    /// <summary>The space of the vectors that <see cref="Feed"/> gives.</summary>
    protected static readonly EmbeddingSpace Hashing = new(EmbeddingSpace.Offline, Embedder.Name, Embedder.Dimensions);

    /// <summary>Where the vectors of a space are kept.</summary>
    protected string VectorsOf(EmbeddingSpace space) => Path.Combine(Folder, "cache", space.Folder);

    protected string Folder { get; } = Directory.CreateTempSubdirectory("memu-index-").FullName;

    protected EmbeddedIndex Open(IndexAccess access = IndexAccess.ReadWrite, EmbeddingSpace? space = null, bool related = false)
    {
        var index = EmbeddedIndex.Open(Path.Combine(Folder, "cache"), space ?? Hashing, access);
        if (!related) index.Rules = index.Rules with { RelatedWordFactor = 0 }; // so that a word finds itself alone
        return index;
    }

    protected static IndexedFile Item(string path, string text, string? user = null, string type = "profile", int sources = 1, string? title = null,
        IReadOnlyList<string>? keys = null, string? modified = null, IReadOnlyList<KeyValuePair<string, string>>? fields = null, IReadOnlyList<string>? tags = null) => new()
    {
        Item = new MemoryItem
        {
            Path = MemoryPath.FromListing(path), Title = title ?? "untitled", Body = text, Summary = text, Type = type,
            Sources = [.. Enumerable.Range(1, sources).Select(n => new MemorySource("resources/a.md", $"m{n}", null))],
            Modified = modified is null ? null : DateTimeOffset.Parse(modified, System.Globalization.CultureInfo.InvariantCulture),
            Fields = fields ?? [], Tags = tags ?? [],
        },
        Kind = UnitKind.Item,
        BlobId = new string('0', 40),
        Scope = MemoryScope.Of(user),
        Categories = path.Contains('/') ? [path[..path.LastIndexOf('/')]] : [],
        Keys = keys ?? [],
        Units = [new MemoryUnit { Kind = UnitKind.Item, Text = text, FirstLine = 10, LastLine = 10 + text.Count(c => c == '\n') }],
    };

    protected static IndexedFile Transcript(string path, params (string Speaker, string Text)[] messages) => new()
    {
        Item = new MemoryItem { Path = MemoryPath.FromListing(path), Title = "Talk", Body = "", Summary = "", Type = MemoryType.Resource },
        Kind = UnitKind.Resource,
        BlobId = new string('0', 40),
        Scope = MemoryScope.None,
        Categories = [],
        Units = [.. messages.Select((m, i) => new MemoryUnit
        {
            Kind = UnitKind.Resource, Text = m.Text, Speaker = m.Speaker, FromAssistant = m.Speaker == "assistant", Anchor = $"m{i + 1}", FirstLine = (i * 4) + 1, LastLine = (i * 4) + 3,
        })],
    };

    protected static void Feed(IMemoryIndex index, params IEnumerable<IndexedFile> files)
    {
        var all = files.ToList();
        var texts = index.WithoutVector([.. all.SelectMany(f => f.Units).Select(u => u.Text)]);
        index.AddVectors(texts, [.. texts.Select(t => (ReadOnlyMemory<float>)Embedder.Embed(t))]);
        index.Apply(all, []);
    }

    protected static IndexResult Ask(IMemoryIndex index, string text, bool vector = false, Where? where = null, MemoryScope? scope = null, int limit = 10) =>
        index.Search(new IndexQuery { Text = text, Vector = vector ? Embedder.Embed(text) : null, Where = where ?? Where.All, ExactScope = scope, Limit = limit },
            TestContext.Current.CancellationToken);

    protected static IEnumerable<string> Paths(IndexResult result) => result.Items.Select(h => h.Path);

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows()) Unprotect(Folder);
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Unprotect(string folder)
    {
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var below in Directory.GetDirectories(folder)) Unprotect(below);
    }
}
