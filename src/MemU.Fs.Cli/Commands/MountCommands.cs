using System.CommandLine;
using System.Runtime.InteropServices;
using MemU.Fs.Model;
using MemU.Fs.Mount;
using MemU.Fs.Mount.WebDav;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu mount</c>, <c>unmount</c>, <c>mounts</c></summary>
internal static class MountCommands
{
    public static Command Mount()
    {
        var folder = new Argument<string?>("dir") { Description = "Where: an empty folder, made if it is not there; on Windows a letter (M:) or a new folder", Arity = ArgumentArity.ZeroOrOne };
        var detach = new Option<bool>("--detach") { Description = "Serve in the background; the command returns when the drive is there" };
        var readOnly = new Option<bool>("--read-only") { Description = "Nothing can be changed through the drive" };
        var allowOther = new Option<bool>("--allow-other") { Description = "Let other users of this machine look into it, as far as the files' modes let them" };
        var user = new Option<string?>("--user") { Description = "Show this user's memories alone (else MEMU_USER_ID)", HelpName = "id" };
        var agent = new Option<string?>("--agent") { Description = "Show this agent's memories alone", HelpName = "id" };
        var webDav = new Option<bool>("--webdav") { Description = "Show it as a WebDAV drive of this machine instead, for systems without a driver" };
        var port = new Option<int>("--port") { Description = "With --webdav: the port (default: a free one)", HelpName = "n" };
        var command = new Command("mount", "Show the memory as a drive: files for every program, and the views of @ (see @/help.md in it)") { folder, detach, readOnly, allowOther, user, agent, webDav, port };
        command.SetAction(async (parsed, cancellation) =>
        {
            var isWebDav = parsed.GetValue(webDav);
            if (parsed.GetValue(folder) is null && !isWebDav) throw new MemUException(MemUErrorKind.BadArgument, "name an empty folder for the drive: memu mount <dir>. Without a driver: memu mount --webdav");
            if (parsed.GetValue(detach)) return await Detached.StartAsync([.. Environment.GetCommandLineArgs().Skip(1).Where(a => a != "--detach")], cancellation);
            var request = new MountRequest
            {
                Memory = Composition.Options(parsed),
                Folder = parsed.GetValue(folder) ?? "",
                IsReadOnly = parsed.GetValue(readOnly),
                AllowOther = parsed.GetValue(allowOther),
                Scope = Composition.Scope(parsed.GetValue(user), parsed.GetValue(agent)),
                Notice = Composition.Notice,
            };
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, stop));
            using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Stop(context, stop));
            if (OperatingSystem.IsWindows() && !isWebDav) return await WinFspHost.RunAsync(request, stop.Token);
            await using var mounted = isWebDav ? await MountedMemory.StartWebDavAsync(request, parsed.GetValue(port), cancellation) : MountedMemory.Start(request);
            Tell(request, mounted, isWebDav);
            await Console.Out.FlushAsync(cancellation);
            Detached.SayReady();
            await mounted.RunAsync(stop.Token);
            return 0;
        });
        return command;
    }

    public static Command Unmount()
    {
        var folder = new Argument<string>("dir") { Description = "Where it is mounted" };
        var lazy = new Option<bool>("--lazy") { Description = "Take it away even if it is in use: those who use it lose it" };
        var command = new Command("unmount", "Take a drive away; what was saved last is committed first") { folder, lazy };
        command.SetAction(async (parsed, cancellation) =>
        {
            var ended = await MountList.UnmountAsync(parsed.GetRequiredValue(folder), parsed.GetValue(lazy), cancellation);
            Terminal.Line($"{ended.Place} is unmounted");
            return 0;
        });
        return command;
    }

    public static Command Mounts()
    {
        var command = new Command("mounts", "The drives that are mounted");
        command.SetAction(parsed =>
        {
            var drives = MountList.All();
            if (parsed.GetValue(CommandLine.Json)) Terminal.Json(drives, MountViewJson.Readable.IReadOnlyListMountView);
            else
                foreach (var drive in drives) Terminal.Line((drive.Place, "bold"), ($"  {drive.Root}{(drive.IsReadOnly ? "  read-only" : "")}{(drive.Scope.Length > 0 ? $"  {drive.Scope}" : "")}{(drive.Process is { } process ? $"  process {process}" : "")}", "grey"), (drive.IsDead ? "  dead: its process ended; memu unmount takes it away" : "", "yellow"));
            return drives.Count == 0 ? Errors.NothingFound : 0;
        });
        return command;
    }

    private static void Tell(MountRequest request, MountedMemory mounted, bool isWebDav)
    {
        if (!isWebDav)
        {
            Terminal.Line($"{request.Memory.Root} is mounted at {mounted.Drive.Place}. End it with Ctrl+C, or: memu unmount {request.Folder}");
            return;
        }
        Terminal.Line($"{request.Memory.Root} is a WebDAV drive of this machine, until Ctrl+C. Whoever knows the address can read and change it:");
        Terminal.Line(mounted.Drive.Place);
        Terminal.Text(ConnectCommands.For(new Uri(mounted.Drive.Place)) + "\n");
    }

    private static void Stop(PosixSignalContext context, CancellationTokenSource stop)
    {
        context.Cancel = true; // the drive is unmounted and everything committed; then the process ends by itself
        stop.Cancel();
    }
}
