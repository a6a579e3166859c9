using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>How many tokens a text may be at most, for any usual tokenizer: budgets are held with more than the truth.</summary>
internal static class TokenEstimate
{
    private const int PerMessage = 8;
    private const int PerPicture = 2000;
    private const double AsciiPerToken = 2.5;
    private const double OtherTokens = 1.5;

    /// <summary>What an answer may have where nobody limits it.</summary>
    public const int UsualAnswer = 8192;

    public static long Of(string text)
    {
        var ascii = 0;
        foreach (var c in text) if (char.IsAscii(c)) ascii++;
        return (long)Math.Ceiling(ascii / AsciiPerToken + (text.Length - ascii) * OtherTokens);
    }

    /// <summary>A whole prompt, its schema and tools included.</summary>
    public static long Of(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var sum = Of(options?.Instructions ?? "");
        foreach (var message in messages)
        {
            sum += PerMessage;
            foreach (var content in message.Contents)
                sum += content switch
                {
                    TextContent text => Of(text.Text),
                    DataContent or UriContent => PerPicture,
                    FunctionCallContent call => Of(call.Name) + Of(string.Concat(call.Arguments?.Select(a => $"{a.Key}{a.Value}") ?? [])),
                    FunctionResultContent result => Of(result.Result?.ToString() ?? ""),
                    _ => 0,
                };
        }
        if (options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema }) sum += Of(schema.GetRawText());
        foreach (var tool in options?.Tools ?? []) sum += Of(tool.Name) + Of(tool.Description) + Of((tool as AIFunctionDeclaration)?.JsonSchema.GetRawText() ?? "");
        return sum;
    }

    /// <summary>The beginning of a text that is at most so many tokens.</summary>
    public static string Beginning(string text, long most)
    {
        if (text.Length * OtherTokens <= most || Of(text) <= most) return text;
        double sum = 0;
        for (var i = 0; i < text.Length; i++)
            if ((sum += char.IsAscii(text[i]) ? 1 / AsciiPerToken : OtherTokens) > most) return text[..(i > 0 && char.IsHighSurrogate(text[i - 1]) ? i - 1 : i)];
        return text;
    }
}
