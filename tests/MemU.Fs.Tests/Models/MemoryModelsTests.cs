using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Tests.Scripted;
using MemU.Fs.Verbs;
using Microsoft.Extensions.AI;
using Xunit;

namespace MemU.Fs.Tests.Models;

/// <summary>A memory that has models: who makes its vectors, what purge drops, what its settings take.</summary>
public sealed class MemoryModelsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Root => _folder.File("memory");

    public void Dispose() => _folder.Dispose();

    private async Task<MemoryService> Made(ModelSet? models = null)
    {
        var memory = MemoryService.Open(new() { Root = Root, StateFolder = _folder.File("state"), Models = models });
        await memory.InitAsync(new());
        return memory;
    }

    [Fact]
    public async Task Its_vectors_come_from_the_models_which_stay_open_when_it_closes()
    {
        using var provider = new ScriptedProvider { Dimensions = 32 };
        using var models = provider.Models();
        using (var memory = await Made(models))
        {
            await memory.AddAsync(new() { Text = "I drink oolong tea." });
            var found = await memory.RetrieveAsync(new() { Query = "oolong", Method = RetrieveMethod.Rules });
            Assert.Single(found.Items);
        }
        Assert.Contains(provider.Embeds, e => e.Texts.Any(t => t.Contains("oolong tea", StringComparison.Ordinal)));
        await models.Embedder!.GenerateAsync(["still open"]);
    }

    [Fact]
    public async Task Purge_drops_every_kept_answer()
    {
        using var provider = new ScriptedProvider(call => Reply.Text(call.User));
        using var models = ModelSet.For(Root, [provider.Profile() with { EmbedModel = null }]);
        using var memory = await Made();
        await memory.AddAsync(new() { Text = "The code of the door is 4711." });
        await models.Begin("memorize").Chat(ModelStep.Extract)!.GetResponseAsync("The code of the door is 4711.");
        Assert.NotEmpty(Directory.EnumerateFiles(KeptResponses.Folder(Root), "*", SearchOption.AllDirectories));
        await memory.PurgeAsync(new() { Target = "4711", IsText = true });
        Assert.False(Directory.Exists(KeptResponses.Folder(Root)));
    }

    [Fact]
    public async Task A_setting_that_is_made_here_is_trusted_and_an_edit_by_others_is_not()
    {
        using var memory = await Made();
        await memory.ChangeSettingAsync(new() { Key = "llm_profiles.llama.cpp.provider", Value = "llama.cpp" });
        Assert.Equal("trusted", memory.TrustState().State);
        var made = await memory.ChangeSettingAsync(new() { Key = "llm_profiles.llama.cpp.headers.X-Name", Value = "memu" });
        Assert.NotNull(made.Commit);
        Assert.Equal("trusted", memory.TrustState().State);
        Assert.Equal("memu", ModelSettings.Resolve(new() { Root = Root, StateFolder = _folder.File("state"), UserFile = "/nowhere", Variable = _ => null }).Settings.Profiles.Single().Headers["X-Name"]);
        File.AppendAllText(_folder.File("memory/.memu/config.yaml"), "budget:\n  tokens_per_day: 5\n");
        await memory.ChangeSettingAsync(new() { Key = "gc", Value = "off" });
        Assert.Equal("untrusted", memory.TrustState().State);
        await Assert.ThrowsAnyAsync<MemUException>(() => memory.ChangeSettingAsync(new() { Key = "retrieve.min_score", Value = "7" }));
        await Assert.ThrowsAnyAsync<MemUException>(() => memory.ChangeSettingAsync(new() { Key = "llm_profiles.other.chat_model", Value = "x" }));
    }

    [Fact]
    public void The_users_file_is_readable_by_nobody_else()
    {
        var file = _folder.File("config/memu/config.yaml");
        Assert.True(MemoryService.ChangeUserSetting(new SettingRequest { Key = "llm_profiles.default.provider", Value = "openai" }, file));
        Assert.False(MemoryService.ChangeUserSetting(new SettingRequest { Key = "llm_profiles.default.provider", Value = "openai" }, file));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.True(MemoryService.ChangeUserSetting(new SettingRequest { Key = "llm_profiles.default.provider" }, file));
        Assert.Equal("", File.ReadAllText(file));
    }

    [Fact]
    public void Costs_are_put_together_by_what_is_asked()
    {
        var ledger = new CallLedger(Root, TimeProvider.System);
        ModelCall Call(string step, string day, long tokens, string status = "ok") => new()
        {
            At = DateTimeOffset.Parse($"{day}T12:00:00Z"), Operation = "memorize", OperationId = "1", Step = step, Profile = "default", Provider = "p", Model = "m", InputTokens = tokens, OutputTokens = 1, Cost = status == "kept" ? 0 : 0.5m, Status = status,
        };
        foreach (var call in new[] { Call("extract", "2026-10-30", 10), Call("extract", "2026-11-02", 20), Call("place", "2026-11-03", 500), Call("place", "2026-11-03", 0, "rate limit"), Call("place", "2026-11-03", 9, "kept") }) ledger.Add(call);
        using var memory = MemoryService.Open(new() { Root = Root });
        Assert.Equal(["place 2 1 1 500", "extract 2 0 0 30"], memory.Cost(by: "step").Rows.Select(r => $"{r.Name} {r.Calls} {r.Kept} {r.Failed} {r.InputTokens}"));
        Assert.Equal(["2026-10-30", "2026-11-02", "2026-11-03"], memory.Cost(by: "day").Rows.Select(r => r.Name));
        Assert.Equal((1.5m, 520), (memory.Cost(DateTimeOffset.Parse("2026-11-01T00:00:00Z")).Total.Cost, memory.Cost(DateTimeOffset.Parse("2026-11-01T00:00:00Z")).Total.InputTokens));
        Assert.Throws<MemUException>(() => memory.Cost(by: "weather"));
    }
}
