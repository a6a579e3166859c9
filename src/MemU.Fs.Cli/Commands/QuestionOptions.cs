using System.CommandLine;
using MemU.Fs.Model;
using MemU.Fs.Questions;

namespace MemU.Fs.Cli.Commands;

/// <summary>What every verb takes that answers a question.</summary>
internal sealed class QuestionOptions
{
    /// <summary>Why nothing was looked up.</summary>
    public const string NotAsked = "nothing was looked up, for this asks nothing of a memory; --always looks anyway";

    private readonly Argument<string[]> _query = new("query") { Description = "The question; \"a phrase\", -without, field:value and prefix* are understood; the last message of --context when it is left out", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _user = new("--user") { Description = "Only this user's memories (else MEMU_USER_ID, else all)", HelpName = "id" };
    private readonly Option<string?> _agent = new("--agent") { Description = "Only this agent's memories", HelpName = "id" };
    private readonly Option<string[]> _where = WhereOption.Make("Only what fits");
    private readonly Option<string?> _context = new("--context") { Description = "What was said before, oldest first, by which a follow-up is understood: a JSON list of texts or of {role, content}; - for standard input", HelpName = "file" };
    private readonly Option<string?> _now = new("--now") { Description = "When it is asked, for \"last week\" and the like and for what is stale (default: now)", HelpName = "date" };
    private readonly Option<bool> _literal = new("--literal") { Description = "Take every character of the question for what it is" };
    private readonly Option<bool> _always = new("--always") { Description = "Look up even what asks nothing of a memory: greetings, thanks" };
    private readonly Option<bool> _fresh = new("--fresh") { Description = "Compare every file with the index first, however large the tree is" };

    public void AddTo(Command command)
    {
        command.Arguments.Add(_query);
        foreach (var option in (Option[])[_user, _agent, _where, _context, _now, _literal, _always, _fresh]) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_query) is null or [] && result.GetValue(_context) is null) result.AddError("there is no question; give one, or a conversation with --context.");
        });
    }

    /// <summary>The question with what was said before it, as a call of retrieve.</summary>
    public async Task<RetrieveRequest> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (query, context) = await SaidAsync(parsed, cancellationToken);
        return new()
        {
            Query = query,
            Context = context,
            Where = parsed.Filter(_where),
            Scope = Composition.Scope(parsed.GetValue(_user), parsed.GetValue(_agent)),
            Fresh = parsed.GetValue(_fresh),
            Always = parsed.GetValue(_always),
            Literal = parsed.GetValue(_literal),
            Now = Composition.Date(parsed.GetValue(_now), TimeZoneInfo.Local),
        };
    }

    private async Task<(string Query, IReadOnlyList<QueryMessage> Context)> SaidAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var query = string.Join(' ', parsed.GetValue(_query) ?? []);
        if (parsed.GetValue(_context) is not { } file) return (query, []);
        var messages = QueryList.Parse(await BytesAsync(file, cancellationToken), file == "-" ? "standard input" : file);
        if (query.Length > 0) return (query, messages);
        var last = RetrieveRequest.Of(messages);
        return (last.Query, last.Context);
    }

    private static async Task<byte[]> BytesAsync(string file, CancellationToken cancellationToken)
    {
        if (file != "-")
            return File.Exists(file) ? await File.ReadAllBytesAsync(file, cancellationToken) : throw new MemUException(MemUErrorKind.NotFound, $"there is no file {file}.");
        using var all = new MemoryStream();
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(all, cancellationToken);
        return all.ToArray();
    }
}
