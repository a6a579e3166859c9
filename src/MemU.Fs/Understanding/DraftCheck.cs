using MemU.Fs.Model;
using MemU.Fs.Providers;
using MemU.Fs.Sources.Secrets;

namespace MemU.Fs.Understanding;

/// <summary>The last look at drafts before they are placed, whoever proposed them: their messages exist, and they hold no secret.</summary>
internal sealed class DraftCheck(PlacedSource source, Plan plan)
{
    /// <summary>The drafts that may be placed; the others are listed as rejected.</summary>
    public List<MemoryDraft> Of(IReadOnlyList<MemoryDraft> drafts)
    {
        var fine = new List<MemoryDraft>(drafts.Count);
        foreach (var draft in drafts)
        {
            var messages = draft.Messages.Where(source.Messages.ContainsKey).ToList();
            if (messages.Count == 0) Reject("no_source", draft, null);
            else if (draft.Why == "model" && (HasSecret(draft.Text) || HasSecret(draft.Title) || HasSecret(draft.WhenToUse ?? ""))) Reject("secret", draft, messages[0]);
            else fine.Add(messages.Count == draft.Messages.Count ? draft : draft with { Messages = messages });
        }
        return fine;
    }

    // the source was masked before a model saw it; what it writes all the same, from two halves or from its own imagination, is no memory
    private static bool HasSecret(string text) => SecretScanner.Scan(text).Count > 0;

    private void Reject(string reason, MemoryDraft draft, int? message) =>
        plan.Rejected.Add(new(reason, new(source.Resource, message is { } number ? $"m{number}" : null)) { Text = reason == "secret" ? null : draft.Text });
}
