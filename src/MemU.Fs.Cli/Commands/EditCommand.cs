using System.CommandLine;
using MemU.Fs.Model;
using MemU.Fs.Verbs;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu edit &lt;path|id&gt;</c></summary>
internal static class EditCommand
{
    public static Command Build()
    {
        var what = Writing.Required("path|id", "Path, id, file name or title of a memory");
        var set = new Option<string[]>("--set") { Description = "Set a front matter key, repeatable; nothing after the = removes it, commas part the items of a list", HelpName = "key=value" };
        var append = new Option<string?>("--append") { Description = "Add a paragraph at the end of the statement; - for standard input", HelpName = "text" };
        var replace = new Option<string[]>("--replace") { Description = "Replace a text that stands exactly once in the file", HelpName = "old> <new", Arity = new(2, 2), AllowMultipleArgumentsPerToken = true };
        var command = Writing.Command("edit", "Change a memory; what you don't name keeps its bytes. Without options your editor opens it", what, set, append, replace);
        command.Runs(async (parsed, memory, cancellation) =>
        {
            var request = new EditRequest
            {
                Target = parsed.GetValue(what)!,
                Set = [.. (parsed.GetValue(set) ?? []).Select(Pair)],
                Append = parsed.GetValue(append) is "-" ? await Console.In.ReadToEndAsync(cancellation) : parsed.GetValue(append),
                Replace = parsed.GetValue(replace) is [var old, var with] ? [new(old, with)] : [],
                DryRun = parsed.GetValue(Writing.DryRun),
                Expect = parsed.GetValue(Writing.Expect),
                Reason = parsed.GetValue(Writing.Reason),
            };
            if (request.Set.Count + request.Replace.Count > 0 || request.Append is not null) return await memory.EditAsync(request, cancellation);
            using var editor = new Editor();
            var shown = await memory.ShowAsync(request.Target, cancellation);
            var bytes = await File.ReadAllBytesAsync(Path.Combine(Composition.Options(parsed).Root, shown.Path), cancellation);
            var written = await editor.EditAsync(bytes, Path.GetFileName(shown.Path), cancellation);
            // what was changed meanwhile, by whomever, is not overwritten
            request = request with { Target = shown.Path, Content = written ?? bytes, Expect = request.Expect ?? shown.Revision };
            return await editor.KeepingAsync(() => memory.EditAsync(request, cancellation));
        });
        return command;
    }

    private static KeyValuePair<string, string> Pair(string text) => text.IndexOf('=', StringComparison.Ordinal) is var at and > 0 ? new(text[..at], text[(at + 1)..])
        : throw new MemUException(MemUErrorKind.BadArgument, $"'{text}' sets nothing; write key=value.");
}
