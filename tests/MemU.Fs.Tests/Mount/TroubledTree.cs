using System.Reflection;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Tests.Mount;

/// <summary>A tree whose calls fail by a fault, or don't end, once a test says so.</summary>
public class TroubledTree : DispatchProxy
{
    private IFileTree _tree = null!;

    /// <summary>What is done in place of a call of this name, with what stops it; null lets it through.</summary>
    public Func<string, CancellationToken, object?>? Instead { get; set; }

    /// <summary>Puts trouble around a tree.</summary>
    public static (IFileTree Tree, TroubledTree Trouble) Around(IFileTree tree)
    {
        var proxy = Create<IFileTree, TroubledTree>();
        var trouble = (TroubledTree)(object)proxy;
        trouble._tree = tree;
        return (proxy, trouble);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var stop = args?.LastOrDefault() is CancellationToken token ? token : default;
        // those with a line in their names are properties and events
        return !targetMethod!.Name.Contains('_', StringComparison.Ordinal) && Instead?.Invoke(targetMethod.Name, stop) is { } answer ? answer : targetMethod.Invoke(_tree, args);
    }
}
