using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Rules;

namespace MemU.Fs.Providers.Offline.Learned;

/// <summary>
/// A linear classifier over cues: each cue adds its weight to each outcome, and the outcomes' shares follow from the sums (multinomial logistic regression).
/// The weights are a table of text that ships with the program; <c>tests/MemU.Fs.Training</c> writes it.
/// </summary>
internal sealed class LinearModel : IJudge
{
    /// <summary>What a sentence may be: nothing to keep, or one of memU's types.</summary>
    public static readonly string[] Outcomes = ["none", .. MemoryType.Items];

    /// <summary>Where it may belong.</summary>
    public static readonly string[] Sorts = [Sort.PersonalInfo, Sort.Preferences, Sort.Relationships, Sort.Activities, Sort.Goals, Sort.Experiences, Sort.Knowledge, Sort.Opinions, Sort.Habits, Sort.WorkLife];

    /// <summary>The kind of the cue that tells the category what the type is.</summary>
    public const string TypeCue = "type";

    /// <summary>Weights are kept as whole numbers of this part.</summary>
    public const float Unit = 1 / 32f;

    private static readonly Lazy<LinearModel> s_shipped = new(() => Read(Resource()));

    private readonly FrozenDictionary<ulong, int> _rows;
    private readonly short[] _weights;
    private readonly string[] _names;

    private LinearModel(Dictionary<ulong, int> rows, short[] weights, string[] names) => (_rows, _weights, _names) = (rows.ToFrozenDictionary(), weights, names);

    /// <inheritdoc/>
    public double Enough { get; private init; }

    /// <inheritdoc/>
    public double EnoughApart { get; private init; }

    /// <summary>The model that ships with the program.</summary>
    public static LinearModel Shipped => s_shipped.Value;

    private static int Columns => Outcomes.Length + Sorts.Length;

    /// <summary>Reads the table: a line per cue, its name and its weights in the order of <see cref="Outcomes"/> and <see cref="Sorts"/>, apart by tabs. The thresholds were chosen by cross-validation.</summary>
    public static LinearModel Read(TextReader table, double enough = 0.35, double enoughApart = 0.45)
    {
        Dictionary<ulong, int> rows = [];
        List<string> names = [];
        List<short> weights = [];
        while (table.ReadLine() is { } line)
        {
            var cells = line.AsSpan().Split('\t');
            cells.MoveNext();
            var name = line.AsSpan()[cells.Current];
            rows[Cues.HashOf(name)] = names.Count;
            names.Add(name.ToString());
            for (var i = 0; i < Columns; i++) weights.Add(cells.MoveNext() && line.AsSpan()[cells.Current] is { Length: > 0 } cell ? short.Parse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : (short)0);
        }
        return new(rows, [.. weights], [.. names]) { Enough = enough, EnoughApart = enoughApart };
    }

    /// <inheritdoc/>
    public Verdict Judge(Candidate candidate)
    {
        var cues = new Cues();
        CueReader.Read(candidate, cues);
        return Judge(cues);
    }

    /// <summary>The verdict on some cues.</summary>
    public Verdict Judge(Cues cues)
    {
        Span<int> sums = stackalloc int[Columns];
        sums.Clear();
        List<int> seen = [];
        foreach (var hash in cues.Hashes)
        {
            if (!_rows.TryGetValue(hash, out var row)) continue;
            seen.Add(row);
            var weights = _weights.AsSpan(row * Columns, Columns);
            for (var i = 0; i < sums.Length; i++) sums[i] += weights[i];
        }
        Span<double> shares = stackalloc double[Outcomes.Length];
        Shares(sums[..Outcomes.Length], shares);
        var best = 1;
        for (var i = 2; i < shares.Length; i++) if (shares[i] > shares[best]) best = i;
        if (_rows.TryGetValue(Cues.HashOf($"{TypeCue}:{Outcomes[best]}"), out var type)) for (var i = 0; i < Sorts.Length; i++) sums[Outcomes.Length + i] += _weights[type * Columns + Outcomes.Length + i];
        var sort = 0;
        for (var i = 1; i < Sorts.Length; i++) if (sums[Outcomes.Length + i] > sums[Outcomes.Length + sort]) sort = i;
        return new(Outcomes[best], shares[best], 1 - shares[0], Sorts[sort], Why(seen, best));
    }

    private static void Shares(ReadOnlySpan<int> sums, Span<double> shares)
    {
        var most = int.MinValue;
        foreach (var sum in sums) most = Math.Max(most, sum);
        var total = 0.0;
        for (var i = 0; i < sums.Length; i++) total += shares[i] = Math.Exp((sums[i] - most) * (double)Unit);
        for (var i = 0; i < shares.Length; i++) shares[i] /= total;
    }

    /// <summary>The three cues that spoke for an outcome most.</summary>
    private string Why(List<int> seen, int outcome)
    {
        seen.Sort((a, b) => (Weight(b, outcome) - Weight(b, 0)).CompareTo(Weight(a, outcome) - Weight(a, 0)) is var order and not 0 ? order : string.CompareOrdinal(_names[a], _names[b]));
        return string.Join(", ", seen.Take(3).Select(row => _names[row]));
    }

    private int Weight(int row, int column) => _weights[row * Columns + column];

    private static StreamReader Resource() => new(Assembly.GetExecutingAssembly().GetManifestResourceStream("extraction-weights.tsv") ?? throw new InvalidOperationException("The weights of the offline extractor are missing from the program; build it again."), Encoding.UTF8);
}
