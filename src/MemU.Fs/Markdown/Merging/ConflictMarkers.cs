using System.Text;

namespace MemU.Fs.Markdown.Merging;

/// <summary>Finds what a merge by git leaves in a file for a person to decide.</summary>
public static class ConflictMarkers
{
    /// <summary>True when the bytes hold <c>&lt;&lt;&lt;&lt;&lt;&lt;&lt;</c>, <c>=======</c> and <c>&gt;&gt;&gt;&gt;&gt;&gt;&gt;</c> at the start of lines, in this order.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="evenInCode">Whether those that a markdown text quotes as code count too.</param>
    public static bool In(byte[] bytes, bool evenInCode)
    {
        if (bytes.AsSpan().IndexOf("<<<<<<< "u8) < 0) return false;
        var (text, fence, stage) = (Encoding.UTF8.GetString(bytes), new CodeFence(), 0);
        foreach (var line in new LineWalk(text))
        {
            var content = line.Of(text);
            if (content.Length >= 7 && Mark(content) is var mark and > 0)
            {
                if (!evenInCode && fence.IsOpen) continue;
                if (mark == 1) stage = 1;
                else if (mark == stage + 1 && ++stage == 3) return true;
            }
            else fence.Take(content);
        }
        return false;
    }

    private static int Mark(ReadOnlySpan<char> line) => line switch
    {
        _ when line.StartsWith("<<<<<<< ") => 1,
        _ when line.SequenceEqual("=======") => 2,
        _ when line.StartsWith(">>>>>>> ") => 3,
        _ => 0,
    };
}
