using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MemU.Fs.Providers.OpenAI;

/// <summary>Requests as JSON, without reflection.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class RequestJson : JsonSerializerContext;
