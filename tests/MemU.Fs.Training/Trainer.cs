using System.Globalization;
using System.Text;
using MemU.Fs.Providers.Offline.Learned;

namespace MemU.Fs.Training;

/// <summary>
/// Fits the weights: multinomial logistic regression by AdaGrad (Duchi, Hazan and Singer 2011), with a penalty on the squares and most cues left out at random in
/// each step (dropout; Hinton et al. 2012), over the examples in a fixed order, so that the same labels give the same weights.
/// </summary>
internal sealed class Trainer(Examples examples)
{
    private const int Rounds = 24;
    private const float Rate = 0.1f, Penalty = 1e-2f, Dropout = 0.7f;

    /// <summary>How much half of a sentence counts beside a whole one.</summary>
    private const float PartWeight = 0.3f;

    /// <summary>A cue that fewer conversations have is left out.</summary>
    private const int Spread = 8;

    /// <summary>A cue none of whose weights reaches this many units is left out of the table.</summary>
    private const int Least = 6;

    /// <summary>The weights fitted to the examples of some conversations, as the table that <see cref="LinearModel.Read"/> reads.</summary>
    public string Fit(Func<int, bool> conversation)
    {
        var chosen = examples.All.Where(e => conversation(e.Conversation)).ToList();
        var kept = Kept(chosen);
        bool[] plain = [.. kept.Select((k, i) => k && Kind(examples.Names[i]) != LinearModel.TypeCue)];
        var outcomes = FitOne([.. chosen.Where(e => e.Outcomes.Length > 0).Select(e => (e.Cues, e.Outcomes, e.Part ? PartWeight : 1f))], LinearModel.Outcomes.Length, plain);
        var sorts = FitOne([.. chosen.Where(e => e is { Sort: >= 0, Part: false }).Select(e => (e.Cues, new[] { e.Sort }, 1f))], LinearModel.Sorts.Length, kept);
        return Table(kept, outcomes, sorts);
    }

    private static string Kind(string name) => name[..name.IndexOf(':', StringComparison.Ordinal)];

    private bool[] Kept(List<Example> chosen)
    {
        Dictionary<int, HashSet<int>> seen = [];
        foreach (var example in chosen)
            foreach (var cue in example.Cues)
            {
                if (!seen.TryGetValue(cue, out var conversations)) seen[cue] = conversations = [];
                if (conversations.Count < Spread) conversations.Add(example.Conversation);
            }
        var kept = new bool[examples.Names.Count];
        foreach (var (cue, conversations) in seen) kept[cue] = conversations.Count >= Spread;
        return kept;
    }

    private float[] FitOne(List<(int[] Cues, int[] Right, float Weight)> data, int width, bool[] kept)
    {
        var (weights, squares, sum) = (new float[kept.Length * width], new float[kept.Length * width], new float[kept.Length * width]);
        data = data.ConvertAll(d => (d.Cues.Where(c => kept[c]).ToArray(), d.Right, d.Weight));
        var slopes = new float[width];
        int[] order = [.. Enumerable.Range(0, data.Count)];
        var random = new Random(7);
        List<int> left = [];
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                left.Clear();
                foreach (var cue in data[i].Cues) if (random.NextSingle() >= Dropout) left.Add(cue);
                Slopes(left, data[i].Right, data[i].Weight, weights, slopes);
                foreach (var cue in left)
                    for (var k = 0; k < width; k++)
                    {
                        var at = cue * width + k;
                        var slope = slopes[k] + Penalty * weights[at];
                        squares[at] += slope * slope;
                        weights[at] -= Rate * slope / MathF.Sqrt(squares[at] + 1e-6f);
                    }
            }
            // the mean of the later rounds is steadier than the last one
            if (round >= Rounds / 2) for (var j = 0; j < weights.Length; j++) sum[j] += weights[j];
        }
        // in use no cue is left out, so each counts for the share that was seen
        for (var j = 0; j < sum.Length; j++) sum[j] /= Rounds - Rounds / 2;
        return sum;
    }

    /// <summary>The slope of the loss for each outcome; of several right outcomes each is due its share of what they have together.</summary>
    private static void Slopes(List<int> cues, int[] right, float weight, float[] weights, float[] slopes)
    {
        var width = slopes.Length;
        Array.Clear(slopes);
        foreach (var cue in cues) for (var k = 0; k < width; k++) slopes[k] += weights[cue * width + k];
        var (most, total, hit) = (slopes.Max(), 0f, 0f);
        for (var k = 0; k < width; k++) total += slopes[k] = MathF.Exp(slopes[k] - most);
        for (var k = 0; k < width; k++) slopes[k] /= total;
        foreach (var r in right) hit += slopes[r];
        for (var k = 0; k < width; k++) slopes[k] = weight * (slopes[k] - (Array.IndexOf(right, k) >= 0 ? slopes[k] / MathF.Max(hit, 1e-6f) : 0));
    }

    /// <summary>Only the differences between the outcomes count, so that their mean is taken away.</summary>
    private static IEnumerable<int> Centred(Span<float> weights)
    {
        float[] all = [.. weights];
        return all.Select(w => (int)MathF.Round((w - all.Average()) / LinearModel.Unit));
    }

    private string Table(bool[] kept, float[] outcomes, float[] sorts)
    {
        var table = new StringBuilder();
        var (a, b) = (LinearModel.Outcomes.Length, LinearModel.Sorts.Length);
        foreach (var cue in Enumerable.Range(0, kept.Length).Where(c => kept[c] && !examples.Names[c].Contains('\t', StringComparison.Ordinal)).OrderBy(c => examples.Names[c], StringComparer.Ordinal))
        {
            int[] cells = [.. Centred(outcomes.AsSpan(cue * a, a)), .. Centred(sorts.AsSpan(cue * b, b))];
            if (Array.TrueForAll(cells, c => Math.Abs(c) < Least)) continue;
            table.Append(examples.Names[cue].ReplaceLineEndings(" "));
            foreach (var cell in cells) table.Append('\t').Append(cell == 0 ? "" : cell.ToString(CultureInfo.InvariantCulture));
            table.Append('\n');
        }
        return table.ToString();
    }
}
