using System.CommandLine;
using MemU.Fs.Model;

namespace MemU.Fs.Cli.Commands;

/// <summary>The option <c>--where</c>, which several verbs have.</summary>
internal static class WhereOption
{
    private const string Language = """
         (repeatable, all must hold): key=value, or key__OP=value with the operators
        in (a,b), ne (not, also where the field is absent), gt, gte, lt, lte (numbers, dates such as 2026-11, else text), contains, startswith, exists (true, false);
        or an expression such as '(type=profile or tag="rainy days") and not status=deprecated', which begins with ( or not;
        or JSON such as '{"tag__in":["tea","cake"],"or":[{"created__gte":"2026-11"},{"pinned":true}],"not":{"type":"event"}}'.
        Keys: type, category (with its subfolders), tag, created, modified, happened_at, path, id, title, status, scope fields, any front matter key
        """;

    /// <summary>Makes it.</summary>
    /// <param name="what">What it chooses, such as <c>Only what fits</c>.</param>
    public static Option<string[]> Make(string what) => new("--where") { Description = what + Language.ReplaceLineEndings(" "), HelpName = "filter" };

    /// <summary>The filter that was given.</summary>
    public static Where Filter(this ParseResult parsed, Option<string[]> option) => Where.Parse(parsed.GetValue(option) ?? []);
}
