using System.ComponentModel;
using MemU.Fs.Tests.Cli;
using Xunit;

namespace MemU.Fs.Tests.Server.Outside;

/// <summary>Clients that others wrote, installed once for all tests from <c>tests/clients/package-lock.json</c>.</summary>
public sealed class OutsideClients : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public OutsideClients()
    {
        WhyNot = Run("node", ["--version"]) is null || Run("npm", ["--version"]) is null ? "node and npm are not installed" : null;
        if (WhyNot is not null) return;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests", "clients"))) File.Copy(file, _folder.File(Path.GetFileName(file)));
        var installed = Run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"])!;
        if (installed.ExitCode != 0) WhyNot = $"npm ci failed: {installed.Error}";
        // the inspector's command line asks its parent, which brings a web site along, for name and version
        else File.WriteAllText(_folder.File("node_modules/@modelcontextprotocol/package.json"), """{"name":"@modelcontextprotocol/inspector","version":"1.0.3","type":"module"}""");
    }

    /// <summary>Why they can't be run; null when they can.</summary>
    public string? WhyNot { get; }

    /// <summary>Puts a file beside them; its name.</summary>
    public string Write(string name, string text)
    {
        _folder.Write(name, text);
        return name;
    }

    /// <summary>Runs one of them, or a script beside them.</summary>
    public Answer Node(params string[] arguments) => NodeWith("", arguments);

    /// <summary>The same, with a text on standard input.</summary>
    public Answer NodeWith(string input, params string[] arguments)
    {
        Assert.SkipUnless(WhyNot is null, WhyNot ?? "");
        return Run("node", arguments, input)!;
    }

    private Answer? Run(string program, string[] arguments, string input = "")
    {
        try
        {
            using var process = MemuProcess.Start(_folder.Path, program, null, arguments);
            return MemuProcess.Finish(process, input);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    public void Dispose() => _folder.Dispose();
}
