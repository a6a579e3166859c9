using Xunit;

namespace MemU.Fs.Tests.Cli;

public sealed class ErrorLogTests
{
    private static readonly Dictionary<string, string> Throws = new() { ["MEMU_TEST_CRASH"] = "index:1:throw" };

    private static string Chat(TemporaryFolder folder)
    {
        Assert.Equal(0, MemuProcess.Run(folder.Path, "init").ExitCode);
        File.WriteAllText(folder.File("chat.txt"), "Ana: I have two cats.\nBen: Nice, I play the cello.\nAna: I live in Zaragoza.\n");
        return folder.File("chat.txt");
    }

    [Fact]
    public void An_error_that_nobody_foresaw_is_logged_in_the_users_state_without_secrets_and_for_the_user_alone()
    {
        using var folder = new TemporaryFolder();
        var chat = Chat(folder);
        var answer = MemuProcess.RunWith(folder.Path, null, Throws, "memorize", chat);
        var log = folder.File(".state/memu/errors.log");
        Assert.Equal(4, answer.ExitCode);
        Assert.Contains($"(details: {log})", answer.Error);
        Assert.Contains("InvalidOperationException", File.ReadAllText(log));
        Assert.Contains("   at MemU.Fs.", File.ReadAllText(log));
        Assert.DoesNotContain("hunter2", answer.Output + answer.Error + File.ReadAllText(log));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(log));
    }

    [Fact]
    public void The_log_never_grows_beyond_two_parts_of_a_quarter_mebibyte()
    {
        using var folder = new TemporaryFolder();
        var chat = Chat(folder);
        Directory.CreateDirectory(folder.File(".state/memu"));
        File.WriteAllText(folder.File(".state/memu/errors.log"), new string('x', 300_000));
        MemuProcess.RunWith(folder.Path, null, Throws, "memorize", chat);
        Assert.InRange(new FileInfo(folder.File(".state/memu/errors.log")).Length, 1, 20_000);
        Assert.Equal(300_000, new FileInfo(folder.File(".state/memu/errors.old.log")).Length);
    }

    [Fact]
    public void Where_the_state_cannot_be_written_the_temporary_folder_takes_the_log()
    {
        using var folder = new TemporaryFolder();
        var chat = Chat(folder);
        File.WriteAllText(folder.File("blocked"), "");
        Directory.CreateDirectory(folder.File("tmp"));
        var answer = MemuProcess.RunWith(folder.Path, null, new Dictionary<string, string>(Throws) { ["XDG_STATE_HOME"] = folder.File("blocked"), ["TMPDIR"] = folder.File("tmp") }, "memorize", chat);
        Assert.Equal(4, answer.ExitCode);
        Assert.Contains("InvalidOperationException", File.ReadAllText(Assert.Single(Directory.GetFiles(folder.File("tmp"), "errors.log", SearchOption.AllDirectories))));
    }
}
