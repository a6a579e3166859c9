using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Providers.Calls;

/// <summary>A hash of what is asked, of whom and how: the same question has the same one on every day and machine.</summary>
internal sealed class CallKey : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <param name="address">Who is asked.</param>
    /// <param name="model">The model.</param>
    /// <param name="manner">What else of the profile changes the answer.</param>
    private CallKey(string address, string model, string manner)
    {
        foreach (var part in new[] { "1", address, model, manner }) Add(part);
    }

    /// <summary>Of a chat; null where it can't be told what is asked.</summary>
    public static string? Of(string address, string model, string manner, IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        if (options?.RawRepresentationFactory is not null || options?.ConversationId is not null) return null;
        using var key = new CallKey(address, model, manner);
        if (options is not null) key.Add(options);
        foreach (var message in messages)
        {
            key.Add(message.Role.Value);
            key.Add(message.AuthorName);
            foreach (var content in message.Contents)
                if (!key.Add(content)) return null;
        }
        return key.Done();
    }

    /// <summary>Of speech.</summary>
    public static string Of(string address, string model, SpeechToTextOptions? options, ReadOnlySpan<byte> audio)
    {
        using var key = new CallKey(address, model, "speech");
        key.Add(options?.SpeechLanguage);
        key.Add(options?.TextLanguage);
        key.Add(audio);
        return key.Done();
    }

    /// <summary>Of an answer.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public void Dispose() => _hash.Dispose();

    private void Add(ChatOptions options)
    {
        Add(string.Create(CultureInfo.InvariantCulture, $"{options.ModelId}|{options.Temperature}|{options.TopP}|{options.TopK}|{options.MaxOutputTokens}|{options.Seed}|{options.FrequencyPenalty}|{options.PresencePenalty}|{options.Reasoning?.Effort}"));
        Add(options.Instructions);
        foreach (var stop in options.StopSequences ?? []) Add(stop);
        Add(options.ResponseFormat switch { ChatResponseFormatJson { Schema: { } schema } json => $"{json.SchemaName}\n{schema.GetRawText()}", ChatResponseFormatJson => "json", _ => "text" });
        foreach (var tool in options.Tools ?? [])
        {
            Add(tool.Name);
            Add(tool.Description);
            Add((tool as AIFunctionDeclaration)?.JsonSchema.GetRawText());
        }
        Add(options.ToolMode?.ToString());
    }

    private bool Add(AIContent content)
    {
        Add(content.GetType().Name);
        switch (content)
        {
            case TextContent text:
                Add(text.Text);
                return true;
            case DataContent data:
                Add(data.MediaType);
                Add(data.Data.Span);
                return true;
            case UriContent uri:
                Add(uri.Uri.ToString());
                return true;
            case FunctionCallContent or FunctionResultContent:
                Add(JsonSerializer.Serialize(content, AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(AIContent))));
                return true;
            default:
                return false;
        }
    }

    private void Add(string? text) => Add(Encoding.UTF8.GetBytes(text ?? "\0"));

    private void Add(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(BitConverter.GetBytes(bytes.Length)); // so that no two lists of parts look the same
        _hash.AppendData(bytes);
    }

    private string Done() => Convert.ToHexStringLower(_hash.GetHashAndReset());
}
