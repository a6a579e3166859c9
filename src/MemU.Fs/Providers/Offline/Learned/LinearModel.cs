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

    private static readonly Lazy<LinearModel> s_shipped = new(() => new(Resource(), 0.35, 0.45));

    private readonly byte[] _table; // as it ships: a sentence needs a hundred of its ten thousand lines, so they are read when they are asked for
    private readonly Dictionary<ulong, int> _rows;
    private readonly List<int> _starts = [];
    private readonly short[]?[] _weights;

    private LinearModel(byte[] table, double enough, double enoughApart)
    {
        (_table, Enough, EnoughApart) = (table, enough, enoughApart);
        _rows = new(table.AsSpan().Count((byte)'\n') + 1);
        Span<char> name = stackalloc char[256];
        for (var at = 0; at < table.Length;)
        {
            var line = Line(at);
            var bytes = NameOf(line);
            var length = bytes.Length <= name.Length ? Encoding.UTF8.GetChars(bytes, name) : -1;
            _rows[Cues.HashOf(length >= 0 ? name[..length] : Encoding.UTF8.GetString(bytes))] = _starts.Count;
            _starts.Add(at);
            at += line.Length + 1;
        }
        _weights = new short[]?[_starts.Count];
    }

    /// <inheritdoc/>
    public double Enough { get; }

    /// <inheritdoc/>
    public double EnoughApart { get; }

    /// <summary>The model that ships with the program.</summary>
    public static LinearModel Shipped => s_shipped.Value;

    private static int Columns => Outcomes.Length + Sorts.Length;

    /// <summary>Reads the table: a line per cue, its name and its weights in the order of <see cref="Outcomes"/> and <see cref="Sorts"/>, apart by tabs. The shipped thresholds were chosen by cross-validation.</summary>
    public static LinearModel Read(TextReader table, double enough, double enoughApart) => new(Encoding.UTF8.GetBytes(table.ReadToEnd().ReplaceLineEndings("\n")), enough, enoughApart);

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
            var weights = Weights(row);
            for (var i = 0; i < sums.Length; i++) sums[i] += weights[i];
        }
        Span<double> shares = stackalloc double[Outcomes.Length];
        Shares(sums[..Outcomes.Length], shares);
        var best = 1;
        for (var i = 2; i < shares.Length; i++) if (shares[i] > shares[best]) best = i;
        if (_rows.TryGetValue(Cues.HashOf($"{TypeCue}:{Outcomes[best]}"), out var type)) for (var i = 0; i < Sorts.Length; i++) sums[Outcomes.Length + i] += Weight(type, Outcomes.Length + i);
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
        seen.Sort((a, b) => (Weight(b, outcome) - Weight(b, 0)).CompareTo(Weight(a, outcome) - Weight(a, 0)) is var order and not 0 ? order : string.CompareOrdinal(Name(a), Name(b)));
        return string.Join(", ", seen.Take(3).Select(Name));
    }

    private int Weight(int row, int column) => Weights(row)[column];

    private short[] Weights(int row)
    {
        if (_weights[row] is { } known) return known;
        var weights = new short[Columns];
        var line = Line(_starts[row]);
        var rest = line[Math.Min(line.Length, NameOf(line).Length + 1)..];
        for (var i = 0; i < Columns && rest.Length > 0; i++)
        {
            var cell = rest.IndexOf((byte)'\t') is >= 0 and var tab ? rest[..tab] : rest;
            if (cell.Length > 0) weights[i] = short.Parse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            rest = rest[Math.Min(rest.Length, cell.Length + 1)..];
        }
        return _weights[row] = weights; // another thread may do the same, with the same outcome
    }

    private string Name(int row) => Encoding.UTF8.GetString(NameOf(Line(_starts[row])));

    private ReadOnlySpan<byte> Line(int at)
    {
        var rest = _table.AsSpan(at);
        return rest.IndexOf((byte)'\n') is >= 0 and var end ? rest[..end] : rest;
    }

    private static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> line) => line.IndexOf((byte)'\t') is >= 0 and var tab ? line[..tab] : line;

    private static byte[] Resource()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("extraction-weights.tsv") ?? throw new InvalidOperationException("The weights of the offline extractor are missing from the program; build it again.");
        var table = new byte[stream.Length];
        stream.ReadExactly(table);
        return table;
    }
}
