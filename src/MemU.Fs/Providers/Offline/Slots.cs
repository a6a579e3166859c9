using System.Text.RegularExpressions;

namespace MemU.Fs.Providers.Offline;

/// <summary>Attributes of which somebody has one value at a time, where the statement tells an event and not the attribute itself.</summary>
internal static partial class Slots
{
    /// <summary><c>home</c> for a move of the speaker's own to a named place; null otherwise.</summary>
    public static string? Of(string text) => MovedTo().IsMatch(text) || ChineseMove().IsMatch(text) ? "home" : null;

    [GeneratedRegex(@"\b(?:I|[Ww]e)(?:'ve| have|’ve)?(?: (?:actually|just|finally|recently|already|since))? moved(?: (?:back|away|over|house|again))?(?: from \p{Lu}[\w'’-]+)? to \p{Lu}", RegexOptions.CultureInvariant)]
    private static partial Regex MovedTo();

    [GeneratedRegex(@"我们?(?:家|一家)?(?:[^，。！？,.!?不没她他]{0,8})(?:搬|搬家)(?:到|去|来)了?[\p{Lo}]{2}", RegexOptions.CultureInvariant)]
    private static partial Regex ChineseMove();
}
