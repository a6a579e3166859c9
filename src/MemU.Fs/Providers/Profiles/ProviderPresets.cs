using MemU.Fs.Model;

namespace MemU.Fs.Providers.Profiles;

/// <summary>The providers that are known by name.</summary>
public static class ProviderPresets
{
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["claude"] = "anthropic", ["google"] = "gemini", ["xai"] = "grok", ["dashscope"] = "qwen", ["ark"] = "doubao", ["kimi"] = "moonshot", ["llamacpp"] = "llama.cpp", ["lmstudio"] = "lm-studio",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ProviderPreset> All { get; } =
    [
        new("openai", "https://api.openai.com/v1", "OPENAI_API_KEY")
        {
            ChatModel = "gpt-5.4-mini", EmbedModel = "text-embedding-3-small", VisionModel = "gpt-5.4", TranscriptionModel = "gpt-4o-mini-transcribe",
            HasEmbeddings = true, HasVision = true, HasTranscription = true, MaxCompletionTokens = true, Reasoning = ReasoningField.Effort, Base64Vectors = true, EmbedBatchSize = 256,
        },
        new("openrouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY")
        {
            ChatModel = "openai/gpt-5.4-mini", EmbedModel = "openai/text-embedding-3-small", VisionModel = "minimax/minimax-m3", HasEmbeddings = true, HasVision = true, Reasoning = ReasoningField.Nested,
        },
        new("anthropic", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY")
        {
            ChatModel = "claude-haiku-4-5", VisionModel = "claude-sonnet-4-6", HasVision = true, JsonMode = JsonMode.Text, // its compatible interface ignores response_format
        },
        new("gemini", "https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY")
        {
            ChatModel = "gemini-2.5-flash", EmbedModel = "gemini-embedding-001", HasEmbeddings = true, HasVision = true, Reasoning = ReasoningField.Effort,
        },
        new("grok", "https://api.x.ai/v1", "XAI_API_KEY") { ChatModel = "grok-4-1-fast", VisionModel = "grok-4-1", HasVision = true, Reasoning = ReasoningField.Effort },
        new("deepseek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY") { ChatModel = "deepseek-v4-flash", JsonMode = JsonMode.Object },
        new("qwen", "https://dashscope.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY")
        {
            ChatModel = "qwen-plus", EmbedModel = "text-embedding-v4", VisionModel = "qwen-vl-plus", HasEmbeddings = true, HasVision = true, JsonMode = JsonMode.Object, Reasoning = ReasoningField.Enable, EmbedBatchSize = 10,
        },
        new("doubao", "https://ark.cn-beijing.volces.com/api/v3", "ARK_API_KEY")
        {
            ChatModel = "doubao-seed-2.0-lite", EmbedModel = "doubao-embedding-large-text-250515", VisionModel = "doubao-seed-2.0-pro", HasEmbeddings = true, HasVision = true, JsonMode = JsonMode.Object, Reasoning = ReasoningField.Thinking,
        },
        new("moonshot", "https://api.moonshot.ai/v1", "MOONSHOT_API_KEY") { ChatModel = "kimi-k2.7-code-highspeed", VisionModel = "kimi-k2.6", HasVision = true, JsonMode = JsonMode.Object },
        new("minimax", "https://api.minimax.io/v1", "MINIMAX_API_KEY") { ChatModel = "MiniMax-M3", HasVision = true, JsonMode = JsonMode.Text },
        new("voyage", "https://api.voyageai.com/v1", "VOYAGE_API_KEY") { EmbedModel = "voyage-3.5", HasChat = false, HasEmbeddings = true, DimensionsField = "output_dimension", EmbedBatchSize = 128 },
        new("jina", "https://api.jina.ai/v1", "JINA_API_KEY") { EmbedModel = "jina-embeddings-v3", HasChat = false, HasEmbeddings = true, EmbedBatchSize = 128 },
        new("ollama", "http://127.0.0.1:11434/v1", null) { HasEmbeddings = true, HasVision = true, Reasoning = ReasoningField.Effort },
        new("vllm", "http://127.0.0.1:8000/v1", null) { HasEmbeddings = true, HasVision = true, HasTranscription = true },
        new("llama.cpp", "http://127.0.0.1:8080/v1", null) { HasEmbeddings = true, HasVision = true },
        new("lm-studio", "http://127.0.0.1:1234/v1", null) { HasEmbeddings = true, HasVision = true },
    ];

    /// <summary>The one of a name or of another name that people use for it; null when unknown.</summary>
    public static ProviderPreset? Find(string name)
    {
        name = Aliases.GetValueOrDefault(name, name);
        return All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The one of a name.</summary>
    /// <exception cref="MemUException">There is none; the message names all.</exception>
    public static ProviderPreset Get(string name) =>
        Find(name) ?? throw new MemUException(MemUErrorKind.BadArgument, $"'{name}' is no provider known here; there are {string.Join(", ", All.Select(p => p.Name))}. For another one that is compatible with OpenAI leave the provider out and give base_url.");
}
