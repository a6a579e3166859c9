using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using MemU.Fs.Files.Linux;
using MemU.Fs.Files.Nodes;
using Xunit;

namespace MemU.Fs.Tests.Trees;

/// <summary>The tree by the system calls of Linux.</summary>
public sealed class LinuxTreeTests : NodeTreeContract
{
    protected override IFileTree Make(string root) => new LinuxTree(new() { Root = root });

    protected override bool GivesAway => Environment.IsPrivilegedProcess;

    protected override int KnownNodes(IFileTree tree) => ((LinuxTree)tree).KnownNodes - 1;

    [Fact]
    public void Of_many_who_each_open_append_to_and_close_one_memory_none_loses_a_line_however_they_fall_together()
    {
        const int writers = 4, lines = 1500;
        Assert.Equal(TreeError.None, Files.Write("all.md", "begun\n"));
        var failed = new ConcurrentBag<TreeError>();
        var threads = Enumerable.Range(0, writers).Select(w => new Thread(() =>
        {
            for (var line = 0; line < lines; line++)
            {
                var (error, file) = Files.Open("all.md", OpenMode.Write | OpenMode.Append);
                if (error == TreeError.None)
                    using (file)
                    {
                        error = file!.Write(0, Encoding.UTF8.GetBytes($"{w} {line}\n"));
                        if (error == TreeError.None) error = file.Flush();
                    }
                if (error != TreeError.None) failed.Add(error);
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.Empty(failed);
        Assert.Equal(["begun", .. Enumerable.Range(0, writers).SelectMany(w => Enumerable.Range(0, lines).Select(l => $"{w} {l}"))], Files.Read("all.md").TrimEnd().Split('\n').OrderBy(l => l == "begun" ? 0 : 1).ThenBy(l => l.Split(' ')[0], StringComparer.Ordinal).ThenBy(l => l == "begun" ? 0 : int.Parse(l.Split(' ')[1], CultureInfo.InvariantCulture)));
    }
}
