using System.Globalization;
using System.Text.Json;
using MemU.Fs.Model;

namespace MemU.Fs.Bench;

/// <summary>The messages of a case by their addresses: as sources to memorize, and as what a hit stands for.</summary>
internal sealed class BenchUnits(BenchCase of)
{
    private readonly Dictionary<string, BenchSession> _sources = of.Sessions.Select((s, i) => (s, i)).ToDictionary(s => NameOf(s.i), s => s.s, StringComparer.Ordinal);

    private readonly Dictionary<string, (string Session, int Tokens)> _units = of.Sessions.SelectMany(s => s.Messages.Select(m => (m.Id, Unit: (s.Id, TokensOf(s, m)))))
        .GroupBy(u => u.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Unit, StringComparer.Ordinal);

    /// <summary>The case.</summary>
    public BenchCase Of => of;

    /// <summary>The name under which a session is memorized: never its own, which may tell the answer.</summary>
    public static string NameOf(int session) => session.ToString("'s'0000'.json'", CultureInfo.InvariantCulture);

    /// <summary>A session as a source.</summary>
    public static byte[] Conversation(BenchSession session)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var message in session.Messages)
            {
                json.WriteStartObject();
                json.WriteString("role", message.Role);
                if (message.Name is not null) json.WriteString("name", message.Name);
                json.WriteString("content", message.Content);
                if (session.Date is { } date) json.WriteString("created_at", date.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return buffer.ToArray();
    }

    /// <summary>The address of the message that a hit is; null for anything else.</summary>
    public string? Address(ResourceHit hit) =>
        hit is { Url: { } url, Anchor: ['m', .. var number] } && _sources.GetValueOrDefault(url) is { } session
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= session.Messages.Count ? session.Messages[n - 1].Id : null;

    /// <summary>Scores the answer to a question of the case.</summary>
    public BenchScore Score(int question, IReadOnlyList<string> retrieved) =>
        BenchScore.Of(of, question, [retrieved], u => _units.TryGetValue(u, out var unit) ? unit.Tokens : 0, u => _units.TryGetValue(u, out var unit) ? unit.Session : null);

    /// <summary>What a message costs in a context, as the LoCoMo evaluation counts it: 1.3 tokens a word, and one for each character of a script without spaces.</summary>
    public static int TokensOf(BenchSession session, BenchMessage message)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"[{session.Date:h:mm tt 'on' d MMMM, yyyy}] {message.Name ?? message.Role}: {message.Content}");
        var unspaced = text.Count(c => c is >= '\u0e00' and <= '\u0eff' or >= '\u3040' and <= '\u9fff' or >= '\uac00' and <= '\ud7a3');
        return (int)Math.Ceiling(1.3 * text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length) + unspaced;
    }
}
