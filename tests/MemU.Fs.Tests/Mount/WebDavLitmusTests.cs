using System.Diagnostics;
using System.Text.RegularExpressions;
using MemU.Fs.Mount.WebDav;
using Xunit;

namespace MemU.Fs.Tests.Mount;

/// <summary>The server before the judge that others are measured by: litmus, Debian's package of that name.</summary>
public sealed partial class WebDavLitmusTests
{
    private const string Suites = "/usr/libexec/litmus";

    [Theory]
    [InlineData("basic", 16)]
    [InlineData("copymove", 13)]
    [InlineData("props", 30)]
    [InlineData("locks", 41)]
    [InlineData("http", 4)]
    public async Task Every_test_of_litmus_passes(string suite, int tests)
    {
        Assert.SkipUnless(Directory.Exists(Suites), "litmus is not installed (Debian's package litmus)");
        await using var drive = await WebDavDrive.StartAsync();
        var (exit, output) = await RunAsync(Path.Combine(Suites, suite), drive.Address.ToString().Replace("127.0.0.1", "localhost"));
        Assert.True(exit == 0, output);
        var passed = Summary().Match(output);
        Assert.True(passed.Success && passed.Groups[1].Value == $"{tests}" && passed.Groups[2].Value == $"{tests}", output);
        Assert.DoesNotContain("WARNING", output, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output)> RunAsync(string program, string address)
    {
        using var folder = new TemporaryFolder(); // it writes its log where it runs
        using var process = Process.Start(new ProcessStartInfo(program, ["--htdocs", "/usr/share/litmus/htdocs", address]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await error);
    }

    [GeneratedRegex(@"of (\d+) tests run: (\d+) passed")]
    private static partial Regex Summary();
}
