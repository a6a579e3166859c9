using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MemU.Fs.Model;

/// <summary>Reads and writes the results as JSON: snake_case, UTF-8, every script as itself.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(MemorizeResult))]
[JsonSerializable(typeof(RetrieveResult))]
[JsonSerializable(typeof(ContextResult))]
[JsonSerializable(typeof(AskResult))]
[JsonSerializable(typeof(IReadOnlyList<ToolCall>))]
[JsonSerializable(typeof(ToolView))]
[JsonSerializable(typeof(WriteResult))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(MemoryItemChange))]
[JsonSerializable(typeof(MemoryItemPage))]
[JsonSerializable(typeof(MemoryCategoryPage))]
[JsonSerializable(typeof(ClearedMemory))]
[JsonSerializable(typeof(TreeNode))]
[JsonSerializable(typeof(IReadOnlyList<LogView>))]
[JsonSerializable(typeof(StatusView))]
[JsonSerializable(typeof(DoctorView))]
[JsonSerializable(typeof(ReindexView))]
[JsonSerializable(typeof(InitView))]
[JsonSerializable(typeof(ShowView))]
[JsonSerializable(typeof(IReadOnlyList<DiffView>))]
[JsonSerializable(typeof(IReadOnlyList<BlameView>))]
[JsonSerializable(typeof(RevertView))]
[JsonSerializable(typeof(IReadOnlyList<CheckpointView>))]
[JsonSerializable(typeof(LinksView))]
[JsonSerializable(typeof(IReadOnlyList<GraphNode>))]
[JsonSerializable(typeof(GraphView))]
[JsonSerializable(typeof(PurgeView))]
[JsonSerializable(typeof(ExportView))]
[JsonSerializable(typeof(ImportView))]
[JsonSerializable(typeof(IReadOnlyList<MountView>))]
[JsonSerializable(typeof(MountResult))]
[JsonSerializable(typeof(GarbageView))]
[JsonSerializable(typeof(SyncView))]
[JsonSerializable(typeof(IReadOnlyList<ConflictPairView>))]
[JsonSerializable(typeof(ConflictResolvedView))]
[JsonSerializable(typeof(TrustView))]
[JsonSerializable(typeof(CostView))]
[JsonSerializable(typeof(InboxView))]
[JsonSerializable(typeof(SettingView))]
[JsonSerializable(typeof(IReadOnlyList<SettingView>))]
[JsonSerializable(typeof(ModelsView))]
[JsonSerializable(typeof(IReadOnlyList<TodoView>))]
[JsonSerializable(typeof(NowView))]
[JsonSerializable(typeof(WatchView))]
[JsonSerializable(typeof(WatchSweep))]
[JsonSerializable(typeof(WatchedSource))]
public sealed partial class MemoryJson : JsonSerializerContext
{
    /// <summary>The context to use: letters of every script stay readable instead of being escaped.</summary>
    public static MemoryJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    });

    /// <summary>The same on one line, for programs.</summary>
    public static MemoryJson Compact { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
