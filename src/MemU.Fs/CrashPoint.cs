namespace MemU.Fs;

/// <summary>Places at which a test may kill the process: <c>MEMU_TEST_CRASH=index:2</c> ends it, as kill -9 does, when the point is reached for the second time.</summary>
internal static class CrashPoint
{
    private static readonly string? Point;
    private static int _left;

    static CrashPoint()
    {
        if (Environment.GetEnvironmentVariable("MEMU_TEST_CRASH") is not { Length: > 0 } text) return;
        var parts = text.Split(':');
        Point = parts[0];
        _left = parts.Length > 1 && int.TryParse(parts[1], out var count) ? count : 1;
    }

    /// <summary>Ends the process here if a test asked for it.</summary>
    public static void Reach(string point)
    {
        if (Point == point && --_left == 0) System.Diagnostics.Process.GetCurrentProcess().Kill();
    }
}
