using MemU.Fs.Cli;

return await CommandLine.RunAsync(args);
