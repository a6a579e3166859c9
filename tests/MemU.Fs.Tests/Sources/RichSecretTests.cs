using System.Text;
using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Sources;

/// <summary>No secret of a document is kept, neither in its text nor in the copy.</summary>
public sealed class RichSecretTests
{
    private const string Key = "sk-proj-4f8Kq2ZrT9vLxW7mNc3B";

    private static string Kept(SourceDocument source) => Encoding.UTF8.GetString(source.MaskedBytes);

    private static void Gone(SourceDocument source, string secret)
    {
        Assert.DoesNotContain(secret, Kept(source));
        Assert.DoesNotContain(secret, Sample.Show(source));
        Assert.DoesNotContain(secret, source.Title ?? "");
        Assert.NotEmpty(source.Masked);
    }

    [Fact]
    public void In_text_they_are_masked_where_they_stand()
    {
        foreach (var (name, text) in (ReadOnlySpan<(string, string)>)[("a.html", $"<p>Use the key {Key} today.</p>"), ("a.csv", $"Name,Key\nAna,{Key}\n"), ("a.yaml", $"api_key: {Key}\nname: Ana\n"), ("a.py", $"import os\n\nKEY = \"{Key}\"\n"), ("a.xml", $"<r><k>{Key}</k></r>")])
        {
            var source = Sample.Read(name, text);
            Gone(source, Key);
            Assert.Equal(text.Replace(Key, new('*', Key.Length)), Kept(source));
            Assert.Equal(Path.GetExtension(name), source.Extension);
        }
    }

    [Fact]
    public void Where_markup_or_escapes_stand_between_their_letters_the_masked_text_is_kept()
    {
        var (first, second) = (Key[..12], Key[12..]);
        foreach (var (name, text) in (ReadOnlySpan<(string, string)>)[("a.html", $"<p>The boat is blue. Use {first}<b>{second}</b> today.</p>"), ("b.html", $"<p>Use {first.Replace("4", "&#52;")}{second} today.</p>"), ("a.json", $"{{\"k\":\"{first}\\u{(int)second[0]:x4}{second[1..]}\"}}")])
        {
            var source = Sample.Read(name, text, Modality.Document);
            Gone(source, Key);
            Assert.DoesNotContain(second[1..], Kept(source));
            Assert.Equal(".txt", source.Extension);
            Assert.Contains(source.Notes, n => n.Contains("masked text"));
        }
    }

    [Fact]
    public void A_password_beside_markup_leaves_neither_the_page_nor_the_secret_whole()
    {
        var source = Sample.Read("a.html", "<table><tr><th>wifi password</th><td>Winter99!fox</td></tr><tr><th>boat</th><td>blue</td></tr></table>");
        Gone(source, "Winter99!fox");
        Assert.Contains("boat: blue", Sample.Show(source));
    }

    [Fact]
    public void What_a_script_or_a_comment_holds_is_masked_in_the_copy()
    {
        var source = Sample.Read("a.html", $"<!-- {Key} --><p>The boat is blue.</p><script>var k = '{Key}';</script>");
        Gone(source, Key);
        Assert.Equal("The boat is blue.", Sample.Show(source));
        Assert.Equal(".html", source.Extension);
    }

    [Fact]
    public void In_containers_the_whole_is_looked_through_remarks_and_properties_too()
    {
        var body = "<w:p><w:t>The boat is blue.</w:t></w:p>";
        foreach (var bytes in (byte[][])[Sample.Word($"<w:p><w:t>Key {Key[..9]}</w:t><w:t>{Key[9..]}</w:t></w:p>{body}"), Sample.Word(body, ("docProps/core.xml", $"<c><subject>{Key}</subject></c>")),
            Sample.Word(body, ("word/_rels/document.xml.rels", "<R><Relationship Id=\"1\" Type=\"x/comments\" Target=\"comments.xml\"/></R>"), ("word/comments.xml", $"<w:c xmlns:w=\"w\"><w:p><w:t>{Key}</w:t></w:p></w:c>"))])
        {
            var source = Sample.Read("a.docx", bytes);
            Gone(source, Key);
            Assert.Equal(".txt", source.Extension);
            Assert.Contains("The boat is blue.", Kept(source));
        }
        Assert.Equal(".docx", Sample.Read("a.docx", Sample.Word(body)).Extension);
    }
}
