using System.CommandLine;
using System.Runtime.InteropServices;
using MemU.Fs.Model;
using MemU.Fs.Server;
using MemU.Fs.Server.Http;
using MemU.Fs.Sources.Web;
using MemU.Fs.Watching;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu serve</c></summary>
internal static class ServeCommand
{
    public static Command Build()
    {
        var usual = new ServeOptions { Open = _ => throw new InvalidOperationException() };
        var host = new Option<string>("--host") { Description = "The address to listen on; anything but this machine itself needs a key (memu key add)", HelpName = "address", DefaultValueFactory = _ => usual.Host };
        var port = new Option<int>("--port") { Description = "The port; 0 for a free one", HelpName = "n", DefaultValueFactory = _ => usual.Port };
        var tenants = new Option<string?>("--tenants") { Description = "Serve a tree for each tenant, in folders below this one, instead of one memory", HelpName = "dir" };
        var keys = new Option<string?>("--api-key-file") { Description = "The file of keys (default: in your state folder)", HelpName = "file" };
        var certificate = new Option<string?>("--tls-cert") { Description = "Serve https with this certificate (PEM or PFX)", HelpName = "file" };
        var certificateKey = new Option<string?>("--tls-key") { Description = "The key of a PEM certificate, when it stands in a file of its own", HelpName = "file" };
        var hosts = new Option<string[]>("--allowed-host") { Description = "A further name by which clients call this server", HelpName = "name" };
        var origins = new Option<string[]>("--allowed-origin") { Description = "Pages of this origin may call it from a browser", HelpName = "origin" };
        var watch = new Option<bool>("--watch") { Description = "Learn from what memu watch add names, and from the inbox, as well; for one memory" };
        var command = new Command("serve", "Serve the memory by HTTP: memU's routes, our own below /v1 (see /docs), and MCP at /mcp") { host, port, tenants, keys, certificate, certificateKey, hosts, origins, watch };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stop));
            var options = usual with
            {
                Host = parsed.GetRequiredValue(host),
                Port = parsed.GetValue(port),
                Root = parsed.GetValue(tenants) is null ? Composition.FindRoot(parsed.GetValue(CommandLine.Root)) : null,
                Tenants = parsed.GetValue(tenants),
                Open = root => Composition.Options(parsed, root),
                KeyFile = parsed.GetValue(keys),
                Key = Environment.GetEnvironmentVariable("MEMU_SERVER_KEY") is { Length: > 0 } key ? key : null,
                Certificate = parsed.GetValue(certificate),
                CertificateKey = parsed.GetValue(certificateKey),
                AllowedHosts = parsed.GetValue(hosts) ?? [],
                AllowedOrigins = parsed.GetValue(origins) ?? [],
                Web = new() { IsOffline = Environment.GetEnvironmentVariable("MEMU_OFFLINE") is "1" or "true" },
                Notice = Composition.Notice,
                Unforeseen = ErrorLog.Write,
            };
            if (options is { Key: not null, Tenants: not null }) throw new MemUException(MemUErrorKind.BadArgument, "MEMU_SERVER_KEY opens one memory; with --tenants each tenant has keys of its own: memu key add --tenants <dir> --tenant <name>");
            if (parsed.GetValue(watch) && options.Tenants is not null) throw new MemUException(MemUErrorKind.BadArgument, "--watch is for one memory; with --tenants run memu watch for those that need it.");
            await using var server = await ApiServer.StartAsync(options, stop.Token);
            var watching = parsed.GetValue(watch) ? WatchAsync(options.Open(options.Root!) with { StayOpen = true }, stop.Token) : Task.CompletedTask;
            if (parsed.GetValue(CommandLine.Json)) await Console.Out.WriteLineAsync($$"""{"address":"{{server.Address}}"}""");
            else Terminal.Line(($"{Path.GetFullPath(options.Tenants ?? options.Root!)} is served at {server.Address}", "bold"), ($"  (API: {server.Address}docs, MCP: {server.Address}mcp)", "grey"));
            await Console.Out.FlushAsync(stop.Token);
            try
            {
                await Task.Delay(Timeout.Infinite, stop.Token);
            }
            catch (OperationCanceledException)
            {
                await watching; // told to stop: what was accepted stays for the next time
            }
            return 0;
        });
        return command;
    }

    // where another process watches the memory already, or it can't be watched, it is served all the same
    private static async Task WatchAsync(MemoryOptions options, CancellationToken cancellation)
    {
        try
        {
            using var memory = MemoryService.Open(options);
            await new MemoryWatch(memory, options).RunAsync(sweep => WatchCommand.Print(sweep, isOnce: false), cancellation);
        }
        catch (Exception e) when (e is MemUException or IOException or UnauthorizedAccessException)
        {
            Composition.Notice($"nothing is watched: {e.Message}");
        }
    }

    private static void Stop(PosixSignalContext context, CancellationTokenSource stop)
    {
        context.Cancel = true;
        stop.Cancel();
    }
}
