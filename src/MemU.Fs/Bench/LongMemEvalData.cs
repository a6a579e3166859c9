using System.Globalization;
using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Bench;

/// <summary>Reads LongMemEval (Wu et al. 2024, <c>longmemeval_s.json</c> or a part of it, also gzipped): a haystack of sessions for each question, evidence by turn and by session.</summary>
public static class LongMemEvalData
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="MemUException">The file can't be read or is no LongMemEval.</exception>
    public static BenchSet Read(string file) => BenchJson.Read(file, "a LongMemEval file (an array of questions with haystack_sessions)", root =>
        new BenchSet("longmemeval", [.. root.EnumerateArray().Select(Case)]));

    private static BenchCase Case(JsonElement entry)
    {
        var ids = entry.GetProperty("haystack_session_ids").EnumerateArray().Select(i => i.GetString()!).ToList();
        var dates = entry.GetProperty("haystack_dates").EnumerateArray().Select(d => When(d.GetString())).ToList();
        var evidence = new List<string>();
        var sessions = entry.GetProperty("haystack_sessions").EnumerateArray().Select((session, s) =>
        {
            // the same session may stand twice in one haystack, so its place is part of the address
            var messages = session.EnumerateArray().Select((turn, t) =>
            {
                var id = $"{s}:{t}";
                if (turn.TryGetProperty("has_answer", out var has) && has.ValueKind == JsonValueKind.True) evidence.Add(id);
                return new BenchMessage(id, turn.GetProperty("role").GetString()!, null, turn.GetProperty("content").GetString()!);
            }).ToList();
            return new BenchSession(ids[s], dates[s], messages);
        }).ToList();
        var id = entry.GetProperty("question_id").GetString()!;
        return new(id, sessions,
        [
            new()
            {
                Text = entry.GetProperty("question").GetString()!,
                Category = id.EndsWith("_abs", StringComparison.Ordinal) ? "abstention" : entry.GetProperty("question_type").GetString()!,
                Gold = evidence,
                IsUnanswerable = id.EndsWith("_abs", StringComparison.Ordinal),
                Sessions = [.. entry.GetProperty("answer_session_ids").EnumerateArray().Select(i => i.GetString()!)],
                Asked = When(BenchJson.Text(entry, "question_date")),
                Answer = entry.TryGetProperty("answer", out var answer) ? answer.ToString() : null,
            },
        ]);
    }

    // "2023/04/24 (Mon) 12:02"
    private static DateTimeOffset? When(string? text) =>
        DateTimeOffset.TryParseExact(text, ["yyyy/MM/dd '('ddd')' HH:mm", "yyyy/MM/dd"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var when) ? when : null;
}
