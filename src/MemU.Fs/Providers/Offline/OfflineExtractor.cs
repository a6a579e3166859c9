using MemU.Fs.Model;
using MemU.Fs.Providers.Offline.Learned;
using MemU.Fs.Providers.Offline.Lexicons;
using MemU.Fs.Providers.Offline.Rules;
using MemU.Fs.Providers.Offline.Text;

namespace MemU.Fs.Providers.Offline;

/// <summary>Finds memories with rules and word lists alone: no model, no network, the same drafts on every machine.</summary>
public sealed class OfflineExtractor : IMemoryExtractor
{
    private readonly IJudge _judge;

    /// <summary>An extractor with the weights that ship with the program.</summary>
    public OfflineExtractor() => _judge = LinearModel.Shipped;

    /// <summary>An extractor with another judge, for training.</summary>
    internal OfflineExtractor(IJudge judge) => _judge = judge;

    /// <inheritdoc/>
    public Task<Extraction> ExtractAsync(ExtractionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(request.Source.Modality == Modality.Conversation ? Conversation(request, cancellationToken) : Document(request, cancellationToken));
    }

    private static Extraction Document(ExtractionRequest request, CancellationToken cancellationToken)
    {
        var messages = request.Source.Messages;
        var tongue = Tongues.Of(string.Join('\n', messages.Take(20).Select(m => m.Text)), Tongue.English);
        List<Statement> statements = [];
        HashSet<string> known = new(StringComparer.Ordinal);
        Dictionary<int, SourceMessage> origins = [];
        foreach (var message in messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (message.Number < request.FirstMessage || Documents.Of(Around(request, message, Tongues.Of(message.Text, tongue), Known(request))) is not { } statement) continue;
            if (!known.Add(statement.Text)) continue;
            statements.Add(statement);
            origins[statement.Message] = message;
        }
        return new Extraction
        {
            Caption = Captions.OfDocument(request.Source),
            Drafts = Drafts.Of(statements.ConvertAll(s => new List<Statement> { s }), request, s => Around(request, origins[s.Message], s.Clause.Tongue, Known(request))),
            Segments = Topics.Segments(messages, new HashSet<string>()),
        };
    }

    private Extraction Conversation(ExtractionRequest request, CancellationToken cancellationToken)
    {
        var messages = request.Source.Messages;
        var people = messages.Where(m => !m.FromAssistant).ToList();
        var tongue = Tongues.Of(string.Join('\n', people.Take(40).Select(m => m.Text.Length > 400 ? m.Text[..400] : m.Text)), Tongue.English);
        HashSet<string> speakers = [.. messages.Select(m => m.Name?.ToLowerInvariant()).OfType<string>()];
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach (var name in messages.Select(m => m.Name).OfType<string>().Concat(request.KnownNames)) Know(name, names);
        string? person = null;
        var work = AtWork(people, tongue);
        Facts facts = new();
        List<RejectedDraft> rejected = [];
        string? asked = null;
        DateOnly? near = null;
        Dictionary<int, Talk> talks = []; // only of messages that state something: a source may have half a million
        var withAssistant = messages.Any(m => m.FromAssistant);
        foreach (var message in messages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (message.FromAssistant)
            {
                asked = message.Text.Length < 2000 ? message.Text : message.Text[^2000..];
                continue;
            }
            var spoken = Tongues.Of(message.Text, tongue);
            var talk = new Talk
            {
                Message = message, Tongue = spoken, Reference = message.Time ?? request.Date, Near = near, Asked = asked, AtWork = work,
                WithAssistant = withAssistant, Names = names, Person = person, Judge = spoken is Tongue.English or Tongue.Chinese ? _judge : null,
            };
            asked = Sentences.Of(message.Text.Length < 2000 ? message.Text : "") is { Count: > 0 } said && said[^1].IsQuestion ? message.Text : null;
            if (message.Number < request.FirstMessage) { Introduce(Statements.Of(talk, []), names); continue; }
            var statements = Statements.Of(talk, rejected);
            if (statements.Count == 0 && Answers.Of(talk) is { } answer) statements = [answer];
            if (Confirmed.Of(talk, messages) is { Count: > 0 } confirmed) statements = confirmed;
            Introduce(statements, names);
            near = talk.Near;
            person = (message.Text.Length < 2000 ? Persons.SpokenOf(new Clause(message.Text, talk.Tongue, []), talk) : null) ?? (statements.Count == 0 ? person : talk.Person);
            foreach (var statement in statements)
            {
                talks.TryAdd(statement.Message, talk);
                facts.Add(statement);
            }
        }
        var drafts = Drafts.Of(facts.All, request, s => talks[s.Message]);
        return new Extraction
        {
            Caption = Captions.Of(request, tongue, drafts, speakers),
            Drafts = drafts,
            Rejected = [.. rejected.Distinct()],
            Segments = Topics.Segments(messages, speakers),
        };
    }

    private static Dictionary<string, string> Known(ExtractionRequest request)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        foreach (var name in request.KnownNames) Know(name, names);
        return names;
    }

    private static void Introduce(List<Statement> statements, Dictionary<string, string> names)
    {
        foreach (var statement in statements)
            if (Persons.Introduced(statement.Clause) is { Name.Length: > 1 } introduction) Know(introduction.Name, names);
    }

    /// <summary>A name, and the first name that stands for it.</summary>
    private static void Know(string name, Dictionary<string, string> names)
    {
        if (name.Length < 2) return;
        names[name.ToLowerInvariant()] = name;
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        if (space > 1) names[name[..space].ToLowerInvariant()] = name;
    }

    private static Talk Around(ExtractionRequest request, SourceMessage message, Tongue tongue, Dictionary<string, string> names) =>
        new() { Message = message, Tongue = tongue, Reference = message.Time ?? request.Date, Names = names };

    /// <summary>Half of the messages speak of programs or work.</summary>
    private static bool AtWork(List<SourceMessage> people, Tongue tongue)
    {
        var technical = 0;
        foreach (var message in people)
        {
            var text = message.Text.Length > 1000 ? message.Text[..1000] : message.Text;
            var lexicon = Clause.Vocabulary(Tongues.Of(text, tongue));
            if (lexicon is not null && (lexicon.Scan(text, Words.Of(text)).Count(h => (h.Field & (Field.Tech | Field.Work)) != 0) > 1 || CodeTokens.Any(text))) technical++;
        }
        return technical * 2 >= people.Count && people.Count > 0;
    }
}
