using System.Text;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Sources;

/// <summary>Word, Excel, PowerPoint and EPUB.</summary>
public sealed class OfficeDocumentTests
{
    private const string Ns = "xmlns:a=\"a\" xmlns:p=\"p\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    [Fact]
    public void A_Word_document_is_read_with_headings_items_and_tables()
    {
        var source = Sample.Read("handbook.docx", Sample.Bytes("handbook.docx"));
        Assert.Equal("""
            Harbor handbook | The harbor master is called Ines.
            Boats | - The blue boat leaks.
            Boats | - The red boat is sold.
            Boats | Boat: Gull · Berth: 12
            Boats | Boat: Tern · Berth: 7
            Keys | The boiler key hangs behind the barometer.
            """, Sample.Show(source));
        Assert.Equal((Modality.Document, ".docx", "Harbor handbook"), (source.Modality, source.Extension, source.Title));
        Assert.Equal(Sample.Bytes("handbook.docx"), source.MaskedBytes);
        Assert.Equal([1, 2, 2, 2, 2, 3], source.Messages.Select(m => m.Section));
    }

    [Fact]
    public void What_was_deleted_with_changes_tracked_is_left_out_and_what_is_written_twice_for_older_programs_comes_once()
    {
        var source = Sample.Read("a.docx", Sample.Word("""
            <w:p><w:r><w:t>The boat is </w:t></w:r><w:del><w:r><w:delText>green</w:delText></w:r></w:del><w:ins><w:r><w:t>blue.</w:t></w:r></w:ins></w:p>
            <w:p><w:r><mc:AlternateContent xmlns:mc="mc"><mc:Choice><w:t>In a box.</w:t></mc:Choice><mc:Fallback><w:t>In a box.</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>
            """));
        Assert.Equal("The boat is blue.\nIn a box.", Sample.Show(source));
    }

    [Fact]
    public void A_workbook_is_read_sheet_by_sheet_with_dates_as_dates()
    {
        var source = Sample.Read("crew.xlsx", Sample.Bytes("crew.xlsx"));
        Assert.Equal("""
            Crew | Name: Ines · Born: 1980-02-29 · Share: 0.3
            Crew | Name: Bruno · Born: 1975-07-01 14:30 · Share: 12 · Remark: steers
            Costs | Item: Paint · Euro: 40
            Costs | Item: Sum
            """, Sample.Show(source));
    }

    [Fact]
    public void Slides_come_in_the_order_of_the_presentation_with_titles_tables_and_notes()
    {
        var rels = (string slides) => $"<Relationships>{slides}</Relationships>";
        var source = Sample.Read("season.pptx", Sample.Zip(
            ("ppt/presentation.xml", $"<p:presentation {Ns}><p:sldIdLst><p:sldId id=\"1\" r:id=\"rId7\"/><p:sldId id=\"2\" r:id=\"rId3\"/></p:sldIdLst></p:presentation>"),
            ("ppt/_rels/presentation.xml.rels", rels("<Relationship Id=\"rId3\" Type=\"x/slide\" Target=\"slides/slide1.xml\"/><Relationship Id=\"rId7\" Type=\"x/slide\" Target=\"slides/slide2.xml\"/>")),
            ("ppt/slides/slide2.xml", $"<p:sld {Ns}><p:sp><p:nvSpPr><p:nvPr><p:ph type=\"title\"/></p:nvPr></p:nvSpPr><a:p><a:r><a:t>Season</a:t></a:r><a:r><a:t> plan</a:t></a:r></a:p></p:sp><p:sp><p:nvPr><p:ph/></p:nvPr><a:p><a:r><a:t>Open in April</a:t></a:r></a:p><a:p><a:r><a:t>Close in October</a:t></a:r></a:p></p:sp><p:sp><p:nvPr><p:ph type=\"sldNum\"/></p:nvPr><a:p><a:t>1</a:t></a:p></p:sp></p:sld>"),
            ("ppt/slides/_rels/slide2.xml.rels", rels("<Relationship Id=\"rId1\" Type=\"x/notesSlide\" Target=\"../notesSlides/n.xml\"/>")),
            ("ppt/notesSlides/n.xml", $"<p:notes {Ns}><p:sp><p:ph type=\"body\"/><a:p><a:t>Ask Ines about April.</a:t></a:p></p:sp></p:notes>"),
            ("ppt/slides/slide1.xml", $"<p:sld {Ns}><a:tbl><a:tr><a:tc><a:p><a:t>Boat</a:t></a:p></a:tc><a:tc><a:p><a:t>Berth</a:t></a:p></a:tc></a:tr><a:tr><a:tc><a:p><a:t>Gull</a:t></a:p></a:tc><a:tc><a:p><a:t>12</a:t></a:p></a:tc></a:tr></a:tbl></p:sld>")));
        Assert.Equal("""
            Slide 1: Season plan | Open in April
            Slide 1: Season plan | Close in October
            Slide 1: Season plan | Notes: Ask Ines about April.
            Slide 2 | Boat: Gull · Berth: 12
            """, Sample.Show(source));
        Assert.Equal(("Season plan", ".pptx"), (source.Title, source.Extension));
    }

    [Fact]
    public void A_book_is_read_in_the_order_of_its_spine()
    {
        var source = Sample.Read("lamp.epub", Sample.Bytes("lamp.epub"));
        Assert.Equal("The tower | Marta lights the lamp at dusk.\nThe storm | The glass broke in the storm.", Sample.Show(source));
        Assert.Equal(("The Lamp", "application/epub+zip"), (source.Title, source.MediaType));
    }

    [Fact]
    public void The_content_says_what_it_is_and_not_the_name()
    {
        Assert.Equal(".docx", Sample.Read("notes.txt", Sample.Bytes("handbook.docx")).Extension);
        Assert.Equal(".pdf", Sample.Read("notes.txt", Sample.Bytes("columns.pdf")).Extension);
        Assert.Equal(".epub", Sample.Read("stdin", Sample.Bytes("lamp.epub")).Extension);
        Assert.Equal(".xlsx", Sample.Read("book.docx", Sample.Bytes("crew.xlsx")).Extension);
    }

    [Fact]
    public void A_container_that_unpacks_to_far_too_much_is_given_up_early()
    {
        var bomb = Sample.Word($"<w:p>{new string(' ', 60 << 20)}<w:t>x</w:t></w:p>");
        Assert.True(bomb.Length < 100_000);
        var error = Assert.Throws<MemoryFormatException>(() => Sample.Read("bomb.docx", bomb));
        Assert.Contains("as zip bombs do", error.Message);
        var crowd = Sample.Zip([("word/document.xml", "<a/>"), .. Enumerable.Range(0, 20_001).Select(i => ($"{i}", ""))]);
        Assert.Contains("more than 20,000 files", Assert.Throws<MemoryFormatException>(() => Sample.Read("crowd.docx", crowd)).Message);
    }

    [Theory]
    [InlineData("<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><w:document xmlns:w=\"w\"><w:p><w:t>&b;</w:t></w:p></w:document>")]
    [InlineData("<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><w:document xmlns:w=\"w\"><w:p><w:t>&a;</w:t></w:p></w:document>")]
    [InlineData("<w:document xmlns:w=\"w\"><w:p><w:t>cut off")]
    public void Entities_expand_to_nothing_and_nothing_from_outside_is_read(string xml)
    {
        var error = Assert.Throws<MemoryFormatException>(() => Sample.Read("a.docx", Sample.Zip(("word/document.xml", xml))));
        Assert.Contains("not valid XML", error.Message);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var deep = Sample.Word(string.Concat(Enumerable.Repeat("<w:p>", 100_000)));
        Assert.Contains("nested deeper", Assert.Throws<MemoryFormatException>(() => Sample.Read("deep.docx", deep)).Message);
    }

    [Fact]
    public void Columns_far_out_are_refused_and_shared_texts_that_do_not_exist_are_nothing()
    {
        byte[] Book(string row) => Sample.Zip(("xl/workbook.xml", $"<workbook {Ns}><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>"), ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/></Relationships>"), ("xl/s.xml", $"<worksheet><sheetData><row>{row}</row></sheetData></worksheet>"));
        Assert.Contains("columns", Assert.Throws<MemoryFormatException>(() => Sample.Read("a.xlsx", Book("<c r=\"ZZZZZZZZ1\"><v>1</v></c>"))).Message);
        Assert.Equal("S | 7", Sample.Show(Sample.Read("a.xlsx", Book("<c r=\"A1\" t=\"s\"><v>99</v></c><c r=\"C1\"><v>7</v></c>"))));
    }

    [Fact]
    public void A_text_that_stands_in_each_cell_of_a_row_does_not_grow_without_bounds()
    {
        var cells = string.Concat(Enumerable.Repeat("<c t=\"s\"><v>0</v></c>", 10_000));
        var book = Sample.Zip(("xl/workbook.xml", $"<workbook {Ns}><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/><Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"t.xml\"/></Relationships>"),
            ("xl/t.xml", $"<sst><si><t>{new string('x', 30_000)}</t></si></sst>"), ("xl/s.xml", $"<worksheet><row>{cells}</row></worksheet>"));
        Assert.Contains("a row of a table", Assert.Throws<MemoryFormatException>(() => Sample.Read("a.xlsx", book)).Message);
    }

    [Fact]
    public void Any_damage_to_a_document_is_one_clear_error()
    {
        var random = new Random(5);
        foreach (var name in (string[])["handbook.docx", "crew.xlsx", "lamp.epub", "columns.pdf", "groff.pdf", "chinese.pdf", "owner.pdf"])
            for (var round = 0; round < 40; round++)
            {
                var bytes = Sample.Bytes(name);
                if (round % 4 == 0) bytes = bytes[..random.Next(bytes.Length)];
                for (var i = 0; i < round && bytes.Length > 0; i++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                try
                {
                    Sample.Read(name, bytes);
                }
                catch (MemUException error)
                {
                    Assert.Contains(name, error.Message, StringComparison.Ordinal);
                }
            }
    }
}
