using System.Globalization;
using System.Text;
using MemU.Fs.Model;

namespace MemU.Fs;

/// <summary>Writes a graph for the programs that draw one; a title of any origin stays a title.</summary>
public static class GraphText
{
    /// <summary>For Graphviz.</summary>
    public static string Dot(GraphView graph)
    {
        var text = new StringBuilder("digraph memory {\n  rankdir=LR;\n  node [shape=box];\n");
        foreach (var node in graph.Nodes) text.Append("  ").Append(Quoted(node.Path)).Append(" [label=").Append(Quoted(node.Title)).Append("];\n");
        foreach (var edge in graph.Edges) text.Append("  ").Append(Quoted(edge.From)).Append(" -> ").Append(Quoted(edge.To)).Append(edge.Kind == "link" ? "" : $" [label={Quoted(edge.Kind)}]").Append(";\n");
        return text.Append("}\n").ToString();
    }

    /// <summary>For Mermaid, which git hosts draw.</summary>
    public static string Mermaid(GraphView graph)
    {
        var names = graph.Nodes.Select((n, i) => (n.Path, Name: string.Create(CultureInfo.InvariantCulture, $"n{i}"))).ToDictionary(n => n.Path, n => n.Name, StringComparer.Ordinal);
        var text = new StringBuilder("graph LR\n");
        foreach (var node in graph.Nodes) text.Append("  ").Append(names[node.Path]).Append("[\"").Append(Escaped(node.Title)).Append("\"]\n");
        foreach (var edge in graph.Edges) text.Append("  ").Append(names[edge.From]).Append(edge.Kind == "link" ? " --> " : $" -- \"{Escaped(edge.Kind)}\" --> ").Append(names[edge.To]).Append('\n');
        return text.ToString();
    }

    private static string Quoted(string text) => $"\"{Line(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    // Mermaid reads #…; as a character by number, so # goes first; < and > could be HTML in a browser
    private static string Escaped(string text) =>
        Line(text).Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#34;", StringComparison.Ordinal).Replace("<", "#60;", StringComparison.Ordinal).Replace(">", "#62;", StringComparison.Ordinal).Replace("`", "#96;", StringComparison.Ordinal);

    private static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
