using MemU.Fs.Benchmarks;

if (args is ["stay", .. var rest]) return await Staying.RunAsync(rest);
if (args is ["follow", var root]) return await Staying.FollowAsync(root);
if (args is ["queue", var tree, var folder, var tasks]) return await Queueing.RunAsync(tree, folder, int.Parse(tasks, System.Globalization.CultureInfo.InvariantCulture));
if (args is ["hooks", var told, var hooks]) return await Queueing.HooksAsync(told, hooks);
if (args is ["accept", var kept, var many, var callers]) return await Queueing.AcceptAsync(kept, int.Parse(many, System.Globalization.CultureInfo.InvariantCulture), int.Parse(callers, System.Globalization.CultureInfo.InvariantCulture));
if (args is ["ask", .. var asked]) return await Staying.AskAsync(asked);
if (args is ["drive-client", var what, var at, var count]) return MemU.Fs.Benchmarks.Drive.DriveClient.Run(what, at, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
if (args is ["vectors"]) return Vectors.Run();
if (args is ["embedders"]) return await Embedders.RunAsync();
if (args is ["models", .. var models]) return await MemU.Fs.Benchmarks.Models.ModelCost.RunAsync(models, CancellationToken.None);
if (args is ["gate", .. var gate])
{
    using var halt = new CancellationTokenSource();
    return await Gate.RunAsync(gate, halt.Token);
}
if (args is ["serve", .. var serve]) return await MemU.Fs.Benchmarks.Serving.ServingJob.RunAsync(serve, CancellationToken.None);
if (args is ["watch", .. var watched]) return await MemU.Fs.Benchmarks.Watching.WatchingJob.RunAsync(watched, CancellationToken.None);
if (args is ["mount", .. var mount]) return await MemU.Fs.Benchmarks.Drive.DriveJob.RunAsync(mount, CancellationToken.None);
if (args is not ["main-job", .. var flags] || JobOptions.Parse(flags) is not { } options)
{
    Console.Error.WriteLine(JobOptions.Usage);
    Console.Error.WriteLine(Staying.Usage);
    Console.Error.WriteLine(Queueing.Usage);
    Console.Error.WriteLine(MemU.Fs.Benchmarks.Drive.DriveOptions.Usage);
    Console.Error.WriteLine(MemU.Fs.Benchmarks.Serving.ServingOptions.Usage);
    Console.Error.WriteLine(MemU.Fs.Benchmarks.Watching.WatchingJob.Usage);
    return 2;
}
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true; // so that the temporary trees are deleted
    stop.Cancel();
};
try
{
    await MainJob.RunAsync(options, stop.Token);
    return 0;
}
catch (OperationCanceledException)
{
    return 130;
}
