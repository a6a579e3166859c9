using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using MemU.Fs.Model;
using MemU.Fs.Server.Access;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu key add</c>, <c>list</c>, <c>revoke</c></summary>
internal static class KeyCommands
{
    public static Command Build()
    {
        var tenants = new Option<string?>("--tenants") { Description = "The keys are for who serves these tenants (memu serve --tenants)", HelpName = "dir", Recursive = true };
        var file = new Option<string?>("--api-key-file") { Description = "The file of keys (default: in your state folder)", HelpName = "file", Recursive = true };
        var command = new Command("key", "Keys of memu serve: only their hashes are kept") { tenants, file };
        command.Add(Add(tenants, file));
        command.Add(List(tenants, file));
        command.Add(Revoke(tenants, file));
        return command;
    }

    private static Command Add(Option<string?> tenants, Option<string?> file)
    {
        var name = new Argument<string>("name") { Description = "What you call it, such as the program that uses it" };
        var tenant = new Option<string?>("--tenant") { Description = "The tenant whose tree it opens, made at its first request; * for a key of the server's operator, which opens none and reads /metrics", HelpName = "name" };
        var rights = new Option<string>("--rights") { Description = "What it allows: read, write, admin, with commas between", HelpName = "list", DefaultValueFactory = _ => "read,write" };
        var user = new Option<string?>("--user") { Description = "It opens this user's memories alone", HelpName = "id" };
        var agent = new Option<string?>("--agent") { Description = "It opens this agent's memories alone", HelpName = "id" };
        var expires = new Option<string?>("--expires") { Description = "From when on it is refused: a date, or a time such as 90d or 12h", HelpName = "when" };
        var rate = new Option<int?>("--per-minute") { Description = "How many requests it may make in a minute (default 6000; 0 for any number)", HelpName = "n" };
        var command = new Command("add", "Make a key; it is shown once") { name, tenant, rights, user, agent, expires, rate };
        command.SetAction(parsed =>
        {
            var isMany = parsed.GetValue(tenants) is not null;
            var named = parsed.GetValue(tenant);
            if (isMany != named is not null) throw new MemUException(MemUErrorKind.BadArgument, isMany ? "say whose key it is: --tenant <name>" : "a single memory has no tenants; name the folder that has: --tenants <dir>");
            if (named is not null and not "*") Server.Tenants.TenantName.Check(named);
            var made = new KeyFile(PathOf(parsed, tenants, file), TimeProvider.System).Add(new(parsed.GetRequiredValue(name), named ?? KeyFile.OnlyTenant, Rights(parsed.GetRequiredValue(rights)),
                MemoryScope.Of(parsed.GetValue(user), parsed.GetValue(agent)), Expiry(parsed.GetValue(expires)), parsed.GetValue(rate)));
            if (parsed.GetValue(CommandLine.Json)) Console.Out.WriteLine($$"""{"id":"{{made.Kept.Id}}","key":"{{made.Key}}"}""");
            else
            {
                Console.Out.WriteLine(made.Key);
                Composition.Notice($"key {made.Kept.Id} is made; it is shown only now. Send it as: Authorization: Bearer <key>");
            }
            return 0;
        });
        return command;
    }

    private static Command List(Option<string?> tenants, Option<string?> file)
    {
        var command = new Command("list", "The keys, without themselves");
        command.SetAction(parsed =>
        {
            var keys = new KeyFile(PathOf(parsed, tenants, file), TimeProvider.System).All();
            if (parsed.GetValue(CommandLine.Json)) Console.Out.WriteLine(JsonSerializer.Serialize((IReadOnlyList<KeyView>)[.. keys.Select(KeyView.Of)], KeyViewJson.Default.IReadOnlyListKeyView));
            else
                foreach (var key in keys) Terminal.Line((key.Id, "bold"), ($"  {key.Name}  {(key.Tenant == KeyFile.OnlyTenant ? "" : $"tenant {key.Tenant}  ")}{key.Rights.ToString().ToLowerInvariant()}{(key.UserId is null ? "" : $"  user {key.UserId}")}{(key.AgentId is null ? "" : $"  agent {key.AgentId}")}", null), ($"  made {key.Created:yyyy-MM-dd}{(key.Expires is { } until ? $", expires {until:yyyy-MM-dd HH:mm}" : "")}", "grey"), (key.HoldsAt(DateTimeOffset.UtcNow) ? "" : key.Revoked is { } when ? $"  revoked {when:yyyy-MM-dd}" : "  expired", "yellow"));
            return keys.Count == 0 ? Errors.NothingFound : 0;
        });
        return command;
    }

    private static Command Revoke(Option<string?> tenants, Option<string?> file)
    {
        var key = new Argument<string>("key") { Description = "Its id or name" };
        var command = new Command("revoke", "Refuse a key from now on; a server that runs knows at once") { key };
        command.SetAction(parsed =>
        {
            var revoked = new KeyFile(PathOf(parsed, tenants, file), TimeProvider.System).Revoke(parsed.GetRequiredValue(key));
            Terminal.Line($"{revoked.Id} ({revoked.Name}) opens nothing any more");
            return 0;
        });
        return command;
    }

    private static string PathOf(ParseResult parsed, Option<string?> tenants, Option<string?> file) =>
        parsed.GetValue(file) ?? KeyFile.PathFor(parsed.GetValue(tenants) ?? Composition.FindRoot(parsed.GetValue(CommandLine.Root)));

    private static KeyRights Rights(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Aggregate(KeyRights.None, (all, one) => all | one.ToLowerInvariant() switch
    {
        "read" => KeyRights.Read,
        "write" => KeyRights.Read | KeyRights.Write,
        "admin" => KeyRights.Read | KeyRights.Write | KeyRights.Admin,
        _ => throw new MemUException(MemUErrorKind.BadArgument, $"'{one}' is no right; give read, write or admin."),
    }) is var rights && rights != KeyRights.None ? rights : throw new MemUException(MemUErrorKind.BadArgument, "give at least one right: read, write or admin.");

    private static DateTimeOffset? Expiry(string? text)
    {
        if (text is null) return null;
        var from = DateTimeOffset.UtcNow;
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
            switch (text[^1])
            {
                case 'd': return from.AddDays(count);
                case 'h': return from.AddHours(count);
                case 'm': return from.AddMinutes(count);
            }
        return Composition.Date(text, TimeZoneInfo.Utc) is { } date && date > from ? date : throw new MemUException(MemUErrorKind.BadArgument, $"'{text}' is past; give a date to come, or a time such as 90d.");
    }
}
