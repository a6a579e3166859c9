using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace MemU.Fs.Server.Http;

/// <summary>The page that shows the API document and tries its routes; it is whole in itself and asks nobody else for anything.</summary>
internal static class DocsPage
{
    private const string Place = "{nonce}";
    private static readonly string s_page = Read();

    /// <summary>The page; nothing but its own script and style may run in it.</summary>
    public static string Html(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return s_page.Replace(Place, nonce, StringComparison.Ordinal);
    }

    private static string Read()
    {
        using var page = typeof(DocsPage).Assembly.GetManifestResourceStream("docs.html")!;
        using var reader = new StreamReader(page, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
