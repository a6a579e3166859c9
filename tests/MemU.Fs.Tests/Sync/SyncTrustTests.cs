using MemU.Fs.Remotes;
using Xunit;

namespace MemU.Fs.Tests.Sync;

/// <summary>Settings that could send data or start a program hold only where the user said so.</summary>
public sealed class SyncTrustTests
{
    private const string Profiles = "format: 1\nllm_profiles:\n  default:\n    base_url: https://example.com\n";

    [Fact]
    public void T33_all_but_the_settings_known_to_be_harmless_are_guarded_and_layout_does_not_count()
    {
        Assert.Null(GuardedSettings.Of("format: 1\ntimezone: UTC\nscope:\n  user_id: ana\ncategories:\n  - name: a\n    folder: a\n").Hash);
        Assert.Equal(["llm_profiles"], GuardedSettings.Of(Profiles).Names);
        Assert.Equal(["llm_profiles", "webhooks"], GuardedSettings.Of(Profiles + "timezone: UTC\nwebhooks: [https://x]\n").Names);
        Assert.Equal(GuardedSettings.Of(Profiles).Hash, GuardedSettings.Of("# a comment\n" + Profiles.Replace("format: 1\n", "") + "\nformat: 1\n").Hash);
        Assert.NotEqual(GuardedSettings.Of(Profiles).Hash, GuardedSettings.Of(Profiles.Replace("example.com", "example.org")).Hash);
        Assert.NotEqual(GuardedSettings.Of("format: 1\nx: &a 1\nllm_profiles: *a\n").Hash, GuardedSettings.Of("format: 1\nx: &a 2\nllm_profiles: *a\n").Hash);
        Assert.NotNull(GuardedSettings.Of("format: [1\n").Hash);
    }

    [Fact]
    public async Task T33_settings_that_come_with_a_clone_or_a_pull_hold_only_after_trust_and_a_change_asks_again()
    {
        using var all = new Machines();
        var a = await all.FirstAsync();
        Assert.Equal("unneeded", a.Service.TrustState().State);
        a.Write(".memu/config.yaml", Profiles);
        Assert.Equal("trusted", a.Service.Trust().State);
        await a.SyncAsync();
        var b = all.Add("second");
        var cloned = await b.Service.CloneAsync(new(all.Remote));
        Assert.Equal("untrusted", cloned.Trust.State);
        Assert.Equal(["llm_profiles"], cloned.Trust.Settings);
        Assert.False(new Trust(b.Root, new() { Root = b.Root }).Holds);
        Assert.Equal("trusted", b.Service.Trust().State);
        Assert.True(new Trust(b.Root, new() { Root = b.Root }).Holds);
        a.Write(".memu/config.yaml", Profiles.Replace("example.com", "example.org"));
        await a.SyncAsync();
        Assert.Equal("untrusted", (await b.SyncAsync()).Trust.State);
        Assert.Equal("untrusted", (await b.Service.StatusAsync()).Trust!.State);
        Assert.Equal("trusted", b.Service.Trust().State);
        Assert.Equal("untrusted", b.Service.Trust(revoke: true).State);
        Assert.DoesNotContain(Directory.EnumerateFiles(b.Root, "*", SearchOption.AllDirectories), f => Path.GetFileName(Path.GetDirectoryName(f)) == "trust");
    }
}
