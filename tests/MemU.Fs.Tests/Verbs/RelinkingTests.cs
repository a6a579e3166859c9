using System.Globalization;
using System.Text;
using MemU.Fs.Files;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using MemU.Fs.Verbs;
using Xunit;

namespace MemU.Fs.Tests.Verbs;

/// <summary>Looking only where the index knows links gives what looking everywhere gives, on random small trees in which few names stand for many files.</summary>
public sealed class RelinkingTests
{
    private static readonly string[] Folders = ["", "a", "b", "a/deep", "A", "users/ana/a", "inbox", ".hidden", "resources/2026", "a/2026-11"];
    private static readonly string[] Stems = ["tea", "Tea", "ben", "green tea", "README", "index", "größe", "ΣΟΦΟΣ", "x.y", "%41"];
    private static readonly string[] Names = ["tea", "TEA", "Ben", "a/tea", "tea.md", "Green Tea", "a", "GRÖSSE", "Größe", "σοφος", "σοφοσ", "cup.png", "index", "0193-AB", "0193-ab", "b/ben", "green-tea", "😀", "🍵", "--", "K", "\u212A"];
    private static readonly string[] Others = ["tea", "cup.png", "a/cup.png", "b/Ben", "b/tea.txt", "resources/2026/tea.json"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Links_are_rewritten_as_if_every_file_had_been_read(int seed)
    {
        using var folder = new TemporaryFolder();
        var options = new MemoryOptions { Root = folder.Path };
        using var open = new OpenTree(options, mayWriteIndex: true, isAlone: true);
        var random = new Random(seed);
        var (rewritten, notes) = (0, 0);
        for (var round = 0; round < 60; round++)
        {
            await ChangeAsync(open, folder, random, round == 0 ? 25 : 6);
            var operation = random.Next();
            var (narrow, whole) = (Planned(open, options, operation), Planned(open, options, operation));
            var before = Text(narrow);
            Assert.Equal(before, Text(whole));
            var (one, all) = (new Relinking(narrow).Run(default), new WholeTreeRelinking(whole).Run());
            Assert.Equal((round, all), (round, one));
            Assert.Equal(whole.Plan.Notes, narrow.Plan.Notes);
            Assert.Equal(Text(whole), Text(narrow));
            (rewritten, notes) = (rewritten + one, notes + narrow.Plan.Notes.Count);
        }
        Assert.True(rewritten > 50 && notes > 50, $"{rewritten} rewritten, {notes} notes: the trees show too little");
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public async Task The_links_around_a_file_are_those_of_the_whole_graph(int seed)
    {
        using var folder = new TemporaryFolder();
        using var open = new OpenTree(new() { Root = folder.Path }, mayWriteIndex: true, isAlone: true);
        var random = new Random(seed);
        var into = 0;
        for (var round = 0; round < 8; round++)
        {
            await ChangeAsync(open, folder, random, round == 0 ? 25 : 6);
            var all = TreeTexts.Load(open, default);
            var reader = new FileLinks(new(all.Items, all.Others), p => all.Texts.ContainsKey(p) || all.Others.Contains(p));
            var links = all.Items.SelectMany(i => reader.Of(i, all.Texts[i.Path])).ToList();
            foreach (var path in all.Items.Select(i => i.Path).Concat(all.Others))
            {
                var around = FileLinks.Around(open, path);
                Assert.Equal(Lines(links.Where(l => l.To is [var to] && to == path.Value && l.From != path.Value)), Lines(around.In));
                Assert.Equal(Lines(links.Where(l => l.From == path.Value && l.To.Count == 1)), Lines(around.Out));
                Assert.Equal(Lines(links.Where(l => l.From == path.Value && l.To.Count == 0)), Lines(around.Broken));
                Assert.Equal(Lines(links.Where(l => l.From == path.Value && l.To.Count > 1)), Lines(around.Ambiguous));
                into += around.In.Count;
            }
        }
        Assert.True(into > 50, $"{into} links in: the trees show too little");
    }

    [Fact]
    public void Texts_that_are_equal_but_for_case_have_one_key()
    {
        var texts = Enumerable.Range(0, 0x1_1000).Where(c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32);
        foreach (var equal in texts.GroupBy(t => t, StringComparer.OrdinalIgnoreCase)) Assert.Single(equal.Select(LinkKeys.Name).Distinct());
        Assert.Equal(LinkKeys.Link("a\uFFFD"), LinkKeys.Link("a\uDC80")); // what is no UTF-8 is held as a lone surrogate in one place and is clean in another
    }

    private static IEnumerable<string> Lines(IEnumerable<LinkView> links) => links.Select(l => $"{l.From}:{l.Line} {l.Kind} {l.Target}#{l.Anchor} → {string.Join(' ', l.To)}");

    private static string Text(Verb verb) =>
        string.Join("\n\n", verb.Plan.Files.OrderBy(f => f.Key).Select(f => $"{f.Key}\n{Encoding.UTF8.GetString(f.Value)}").Concat(verb.Plan.Removed.Order().Select(r => $"- {r}")));

    /// <summary>A plan whose links are to follow; the same number makes the same plan.</summary>
    private static Verb Planned(OpenTree open, MemoryOptions options, int operation)
    {
        var random = new Random(operation);
        var verb = new Verb(open, options, new MoveRequest { From = "", To = "" }, "mv");
        var manifest = open.Synchronizer.Manifest;
        var files = manifest.Folders().SelectMany(f => manifest.Folder(f)!.Files.Values.Where(e => !e.Is(TreeFlags.Deleted)).Select(e => MemoryPath.FromListing(f.Length == 0 ? e.Name : $"{f}/{e.Name}"))).Order().ToList();
        var items = files.Where(f => f.Extension == ".md" && MemoryDocument.Parse(f, open.Tree.Read(f)!).FormatError is null).ToList();
        switch (random.Next(6))
        {
            case 0: // a folder
                var (from, to) = (MemoryPath.FromListing(Pick(random, ["a", "b", "a/deep", "A"])), MemoryPath.FromListing(Pick(random, ["c", "c/d", "b/a"])));
                verb.Folders[from] = to;
                foreach (var file in files.Where(f => f.IsWithin(from))) verb.Move(file, MemoryPath.FromListing(to.Value + file.Value[from.Value.Length..]));
                break;
            case 1: // other names
                var edited = verb.Read(Pick(random, items));
                edited.SetScalar("title", Pick(random, Names));
                edited.SetList("aliases", [Pick(random, Names)]);
                verb.Put(edited, "edited");
                break;
            case 2: // one into the other
                var (gone, kept) = (Pick(random, items), verb.Read(Pick(random, items)));
                if (gone == kept.Path) goto case 1;
                kept.AddToList("aliases", verb.Read(gone).ToItem().Title);
                verb.Remove(gone, "merged");
                verb.Redirect(gone, kept.Path);
                verb.Put(kept, "merged");
                break;
            case 3:
                for (var i = random.Next(1, 3); i > 0; i--)
                    if (Pick(random, files) is var removed && !verb.Plan.Removed.Contains(removed)) verb.Remove(removed);
                break;
            default:
                for (var i = random.Next(1, 4); i > 0; i--)
                    if (Pick(random, files) is var moved && !verb.Plan.Removed.Contains(moved) && !verb.Plan.Files.ContainsKey(moved) && Free(verb, files, Place(random) + moved.Extension) is { } free) verb.Move(moved, free);
                break;
        }
        return verb;
    }

    private static MemoryPath? Free(Verb verb, List<MemoryPath> files, string path) =>
        MemoryPath.FromListing(path) is var free && !files.Contains(free) && !verb.Plan.Files.ContainsKey(free) ? free : null;

    /// <summary>Writes and deletes some files, and brings the index up to them.</summary>
    private static async Task ChangeAsync(OpenTree open, TemporaryFolder folder, Random random, int files)
    {
        for (; files > 0; files--)
        {
            var path = random.Next(5) == 0 ? Pick(random, Others) : Place(random) + (random.Next(30) == 0 ? ".MD" : ".md");
            var absolute = Path.Combine(folder.Path, path);
            if (Directory.Exists(absolute) || Path.GetDirectoryName(absolute) is { } parent && File.Exists(parent)) continue;
            if (random.Next(4) > 0) folder.Write(path, Content(random));
            else if (File.Exists(absolute)) File.Delete(absolute);
        }
        await open.SyncAsync(Freshness.Full, null, TestContext.Current.CancellationToken);

        static string Content(Random random)
        {
            var text = new StringBuilder(random.Next(12) == 0 ? "\uFEFF" : "");
            if (random.Next(5) > 0)
            {
                text.Append("---\ntype: note\n");
                if (random.Next(3) == 0) text.Append(CultureInfo.InvariantCulture, $"id: {Pick(random, Names)}\n");
                if (random.Next(2) == 0) text.Append(CultureInfo.InvariantCulture, $"title: \"{Pick(random, Names)}\"\n");
                if (random.Next(2) == 0) text.Append(CultureInfo.InvariantCulture, $"aliases: [\"{Pick(random, Names)}\", \"{Pick(random, Names)}\"]\n");
                if (random.Next(8) == 0) text.Append(CultureInfo.InvariantCulture, $"conflict_with: \"[[{Pick(random, Names)}]]\"\n");
                if (random.Next(10) == 0) text.Append("generated: true\n");
                if (random.Next(3) == 0) text.Append(CultureInfo.InvariantCulture, $"also_in: [\"[[{Said(random)}]]\"]\n");
                if (random.Next(3) == 0) text.Append(CultureInfo.InvariantCulture, $"supersedes: '[[{Said(random)}]]'\n");
                if (random.Next(2) == 0) text.Append(CultureInfo.InvariantCulture, $"sources:\n  - resource: {Place(random)}.md#^m1\n");
                if (random.Next(15) == 0) text.Append("broken: [\n");
                text.Append("---\n");
            }
            for (var i = random.Next(6); i > 0; i--)
                text.Append(random.Next(8) switch
                {
                    0 => $"![[{Said(random)}]]",
                    1 => $"[[{Said(random)}#Part|shown]]",
                    2 or 3 => $"[shown]({Encoded(random, Relative(random))})",
                    4 => $"[shown](<{Relative(random)}#part>)",
                    5 => $"`[[{Said(random)}]]`",
                    _ => $"[[{Said(random)}]]",
                }).Append(random.Next(2) == 0 ? "\n" : " and ");
            return text.ToString();
        }
    }

    private static string Said(Random random) => random.Next(6) switch
    {
        0 => Pick(random, Names),
        1 => Pick(random, Stems),
        2 => Place(random) + ".md",
        3 => $"/{Place(random)}",
        4 => Pick(random, ["a", "b", "a/deep", "b/", "a/ghost", "a/deep/ghost.md", "./a"]),
        _ => Place(random),
    };

    private static string Relative(Random random) =>
        string.Concat(Enumerable.Repeat(Pick(random, ["../", "./", ""]), random.Next(3))) + (random.Next(4) == 0 ? Pick(random, Others) : Place(random)) + (random.Next(3) == 0 ? "" : ".md");

    private static string Encoded(Random random, string target) =>
        string.Concat(target.Select(c => c is ' ' or '%' || random.Next(9) == 0 && c != '/' ? Uri.EscapeDataString(c.ToString()) : random.Next(12) == 0 && c is '.' ? "\\." : c.ToString()));

    private static string Place(Random random) => Pick(random, Folders) is { Length: > 0 } folder ? $"{folder}/{Pick(random, Stems)}" : Pick(random, Stems);

    private static T Pick<T>(Random random, IReadOnlyList<T> from) => from[random.Next(from.Count)];
}
