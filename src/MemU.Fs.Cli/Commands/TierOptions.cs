using System.CommandLine;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary>What retrieve and ask take that says who decides, and how much of each tier is wanted.</summary>
internal sealed class TierOptions
{
    private readonly Option<RetrieveMethod?> _method = new("--method") { Description = "Who decides: rules, rag (a model decides whether to look, rewrites, and says when it suffices) or llm (a model also ranks); default: rag where a chat model is chosen, else rules", HelpName = "how" };
    private readonly Option<int?> _categories = new("--categories") { Description = "How many categories; 0 for none", HelpName = "n" };
    private readonly Option<int?> _items = new("--items") { Description = "How many memories; 0 for none", HelpName = "n" };
    private readonly Option<int?> _resources = new("--resources") { Description = "How many messages and paragraphs; 0 for none", HelpName = "n" };
    private readonly Option<bool> _noRoute = new("--no-route") { Description = "Ask no model whether memory is needed" };
    private readonly Option<bool> _noSufficiency = new("--no-sufficiency") { Description = "Ask no model whether what was found suffices" };
    private readonly Option<bool> _references = new("--references") { Description = "Put memories first that the pages of found categories name" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_method, _categories, _items, _resources, _noRoute, _noSufficiency, _references]) command.Options.Add(option);
    }

    /// <summary>The request with what was said.</summary>
    public RetrieveRequest Apply(ParseResult parsed, RetrieveRequest request) => request with
    {
        Method = parsed.GetValue(_method),
        CategoryLimit = parsed.GetValue(_categories),
        ItemLimit = parsed.GetValue(_items),
        ResourceLimit = parsed.GetValue(_resources),
        RouteIntention = parsed.GetValue(_noRoute) ? false : null,
        SufficiencyCheck = parsed.GetValue(_noSufficiency) ? false : null,
        UseCategoryReferences = parsed.GetValue(_references) ? true : null,
    };
}
