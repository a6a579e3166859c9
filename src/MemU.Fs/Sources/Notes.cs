using System.Globalization;

namespace MemU.Fs.Sources;

/// <summary>Counts what is worth a remark to the user; one remark per kind, however often it occurs.</summary>
internal sealed class Notes(TimeZoneInfo zone)
{
    private readonly List<string> _notes = [];

    public int WithoutZone { get; set; }
    public int UnknownTimes { get; set; }
    public int EmptyMessages { get; set; }
    public int BrokenUnicode { get; set; }
    public int ControlCharacters { get; set; }

    /// <summary>Adds a remark of its own.</summary>
    public void Add(string note) => _notes.Add(note);

    /// <summary>The remarks; none of them repeats a word of the source.</summary>
    public IReadOnlyList<string> ToList()
    {
        List<string> all = [.. _notes];
        void Count(int count, string one, string many)
        {
            if (count > 0) all.Add(count == 1 ? one : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {many}"));
        }
        Count(WithoutZone, $"1 time has no zone and is taken as {zone.Id}.", $"times have no zone and are taken as {zone.Id}.");
        Count(UnknownTimes, "1 time could not be read; its message has none.", "times could not be read; their messages have none.");
        Count(EmptyMessages, "1 message has no text.", "messages have no text.");
        Count(BrokenUnicode, "1 half of a surrogate pair is shown as U+FFFD.", "halves of surrogate pairs are shown as U+FFFD.");
        Count(ControlCharacters, "1 control character is shown as U+FFFD.", "control characters are shown as U+FFFD.");
        return all;
    }
}
