using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MemU.Fs.Model;
using MemU.Fs.Server.Memu;
using MemU.Fs.Server.Own;

namespace MemU.Fs.Server.Http;

/// <summary>What the routes take and give, as JSON in snake_case; a name twice in one object is an error.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ApiErrorBody))]
[JsonSerializable(typeof(MemorizeBody))]
[JsonSerializable(typeof(RetrieveBody))]
[JsonSerializable(typeof(ScopeBody))]
[JsonSerializable(typeof(CloudAccepted))]
[JsonSerializable(typeof(CloudTask))]
[JsonSerializable(typeof(CloudMemories))]
[JsonSerializable(typeof(CloudCategories))]
[JsonSerializable(typeof(Greeting))]
[JsonSerializable(typeof(Wrapped<CloudAccepted>), TypeInfoPropertyName = "WrappedCloudAccepted")]
[JsonSerializable(typeof(Wrapped<SelfHostedTask>), TypeInfoPropertyName = "WrappedSelfHostedTask")]
[JsonSerializable(typeof(Wrapped<RetrieveResult>), TypeInfoPropertyName = "WrappedRetrieveResult")]
[JsonSerializable(typeof(Wrapped<Purged>), TypeInfoPropertyName = "WrappedPurged")]
[JsonSerializable(typeof(Wrapped<SelfHostedCategories>), TypeInfoPropertyName = "WrappedSelfHostedCategories")]
[JsonSerializable(typeof(FirstTask))]
[JsonSerializable(typeof(FirstQuery))]
[JsonSerializable(typeof(FirstCategories))]
[JsonSerializable(typeof(FirstHits))]
[JsonSerializable(typeof(FirstClusters))]
[JsonSerializable(typeof(RecallCommit))]
[JsonSerializable(typeof(RecallQuery))]
[JsonSerializable(typeof(RecallList))]
[JsonSerializable(typeof(RecallCommitted))]
[JsonSerializable(typeof(RecallFound))]
[JsonSerializable(typeof(LearnBody))]
[JsonSerializable(typeof(FindBody))]
[JsonSerializable(typeof(PatchBody))]
[JsonSerializable(typeof(UndoBody))]
[JsonSerializable(typeof(TaskView))]
[JsonSerializable(typeof(TaskList))]
[JsonSerializable(typeof(HistoryPage))]
[JsonSerializable(typeof(DiffPage))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(WebhookMade))]
[JsonSerializable(typeof(WebhookList))]
[JsonSerializable(typeof(Webhooks.WebhookAttempt))]
[JsonSerializable(typeof(Learning.MemorizeJob))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>The context for answers: letters of every script stay readable.</summary>
    public static ApiJson Readable { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
