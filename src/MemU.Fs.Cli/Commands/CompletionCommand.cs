using System.CommandLine;

namespace MemU.Fs.Cli.Commands;

/// <summary><c>memu completion &lt;shell&gt;</c></summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _memu() { local IFS=$'\n'; COMPREPLY=($(compgen -W "$(memu "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}")); }
        complete -o default -F _memu memu
        """;

    private const string Zsh = """
        #compdef memu
        _memu() { local -a found; found=("${(@f)$(memu "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}"); compadd -a found; _files; }
        compdef _memu memu
        """;

    private const string Fish = """
        complete -c memu -a '(memu "[suggest:"(commandline -C)"]" (commandline -cp) 2>/dev/null)'
        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName memu -ScriptBlock { param($word, $ast, $cursor) memu "[suggest:$cursor]" "$ast" | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) } }
        """;

    public static Command Build()
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new Command("completion", "Print the script that completes memu's verbs and options in a shell") { shell };
        command.SetAction(parsed =>
        {
            Terminal.Line(parsed.GetValue(shell) switch { "bash" => Bash, "zsh" => Zsh, "fish" => Fish, _ => PowerShell });
            return 0;
        });
        return command;
    }
}
