using System.Globalization;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Markdown;

public class IsoTimeTests
{
    [Theory]
    [InlineData("2026-11-20")]
    [InlineData("2026-11-20T09:14:03Z")]
    [InlineData("2024-02-29T23:59:59Z")]
    [InlineData("2026-02-29")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-11-31T00:00:00Z")]
    [InlineData("2026-11-20T24:00:00Z")]
    [InlineData("2026-11-20T09:60:03Z")]
    [InlineData("2026-11-20T09:14:03z")]
    [InlineData("2026-11-20 09:14:03Z")]
    [InlineData("0000-01-01")]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("2026-11-20T09:14:03+02:00")]
    [InlineData("2026-11-20T09:14:03.5Z")]
    [InlineData("20/11/2026")]
    [InlineData("２０２６-11-20")]
    [InlineData("Nov 20 2026")]
    [InlineData("")]
    public void A_time_is_read_as_the_library_reads_it(string text)
    {
        var known = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expected);
        Assert.Equal(known, IsoTime.TryParse(text, out var time));
        if (known) Assert.Equal((expected, expected.Offset), (time, time.Offset));
    }
}
