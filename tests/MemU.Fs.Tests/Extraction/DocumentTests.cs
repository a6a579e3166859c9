using Xunit;

namespace MemU.Fs.Tests.Extraction;

/// <summary>What is learned from documents.</summary>
public sealed class DocumentTests
{
    [Fact]
    public async Task A_paragraph_gives_at_most_one_statement_and_leads_give_none()
    {
        var drafts = (await Told.DocumentAsync(
            "The pump station at Mill Lane has three pumps and moves 400 litres a second. It was built in 1987.",
            "See the next section for details:",
            "```sh\npump status\n```",
            "Never run `pump reset` while the gate is open.")).Drafts;

        Assert.Equal([1, 4], drafts.SelectMany(d => d.Messages));
        Assert.All(drafts, d => Assert.Equal("knowledge", d.Category));
    }

    [Fact]
    public async Task A_caption_names_the_document_and_what_it_says_first()
    {
        var extraction = await Told.DocumentAsync("Heron is the nightly data pipeline of Northmere. It loads 412 gauges.");

        Assert.Contains("Heron is the nightly data pipeline", extraction.Caption, StringComparison.Ordinal);
    }
}
