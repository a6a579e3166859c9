using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Sources;

/// <summary>PDFs that other programs made.</summary>
public sealed class PdfDocumentTests
{
    private static readonly string[] Columns =
    [
        "Page 1 | The lighthouse of Cape North",
        "Page 1 | The lighthouse stands on the cape since 1872. Its keeper is called Marta and she has lived in the tower for eleven years with two cats.",
        "Page 1 | Every evening she lights the lamp, and in winter she does that at three in the afternoon, because the sun is gone by then and ships come home.",
        "Page 1 | The boiler room key hangs behind the barometer. Nobody but Marta and the har-bor master knows it, so that the cats stay out of the warm room.",
        "Page 1 | In the storm of 1998 the great glass of the lamp broke. A new one came from Lyon by train and then by boat, and it took nine days altogether.",
        "Page 2 | Costs of the year", "Page 2 | Item · Euro", "Page 2 | Paint · 40", "Page 2 | Glass · 900", "Page 2 | All costs were paid by the town.",
    ];

    [Theory]
    [InlineData("columns.pdf")]
    [InlineData("owner.pdf")] // encrypted, for everybody to read
    public void Paragraphs_are_put_together_column_by_column_under_the_page(string name)
    {
        var source = Sample.Read(name, Sample.Bytes(name));
        Assert.Equal(Columns, Sample.Show(source).Split('\n'));
        Assert.Equal((Modality.Document, ".pdf", "application/pdf", "Cape North"), (source.Modality, source.Extension, source.MediaType, source.Title));
        Assert.Equal(Sample.Bytes(name), source.MaskedBytes);
    }

    [Fact]
    public void Other_scripts_and_embedded_fonts_are_read()
    {
        Assert.Equal("Page 1 | 小明住在灯塔里，他养了两只猫。每天晚上他点亮灯。", Sample.Show(Sample.Read("c.pdf", Sample.Bytes("chinese.pdf"))));
        Assert.Contains("The keeper is Marta and she has two cats.", Sample.Read("g.pdf", Sample.Bytes("groff.pdf")).Messages.Select(m => m.Text));
    }

    [Theory]
    [InlineData("encrypted.pdf", "qpdf")]
    [InlineData("scanned.pdf", "ocrmypdf")]
    public void What_has_no_text_to_give_says_what_helps(string name, string helps)
    {
        var error = Assert.Throws<MemoryFormatException>(() => Sample.Read(name, Sample.Bytes(name)));
        Assert.Contains(helps, error.Message);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Damage_is_told_in_plain_words()
    {
        Assert.Contains("damaged", Assert.Throws<MemoryFormatException>(() => Sample.Read("paper.pdf", "%PDF-1.7\n")).Message);
        Assert.Contains("damaged", Assert.Throws<MemoryFormatException>(() => Sample.Read("paper.txt", "%PDF-1.7\nrubbish")).Message);
    }

    [Fact]
    public void A_secret_in_it_means_that_the_masked_text_is_kept_and_not_the_file()
    {
        var source = Sample.Read("wifi.pdf", Sample.Bytes("secret.pdf"));
        Assert.Equal(["The wifi password: ************", "The boat is blue."], source.Messages.Select(m => m.Text));
        Assert.Equal([new MaskedSecret("password", 1)], source.Masked);
        Assert.Equal((".txt", "Page 1\n\nThe wifi password: ************\n\nThe boat is blue.\n\n"), (source.Extension, System.Text.Encoding.UTF8.GetString(source.MaskedBytes)));
        Assert.Contains("masked text", Assert.Single(source.Notes));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Sample.Bytes("secret.pdf"))), source.Sha256);
    }

    [Fact]
    public void A_stream_that_unpacks_to_far_too_much_is_told_before_it_is_unpacked()
    {
        var packed = new byte[300 << 20];
        for (var i = 0; i < 2; i++)
        {
            using var to = new MemoryStream();
            using (var zlib = new System.IO.Compression.ZLibStream(to, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(packed);
            packed = to.ToArray();
        }
        Assert.True(packed.Length < 5_000);
        var head = System.Text.Encoding.ASCII.GetBytes($"""
            %PDF-1.4
            1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
            2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
            3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >> endobj
            4 0 obj << /Length {packed.Length} /Filter [/FlateDecode /FlateDecode] >> stream

            """);
        var error = Assert.Throws<MemoryFormatException>(() => Sample.Read("bomb.pdf", [.. head, .. packed, .. "\nendstream endobj\ntrailer << /Root 1 0 R /Size 5 >>\n%%EOF\n"u8]));
        Assert.Contains("128 MiB", error.Message);
    }

    [Fact]
    public void A_reading_that_is_given_up_ends()
    {
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => MemU.Fs.Sources.SourceReader.Read("a.pdf", Sample.Bytes("columns.pdf"), MemU.Fs.Sources.SourceOptions.Default, cancel.Token));
    }
}
