using System.Collections.Immutable;

namespace MemU.Fs.Model;

/// <summary>Whose memory it is: scope fields such as <c>user_id</c> and <c>agent_id</c> with their values. Two scopes never share anything.</summary>
public sealed class MemoryScope : IEquatable<MemoryScope>
{
    private readonly ImmutableSortedDictionary<string, string> _fields;

    private MemoryScope(ImmutableSortedDictionary<string, string> fields) => _fields = fields;

    /// <summary>No field at all: a tree with one owner who needs no name.</summary>
    public static MemoryScope None { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>The fields in ordinal order of their names.</summary>
    public IReadOnlyDictionary<string, string> Fields => _fields;

    /// <summary>The user, or null.</summary>
    public string? UserId => _fields.GetValueOrDefault("user_id");

    /// <summary>The agent, or null.</summary>
    public string? AgentId => _fields.GetValueOrDefault("agent_id");

    /// <summary>True when no field is set.</summary>
    public bool IsNone => _fields.IsEmpty;

    /// <summary>A scope of a user and an agent; nulls and blanks are left out.</summary>
    public static MemoryScope Of(string? user, string? agent = null) => None.With("user_id", user).With("agent_id", agent);

    /// <summary>A scope of fields as they were kept (<see cref="Fields"/>).</summary>
    public static MemoryScope Of(IEnumerable<KeyValuePair<string, string>> fields) => fields.Aggregate(None, (scope, field) => scope.With(field.Key, field.Value));

    /// <summary>This scope with a field set; a null or blank value leaves the field out.</summary>
    public MemoryScope With(string field, string? value) =>
        string.IsNullOrWhiteSpace(value) ? new(_fields.Remove(field)) : new(_fields.SetItem(field, value.Trim()));

    /// <summary>One text that is equal exactly for equal scopes, for hashing and index terms.</summary>
    public string Key => string.Join('\u0001', _fields.Select(f => $"{f.Key}={f.Value}"));

    /// <inheritdoc/>
    public bool Equals(MemoryScope? other) => other is not null && Key == other.Key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MemoryScope);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Key);

    /// <summary>For people: <c>user_id=ana agent_id=bot</c>.</summary>
    public override string ToString() => IsNone ? "(no scope)" : string.Join(' ', _fields.Select(f => $"{f.Key}={f.Value}"));
}
