using System.Text;
using MemU.Fs.Model;
using YamlDotNet.Core;

namespace MemU.Fs.Verbs;

/// <summary>Plans changes of the categories in the tree's settings.</summary>
internal sealed class ConfigEdit(Verb verb)
{
    private static readonly MemoryPath File = MemoryPath.FromListing(".memu/config.yaml");

    private readonly List<CategoryDefinition> _categories = [.. verb.Config.Categories];
    private readonly List<Action<ConfigText>> _edits = [];

    /// <summary>Gives a category another name and folder.</summary>
    public void Change(CategoryDefinition old, CategoryDefinition now)
    {
        if (old == now) return;
        _categories[_categories.IndexOf(old)] = now;
        _edits.Add(text => text.Change(old, now));
    }

    /// <summary>Takes a category out.</summary>
    public void Remove(CategoryDefinition old)
    {
        if (_categories.Remove(old)) _edits.Add(text => text.Remove(old));
    }

    /// <summary>Adds a category.</summary>
    public void Add(CategoryDefinition added)
    {
        _categories.Add(added);
        _edits.Add(text => text.Add(added, verb.Open.Config.Categories));
    }

    /// <summary>Puts the changed settings into the plan, once they are read back as they are meant.</summary>
    /// <exception cref="MemoryFormatException">The file is written in a way that can't be edited.</exception>
    public void Plan()
    {
        if (_edits.Count == 0) return;
        var bytes = verb.Plan.Read(verb.Open.Tree, File) ?? [];
        var bom = bytes.AsSpan().StartsWith("\uFEFF"u8);
        var text = new ConfigText(Encoding.UTF8.GetString(bom ? bytes.AsSpan(3) : bytes));
        MemoryConfig config;
        try
        {
            text.List(verb.Open.Config.Categories);
            foreach (var edit in _edits) edit(text);
            config = MemoryConfig.Parse(text.Text);
        }
        catch (YamlException e)
        {
            throw Unreadable(e);
        }
        if (!config.Categories.SequenceEqual(_categories)) throw Unreadable(null);
        verb.Plan.Put(File, Encoding.UTF8.GetBytes((bom ? "\uFEFF" : "") + text.Text));
        verb.Config = config;
    }

    private static MemoryFormatException Unreadable(Exception? inner) =>
        new(File.Value, 0, "the categories are written in a way that can't be edited here; change name and folder there by hand, then run the command again", inner);
}
