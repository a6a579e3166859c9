using System.Text.RegularExpressions;
using Xunit;

namespace MemU.Fs.Tests.House;

/// <summary>Guards the five floors of the house: a source may only use namespaces of lower floors, and each library has one room.</summary>
public sealed partial class FloorsTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "src", "MemU.Fs");

    private static readonly string[] Siblings = ["Markdown", "Files", "History", "Index", "Sources", "Providers"];

    [Fact]
    public void Siblings_of_the_first_floor_do_not_see_each_other()
    {
        var wrong = from file in Sources()
                    let room = file.Room
                    where Siblings.Contains(room)
                    from used in Uses(file.Text)
                    where (Siblings.Contains(used) || used is "Verbs" or "Exchange" or "Mounted" or "Care" or "Remotes" or "Context" or "Questions" or "Views") && used != room
                    select $"{file.Name} uses MemU.Fs.{used}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_model_uses_nothing_but_the_base_class_library()
    {
        var wrong = from file in Sources() where file.Room == "Model"
                    from Match use in Using().Matches(file.Text)
                    where !use.Groups[1].Value.StartsWith("System", StringComparison.Ordinal) && use.Groups[1].Value != "MemU.Fs.Model"
                    select $"{file.Name} uses {use.Groups[1].Value}";
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("Lucene.Net", "Index/Embedded")]
    [InlineData("LibGit2Sharp", "History")]
    [InlineData("OpenAI", "Providers/OpenAI")]
    public void A_library_has_one_room(string library, string room)
    {
        var wrong = from file in Sources()
                    where !file.Name.StartsWith(room + "/", StringComparison.Ordinal)
                    from Match use in Using().Matches(file.Text)
                    where use.Groups[1].Value == library || use.Groups[1].Value.StartsWith(library + ".", StringComparison.Ordinal)
                    select $"{file.Name} uses {use.Groups[1].Value}";
        Assert.Empty(wrong);
    }

    private static IEnumerable<(string Name, string Room, string Text)> Sources() =>
        from path in Directory.EnumerateFiles(Source, "*.cs", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Source, path).Replace('\\', '/')
        where !name.StartsWith("obj/", StringComparison.Ordinal) && !name.StartsWith("bin/", StringComparison.Ordinal)
        select (name, name.Contains('/') ? name.Split('/')[0] : "", File.ReadAllText(path));

    private static IEnumerable<string> Uses(string text) => Qualified().Matches(text).Select(m => m.Groups[1].Value).Distinct();

    [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"^using (?:static )?MemU\.Fs\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Qualified();
}
