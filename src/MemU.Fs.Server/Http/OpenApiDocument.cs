using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using MemU.Fs.Server.Access;

namespace MemU.Fs.Server.Http;

/// <summary>The API as an OpenAPI 3.1 document, made of the same table that the routes are made of.</summary>
/// <remarks>https://spec.openapis.org/oas/v3.1.1</remarks>
internal static partial class OpenApiDocument
{
    private static readonly JsonSchemaExporterOptions s_export = new() { TreatNullObliviousAsNonNullable = true };
    private static string? s_text;

    /// <summary>The document.</summary>
    public static string Of(IReadOnlyList<ApiRoute> routes) => s_text ??= Make(routes).ToJsonString(ApiJson.Readable.Options);

    private static JsonObject Make(IReadOnlyList<ApiRoute> routes)
    {
        var schemas = new JsonObject();
        var paths = new JsonObject();
        foreach (var route in routes)
        {
            var path = CatchAll.Replace(route.Path, "{$1}");
            if (paths[path] is not JsonObject item) paths[path] = item = [];
            item[route.Method.ToLowerInvariant()] = Operation(route, path, schemas);
        }
        schemas["Error"] = Schema(ApiJson.Readable.ApiErrorBody, "Error");
        return new()
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "MemU.Fs", ["version"] = typeof(OpenApiDocument).Assembly.GetName().Version!.ToString(3),
                ["description"] = "Memory for agents and people: markdown files in a git-versioned tree. Routes below /v1 are ours; those below /api and at the root are memU's.",
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = new JsonArray([.. routes.Select(TagOf).Distinct().Select(t => (JsonNode)new JsonObject { ["name"] = t.Name, ["description"] = t.Description })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = schemas,
                ["responses"] = new JsonObject { ["Error"] = new JsonObject { ["description"] = "What is wrong, where, and what to do.", ["content"] = Content("application/json", Reference("Error")) } },
                ["securitySchemes"] = new JsonObject { ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "A key made with memu key add. Without any key the server answers its own machine only, and none is needed." } },
            },
        };
    }

    private static JsonObject Operation(ApiRoute route, string path, JsonObject schemas)
    {
        var parameters = new JsonArray();
        foreach (Match part in Parts.Matches(path)) parameters.Add((JsonNode)new JsonObject { ["name"] = part.Groups[1].Value, ["in"] = "path", ["required"] = true, ["schema"] = new JsonObject { ["type"] = "string" } });
        foreach (var (name, meaning) in route.Query) parameters.Add((JsonNode)new JsonObject { ["name"] = name, ["in"] = "query", ["description"] = meaning, ["schema"] = new JsonObject { ["type"] = "string" } });
        var content = new JsonObject();
        if (route.Gives is { } gives) content["application/json"] = new JsonObject { ["schema"] = Named(gives, schemas) };
        if (route.ContentType is { } type) content[type.Split(';')[0]] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        var operation = new JsonObject
        {
            ["operationId"] = IdOf(route), ["summary"] = route.Summary, ["tags"] = new JsonArray(TagOf(route).Name), ["security"] = route.Rights == KeyRights.None ? new JsonArray() : new JsonArray(new JsonObject { ["key"] = new JsonArray() }),
            ["responses"] = new JsonObject
            {
                [route.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = content.Count == 0 ? new JsonObject { ["description"] = "Done." } : new JsonObject { ["description"] = "Done.", ["content"] = content },
                ["4XX"] = new JsonObject { ["$ref"] = "#/components/responses/Error" },
                ["5XX"] = new JsonObject { ["$ref"] = "#/components/responses/Error" },
            },
        };
        if (route.Rights != KeyRights.None) operation["description"] = $"Needs a key with the right to {route.Rights.ToString().ToLowerInvariant()}.";
        if (parameters.Count > 0) operation["parameters"] = parameters;
        if (route.Takes is { } takes) operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = Named(takes, schemas) } } };
        else if (route is { Method: "PUT" }) operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content("text/markdown", new JsonObject { ["type"] = "string" }) };
        return operation;
    }

    private static JsonObject Content(string type, JsonObject schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static JsonObject Named(JsonTypeInfo type, JsonObject schemas)
    {
        var name = NameOf(type.Type);
        if (!schemas.ContainsKey(name)) schemas[name] = Schema(type, name);
        return Reference(name);
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = $"#/components/schemas/{name}" };

    // what a schema says of itself is said from the document's root here
    private static JsonNode Schema(JsonTypeInfo type, string name)
    {
        var schema = type.GetJsonSchemaAsNode(s_export);
        Move(schema, $"#/components/schemas/{name}");
        return schema;
    }

    private static void Move(JsonNode? node, string to)
    {
        if (node is JsonArray list)
            foreach (var item in list) Move(item, to);
        if (node is not JsonObject own) return;
        if (own["$ref"] is JsonValue reference && reference.TryGetValue<string>(out var from) && from.StartsWith('#')) own["$ref"] = to + from[1..];
        foreach (var (key, value) in own)
            if (key != "$ref") Move(value, to);
    }

    private static string NameOf(Type type) => type.IsGenericType ? type.Name.Split('`')[0] + string.Concat(type.GetGenericArguments().Select(NameOf)) : type.Name;

    private static (string Name, string Description) TagOf(ApiRoute route) =>
        route.Path.StartsWith("/v1", StringComparison.Ordinal) || !route.NeedsTree && route.Family == ApiFamily.Own ? ("MemU.Fs", "Our own routes: small, regular, and all of the memory.")
        : route.Path.StartsWith("/api/v3", StringComparison.Ordinal) ? ("memU cloud v3", "What memU's Python SDK and its users' own clients call.")
        : route.Path.StartsWith("/api/v4", StringComparison.Ordinal) ? ("memU cloud v4", "What memU's command line calls.")
        : route.Path.StartsWith("/api/v1", StringComparison.Ordinal) || route.Path == "/health" ? ("memU, first server", "What the older JavaScript clients call.")
        : ("memU, self-hosted", "The routes of memU's own server, each answer with its status and result.");

    private static string IdOf(ApiRoute route) => $"{route.Method.ToLowerInvariant()}{string.Concat(Words.Matches(route.Path).Select(w => char.ToUpperInvariant(w.Value[0]) + w.Value[1..]))}";

    [GeneratedRegex(@"\{\*+(\w+)\}")]
    private static partial Regex CatchAll { get; }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Parts { get; }

    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Words { get; }
}
