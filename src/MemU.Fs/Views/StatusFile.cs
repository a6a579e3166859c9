using System.Globalization;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs.Views;

/// <summary><c>@/status.md</c>: how the memory stands, where its index stands, and what could not be shown lately.</summary>
internal sealed class StatusFile(ViewedMemory memory) : RenderedFile(memory)
{
    private const int MostEdits = 50;

    protected override async Task<string> RenderAsync(CancellationToken cancellationToken)
    {
        var status = await Memory.AskAsync(m => m.StatusAsync(cancellationToken), cancellationToken);
        var index = await Memory.AskAsync(m => m.IndexStandingAsync(cancellationToken), cancellationToken);
        var isWhole = Memory.IsWhole;
        var text = new StringBuilder("# Status\n\n");
        text.Append(CultureInfo.InvariantCulture, $"memory: {Memory.Root}{(isWhole ? "" : $", of which {(Memory.Prefix.Length > 0 ? Memory.Prefix : "the tree's own part")} is shown ({Memory.Shown.Scope})")}\n");
        if (isWhole) text.Append(CultureInfo.InvariantCulture, $"{status.Items} memories, {status.Categories} categories, {status.Resources} resources{(status.Users > 0 ? $", {status.Users} other users" : "")}\n");
        else text.Append(CultureInfo.InvariantCulture, $"{(await Memory.Catalog.ReadAsync(cancellationToken)).Entries.Count} memories\n");
        text.Append(status.Head is { } head ? $"at {head[..10]}{(status.Branch is { } branch ? $" on {branch}" : "")}\n" : "no commit yet\n");
        if (status.Blocked is { } blocked) text.Append(CultureInfo.InvariantCulture, $"blocked: {blocked}\n");
        if (status.Trust is { State: "untrusted" } trust) text.Append(CultureInfo.InvariantCulture, $"not trusted, so not used: {string.Join(", ", trust.Settings)} in .memu/config.yaml. Look at them, then: memu trust\n");

        text.Append("\n## Index\n\n");
        text.Append(isWhole ? string.Create(CultureInfo.InvariantCulture, $"up to the files: {index.Files} of them, {(index.HasVectors ? "searched by words and vectors" : "searched by words")}\n") : "up to the files\n");
        if (index.Note is { } note) text.Append(CultureInfo.InvariantCulture, $"{note}\n");
        if (isWhole) text.Append(CultureInfo.InvariantCulture, $"kept in {index.Folder}; it can be deleted at any time, and is made anew\n");

        var edits = status.Uncommitted.Where(Memory.Shows).ToList();
        List(text, "Edited, not committed yet", edits.Take(MostEdits).Select(Memory.Outward).Concat(edits.Count > MostEdits ? [$"and {edits.Count - MostEdits} more"] : []));
        List(text, "Problems", status.Problems.Where(p => isWhole || Memory.Prefix.Length > 0 && p.StartsWith(Memory.Prefix, StringComparison.Ordinal)));
        List(text, "Could not be shown lately", Memory.Failures().Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.When.ToLocalTime():yyyy-MM-dd HH:mm:ss} {f.What}: {f.Why}")));
        return text.ToString();
    }

    private static void List(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count > 0) text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n").AppendJoin("", all.Select(l => $"- {l}\n"));
    }
}
