namespace MemU.Fs.Bench;

/// <summary>What <c>grep -i -e word -e word …</c> over the messages gives, those with most of the question's words first: the way without a memory.</summary>
internal static class GrepBaseline
{
    private const int ShortestWord = 3;

    /// <summary>The messages that hold at least one word of the question, best first.</summary>
    public static List<string> Find(string question, IEnumerable<BenchMessage> messages)
    {
        var words = Words(question);
        return [.. messages.Select(m => (m.Id, Count: words.Count(w => m.Content.Contains(w, StringComparison.OrdinalIgnoreCase)))).Where(m => m.Count > 0).OrderByDescending(m => m.Count).Select(m => m.Id)];
    }

    // text without spaces is looked for in pairs of characters, else grep would never find it
    private static HashSet<string> Words(string question)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var word in question.Split((char[])[.. question.Where(c => !char.IsLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!word.Any(c => c is >= '\u0e00' and <= '\u0eff' or >= '\u3040' and <= '\u9fff')) words.UnionWith(word.Length < ShortestWord ? [] : [word]);
            else for (var i = 0; i + 1 < word.Length; i++) words.Add(word.Substring(i, 2));
        }
        return words;
    }
}
