using System.Text;
using MemU.Fs.Markdown;
using MemU.Fs.Model;

namespace MemU.Fs.Tests.Markdown;

internal static class Docs
{
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static MemoryDocument Parse(string text, string path = "preferences/likes-tea.md") => MemoryDocument.Parse(MemoryPath.Parse(path), Utf8(text));

    public static string Text(this MemoryDocument document) => Encoding.UTF8.GetString(document.ToBytes());

    public static MemoryItem Item(byte[] bytes, string path = "a.md") => MemoryDocument.Parse(MemoryPath.Parse(path), bytes).ToItem();

    public static IReadOnlyList<MemoryUnit> Units(string text, UnitKind kind = UnitKind.Item, string path = "notes/a.md") => Chunker.Units(Parse(text, path).ToItem(), kind, text);
}
