using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Spectre.Console;

namespace MemU.Fs.Cli;

/// <summary>Writes answers: plain text where it is read by a program, colors and progress where a person looks on.</summary>
internal static class Terminal
{
    private static long _shown, _since, _first;
    private static (string What, long Of) _work;

    /// <summary>True when standard output is a terminal and color is welcome.</summary>
    public static bool IsRich { get; } = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";

    /// <summary>Writes a line of text.</summary>
    public static void Line(string text = "") => Console.Out.WriteLine(Clean(text));

    /// <summary>Writes a text that ends with a line break of its own.</summary>
    public static void Text(string text) => Console.Out.Write(Clean(text));

    /// <summary>Writes a line, its parts in the styles of Spectre.Console on a terminal.</summary>
    public static void Line(params ReadOnlySpan<(string Text, string? Style)> parts)
    {
        if (!IsRich)
        {
            foreach (var (text, _) in parts) Console.Out.Write(Clean(text));
            Console.Out.WriteLine();
            return;
        }
        var markup = new StringBuilder();
        foreach (var (text, style) in parts) markup.Append(style is null ? Markup.Escape(Clean(text)) : $"[{style}]{Markup.Escape(Clean(text))}[/]");
        AnsiConsole.MarkupLine(markup.ToString());
    }

    /// <summary>Writes a value as JSON and a line break.</summary>
    public static void Json<T>(T value, JsonTypeInfo<T> type)
    {
        using var output = Console.OpenStandardOutput();
        JsonSerializer.Serialize(output, value, type);
        output.WriteByte((byte)'\n');
    }

    /// <summary>Shows how far long work is, on the one last line of standard error.</summary>
    public static void Progress(string what, long done, long of)
    {
        if (of < 2 || Environment.TickCount64 - _shown < 100) return;
        _shown = Environment.TickCount64;
        if (_work != (what, of)) (_work, _since, _first) = ((what, of), _shown, done);
        Console.Error.Write($"\r{what} {done} of {of}{Left(TimeSpan.FromMilliseconds(_shown - _since), done - _first, of - done)}\u001b[K{(done + 1 >= of ? "\r\u001b[K" : "")}");
    }

    /// <summary>How long the rest will take, at the pace so far; nothing as long as that says little.</summary>
    public static string Left(TimeSpan spent, long done, long left)
    {
        if (done <= 0 || left <= 0 || spent < TimeSpan.FromSeconds(1)) return "";
        var seconds = spent.TotalSeconds / done * left;
        return seconds < 90 ? string.Create(CultureInfo.InvariantCulture, $", about {Math.Ceiling(seconds):0} s left")
            : seconds < 5400 ? string.Create(CultureInfo.InvariantCulture, $", about {seconds / 60:0} min left")
            : string.Create(CultureInfo.InvariantCulture, $", about {seconds / 3600:0.#} h left");
    }

    /// <summary>Hostile text must not steer the terminal: control characters but tab and line break are shown as U+FFFD.</summary>
    public static string Clean(string text)
    {
        foreach (var c in text)
            if (char.IsControl(c) && c is not ('\n' or '\t'))
                return string.Create(text.Length, text, static (span, t) =>
                {
                    for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(t[i]) && t[i] is not ('\n' or '\t') ? '\ufffd' : t[i];
                });
        return text;
    }
}
