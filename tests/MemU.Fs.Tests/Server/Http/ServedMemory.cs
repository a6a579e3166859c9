using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using MemU.Fs.Server;
using MemU.Fs.Server.Access;
using MemU.Fs.Server.Http;

namespace MemU.Fs.Tests.Server.Http;

/// <summary>What a route answered.</summary>
public sealed record Answered(HttpStatusCode Status, HttpResponseHeaders Headers, string Text)
{
    /// <summary>The answer as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The error's word.</summary>
    public string Code => Json.GetProperty("error").GetProperty("code").GetString()!;
}

/// <summary>A real server on the loopback, with a memory of its own or with tenants, and a client that calls it.</summary>
public sealed class ServedMemory : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    private ServedMemory()
    {
    }

    /// <summary>The memory's root, or the tenants' folder.</summary>
    public string Root => _folder.File("memory");

    /// <summary>A folder beside it.</summary>
    public string Folder => _folder.Path;

    /// <summary>The keys.</summary>
    public KeyFile Keys => new(_folder.File("keys/keys.json"), TimeProvider.System);

    /// <summary>The server.</summary>
    public ApiServer Server { get; private set; } = null!;

    /// <summary>Errors that nobody foresaw.</summary>
    public List<Exception> Unforeseen { get; } = [];

    /// <summary>Starts one.</summary>
    public static async Task<ServedMemory> StartAsync(bool tenants = false, Func<ServeOptions, ServeOptions>? with = null, Func<MemoryOptions, MemoryOptions>? memory = null)
    {
        var served = new ServedMemory();
        if (!tenants) using (var made = MemoryService.Open(new() { Root = served.Root })) await made.InitAsync(new());
        var options = served.Options(tenants, memory);
        await served.StartAsync(with?.Invoke(options) ?? options);
        return served;
    }

    /// <summary>Starts it with other options, after it was stopped.</summary>
    public async Task StartAsync(ServeOptions options)
    {
        Server = await ApiServer.StartAsync(options);
        _client.DefaultRequestHeaders.ConnectionClose = false;
    }

    /// <summary>The options of a test.</summary>
    public ServeOptions Options(bool tenants = false, Func<MemoryOptions, MemoryOptions>? memory = null) => new()
    {
        Port = 0,
        Root = tenants ? null : Root,
        Tenants = tenants ? Root : null,
        KeyFile = Keys.Path,
        StateFolder = _folder.File("state"),
        Open = root => new MemoryOptions { Root = root, CommitEditsAfter = Timeout.InfiniteTimeSpan, StateFolder = _folder.File("state") } is var plain && memory is not null ? memory(plain) : plain,
        PerMinute = 0,
        Unforeseen = e =>
        {
            lock (Unforeseen) Unforeseen.Add(e);
            return null;
        },
    };

    /// <summary>Makes a key.</summary>
    public string Key(string? tenant = null, KeyRights rights = KeyRights.Read | KeyRights.Write | KeyRights.Admin, string? user = null, string? agent = null, DateTimeOffset? expires = null, int? perMinute = null) =>
        Keys.Add(new("test", tenant ?? KeyFile.OnlyTenant, rights, Model.MemoryScope.Of(user, agent), expires, perMinute)).Key;

    /// <summary>Calls a route.</summary>
    public async Task<Answered> SendAsync(string method, string path, object? body = null, string? key = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), new Uri(Server.Address, path));
        if (key is not null) request.Headers.Authorization = new("Bearer", key);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            byte[] bytes => new ByteArrayContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } },
            string text => new ByteArrayContent(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } },
            _ => new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } },
        };
        using var answer = await _client.SendAsync(request);
        return new(answer.StatusCode, answer.Headers, await answer.Content.ReadAsStringAsync());
    }

    public Task<Answered> GetAsync(string path, string? key = null, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, key, headers: headers);

    public Task<Answered> PostAsync(string path, object body, string? key = null, params (string Name, string Value)[] headers) => SendAsync("POST", path, body, key, headers: headers);

    /// <summary>Reads so many events of a stream that has no end.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(string path, int count, string? key = null, string? after = null, Func<Task>? meanwhile = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server.Address, path));
        if (key is not null) request.Headers.Authorization = new("Bearer", key);
        if (after is not null) request.Headers.Add("Last-Event-ID", after);
        using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (answer.StatusCode != HttpStatusCode.OK) return [await answer.Content.ReadAsStringAsync()];
        if (meanwhile is not null) await meanwhile();
        var (events, text) = (new List<string>(), new StringBuilder());
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        while (events.Count < count && await reader.ReadLineAsync() is { } line)
        {
            if (line.Length > 0 && line[0] != ':') text.AppendLine(line);
            else if (text.Length > 0)
            {
                events.Add(text.ToString());
                text.Clear();
            }
        }
        return events;
    }

    /// <summary>Learns a conversation of one user and waits for it.</summary>
    public async Task<JsonElement> LearnAsync(string? user, string text, string? key = null, string? agent = null)
    {
        var done = await PostAsync("/v1/memorize", new { messages = new[] { new { role = "user", content = text } }, user_id = user, agent_id = agent, wait = true }, key);
        if (done.Status != HttpStatusCode.OK) throw new InvalidOperationException(done.Text);
        return done.Json.GetProperty("tasks")[0];
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _client.Dispose();
        _folder.Dispose();
    }
}
