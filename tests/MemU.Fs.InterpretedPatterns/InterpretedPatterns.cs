using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MemU.Fs.InterpretedPatterns;

/// <summary>
/// In Debug builds, bodies for <c>[GeneratedRegex]</c> methods that make an interpreted expression instead of the 13 MB of source that the SDK's generator
/// writes for the offline rules: compiling those takes half a minute, and everybody who works on something else would wait for it.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class InterpretedPatterns : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var methods = context.SyntaxProvider.ForAttributeWithMetadataName("System.Text.RegularExpressions.GeneratedRegexAttribute",
            static (_, _) => true, static (found, _) => Body(found));
        context.RegisterSourceOutput(methods.Collect(), static (output, all) => output.AddSource("InterpretedPatterns.g.cs", string.Concat(all)));
    }

    private static string Body(GeneratorAttributeSyntaxContext found)
    {
        var arguments = found.Attributes[0].ConstructorArguments;
        var pattern = SymbolDisplay.FormatLiteral((string)arguments[0].Value!, quote: true);
        var options = arguments.Length > 1 ? (int)arguments[1].Value! : 0;
        var timeout = arguments.Length > 2 && arguments[2].Value is int milliseconds and > 0 ? $"global::System.TimeSpan.FromMilliseconds({milliseconds.ToString(CultureInfo.InvariantCulture)})" : "global::System.Threading.Timeout.InfiniteTimeSpan";
        const string Regex = "global::System.Text.RegularExpressions.Regex";
        var name = found.TargetSymbol.Name;
        var made = $"new {Regex}({pattern}, (global::System.Text.RegularExpressions.RegexOptions){options.ToString(CultureInfo.InvariantCulture)}, {timeout})";
        var access = SyntaxFacts.GetText(found.TargetSymbol.DeclaredAccessibility);
        var types = new Stack<string>();
        for (var type = found.TargetSymbol.ContainingType; type is not null; type = type.ContainingType)
            types.Push($"partial {(type.IsRecord ? "record " : "")}{(type.IsValueType ? "struct" : type.IsRecord ? "" : "class")} {type.Name}");
        var text = new StringBuilder("#nullable enable\n");
        text.Append("namespace ").Append(found.TargetSymbol.ContainingNamespace.ToDisplayString()).Append("\n{\n");
        foreach (var type in types) text.Append(type).Append("\n{\n");
        // made on first use: other static fields may ask for it before the initializers of this part have run
        text.Append($"private static {Regex}? {name}Interpreted;\n");
        text.Append($"{access} static partial {Regex} {name}{(found.TargetSymbol is IPropertySymbol ? "" : "()")} => {name}Interpreted ??= {made};\n");
        text.Append(string.Concat(Enumerable.Repeat("}\n", types.Count + 1)));
        return text.ToString();
    }
}
