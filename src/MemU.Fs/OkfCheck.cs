using System.Globalization;
using System.Text.RegularExpressions;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>
/// Says how far a tree conforms to the Open Knowledge Format 0.2: every file but the reserved ones has front matter with a type, listings have none
/// (but for the version at the root of a bundle; a user's folder below <c>users/</c> is a bundle of its own), logs go by days.
/// </summary>
internal static partial class OkfCheck
{
    /// <summary>The findings, errors first; a file that breaks the format's floor is an error, what a reader should not meet a warning.</summary>
    public static DoctorView Run(OpenTree open, CancellationToken cancellationToken)
    {
        var all = TreeTexts.Load(open, cancellationToken);
        var findings = new List<DoctorFinding>();
        foreach (var item in all.Items.Where(i => !i.Path.Segments.Any(s => s.StartsWith('.'))))
        {
            var document = MemoryDocument.Parse(item.Path, open.Tree.Read(item.Path) ?? []);
            var name = item.Path.Name;
            if (item.FormatError is { } error) Error(error.Message, "mend the front matter");
            else if (name == "index.md") Listing(item, document);
            else if (name == "log.md") Days(item);
            else if (string.IsNullOrWhiteSpace(document.GetScalar("type"))) Error($"{item.Path}: has no type in its front matter", "add front matter with a type, such as note");
            else Keys(item, document);
        }
        if (!findings.Exists(f => f.Level == "error")) findings.Add(new("ok", "okf", string.Create(CultureInfo.InvariantCulture, $"{all.Items.Count} files conform to OKF 0.2")));
        return new([.. findings.OrderBy(f => f.Level switch { "error" => 0, "warning" => 1, _ => 2 })], findings.TrueForAll(f => f.Level != "error"));

        void Error(string message, string fix) => findings.Add(new("error", "okf", message, fix));

        void Warn(string message, string fix) => findings.Add(new("warning", "okf", message, fix));

        void Listing(MemoryItem item, MemoryDocument document)
        {
            var isRoot = TreeLayout.Split(item.Path).Inner.Value == "index.md";
            if (isRoot && document.GetScalar("okf_version") is null) Warn($"{item.Path}: does not say its version", "add okf_version: \"0.2\"");
            if (!isRoot && document.HasFrontMatter) Warn($"{item.Path}: a listing below the root has front matter", "remove it");
        }

        void Days(MemoryItem item)
        {
            foreach (Match heading in Heading().Matches(item.Body))
                if (!DateOnly.TryParseExact(heading.Groups[1].ValueSpan.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
                {
                    Warn($"{item.Path}: the heading '{heading.Groups[1].Value.Trim()}' is no day", "write it like 2026-11-23");
                    break;
                }
        }

        void Keys(MemoryItem item, MemoryDocument document)
        {
            if (document.GetScalar("status") is { } status && status is not ("draft" or "stable" or "deprecated")) Warn($"{item.Path}: the status '{status}' is not draft, stable or deprecated", "use one of them");
            if (document.GetScalar("stale_after") is { } stale && !DateOnly.TryParseExact(stale, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) Warn($"{item.Path}: stale_after '{stale}' is no day", "write it like 2026-11-23");
            if (document.GetScalar("timestamp") is not null) Warn($"{item.Path}: the key timestamp is of an older version", "use created and modified");
        }
    }

    [GeneratedRegex(@"^##[ \t]+([^\r\n]*)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();
}
