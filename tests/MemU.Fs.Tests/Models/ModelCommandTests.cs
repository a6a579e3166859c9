using System.Text.Json;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Tests.Cli;
using MemU.Fs.Tests.Scripted;
using Xunit;

namespace MemU.Fs.Tests.Models;

/// <summary>The commands that are about models, run as processes against a scripted provider; on the AOT binary too, where MEMU_AOT names it.</summary>
public sealed class ModelCommandTests
{
    public static TheoryData<string> Builds() => MemuProcess.Aot is null ? ["JIT"] : ["JIT", "AOT"];

    private static Answer Run(TemporaryFolder folder, string build, Dictionary<string, string> environment, params string[] arguments)
    {
        environment["XDG_CONFIG_HOME"] = folder.File(".config");
        using var process = MemuProcess.Start(folder.Path, build == "AOT" ? MemuProcess.Aot! : MemuProcess.Jit, environment, arguments);
        return MemuProcess.Finish(process, "");
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void Doctor_proves_each_profile_with_one_tiny_call_and_writes_nothing(string build)
    {
        using var folder = new TemporaryFolder();
        using var provider = new ScriptedProvider(_ => Reply.Json("""{"ok":true}""")) { Dimensions = 48 };
        var environment = new Dictionary<string, string> { ["SCRIPTED_KEY"] = ScriptedProvider.Key };
        Run(folder, build, environment, "init");
        foreach (var (key, value) in new[]
        {
            ("llm_profiles.default.base_url", provider.BaseUrl), ("llm_profiles.default.api_key", "SCRIPTED_KEY"), ("llm_profiles.default.chat_model", "big"), ("llm_profiles.default.embed_model", "vectors"),
            ("llm_profiles.small.base_url", provider.BaseUrl + "/"), ("llm_profiles.small.api_key", "SCRIPTED_KEY"), ("llm_profiles.small.chat_model", "little"), ("llm_profiles.small.json_mode", "object"), ("steps.rank", "small"),
        })
        {
            var set = Run(folder, build, environment, "config", "set", key, value);
            Assert.True(set.ExitCode == 0, set.Error);
        }
        var answer = Run(folder, build, environment, "doctor", "--models", "--json");
        Assert.True(answer.ExitCode == 0, answer.Error + answer.Output);
        using var view = JsonDocument.Parse(answer.Output);
        Assert.Equal(["default chat big", "default embeddings vectors", "small chat little"], view.RootElement.GetProperty("checks").EnumerateArray().Select(c => $"{c.GetProperty("profile")} {c.GetProperty("kind")} {c.GetProperty("model")}"));
        Assert.Equal(48, view.RootElement.GetProperty("checks")[1].GetProperty("dimensions").GetInt32());
        Assert.Equal(["rank"], view.RootElement.GetProperty("checks")[2].GetProperty("steps").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal(["json_schema", "json_object"], provider.Chats.Select(c => c.Format));
        Assert.False(Directory.Exists(CallLedger.Folder(folder.File("memory"))));
        Assert.False(Directory.Exists(KeptResponses.Folder(folder.File("memory"))));

        provider.KnownModels.UnionWith(["big", "vectors"]);
        var broken = Run(folder, build, environment, "doctor", "--models");
        Assert.Equal(3, broken.ExitCode);
        Assert.Contains("error   small: chat by", broken.Output);
        Assert.Contains("no such model (404)", broken.Output);
        Assert.DoesNotContain(ScriptedProvider.Key, broken.Output + broken.Error);
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void Vectors_come_from_the_provider_are_counted_and_a_key_is_never_shown(string build)
    {
        using var folder = new TemporaryFolder();
        using var provider = new ScriptedProvider(_ => Reply.Json("{}"));
        var environment = new Dictionary<string, string> { ["SCRIPTED_KEY"] = ScriptedProvider.Key, ["MEMU_API_KEY"] = ScriptedProvider.Key, ["MEMU_BASE_URL"] = provider.BaseUrl, ["MEMU_EMBED_MODEL"] = "vectors" };
        Assert.Equal(0, Run(folder, build, environment, "init").ExitCode);
        var added = Run(folder, build, environment, "add", "I drink oolong tea every morning.");
        Assert.True(added.ExitCode == 0, added.Error);
        var found = Run(folder, build, environment, "retrieve", "oolong", "--json");
        Assert.True(found.ExitCode == 0, found.Error);
        Assert.Contains(provider.Embeds, e => e.Texts.Any(t => t.Contains("oolong tea", StringComparison.Ordinal)));
        Assert.Contains(provider.Embeds, e => e.Texts is ["oolong"]);
        var cost = Run(folder, build, environment, "cost", "--by", "model", "--json");
        using var view = JsonDocument.Parse(cost.Output);
        Assert.Equal(provider.Embeds.Count, view.RootElement.GetProperty("total").GetProperty("calls").GetInt32());
        Assert.EndsWith(" vectors", view.RootElement.GetProperty("rows")[0].GetProperty("name").GetString());
        var listed = Run(folder, build, environment, "config", "list");
        Assert.Contains("llm_profiles.default.api_key = MEMU_API_KEY (set)  (environment MEMU_API_KEY)", listed.Output);
        Assert.DoesNotContain(ScriptedProvider.Key, listed.Output);
        Assert.Equal(0, Run(folder, build, environment, "purge", "--text", "oolong", "--yes").ExitCode);
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void A_key_that_lies_around_is_offered_once_and_never_with_json(string build)
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.md", "I like tea.");
        var environment = new Dictionary<string, string> { ["OPENAI_API_KEY"] = "sk-lies-around-0123456789" };
        Run(folder, build, environment, "init");
        Assert.DoesNotContain("OPENAI_API_KEY", Run(folder, build, environment, "memorize", "a.md", "--json").Error);
        var first = Run(folder, build, environment, "memorize", "a.md");
        Assert.Contains("OPENAI_API_KEY is set and not used. To have a model find memories: --provider openai", first.Error);
        Assert.DoesNotContain("sk-lies", first.Error + first.Output);
        Assert.DoesNotContain("OPENAI_API_KEY", Run(folder, build, environment, "memorize", "a.md").Error);
        Assert.DoesNotContain("OPENAI_API_KEY", Run(folder, build, environment, "ls").Error);
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void A_tree_from_elsewhere_says_that_it_is_not_trusted_and_asks_nobody(string build)
    {
        using var folder = new TemporaryFolder();
        using var provider = new ScriptedProvider();
        var environment = new Dictionary<string, string> { ["OPENAI_API_KEY"] = ScriptedProvider.Key };
        Run(folder, build, environment, "init");
        File.AppendAllText(folder.File("memory/.memu/config.yaml"), $"\nllm_profiles:\n  default:\n    base_url: {provider.BaseUrl}\n    api_key: OPENAI_API_KEY\n    chat_model: m\n    embed_model: e\n");
        folder.Write("a.md", "I like tea.");
        var answer = Run(folder, build, environment, "memorize", "a.md");
        Assert.True(answer.ExitCode == 0, answer.Error);
        Assert.Contains("llm_profiles of this memory are not used, since nobody here has trusted them", answer.Error);
        Assert.Empty(provider.Calls);
        Assert.Contains("memu trust", Run(folder, build, environment, "doctor", "--models").Error);
        Assert.Equal(0, Run(folder, build, environment, "trust").ExitCode);
        Run(folder, build, environment, "reindex");
        Assert.NotEmpty(provider.Embeds);
    }
}
