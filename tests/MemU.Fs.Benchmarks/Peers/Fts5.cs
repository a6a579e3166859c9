using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MemU.Fs.Benchmarks.Measuring;

namespace MemU.Fs.Benchmarks.Peers;

/// <summary>SQLite's full-text search by its own shell: contentless, unicode61, write-ahead log, no fsync, one transaction.</summary>
internal sealed partial class Fts5(string folder)
{
    private string Bodies => Path.Combine(folder, "bodies.csv");

    /// <summary>The database.</summary>
    public string Database => Path.Combine(folder, "fts5.db");

    /// <summary>Writes all texts into one file, as the shell imports it.</summary>
    public void Prepare(IEnumerable<string> texts)
    {
        using var file = new StreamWriter(Bodies, false, new UTF8Encoding(false));
        foreach (var text in texts) file.Write($"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
    }

    /// <summary>Loads the texts into a new database; returns the milliseconds of the whole process.</summary>
    public double Load()
    {
        foreach (var old in new[] { Database, Database + "-wal", Database + "-shm" }) File.Delete(old);
        return Command.Run("sqlite3", [Database], input: $"PRAGMA journal_mode=WAL;\nPRAGMA synchronous=OFF;\nCREATE VIRTUAL TABLE f USING fts5(body, content='', tokenize='unicode61');\n.mode csv\n.import '{Bodies}' f\n").Milliseconds;
    }

    /// <summary>Merges the index into one piece, which makes it answer fastest.</summary>
    public void Optimize() => Command.Run("sqlite3", [Database], input: "INSERT INTO f(f) VALUES('optimize');\nPRAGMA wal_checkpoint(TRUNCATE);\n");

    /// <summary>Answers many questions in one process; the shell's clock has steps of a millisecond, so the mean comes from its total.</summary>
    public (Samples Each, double Mean) Ask(IReadOnlyList<IReadOnlyList<string>> queries)
    {
        var script = new StringBuilder(".output /dev/null\n.timer on\n");
        foreach (var query in queries) script.Append(Statement(query)).Append('\n');
        var (total, output) = Command.Run("sqlite3", ["-readonly", Database], input: script.ToString());
        var nothing = Command.Run("sqlite3", ["-readonly", Database], input: "SELECT rowid FROM f WHERE f MATCH 'a' LIMIT 1;\n").Milliseconds;
        var each = new Samples();
        foreach (Match line in Timer().Matches(output)) each.Add(1000 * double.Parse(line.Groups[1].Value, CultureInfo.InvariantCulture));
        if (each.Count != queries.Count) throw new InvalidOperationException($"sqlite3 answered {each.Count} of {queries.Count} questions");
        return (each, (total - nothing) / queries.Count);
    }

    /// <summary>Answers one question in a process of its own.</summary>
    public double AskOnce(IReadOnlyList<string> query) => Command.Run("sqlite3", ["-readonly", Database, Statement(query)]).Milliseconds;

    /// <summary>Bytes on disk.</summary>
    public long Bytes => new FileInfo(Database).Length;

    private static string Statement(IReadOnlyList<string> query) =>
        $"SELECT rowid, rank FROM f WHERE f MATCH '{string.Join(" OR ", query.Select(t => $"\"{t}\""))}' ORDER BY rank LIMIT 5;";

    [GeneratedRegex(@"^Run Time: real (\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex Timer();
}
