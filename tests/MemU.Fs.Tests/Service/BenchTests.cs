using MemU.Fs.Bench;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Service;

public sealed class BenchTests
{
    private const string Locomo = """
        [{"sample_id": "conv-1", "conversation": {"speaker_a": "Ana", "speaker_b": "Ben",
          "session_2_date_time": "9:05 am on 3 June, 2024", "session_2": [{"speaker": "Ben", "dia_id": "D2:1", "text": "The violin lesson moved to Thursday evening."}, {"speaker": "Ana", "dia_id": "D2:2", "text": "Fine, I will bring the sheet music."}],
          "session_1_date_time": "1:56 pm on 8 May, 2024", "session_1": [{"speaker": "Ana", "dia_id": "D1:1", "text": "We planted three apple trees behind the shed."}, {"speaker": "Ben", "dia_id": "D1:2", "text": "Nice!", "blip_caption": "a red wheelbarrow"}]},
          "qa": [{"question": "What did Ana plant behind the shed?", "answer": "apple trees", "evidence": ["D:1:1; D09:7"], "category": 4},
                 {"question": "Who has a wheelbarrow?", "evidence": ["D1:2"], "category": 1},
                 {"question": "What does Ben collect?", "evidence": [], "category": 5}]}]
        """;

    [Fact]
    public async Task A_data_set_is_memorized_asked_and_scored_and_a_second_run_only_asks()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "locomo.json");
        await File.WriteAllTextAsync(file, Locomo, TestContext.Current.CancellationToken);
        var set = LocomoData.Read(file);
        var options = new BenchOptions { Work = folder.Path, Memory = new() { Root = folder.Path } };

        var report = await BenchRun.RunAsync(set, options, TestContext.Current.CancellationToken);

        Assert.Equal(["session_1", "session_2"], set.Cases[0].Sessions.Select(s => s.Id));
        Assert.Equal(new DateTimeOffset(2024, 5, 8, 13, 56, 0, TimeSpan.Zero), set.Cases[0].Sessions[0].Date);
        Assert.Equal(["D1:1"], report.Scores[0].Gold); // the repaired one that exists
        Assert.Equal("D1:1", report.Scores[0].Retrieved[0]);
        Assert.Equal(1, report.Scores[0].ReciprocalRank);
        Assert.Equal("D1:2", report.Scores[1].Retrieved[0]); // by the caption of its picture
        Assert.Equal([0, 0, 0, 0, 0], report.Scores[0].PaperRecall); // the paper compares the raw string
        Assert.Equal([1, 1, 1, 1, 1], report.Scores[2].PaperRecall); // and counts a question without evidence as right
        Assert.Null(report.Scores[2].Recall);
        Assert.Equal(["memu", "grep"], report.Overall.Select(s => s.Name));
        Assert.Equal(2, report.Overall[0].Questions);

        var commit = Sync.Machines.Git(Path.Combine(folder.Path, "locomo-000"), "rev-parse", "HEAD");
        var again = await BenchRun.RunAsync(set, options, TestContext.Current.CancellationToken);

        Assert.Equal(commit, Sync.Machines.Git(Path.Combine(folder.Path, "locomo-000"), "rev-parse", "HEAD"));
        Assert.Equal(report.Scores.Select(s => s.Retrieved), again.Scores.Select(s => s.Retrieved));
    }

    [Fact]
    public void The_measures_are_those_of_the_field()
    {
        var of = new BenchCase("c", [], [new() { Text = "q", Category = "x", Gold = ["a", "b"] }]);

        var score = BenchScore.Of(of, 0, [["x", "a", "y", "z", "w", "b"]], unit => unit == "y" ? 900 : 300, _ => null);

        Assert.Equal([0, 0.5, 1, 1, 1], score.Recall!);
        Assert.Equal(0.5, score.ReciprocalRank);
        Assert.Equal((1 / Math.Log2(3) + 1 / Math.Log2(7)) / (1 + 1 / Math.Log2(3)), score.Ndcg, 9);
        Assert.Equal([0, 0.5, 0.5, 1], score.Inside!); // x fits into 500; x, a and z into 1000; y is skipped where it does not fit
    }

    [Fact]
    public void Questions_of_ones_own_are_read_from_markdown_and_a_bad_line_is_named()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "mine.md");
        File.WriteAllText(file, "# Tea\nSome words.\n- which tea? → [[preferences/likes-oolong-tea]] [[resources/x#^m3|said]]\n1. 喜欢什么茶？ -> -\n");

        var questions = QuestionFile.Read(file).Cases[0].Questions;

        Assert.Equal(["which tea?", "喜欢什么茶？"], questions.Select(q => q.Text));
        Assert.Equal(["preferences/likes-oolong-tea", "resources/x#^m3"], questions[0].Gold);
        Assert.Empty(questions[1].Gold);
        Assert.Equal("Tea", questions[0].Category);

        File.WriteAllText(file, "- fine → [[a]]\n- which tea? → preferences/likes-oolong-tea\n");
        Assert.Contains("mine.md:2:", Assert.Throws<MemUException>(() => QuestionFile.Read(file)).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder.Path, "bad.json"), """{"sessions": 3}""");
        Assert.Contains("bad.json: is not a question set", Assert.Throws<MemUException>(() => QuestionFile.Read(Path.Combine(folder.Path, "bad.json"))).Message, StringComparison.Ordinal);
        Assert.Contains("there is no such file", Assert.Throws<MemUException>(() => LocomoData.Read(Path.Combine(folder.Path, "none.json"))).Message, StringComparison.Ordinal);
    }
}
