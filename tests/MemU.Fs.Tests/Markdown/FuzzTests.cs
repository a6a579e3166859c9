using System.Text;
using CsCheck;
using MemU.Fs.Markdown;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Markdown;

/// <summary>
/// The readers of format, links and front matter against files that were cut, spliced and garbled out of the corpus beside: no crash, no hang, no lost byte.
/// A short run here; an hour of it (a quarter for each of the four): <c>CsCheck_Time=900 dotnet run --project tests/MemU.Fs.Tests -c Release -- -class "*FuzzTests" -diagnostics</c>,
/// which says how many inputs were tried. What failed once is kept in the corpus.
/// </summary>
public sealed class FuzzTests
{
    private const int Iterations = 4_000;

    private static readonly MemoryPath Path = MemoryPath.Parse("notes/fuzz.md");

    private static readonly byte[][] Corpus = [.. Directory.EnumerateFiles(System.IO.Path.Combine(Repository.Root, "tests/MemU.Fs.Tests/Corpus"), "*.md").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "---\n", "---", "\n---\n", "...\n", "\r\n", "\r", "\n", "\uFEFF", "type: note\n", "tags: [a, b]\n", "tags:\n- a\n", "sources:\n  - resource: x.md#^m1\n", "key: ", ": ", "- ", "[", "]", "{", "}", "&a ", "*a", "!t ", "|\n", ">\n", "? ", "# ", "'", "\"", "\\", "\t",
            "[[", "]]", "![[", "|", "#", "#^m1", "](", ")", "`", "```\n", "~~~\n", "    ", "<!--", "-->", "$$", "^m1\n", "> ", "## Sources\n", "## Related\n", "\u202E", "\u0301", "🙂", "目录", "\0", "\u2028", "\u00A0", "<a href=\"x.md\">", "[x]: y.md\n", "%2e%2e/", "../",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x80],
    ];

    private static readonly string[] Segments = ["..", "/", "\\", ".", ":", "C:", "//", "%2e", "\0", "con", "aux.md", " ", "a", "目", "é", "e\u0301", "👩‍👩‍👧", "\u202E", ".git", "~"];

    // a beginning of one file of the corpus, pieces, and an end of another
    private static readonly Gen<byte[]> Files =
        from seed in Gen.Int[0, Corpus.Length - 1]
        from other in Gen.Int[0, Corpus.Length - 1]
        from cut in Gen.Double[0, 1]
        from rest in Gen.Double[0, 1]
        from pieces in Gen.Int[0, Pieces.Length - 1].Array[0, 12]
        from flips in Gen.Select(Gen.Int[0, 4_000], Gen.Byte).Array[0, 4]
        select Garble([.. Corpus[seed].Take((int)(cut * Corpus[seed].Length)), .. pieces.SelectMany(p => Pieces[p]), .. Corpus[other].Skip((int)(rest * Corpus[other].Length))], flips);

    private static void Told(string passed) => TestContext.Current.SendDiagnosticMessage("{0}: {1}", TestContext.Current.TestMethod?.MethodName ?? "", passed);

    private static byte[] Garble(byte[] bytes, (int At, byte Value)[] flips)
    {
        foreach (var (at, value) in flips)
            if (bytes.Length > 0) bytes[at % bytes.Length] = value;
        return bytes;
    }

    [Fact]
    public void T24_whatever_is_read_is_written_back_byte_for_byte() =>
        Files.Sample(bytes => Assert.Equal(bytes, MemoryDocument.Parse(Path, bytes).ToBytes()), Told, iter: Iterations);

    [Fact]
    public void Reading_an_item_its_links_and_units_never_fails_and_stays_within_the_file() =>
        Files.Sample(bytes =>
        {
            var document = MemoryDocument.Parse(Path, bytes);
            var item = document.ToItem();
            var text = document.Text;
            var lines = text.Count(c => c == '\n') + text.Count(c => c == '\r') + 1;
            foreach (var link in LinkScanner.Scan(text)) Assert.True(link.Start >= 0 && link.Length > 0 && link.Start + link.Length <= text.Length);
            Assert.Equal(text, LinkScanner.Rewrite(text, _ => null));
            foreach (var kind in Enum.GetValues<UnitKind>())
                foreach (var unit in Chunker.Units(item, kind, text)) Assert.InRange(unit.LastLine, unit.FirstLine, lines);
            foreach (var modality in new[] { Modality.Conversation, Modality.Document }) _ = TranscriptReader.Read(text, modality).ToList();
        }, Told, iter: Iterations);

    [Fact]
    public void Setting_a_key_changes_no_line_but_its_own_or_refuses() =>
        Files.Sample(bytes =>
        {
            var document = MemoryDocument.Parse(Path, bytes);
            var (error, body) = (document.FormatError, document.Body);
            try
            {
                document.SetScalar("fuzzed_key", "a: value, \"with\" # everything");
            }
            catch (MemoryFormatException)
            {
                Assert.Equal(bytes, document.ToBytes()); // refused, and nothing has changed
                return;
            }
            Assert.Null(error);
            var after = MemoryDocument.Parse(Path, document.ToBytes());
            Assert.Null(after.FormatError);
            Assert.Equal("a: value, \"with\" # everything", after.GetScalar("fuzzed_key"));
            Assert.Equal(body, after.Body);
            after.Remove("fuzzed_key");
            if (MemoryDocument.Parse(Path, bytes).HasFrontMatter) Assert.Equal(bytes, after.ToBytes());
        }, Told, iter: Iterations);

    [Fact]
    public void Paths_are_accepted_only_when_they_stay_inside() =>
        Gen.Int[0, Segments.Length - 1].Array[0, 12].Select(parts => string.Concat(parts.Select(p => Segments[p]))).Sample(text =>
        {
            if (!MemoryPath.TryParse(text, out var path, out var why))
            {
                Assert.NotEmpty(why);
                return;
            }
            var full = System.IO.Path.GetFullPath(System.IO.Path.Combine("/root/of/tree", path.Value));
            Assert.True(full == "/root/of/tree" || full.StartsWith("/root/of/tree/", StringComparison.Ordinal), text);
            Assert.DoesNotContain(path.Segments, s => s is "." or ".." or "" || s.Length != s.TrimEnd('.', ' ').Length || s.Contains(':') || s.Contains('\\') || s.Contains('\0'));
        }, Told, iter: Iterations);

    [Fact]
    public void T24_every_markdown_file_that_lies_about_survives_reading_and_writing()
    {
        // MEMU_MARKDOWN=/ takes all of a machine; packages bring READMEs of every make
        var roots = Environment.GetEnvironmentVariable("MEMU_MARKDOWN") is { Length: > 0 } set ? [set]
            : new[] { Repository.Root, System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages") };
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint, MatchCasing = MatchCasing.CaseInsensitive };
        var count = 0;
        foreach (var file in roots.Where(Directory.Exists).SelectMany(r => Directory.EnumerateFiles(r, "*.md", options)).Where(f => !f.StartsWith("/proc/", StringComparison.Ordinal)))
        {
            byte[] bytes;
            try
            {
                bytes = File.ReadAllBytes(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue; // another process's temporary file
            }
            var document = MemoryDocument.Parse(Path, bytes);
            Assert.True(bytes.AsSpan().SequenceEqual(document.ToBytes()), file);
            var (item, text) = (document.ToItem(), document.Text);
            Assert.True(text == LinkScanner.Rewrite(text, _ => null), file);
            _ = Chunker.Units(item, UnitKind.Item, text);
            count++;
        }
        TestContext.Current.SendDiagnosticMessage("{0} markdown files", count);
        Assert.True(count > 20);
    }
}
