using System.Net;
using System.Text.Json;

namespace MemU.Fs.Tests.Scripted;

/// <summary>
/// A model provider on this machine that speaks OpenAI's wire format and answers as a test says. Use it so:
/// <code>
/// using var provider = new ScriptedProvider(call => call.SchemaName == "memories" ? Reply.Json("""{"items":[]}""") : Reply.Text("hello"));
/// var models = provider.Models();                       // a ModelSet; or provider.Profile for a ModelProfile, provider.BaseUrl for anything else
/// …                                                     // run what is tested
/// Assert.Equal("extract-model", provider.Chats[0].Model);
/// Approved.Verify("memorize-conversation", provider.Transcript());   // every prompt, compared with Scripted/approved/memorize-conversation.txt
/// </code>
/// Without a script it answers "ok", embeds by hashing words (texts with words in common are near), and writes speech down as "(speech)".
/// It is strict: a request that a real provider would refuse, or that has a field unknown here, is answered with 400 and fails the test when the provider is disposed of.
/// <see cref="Reply"/> has the ways in which a provider can misbehave.
/// </summary>
public sealed class ScriptedProvider : IDisposable
{
    private readonly ScriptedServer _server;
    private readonly Lock _gate = new();
    private readonly List<Call> _calls = [];
    private readonly List<string> _faults = [];

    public ScriptedProvider(Func<ChatCall, Reply>? chat = null)
    {
        Chat = chat ?? (_ => Reply.Text("ok"));
        _server = new(Answer);
    }

    /// <summary>The key that it wants to see.</summary>
    public const string Key = "scripted-key-0123456789";

    /// <summary>Where it is, with a path of its own that must be kept.</summary>
    public string BaseUrl => Url("/some/base/v1");

    /// <summary>What a process is to have in its environment to ask it for answers.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string> { ["MEMU_BASE_URL"] = BaseUrl, ["MEMU_API_KEY"] = Key, ["MEMU_CHAT_MODEL"] = "chat-model" };

    /// <summary>Where it is, with another path.</summary>
#pragma warning disable CA1055 // profiles hold addresses as text
    public string Url(string path) => $"http://127.0.0.1:{_server.Port}{path}";
#pragma warning restore CA1055

    /// <summary>False for a local one, which sees no key at all: one that comes all the same is a fault.</summary>
    public bool WantsKey { get; set; } = true;

    /// <summary>The paths below which it answers; others are 404 as at a real one.</summary>
    public string BasePath { get; set; } = "/some/base/v1";

    /// <summary>The models that it has; empty for any.</summary>
    public HashSet<string> KnownModels { get; } = [];

    /// <summary>What it answers.</summary>
    public Func<ChatCall, Reply> Chat { get; set; }

    /// <summary>Dimensions of its vectors unless asked for others.</summary>
    public int Dimensions { get; set; } = 64;

    /// <summary>Instead of a vector for each text.</summary>
    public Func<EmbedCall, Reply>? Embed { get; set; }

    /// <summary>What it hears.</summary>
    public Func<TranscribeCall, Reply> Transcribe { get; set; } = _ => Reply.Text("(speech)");

    /// <summary>True where a test provokes faults and looks at <see cref="Faults"/> itself.</summary>
    public bool ToleratesFaults { get; set; }

    /// <summary>All requests in the order of their coming.</summary>
    public IReadOnlyList<Call> Calls => Copy(_calls);

    /// <summary>The requests for an answer.</summary>
    public IReadOnlyList<ChatCall> Chats => [.. Calls.OfType<ChatCall>()];

    /// <summary>The requests for vectors.</summary>
    public IReadOnlyList<EmbedCall> Embeds => [.. Calls.OfType<EmbedCall>()];

    /// <summary>What was wrong with requests.</summary>
    public IReadOnlyList<string> Faults => Copy(_faults);

    /// <summary>All requests as readable text that is the same on each run; sorted where several are under way at once.</summary>
    public string Transcript(bool sorted = false) => CallText.Of(Calls, sorted);

    public void Dispose()
    {
        _server.Dispose();
#pragma warning disable CA1065 // that a request was wrong must fail the test, and this is where it ends
        if (!ToleratesFaults && Faults is { Count: > 0 } faults) throw new InvalidOperationException($"a provider would have refused: {string.Join("; ", faults)}");
#pragma warning restore CA1065
    }

    private Reply Answer(WireRequest request)
    {
        try
        {
            if (Refused(request) is { } refused) return refused;
            return request.Path[BasePath.Length..] switch
            {
                "/chat/completions" => Chatted(request),
                "/embeddings" => Embedded(request),
                "/audio/transcriptions" => Transcribed(request),
                _ => Wrong(404, $"no such path: {request.Method} {request.Path}"),
            };
        }
        catch (Exception e) when (e is StrictException or JsonException)
        {
            return Wrong(400, e.Message);
        }
        catch (Exception e)
        {
            return Wrong(500, $"the script failed: {e}"); // else a broken test would look like a broken provider
        }
    }

    private Reply? Refused(WireRequest request)
    {
        if (request.Method != "POST") return Wrong(405, $"{request.Method} {request.Path}: only POST is known here");
        var key = request.Headers.GetValueOrDefault("authorization");
        if (WantsKey && key is null) return Wrong(401, "no Authorization header");
        if (WantsKey && key != $"Bearer {Key}") return Reply.Error(401, "Incorrect API key provided.", "invalid_api_key"); // tests may give a wrong one on purpose
        if (!WantsKey && key is not null) return Wrong(400, "a key came to a provider that wants none");
        if (!request.Path.StartsWith(BasePath + "/", StringComparison.Ordinal)) return Reply.Error(404, $"Not Found: {request.Path}");
        return null;
    }

    private Reply Chatted(WireRequest request)
    {
        var call = ChatCall.Read(request);
        Record(call);
        if (Unknown(call.Model) is { } unknown) return unknown;
        return Chat(call) with { For = call };
    }

    private Reply Embedded(WireRequest request)
    {
        var call = EmbedCall.Read(request);
        Record(call);
        if (Unknown(call.Model) is { } unknown) return unknown;
        return Embed?.Invoke(call) ?? Reply.Vectors([.. call.Texts.Select(t => HashedVectors.Of(t, call.Dimensions ?? Dimensions))], call);
    }

    private Reply Transcribed(WireRequest request)
    {
        var call = TranscribeCall.Read(request);
        Record(call);
        if (Unknown(call.Model) is { } unknown) return unknown;
        return Transcribe(call) with { For = call };
    }

    private Reply? Unknown(string model) =>
        KnownModels.Count == 0 || KnownModels.Contains(model) ? null : Reply.Error((int)HttpStatusCode.NotFound, $"The model `{model}` does not exist or you do not have access to it.", "model_not_found");

    private Reply Wrong(int status, string what)
    {
        lock (_gate) _faults.Add(what);
        return Reply.Error(status, $"scripted provider: {what}");
    }

    private void Record(Call call)
    {
        lock (_gate)
        {
            call.Number = _calls.Count + 1;
            _calls.Add(call);
        }
    }

    private List<T> Copy<T>(List<T> list)
    {
        lock (_gate) return [.. list];
    }
}
