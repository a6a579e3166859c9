using System.Globalization;
using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Providers.Prompts;

namespace MemU.Fs.Providers.WithModel;

/// <summary>Messages as a model reads them: one line each, <c>[number] time [who]: text</c>, so that no text can pass for another message.</summary>
internal static class SourceLines
{
    /// <summary>Writes the lines; of each text at most <paramref name="most"/> characters.</summary>
    public static string Write(IEnumerable<SourceMessage> messages, Modality modality, int most = int.MaxValue)
    {
        var lines = new StringBuilder();
        string? heading = null;
        foreach (var message in messages)
        {
            if (modality != Modality.Conversation && message.Heading is { } above && above != heading) lines.Append("## ").Append(Flat(heading = above, 300)).Append('\n');
            lines.Append(CultureInfo.InvariantCulture, $"[{message.Number}] ");
            if (message.Time is { } time) lines.Append(time.ToString("yyyy-MM-dd HH:mm ddd ", CultureInfo.InvariantCulture));
            if (modality == Modality.Conversation) lines.Append('[').Append(Flat(Who(message), 80)).Append("]: ");
            lines.Append(Flat(message.Text, most)).Append('\n');
        }
        return lines.ToString().TrimEnd('\n');
    }

    private static string Who(SourceMessage message) => string.IsNullOrWhiteSpace(message.Name) ? message.Role : message.Name == message.Role ? message.Name : $"{message.Name}, {message.Role}";

    private static string Flat(string text, int most)
    {
        if (text.Length > most) text = text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…";
        return PromptTemplate.Quoted(string.Join(' ', text.Split((char[])['\n', '\r', '\u2028', '\u2029', '\u0085'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
    }
}
