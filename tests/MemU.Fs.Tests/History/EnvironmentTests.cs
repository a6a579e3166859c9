using MemU.Fs.History;
using Xunit;

namespace MemU.Fs.Tests.History;

/// <summary>Changes the environment of the process, so nothing may run beside it.</summary>
[CollectionDefinition("environment", DisableParallelization = true)]
public sealed class EnvironmentCollection;

[Collection("environment")]
public sealed class EnvironmentTests : IDisposable
{
    private readonly GitFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Environment_variables_do_not_redirect()
    {
        var decoy = Path.Combine(_folder.Base, "decoy");
        _folder.GitIn(_folder.Base, "init", "-q", decoy);
        string[] names = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"];
        try
        {
            foreach (var name in names) Environment.SetEnvironmentVariable(name, Path.Combine(decoy, ".git"));
            using var history = GitHistory.Init(_folder.Root);
            _folder.Put("a.md", "a");
            history.Publish(history.Prepare([GitFolder.Change("a.md", "a")], GitFolder.Info("a"))!);
        }
        finally
        {
            foreach (var name in names) Environment.SetEnvironmentVariable(name, null);
        }
        _folder.AssertClean();
        Assert.Equal("", _folder.GitIn(decoy, "for-each-ref"));
        Assert.False(File.Exists(Path.Combine(decoy, ".git", "index")));
    }
}
