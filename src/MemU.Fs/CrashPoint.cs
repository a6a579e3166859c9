namespace MemU.Fs;

/// <summary>Places at which a test may kill the process: <c>MEMU_TEST_CRASH=index:2</c> ends it, as kill -9 does, when the point is reached for the second time; <c>index:2:throw</c> throws there, <c>index:2:wait</c> says so and waits there for a line on standard input.</summary>
internal static class CrashPoint
{
    private static readonly string[]? Wanted = Environment.GetEnvironmentVariable("MEMU_TEST_CRASH")?.Split(':');
    private static int _left = Wanted is [_, var count, ..] && int.TryParse(count, out var times) ? times : 1;

    /// <summary>Told of each point that is reached, so that a benchmark can take the time between two of them.</summary>
    public static Action<string>? Reached { get; set; }

    /// <summary>Ends the process here if a test asked for it.</summary>
    public static void Reach(string point)
    {
        Reached?.Invoke(point);
        if (Wanted is not null && Wanted[0] == point && --_left == 0)
        {
            // "throw" stands for an error that nobody foresaw
            if (Wanted is [_, _, "throw"]) throw new InvalidOperationException("a test wished it; password: " + "hunter2-Fake");
            if (Wanted is [_, _, "wait"])
            {
                Console.Error.WriteLine($"waiting at {point}");
                Console.In.ReadLine();
                return;
            }
            System.Diagnostics.Process.GetCurrentProcess().Kill();
        }
    }
}
