using System.Globalization;
using MemU.Fs.Model;
using MemU.Fs.Providers.Replies;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.WithModel;

/// <summary>A part of a source that one call reads.</summary>
/// <param name="Messages">Its messages; of one that is too long for a window, a part of its text.</param>
/// <param name="Topic">What it is about, where a model said so.</param>
internal sealed record SourceWindow(IReadOnlyList<SourceMessage> Messages, string? Topic)
{
    public int First => Messages[0].Number;
    public int Last => Messages[^1].Number;
}

/// <summary>Cuts a source into parts: by topics where it is a long conversation and a model is there, and never larger than a window.</summary>
internal sealed class SourceWindows(ExtractionRequest request, ExtractionSettings settings, IChatClient? chat)
{
    private const int LeastMessages = 20, LineLength = 160;

    /// <summary>The parts in order.</summary>
    public async Task<IReadOnlyList<SourceWindow>> CutAsync(CancellationToken cancellationToken)
    {
        var messages = request.Source.Messages.Where(m => m.Number >= request.FirstMessage).ToList();
        if (messages.Count == 0) return [];
        if (chat is null || request.Source.Modality != Modality.Conversation || settings.SegmentFrom == 0 || messages.Count < settings.SegmentFrom) return Fit(messages, null);
        return [.. (await TopicsAsync(messages, cancellationToken)).SelectMany(t => Fit([.. messages.Where(m => m.Number >= t.First && m.Number <= t.Last)], t.Topic))];
    }

    private async Task<List<SourceSegment>> TopicsAsync(List<SourceMessage> messages, CancellationToken cancellationToken)
    {
        var topics = new List<SourceSegment>();
        // what one call can survey: the lines are short, so several windows' worth
        foreach (var part in Fit(messages, null, settings.WindowTokens * 4, m => TextTokens.Of(m.Text.AsSpan(0, Math.Min(LineLength, m.Text.Length))) + 12, cuts: false))
        {
            if (part.Messages.Count < LeastMessages * 2)
            {
                topics.Add(new(part.First, part.Last, ""));
                continue;
            }
            var (values, _) = await StructuredCall.AskAsync(chat!, settings.Prompt("segment").Fill(new Dictionary<string, string>
            {
                ["conversation"] = SourceLines.Write(part.Messages, Modality.Conversation, LineLength),
                ["first"] = part.First.ToString(CultureInfo.InvariantCulture), ["last"] = part.Last.ToString(CultureInfo.InvariantCulture), ["least"] = LeastMessages.ToString(CultureInfo.InvariantCulture),
            }), "segments", SegmentSchema, "segment", cancellationToken);
            topics.AddRange(Repaired([.. values.Objects(["segments", "topics"], "start").Select(o => (o.Number("start", "first"), o.Text("topic", "title", "caption")))], part));
        }
        return topics;
    }

    /// <summary>Whatever the model said, the parts cover all messages once, in order, and none is tiny.</summary>
    private static List<SourceSegment> Repaired(List<(double? Start, string? Topic)> said, SourceWindow part)
    {
        var starts = said.Where(s => s.Start is { } n && n > part.First && n <= part.Last).Select(s => ((int)s.Start!.Value, s.Topic ?? "")).DistinctBy(s => s.Item1).OrderBy(s => s.Item1).ToList();
        var first = said.Where(s => s.Start <= part.First).Select(s => s.Topic).FirstOrDefault() ?? "";
        var topics = new List<SourceSegment>();
        var (from, topic) = (part.First, first);
        foreach (var (start, next) in starts)
        {
            if (start - from < LeastMessages || part.Last - start + 1 < LeastMessages) continue;
            topics.Add(new(from, start - 1, topic));
            (from, topic) = (start, next);
        }
        topics.Add(new(from, part.Last, topic));
        return topics;
    }

    private List<SourceWindow> Fit(List<SourceMessage> messages, string? topic) => Fit(messages, topic, settings.WindowTokens, m => TextTokens.Of(m.Text) + 12, cuts: true);

    private static List<SourceWindow> Fit(List<SourceMessage> messages, string? topic, int most, Func<SourceMessage, int> size, bool cuts)
    {
        var windows = new List<SourceWindow>();
        var (window, tokens) = (new List<SourceMessage>(), 0);
        foreach (var message in messages.SelectMany(m => cuts ? Cut(m, most) : [m]))
        {
            var needs = size(message);
            if (window.Count > 0 && tokens + needs > most)
            {
                windows.Add(new(window, topic));
                (window, tokens) = ([], 0);
            }
            window.Add(message);
            tokens += needs;
        }
        if (window.Count > 0) windows.Add(new(window, topic));
        return windows;
    }

    /// <summary>A message in parts that each fit a window, cut between paragraphs, sentences or words.</summary>
    private static IEnumerable<SourceMessage> Cut(SourceMessage message, int most)
    {
        var text = message.Text;
        while (TextTokens.Of(text) > most)
        {
            var at = Math.Min(text.Length, most); // never more tokens than characters
            for (; at < text.Length && TextTokens.Of(text.AsSpan(0, Math.Min(text.Length, at + most / 2))) <= most;) at = Math.Min(text.Length, at + most / 2);
            if (text.LastIndexOfAny(['\n', '。', '.', ' '], at - 1, at / 4) is var end and > 0) at = end + 1;
            else if (char.IsHighSurrogate(text[at - 1])) at--;
            yield return message with { Text = text[..at] };
            text = text[at..];
        }
        if (text.Length > 0) yield return message with { Text = text };
    }

    private static readonly System.Text.Json.Nodes.JsonObject SegmentSchema = Schema.Object(("segments", Schema.List(Schema.Object(("start", Schema.Number()), ("end", Schema.Number()), ("topic", Schema.Text())))));
}
