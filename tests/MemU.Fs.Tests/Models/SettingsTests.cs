using MemU.Fs.Model;
using MemU.Fs.Providers.Profiles;
using Xunit;

namespace MemU.Fs.Tests.Models;

/// <summary>What the settings say of models, and what is said of bad ones.</summary>
public sealed class SettingsTests
{
    private static ModelSettings Read(string yaml) => ModelSettings.Of(SettingsFile.Read(yaml, ".memu/config.yaml", "tree"));

    [Fact]
    public void All_fields_of_a_profile_steps_budget_and_cache_are_read()
    {
        var settings = Read("""
            format: 1
            llm_profiles:
              default:
                provider: claude
                base_url: https://gateway.example/a/b/v1
                api_key: $GATEWAY_KEY
                chat_model: m1
                embed_model: m2
                vision_model: m3
                transcription_model: m4
                embed_batch_size: 12
                embed_dimensions: 512
                timeout: 7.5
                concurrency: 3
                json_mode: object
                reasoning_effort: low
                proxy: http://proxy:3128
                input_price: 0.25
                output_price: 2
                headers:
                  X-Title: memu
                  Authorization: $OTHER_KEY
                endpoints:
                  chat: beta/chat
              local:
                base_url: http://127.0.0.1:9/v1
            steps:
              extract: local
              rank: none
            budget:
              tokens_per_day: 2_000_000
              cost_per_month: 12.50
            cache: off
            """);
        var profile = settings.Profiles[0];
        Assert.Equal(("anthropic", "https://gateway.example/a/b/v1", "GATEWAY_KEY", "m1", "m2", "m3", "m4"), (profile.Provider, profile.BaseUrl, profile.KeyVariable, profile.ChatModel, profile.EmbedModel, profile.VisionModel, profile.TranscriptionModel));
        Assert.Equal((12, 512, 7.5, 3, JsonMode.Object, "low", "http://proxy:3128", 0.25m, 2m), (profile.EmbedBatchSize, profile.EmbedDimensions, profile.Timeout.TotalSeconds, profile.Concurrency, profile.JsonMode, profile.ReasoningEffort, profile.Proxy, profile.InputPrice, profile.OutputPrice));
        Assert.Equal(("memu", "$OTHER_KEY", "beta/chat"), (profile.Headers["x-title"], profile.Headers["Authorization"], profile.Endpoints["chat"]));
        Assert.Equal(("local", "none"), (settings.Steps["extract"], settings.Steps["rank"]));
        Assert.Equal((2_000_000, 12.5m, false), (settings.Budget.TokensPerDay, settings.Budget.CostPerMonth, settings.KeepsResponses));
    }

    [Theory]
    [InlineData("provider: opnai", "must be one of openai, openrouter")]
    [InlineData("concurrency: many", "concurrency of profile 'default' must be a number from 1 to 256")]
    [InlineData("concurrency: 0", "must be a number from 1 to 256")]
    [InlineData("timeout: -1", "must be seconds")]
    [InlineData("input_price: 1e3", "a number from 0")]
    [InlineData("json_mode: xml", "auto, schema, object or text")]
    [InlineData("base_url: gateway.example/v1", "must be an address")]
    [InlineData("chat_modle: x", "chat_modle of profile 'default' is no field of a profile; there are provider")]
    [InlineData("headers: {Authorization: Bearer-abc}", "$NAME of an environment variable")]
    [InlineData("endpoints: {chat: 'https://elsewhere.example/'}", "a path below base_url")]
    public void A_bad_value_names_file_line_and_what_it_must_be(string line, string expected)
    {
        var error = Assert.Throws<MemoryFormatException>(() => Read($"format: 1\nllm_profiles:\n  default:\n    {line}\n"));
        Assert.StartsWith(".memu/config.yaml:4: ", error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Theory]
    [InlineData("sk-proj-abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("AIzaSyA-abcdefghijklmnop")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("0f8fad5bd9cb469fa165708677289501")]
    [InlineData("gsk_abcdefGHIJ")]
    public void A_key_in_place_of_a_variable_is_refused_and_never_repeated(string key)
    {
        var error = Assert.Throws<MemoryFormatException>(() => Read($"llm_profiles:\n  default:\n    provider: openai\n    api_key: {key}\n"));
        Assert.Equal(4, error.Line);
        Assert.Contains("name of the environment variable", error.Message);
        Assert.DoesNotContain(key, error.ToString());
        Assert.DoesNotContain("bearer-secret", Assert.Throws<MemoryFormatException>(() => Read("llm_profiles: {default: {base_url: 'https://me:bearer-secret@host/v1'}}")).ToString());
    }

    [Theory]
    [InlineData("llm_profiles: {a: {chat_model: x}}", "has neither a provider nor a base_url")]
    [InlineData("llm_profiles: openai", "must be names with values below it")]
    [InlineData("llm_profiles: {a: {provider: openai}}\nsteps: {extract: b}", "asks profile 'b', which is not there; there are a")]
    [InlineData("steps: {extrakt: default}", "is no step that asks a model")]
    [InlineData("budget: {tokens_per_day: 1.5}", "whole number of tokens")]
    [InlineData("budget: {money: 1}", "is no limit of a budget")]
    [InlineData("cache: maybe", "cache is on or off")]
    [InlineData("cache: on\ncache: off", "is there twice")]
    public void Sections_that_make_no_sense_are_told(string yaml, string expected) => Assert.Contains(expected, Assert.Throws<MemoryFormatException>(() => Read(yaml)).Message);

    [Fact]
    public void Every_preset_is_complete_and_found_by_its_names()
    {
        Assert.Equal(ProviderPresets.All.Count, ProviderPresets.All.Select(p => p.Name).Distinct().Count());
        foreach (var preset in ProviderPresets.All)
        {
            Assert.Same(preset, ProviderPresets.Find(preset.Name.ToUpperInvariant()));
            Assert.False(preset.BaseUrl.EndsWith('/'), preset.Name);
            Assert.True(preset.IsLocal == new Uri(preset.BaseUrl).IsLoopback, preset.Name);
            Assert.True(preset.IsLocal || preset.HasChat == preset.ChatModel is not null, preset.Name);
            Assert.True(preset.IsLocal || preset.HasEmbeddings == preset.EmbedModel is not null, preset.Name);
        }
        Assert.Equal("qwen", ProviderPresets.Find("DashScope")!.Name);
        Assert.Contains("there are openai, openrouter", Assert.Throws<MemUException>(() => ProviderPresets.Get("x")).Message);
    }
}
