using System.Globalization;
using System.Text.Json.Nodes;
using MemU.Fs.Model;
using MemU.Fs.Providers.Calls;
using MemU.Fs.Providers.Prompts;
using MemU.Fs.Providers.Replies;
using Microsoft.Extensions.AI;

namespace MemU.Fs.Bench;

/// <summary>Has a model grade an answer against the right one.</summary>
internal sealed class AnswerJudge(IChatClient chat, PromptTemplate prompt)
{
    private static readonly JsonObject s_schema = Schema.Object(("reason", Schema.Text()), ("verdict", Schema.OneOf(BenchVerdict.All)));

    /// <summary>Grades; a question without a right answer is answered right when the answer says that it is not known.</summary>
    /// <exception cref="MemUException">The model gave no verdict that can be read.</exception>
    public async Task<(string Verdict, string? Reason)> RunAsync(BenchQuestion question, string answer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (values, _) = await StructuredCall.AskAsync(chat, prompt.Fill(new Dictionary<string, string>
        {
            ["query"] = PromptTemplate.Quoted(question.Text), ["now"] = now.ToString("yyyy-MM-dd ddd", CultureInfo.InvariantCulture),
            ["gold"] = question.IsUnanswerable ? "NOT KNOWN" : PromptTemplate.Quoted(question.Answer!), ["answer"] = PromptTemplate.Quoted(answer),
        }), "verdict", s_schema, ModelStep.Judge, cancellationToken);
        var said = values.Select(v => v.Text("verdict", "grade")).FirstOrDefault(v => v is not null)?.Trim().ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        if (said is null || !BenchVerdict.All.Contains(said)) throw new MemUException(MemUErrorKind.Provider, $"the judge gave no verdict ({string.Join(", ", BenchVerdict.All)}); try another model for the step judge.");
        var reason = values.Select(v => v.Text("reason")).FirstOrDefault(r => r is not null);
        if (!question.IsUnanswerable) return (said, reason);
        return (said is BenchVerdict.Correct or BenchVerdict.NotAnswered ? BenchVerdict.Correct : BenchVerdict.Wrong, reason);
    }
}
