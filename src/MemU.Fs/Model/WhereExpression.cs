using System.Text;
using System.Text.RegularExpressions;

namespace MemU.Fs.Model;

/// <summary>
/// Reads a filter such as <c>(type=profile or tag__in=a,"b c") and not status=deprecated</c>. <c>not</c> binds closer than <c>and</c>, <c>and</c> closer than
/// <c>or</c>. A name or a value with spaces, parentheses or, in a list, commas stands in double quotes, where <c>\"</c> is a quote and <c>\\</c> a backslash.
/// </summary>
internal sealed partial class WhereExpression(string text)
{
    private int _at;

    /// <summary>True for what begins as an expression does, and for several conditions without parentheses around them.</summary>
    public static bool Looks(ReadOnlySpan<char> text) =>
        text is ['(', ..] || text.StartsWith("not", StringComparison.OrdinalIgnoreCase) && (text.Length == 3 || char.IsWhiteSpace(text[3]) || text[3] == '(') || Several.IsMatch(text);

    // the value of a single condition may have spaces; that it goes on as another condition does is no accident
    [GeneratedRegex(@"\s(?:and|or)\s+(?:not\s+)?\(*[\w.]+\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex Several { get; }

    /// <summary>Reads all of it.</summary>
    /// <exception cref="MemUException">It is malformed; the message says where.</exception>
    public Where Read()
    {
        var where = Or(0);
        Space();
        return _at == text.Length ? where : throw Wrong(text[_at] == ')' ? "there is no '(' for this ')'" : "'and' or 'or' is missing");
    }

    private Where Or(int depth)
    {
        var parts = new List<Where> { And(depth) };
        while (Word("or")) parts.Add(And(depth));
        return parts is [var one] ? one : Where.All with { Groups = [new(parts)] };
    }

    private Where And(int depth)
    {
        var all = Not(depth);
        while (Word("and")) all = all.And(Not(depth));
        return all;
    }

    private Where Not(int depth)
    {
        if (depth > Where.MaxDepth) throw Where.TooDeep();
        if (Word("not")) return Where.All with { Groups = [new([Not(depth + 1)], IsNegated: true)] };
        Space();
        if (_at == text.Length || text[_at] != '(') return Condition();
        _at++;
        var inner = Or(depth + 1);
        Space();
        if (_at == text.Length || text[_at] != ')') throw Wrong(_at == text.Length ? "a ')' is missing" : "'and', 'or' or ')' is missing");
        _at++;
        return inner;
    }

    private Where Condition()
    {
        var from = _at;
        var key = _at < text.Length && text[_at] == '"' ? Quoted() : Bare("=");
        Space();
        if (_at == text.Length || text[_at] != '=' || key.Length == 0)
        {
            _at = from;
            throw Wrong("a condition such as key=value is missing");
        }
        _at++;
        Space();
        var (field, op, isList) = WhereCondition.ReadKey(key);
        var values = new List<string> { Value(isList) };
        while (isList && _at < text.Length && text[_at] == ',')
        {
            _at++;
            Space();
            values.Add(Value(isList));
        }
        if (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not ('(' or ')')) throw Wrong("a space is missing behind the closing quote");
        return new([new(field, values) { Operator = op }]);
    }

    private string Value(bool isList) => _at < text.Length && text[_at] == '"' ? Quoted() : Bare(isList ? "," : "");

    private string Bare(string ends)
    {
        var from = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not ('(' or ')') && !ends.Contains(text[_at], StringComparison.Ordinal)) _at++;
        return text[from.._at];
    }

    private string Quoted()
    {
        var (from, value) = (_at++, new StringBuilder());
        for (; _at < text.Length && text[_at] != '"'; _at++)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length && text[_at + 1] is '"' or '\\') _at++;
            value.Append(text[_at]);
        }
        if (_at == text.Length)
        {
            _at = from;
            throw Wrong("the closing quote is missing");
        }
        _at++;
        return value.ToString();
    }

    // and, or, not: a word of its own, in any case
    private bool Word(string word)
    {
        Space();
        var end = _at + word.Length;
        if (string.Compare(text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0 || end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')' or '"')) return false;
        _at = end;
        return true;
    }

    private void Space()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
    }

    private MemUException Wrong(string what) => Where.Bad(_at == text.Length ? $"the filter ends too early: {what}" : $"the filter can't be read at '{Where.Shown(text[_at..])}': {what}");
}
