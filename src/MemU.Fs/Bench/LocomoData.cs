using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MemU.Fs.Model;

namespace MemU.Fs.Bench;

/// <summary>Reads LoCoMo (Maharana et al. 2024, <c>locomo10.json</c> or a part of it): two people, many sessions, evidence by turn.</summary>
public static partial class LocomoData
{
    private static readonly string[] Categories = ["", "multi-hop", "temporal", "open-domain", "single-hop", "adversarial"];

    /// <summary>The categories that the field reports, without the questions that have no answer.</summary>
    public static IReadOnlySet<string> Answerable { get; } = Categories[1..5].ToHashSet(StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    /// <exception cref="MemUException">The file can't be read or is no LoCoMo.</exception>
    public static BenchSet Read(string file) => BenchJson.Read(file, "a LoCoMo file (an array of samples with conversation and qa)", root =>
        new BenchSet("locomo", [.. root.EnumerateArray().Select(Case)]));

    private static BenchCase Case(JsonElement sample)
    {
        var conversation = sample.GetProperty("conversation");
        var sessions = conversation.EnumerateObject().Select(p => (Property: p, Match: SessionName().Match(p.Name))).Where(p => p.Match.Success)
            .OrderBy(p => int.Parse(p.Match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            .Select(p => new BenchSession(p.Property.Name, When(BenchJson.Text(conversation, p.Property.Name + "_date_time")), [.. p.Property.Value.EnumerateArray().Select(Turn)])).ToList();
        var ids = sessions.SelectMany(s => s.Messages).Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        return new(BenchJson.Text(sample, "sample_id") ?? "", sessions, [.. sample.GetProperty("qa").EnumerateArray().Select(q => Question(q, ids))]);
    }

    private static BenchMessage Turn(JsonElement turn)
    {
        var caption = BenchJson.Text(turn, "blip_caption");
        return new(turn.GetProperty("dia_id").GetString()!, "user", turn.GetProperty("speaker").GetString(), BenchJson.Text(turn, "text") + (caption is { Length: > 0 } ? $" [image: {caption}]" : ""));
    }

    private static BenchQuestion Question(JsonElement question, HashSet<string> ids)
    {
        var raw = question.TryGetProperty("evidence", out var evidence) && evidence.ValueKind == JsonValueKind.Array ? evidence.EnumerateArray().Select(e => e.ToString()).ToList() : [];
        // some evidence is written "D8:6; D9:17", "D:11:26" or "D30:05"
        var gold = raw.SelectMany(e => TurnName().Matches(e)).Select(m => $"D{Number(m, 1)}:{Number(m, 2)}").Where(ids.Contains).Distinct(StringComparer.Ordinal).ToList();
        return new()
        {
            Text = question.GetProperty("question").GetString()!,
            Category = Categories[question.GetProperty("category").GetInt32()],
            Gold = gold,
            PaperGold = raw,
            IsUnanswerable = Categories[question.GetProperty("category").GetInt32()] == "adversarial",
            Answer = question.TryGetProperty("answer", out var answer) ? answer.ToString() : null,
        };
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    // "1:56 pm on 8 May, 2023"
    private static DateTimeOffset? When(string? text) =>
        DateTimeOffset.TryParseExact(text, ["h:mm tt 'on' d MMMM, yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var when) ? when : null;

    [GeneratedRegex(@"^session_(\d{1,4})$", RegexOptions.CultureInvariant)]
    private static partial Regex SessionName();

    [GeneratedRegex(@"D\s*:?\s*(\d{1,4})\s*:\s*(\d{1,4})", RegexOptions.CultureInvariant)]
    private static partial Regex TurnName();
}
