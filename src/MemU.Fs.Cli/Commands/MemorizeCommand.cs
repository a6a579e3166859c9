using System.CommandLine;
using MemU.Fs.Model;
using MemU.Fs.Providers.WithModel;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu memorize &lt;file|folder|address|-&gt;</c></summary>
internal static class MemorizeCommand
{
    public static Command Build()
    {
        var source = new Argument<string[]>("source") { Description = "Conversations, documents, images, audio, video: files, folders, addresses (https://…), or - for standard input", Arity = ArgumentArity.OneOrMore };
        var user = new Option<string?>("--user") { Description = "Whose memory it becomes (else MEMU_USER_ID)", HelpName = "id" };
        var agent = new Option<string?>("--agent") { Description = "The agent whose memory it becomes", HelpName = "id" };
        var date = new Option<string?>("--date") { Description = "The source's own date; relative dates such as \"last Friday\" are resolved against it", HelpName = "date" };
        var zone = new Option<string?>("--tz") { Description = "Zone of times that name none (default: the configured one, else UTC)", HelpName = "zone" };
        var modality = new Option<string?>("--modality") { Description = "What the source is, instead of detecting it" };
        modality.AcceptOnlyFromAmong("conversation", "document", "image", "audio", "video");
        var allowed = new Option<string[]>("--allow-host") { Description = "A host of a private network or this machine that may be fetched from", HelpName = "host[:port]" };
        var types = new Option<string?>("--types") { Description = "With a model: what is looked for, such as profile,event (default: all six, or what the settings say)", HelpName = "a,b" };
        var perType = new Option<bool>("--per-type") { Description = "With a model: one call for each type instead of one for all; dearer" };
        var taxonomy = new Option<Taxonomy?>("--taxonomy") { Description = "With a model: whether it may make categories: closed (default), adaptive or open", HelpName = "how" };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would be learned, and write nothing" };
        var command = new Command("memorize", "Learn from conversations, documents, images, audio and video") { source, user, agent, date, zone, modality, allowed, types, perType, taxonomy, dry };
        command.Aliases.Add("remember");
        command.SetAction(async (parsed, cancellation) =>
        {
            var tz = Composition.Zone(parsed.GetValue(zone));
            using var memory = Composition.Open(parsed, zone: tz, offersKeys: true);
            var names = parsed.GetValue(source)!;
            var sources = await SourceFiles.FindAsync(names, new() { AllowedHosts = parsed.GetValue(allowed) ?? [], IsOffline = Environment.GetEnvironmentVariable("MEMU_OFFLINE") is "1" or "true" }, cancellation);
            var result = await memory.MemorizeAsync(new()
            {
                Sources = sources,
                KeepGoing = sources.Count != 1 || Directory.Exists(names[0]),
                Modality = parsed.GetValue(modality) is { } what ? Enum.Parse<Modality>(what, ignoreCase: true) : null,
                Scope = Composition.Scope(parsed.GetValue(user), parsed.GetValue(agent)),
                Date = Composition.Date(parsed.GetValue(date), tz ?? TimeZoneInfo.Utc),
                Override = s => s with
                {
                    Types = parsed.GetValue(types) is { } wanted ? Chosen(wanted, s) : s.Types,
                    PerType = s.PerType || parsed.GetValue(perType),
                    Taxonomy = parsed.GetValue(taxonomy) ?? s.Taxonomy,
                },
                DryRun = parsed.GetValue(dry),
            }, cancellation);
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(result, MemoryJson.Readable.MemorizeResult);
            else Print(result, parsed.GetValue(dry));
            foreach (var failed in result.Failed ?? []) await Console.Error.WriteLineAsync($"memu: {Terminal.Clean(failed.Message)}");
            return result.Failed is null ? 0 : Errors.Caller;
        });
        return command;
    }

    /// <summary>The types named, with the prompts that the settings have for them.</summary>
    private static List<MemoryTypeDefinition> Chosen(string names, ExtractionSettings settings)
    {
        var chosen = names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(n => n.ToLowerInvariant()).Distinct()
            .Select(n => settings.Types.FirstOrDefault(t => t.Name == n) ?? (MemoryType.Items.Contains(n) ? new(n) : throw new MemUException(MemUErrorKind.BadArgument, $"there is no type '{n}'; there are {string.Join(", ", MemoryType.Items)}, and those that .memu/config.yaml has a prompt for (memorize: {{types, type_prompts}})."))).ToList();
        return chosen.Count > 0 ? chosen : throw new MemUException(MemUErrorKind.BadArgument, "--types names no type.");
    }

    private static void Print(MemorizeResult result, bool dry)
    {
        foreach (var resource in result.Resource is { } one ? [one] : result.Resources ?? [])
            Terminal.Line((result.Unchanged ? "known already: " : dry ? "would keep " : "kept ", null), (resource.Path, "blue"));
        foreach (var item in result.Items.Where(i => i.Action != "skipped"))
        {
            var sign = item.Action switch { "reinforced" => "~", "merged" => "⊕", "superseded" => "↻", "contradicted" => "≠", "quarantined" => "!", _ => "+" };
            Terminal.Line(($"  {sign} ", "green"), (item.Path, "bold"), ($"  {item.MemoryType}  ", "grey"), (OneLine(item.Summary), null), ($"  ^{item.Sources.FirstOrDefault()?.Anchor}", "grey"));
            foreach (var older in item.Supersedes) Terminal.Line(($"      replaces {older}", "grey"));
        }
        foreach (var note in result.Notes) Terminal.Line((note, "yellow"));
        if (result.Rejected.Where(r => r.Text is not null || r.Reason == "secret").ToList() is { Count: > 0 } proposals)
            Terminal.Line(($"{proposals.Count} proposal{(proposals.Count == 1 ? "" : "s")} of the model not kept ({string.Join(", ", proposals.Select(r => r.Reason).Distinct())}); --json lists them", "yellow"));
        if (result.Unchanged)
        {
            Terminal.Line("Nothing new: this was memorized before, and nothing was changed.");
            return;
        }
        var counts = result.Items.GroupBy(i => i.Action).ToDictionary(g => g.Key, g => g.Count());
        var added = counts.GetValueOrDefault("added") + counts.GetValueOrDefault("superseded") + counts.GetValueOrDefault("contradicted");
        var parts = new List<string> { $"{added} {(added == 1 ? "memory" : "memories")} {(dry ? "would be added" : "added")}" };
        if (counts.GetValueOrDefault("reinforced") is > 0 and var again) parts.Add($"{again} reinforced");
        if (counts.GetValueOrDefault("merged") is > 0 and var merged) parts.Add($"{merged} merged");
        if (counts.GetValueOrDefault("contradicted") is > 0 and var doubtful) parts.Add($"{doubtful} of them contradict{(doubtful == 1 ? "s" : "")} another");
        if (counts.GetValueOrDefault("quarantined") is > 0 and var apart) parts.Add($"{apart} kept apart in quarantine/, for {(apart == 1 ? "it tries" : "they try")} to steer the reader");
        if (counts.GetValueOrDefault("superseded") is > 0 and var newer) parts.Add($"{newer} of them replace an older one");
        if (result.Commit is { } commit) parts.Add($"commit {commit[..10]}");
        Terminal.Line(string.Join(", ", parts));
    }

    private static string OneLine(string text)
    {
        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 90 ? text : text[..(char.IsHighSurrogate(text[88]) ? 88 : 89)] + "…";
    }
}
