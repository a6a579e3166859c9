using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Profiles;
using Xunit;

namespace MemU.Fs.Tests.Models;

/// <summary>Who decides which models are asked: flag, environment, a trusted tree, the user's file, nobody.</summary>
public sealed class ResolutionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _environment = [];

    private string Root => _folder.File("memory");

    public void Dispose() => _folder.Dispose();

    private ModelChoice Resolve(string? flag = null) => ModelSettings.Resolve(new()
    {
        Root = Root, Provider = flag, StateFolder = _folder.File("state"), UserFile = _folder.File("user.yaml"), Variable = name => _environment.GetValueOrDefault(name),
    });

    private void Tree(string yaml, bool trust = true)
    {
        _folder.Write("memory/.memu/config.yaml", yaml);
        if (!trust) return;
        using var memory = MemoryService.Open(new() { Root = Root, StateFolder = _folder.File("state") });
        memory.Trust();
    }

    private static ModelProfile Default(ModelChoice choice) => choice.Settings.Profiles.Single(p => p.Name == "default");

    [Fact]
    public void Nothing_is_asked_unless_somebody_says_so_whatever_keys_lie_around()
    {
        _environment["OPENAI_API_KEY"] = "sk-x";
        Assert.False(Resolve().HasModels);
        Assert.Null(Resolve().Open(null));
    }

    [Fact]
    public void A_name_suffices_as_flag_or_in_the_environment_and_the_flag_wins()
    {
        _environment["MEMU_PROVIDER"] = "openrouter";
        Assert.Equal("openrouter", Default(Resolve()).Provider);
        Assert.Equal("openai", Default(Resolve("openai")).Provider);
        Assert.Contains("is no provider known here", Assert.Throws<MemUException>(() => Resolve("opnai")).Message);
    }

    [Fact]
    public void Offline_beats_all()
    {
        Tree("llm_profiles: {default: {provider: openai}}");
        Assert.True(Resolve().HasModels);
        Assert.True(Resolve("offline").IsOffline);
        _environment["MEMU_OFFLINE"] = "1";
        Assert.False(Resolve("openai").HasModels);
    }

    [Fact]
    public void A_tree_that_nobody_trusted_is_not_obeyed_and_says_so()
    {
        Tree("llm_profiles: {default: {base_url: 'http://evil.example/v1', api_key: OPENAI_API_KEY}}\nbudget: {tokens_per_day: 1}", trust: false);
        _folder.Write("user.yaml", "llm_profiles: {default: {provider: ollama, chat_model: m}}");
        var choice = Resolve();
        Assert.False(choice.HasModels);
        Assert.Contains("memu trust", choice.Notice);
        var flagged = Resolve("openai");
        Assert.Equal(("openai", null, null), (Default(flagged).Provider, Default(flagged).BaseUrl, flagged.Settings.Budget.TokensPerDay));
        Tree("llm_profiles: {default: {provider: nonsense}}", trust: false);
        Assert.False(Resolve().HasModels); // what is not obeyed is not found fault with either
    }

    [Fact]
    public void A_trusted_tree_wins_over_the_user_profile_by_profile_and_value_by_value()
    {
        Tree("llm_profiles: {default: {provider: openai, chat_model: tree-model}}\nbudget: {tokens_per_day: 10}");
        _folder.Write("user.yaml", "llm_profiles: {default: {provider: ollama, embed_model: e}, embedding: {provider: voyage}}\nsteps: {rank: embedding}\nbudget: {tokens_per_day: 99, cost_per_day: 5}");
        var settings = Resolve().Settings;
        Assert.Equal(("openai", "tree-model", null), (Default(Resolve()).Provider, Default(Resolve()).ChatModel, Default(Resolve()).EmbedModel));
        Assert.Equal("voyage", settings.Profiles.Single(p => p.Name == "embedding").Provider);
        Assert.Equal((10, 5m, "embedding"), (settings.Budget.TokensPerDay, settings.Budget.CostPerDay, settings.Steps["rank"]));
        Assert.Equal("tree", Resolve().Values.Single(v => v.Key == "llm_profiles.default.chat_model").Source);
        Assert.Equal("user", Resolve().Values.Single(v => v.Key == "budget.cost_per_day").Source);
    }

    [Fact]
    public void A_flag_takes_another_provider_whole_keeps_the_same_one_and_may_name_a_profile()
    {
        Tree("llm_profiles: {default: {provider: openai, base_url: 'https://gateway.example/v1', chat_model: m}, work: {base_url: 'http://127.0.0.1:9/v1', chat_model: w}}");
        Assert.Equal(("https://gateway.example/v1", "m"), (Default(Resolve("openai")).BaseUrl, Default(Resolve("openai")).ChatModel));
        Assert.Equal((null, null), (Default(Resolve("grok")).BaseUrl, Default(Resolve("grok")).ChatModel));
        Assert.Equal(("http://127.0.0.1:9/v1", "w"), (Default(Resolve("work")).BaseUrl, Default(Resolve("work")).ChatModel));
    }

    [Fact]
    public void The_environment_sets_single_values()
    {
        foreach (var (name, value) in new[] { ("MEMU_BASE_URL", "http://127.0.0.1:9/v1"), ("MEMU_CHAT_MODEL", "c"), ("MEMU_VISION_MODEL", "v"), ("MEMU_EMBED_MODEL", "e"), ("MEMU_EMBED_DIMENSIONS", "128"), ("MEMU_API_KEY", "secret") }) _environment[name] = value;
        var profile = Default(Resolve());
        Assert.Equal(("http://127.0.0.1:9/v1", "c", "v", "e", 128, "MEMU_API_KEY"), (profile.BaseUrl, profile.ChatModel, profile.VisionModel, profile.EmbedModel, profile.EmbedDimensions, profile.KeyVariable));
        _environment["MEMU_EMBED_PROVIDER"] = "voyage";
        Assert.Equal(("voyage", "e"), (Resolve().Settings.Profiles.Single(p => p.Name == "embedding").Provider, Resolve().Settings.Profiles.Single(p => p.Name == "embedding").EmbedModel));
        _environment["MEMU_EMBED_PROVIDER"] = "offline";
        using var models = Resolve().Open(null);
        Assert.Null(models!.Embedder);
        _environment["MEMU_EMBED_DIMENSIONS"] = "many";
        _environment.Remove("MEMU_EMBED_PROVIDER");
        Assert.StartsWith("environment MEMU_EMBED_DIMENSIONS: ", Assert.Throws<MemUException>(() => Resolve()).Message);
    }

    [Fact]
    public void Steps_ask_their_profiles_and_a_step_may_ask_nobody()
    {
        Tree("llm_profiles: {default: {base_url: 'http://127.0.0.1:9/v1', chat_model: big}, small: {base_url: 'http://127.0.0.1:9/v1', chat_model: small}}\nsteps: {rank: small, judge: none}");
        using var models = Resolve().Open(null);
        var operation = models!.Begin("retrieve");
        Assert.Equal(["big", "small"], new[] { ModelStep.Answer, ModelStep.Rank }.Select(s => ((Microsoft.Extensions.AI.ChatClientMetadata)operation.Chat(s)!.GetService(typeof(Microsoft.Extensions.AI.ChatClientMetadata))!).DefaultModelId));
        Assert.Null(operation.Chat(ModelStep.Judge));
        Assert.Null(operation.Speech);
    }

    [Fact]
    public void A_local_provider_wants_its_model_named()
    {
        using var models = Resolve("ollama").Open(null);
        Assert.Contains("MEMU_CHAT_MODEL", Assert.Throws<MemUException>(() => models!.Begin("memorize").Chat(ModelStep.Extract)).Message);
        using var vectors = Resolve("voyage").Open(null);
        Assert.Null(vectors!.Begin("memorize").Chat(ModelStep.Extract));
        Assert.NotNull(vectors.Embedder);
    }
}
