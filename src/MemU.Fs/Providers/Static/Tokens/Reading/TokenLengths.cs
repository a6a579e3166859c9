namespace MemU.Fs.Providers.Static.Tokens.Reading;

/// <summary>How long the tokens of a vocabulary are: Model2Vec cuts texts at so many times the median before it looks for tokens.</summary>
internal static class TokenLengths
{
    /// <summary>The median of the tokens' lengths in characters, of two in the middle their mean rounded down.</summary>
    public static int Median(Vocabulary vocabulary, IEnumerable<string> added)
    {
        var counts = new SortedDictionary<int, int>();
        var total = 0;
        foreach (ref readonly var entry in vocabulary.Entries) Count(vocabulary.TextOf(entry));
        foreach (var token in added)
            if (vocabulary.Find(token) < 0) Count(token);
        return total == 0 ? 0 : (At((total - 1) / 2) + At(total / 2)) / 2;

        void Count(ReadOnlySpan<char> token)
        {
            var length = token.Length;
            foreach (var unit in token)
                if (char.IsLowSurrogate(unit)) length--;
            counts[length] = counts.GetValueOrDefault(length) + 1;
            total++;
        }

        int At(int place)
        {
            foreach (var (length, count) in counts)
                if ((place -= count) < 0) return length;
            return 0;
        }
    }
}
