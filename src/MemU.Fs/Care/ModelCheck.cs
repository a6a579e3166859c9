using System.Diagnostics;
using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Profiles;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Care;

/// <summary>Asks each model one tiny thing, and says what it costs in time, whether a structured answer comes, how long vectors are. Nothing is written anywhere.</summary>
internal sealed class ModelCheck(ModelChoice choice)
{
    private const int LongestAnswer = 1024; // a model that reasons needs some before its first word

    private static readonly JsonElement Schema = JsonDocument.Parse("""{"type":"object","properties":{"ok":{"type":"boolean"}},"required":["ok"],"additionalProperties":false}""").RootElement;

    public async Task<ModelsView> RunAsync(CancellationToken cancellationToken)
    {
        var checks = new List<ModelCheckView>();
        foreach (var profile in choice.Settings.Profiles)
        {
#pragma warning disable CA2000 // the analyzer does not see this using through the loop's awaits
            using var models = ModelSet.Of([profile with { Name = ModelSet.DefaultProfile }], new() { Variable = choice.Variable });
#pragma warning restore CA2000
            checks.AddRange(await OneAsync(profile, models, cancellationToken));
        }
        return new(checks.Count > 0 && checks.TrueForAll(c => c.Ok), checks);
    }

    private async Task<List<ModelCheckView>> OneAsync(ModelProfile profile, ModelSet models, CancellationToken cancellationToken)
    {
        var checks = new List<ModelCheckView>();
        var active = new ActiveProfile(profile, choice.Variable ?? Environment.GetEnvironmentVariable);
        var about = new ModelCheckView { Profile = profile.Name, Provider = active.Provider, Steps = [], Kind = "chat", Model = "", Ok = false };
        var asked = Asked(profile.Name);
        var chats = asked.Where(s => s is not (ModelStep.Vision or ModelStep.Embed or ModelStep.Transcribe)).ToList();
        if (active.ChatModel is { } chat) checks.Add(await ChatAsync(models, ModelStep.Extract, about with { Model = chat, Steps = chats }, cancellationToken));
        else if (chats.Count > 0 && active.Preset?.HasChat != false && active.EmbedModel is null) checks.Add(about with { Steps = chats, Problem = $"no model is named; set llm_profiles.{profile.Name}.chat_model, or MEMU_CHAT_MODEL" });
        if (active.VisionModel is { } vision && vision != active.ChatModel && active.Preset?.HasVision != false)
            checks.Add(await ChatAsync(models, ModelStep.Vision, about with { Kind = "vision", Model = vision, Steps = [.. asked.Where(s => s == ModelStep.Vision)] }, cancellationToken));
        if (models.Embedder is { } embedder) checks.Add(await EmbedAsync(embedder, about with { Kind = "embeddings", Model = active.EmbedModel!, Steps = [.. asked.Where(s => s == ModelStep.Embed)] }, cancellationToken));
        return checks;
    }

    /// <summary>The steps that ask a profile.</summary>
    private List<string> Asked(string profile)
    {
        var maker = choice.Settings.Profiles.Any(p => p.Name == ModelSet.EmbeddingProfile) ? ModelSet.EmbeddingProfile : ModelSet.DefaultProfile;
        return [.. ModelStep.All.Where(step => choice.Settings.Steps.GetValueOrDefault(step, step == ModelStep.Embed ? maker : ModelSet.DefaultProfile) == profile)];
    }

    private static async Task<ModelCheckView> ChatAsync(ModelSet models, string step, ModelCheckView check, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            var answer = await models.Begin("doctor").Chat(step)!.GetResponseAsync([new(ChatRole.User, "Answer in JSON: {\"ok\": true}")],
                new() { MaxOutputTokens = LongestAnswer, ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema, "check") }, cancellationToken);
            var fits = Fits(answer.Text);
            return check with
            {
                Ok = fits, Json = fits, Milliseconds = Since(began), Answered = answer.ModelId is { Length: > 0 } name && name != check.Model ? name : null,
                Problem = fits ? null : $"it answers, but not in the structure that was asked for. Set llm_profiles.{check.Profile}.json_mode to object or text, or name another model",
            };
        }
        catch (MemUException e)
        {
            return check with { Milliseconds = Since(began), Problem = e.Message };
        }
    }

    private static async Task<ModelCheckView> EmbedAsync(IEmbeddingGenerator<string, Embedding<float>> embedder, ModelCheckView check, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            var vectors = await embedder.GenerateAsync(["memory"], cancellationToken: cancellationToken);
            return check with { Ok = true, Milliseconds = Since(began), Dimensions = vectors[0].Vector.Length };
        }
        catch (MemUException e)
        {
            return check with { Milliseconds = Since(began), Problem = e.Message };
        }
    }

    private static bool Fits(string text)
    {
        var (first, last) = (text.IndexOf('{', StringComparison.Ordinal), text.LastIndexOf('}')); // asked in words, many put a fence around it
        if (first < 0 || last < first) return false;
        try
        {
            using var document = JsonDocument.Parse(text.AsMemory(first, last - first + 1));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("ok", out var ok) && ok.ValueKind is JsonValueKind.True or JsonValueKind.False;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static long Since(long began) => (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
}
