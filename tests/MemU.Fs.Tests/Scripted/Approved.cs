using Xunit;

namespace MemU.Fs.Tests.Scripted;

/// <summary>
/// Compares a text with a committed one, <c>tests/MemU.Fs.Tests/Scripted/approved/NAME.txt</c>. Where they differ the test fails with the first lines that do,
/// and the text is kept as <c>approved/NAME.received.txt</c> beside the test's program; with <c>MEMU_APPROVE=1</c> the committed file is rewritten instead.
/// </summary>
public static class Approved
{
    private const int Shown = 12;

    private static string Folder => Path.Combine(Repository.Root, "tests", "MemU.Fs.Tests", "Scripted", "approved");

    public static void Verify(string name, string text)
    {
        text = text.ReplaceLineEndings("\n");
        var file = Path.Combine(Folder, $"{name}.txt");
        if (Environment.GetEnvironmentVariable("MEMU_APPROVE") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, text);
            return;
        }
        var approved = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (approved == text) return;
        var received = Path.Combine(AppContext.BaseDirectory, "approved", $"{name}.received.txt");
        Directory.CreateDirectory(Path.GetDirectoryName(received)!);
        File.WriteAllText(received, text);
        Assert.Fail($"{(File.Exists(file) ? "not what was approved" : "nothing is approved yet")}: {file}\n{Difference(approved.Split('\n'), text.Split('\n'))}\nAll of it: {received}\nIf it is as it should be: MEMU_APPROVE=1 and run the test again.");
    }

    private static string Difference(string[] approved, string[] received)
    {
        var first = 0;
        while (first < approved.Length && first < received.Length && approved[first] == received[first]) first++;
        return $"from line {first + 1}\n{string.Concat(approved.Skip(first).Take(Shown).Select(l => $"- {l}\n"))}{string.Concat(received.Skip(first).Take(Shown).Select(l => $"+ {l}\n"))}";
    }
}
