using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MemU.Fs.Model;

namespace MemU.Fs.Bench;

/// <summary>
/// Reads a question set. As markdown: list items like <c>- which tea? → [[preferences/likes-oolong-tea]]</c>, asked of the memory that is there. As JSON: an
/// array of <c>{"question", "expected": [paths], "category"}</c>, or an object with <c>sessions</c> (conversations to memorize first) and <c>questions</c>.
/// </summary>
public static partial class QuestionFile
{
    private const string Wanted = "a question set: an array of {question, expected}, or an object with sessions and questions";

    /// <summary>Reads a file by its ending.</summary>
    /// <exception cref="MemUException">The file can't be read or is malformed; names the line where it can.</exception>
    public static BenchSet Read(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return file.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? new(name, [new(name, [], Markdown(file))]) : BenchJson.Read(file, Wanted, root => new BenchSet(name, [Case(name, root)]));
    }

    private static List<BenchQuestion> Markdown(string file)
    {
        if (!File.Exists(file)) throw new MemUException(MemUErrorKind.NotFound, $"{file}: there is no such file.");
        var questions = new List<BenchQuestion>();
        var (category, number) = ("question", 0);
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (line.StartsWith('#')) category = line.TrimStart('#').Trim();
            if (Item().Match(line) is not { Success: true } item) continue;
            var expected = Link().Matches(item.Groups["links"].Value).Select(m => m.Groups[1].Value.Trim()).ToList();
            if (expected.Count == 0 && !item.Groups["links"].ValueSpan.Trim().SequenceEqual("-"))
                throw new MemUException(MemUErrorKind.BadArgument, $"{file}:{number.ToString(CultureInfo.InvariantCulture)}: the question has no [[link]] behind its arrow; write - there when nothing is to be found.");
            questions.Add(new() { Text = item.Groups["question"].Value.Trim(), Category = category, Gold = [.. expected.Select(Address)], IsUnanswerable = expected.Count == 0 });
        }
        if (questions.Count == 0) throw new MemUException(MemUErrorKind.BadArgument, $"{file}: has no question; write list items like: - which tea? → [[preferences/likes-oolong-tea]]");
        return questions;
    }

    private static BenchCase Case(string name, JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array) return new(name, [], [.. root.EnumerateArray().Select(q => Question(q, "expected"))]);
        var sessions = root.GetProperty("sessions").EnumerateArray().Select(session => new BenchSession(session.GetProperty("id").GetString()!, When(BenchJson.Text(session, "date")),
            [.. session.GetProperty("messages").EnumerateArray().Select(m => new BenchMessage(m.GetProperty("id").GetString()!, BenchJson.Text(m, "role") ?? "user", BenchJson.Text(m, "name"), m.GetProperty("content").GetString()!))])).ToList();
        return new(BenchJson.Text(root, "name") ?? name, sessions, [.. root.GetProperty("questions").EnumerateArray().Select(q => Question(q, "gold"))]);
    }

    private static BenchQuestion Question(JsonElement question, string gold) => new()
    {
        Text = question.GetProperty("question").GetString()!,
        Category = BenchJson.Text(question, "category") ?? "question",
        Gold = [.. question.GetProperty(gold).EnumerateArray().Select(e => gold == "expected" ? Address(e.GetString()!) : e.GetString()!)],
        Asked = When(BenchJson.Text(question, "asked")),
        Language = BenchJson.Text(question, "language"),
        Answer = BenchJson.Text(question, "answer"),
        IsUnanswerable = question.GetProperty(gold).GetArrayLength() == 0 && BenchJson.Text(question, "answer") is null,
    };

    /// <summary>A path without <c>.md</c>, and with <c>#^</c> before an anchor.</summary>
    internal static string Address(string path)
    {
        var (file, anchor) = path.IndexOf("#^", StringComparison.Ordinal) is var at and >= 0 ? (path[..at], path[at..]) : (path, "");
        return (file.EndsWith(".md", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file) + anchor;
    }

    private static DateTimeOffset? When(string? text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var when) ? when : null;

    [GeneratedRegex(@"^\s*(?:[-*+]|\d{1,9}[.)])\s+(?<question>.+?)\s*(?:→|->|=>)\s*(?<links>.*)$", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Item();

    [GeneratedRegex(@"\[\[([^\]|]+)(?:\|[^\]]*)?\]\]", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Link();
}
