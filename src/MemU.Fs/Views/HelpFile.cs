namespace MemU.Fs.Views;

/// <summary><c>@/help.md</c>: what each view does.</summary>
internal sealed class HelpFile(ViewedMemory memory) : RenderedFile(memory)
{
    private string Scopes => Memory.IsWhole ? "- `scope/<user>` leads to the tree of each other user.\n" : "";

    protected override ValueTask<string?> StampAsync(CancellationToken cancellationToken) => new("");

    protected override Task<string> RenderAsync(CancellationToken cancellationToken) => Task.FromResult($$"""
        # What is here

        Beside `@` lie the memory's own files, to be read and written like any others. Everything in `@` is made when you look at it, and nothing in it can be written.
        Names in angle brackets are yours to choose. Put a name with spaces or signs in quotes.

        ## Search

        `search/<question>/` is what is known about a question, in any language, best first:

            ls "@/search/which tea do I like"
            cat "@/search/which tea do I like/README.md"      # the texts, with scores, sources and the reason why
            cat "@/search/which tea do I like/"01-*             # the best itself
            grep -l oolong "@/search/tea/"*.md
            ls "@/search/我喜欢什么茶"

        - The entries `01-…`, `02-…` lead to the memory's own files: memories first, then what was said, then the pages of categories; at most {{Memory.Shown.MostResults}}.
        - Quotes, `-word`, `field:value` and `word*` mean what they mean to `memu retrieve`.
        - A slash narrows: `search/tea/green/` asks for "tea green", and only among what "tea" found.
        - Each listing searches anew; names that are looked up within {{Memory.Shown.ResultsLast.TotalSeconds}} seconds lead to what was listed. No model is asked, so a listing costs nothing.
        - Where nothing is found there is only `README.md`, which says what comes nearest. It also says why a question can't be asked.
        - `ls @/search` shows what was asked in the last {{Memory.Shown.QueriesLast.TotalMinutes}} minutes, the newest {{Memory.Shown.MostQueries}}. Names that begin with a dot are not questions.

        ## Context

        `context/<tokens>/<question>.md` is one text of what is known, within a budget of tokens, to be put before a question to a model:

            cat "@/context/2000/what does Ana like.md"

        ## The past

        `at/<revision>/` is the whole memory as it stood: HEAD, a commit, a checkpoint, a date (the end of that day), `HEAD~3`.

            diff -r @/at/2026-11-01/preferences preferences
            cp @/at/HEAD~1/preferences/likes-tea.md preferences/
            ls "@/at/2026-11-01/@/search/where do I live"

        The `@` in it is not listed, so that a copy is the memory and nothing else. A slash in the name of a checkpoint is written `%2F`.

        `history/<path>/` has the versions of a file, oldest first, through its renames; of a file that is gone, too:

            ls @/history/preferences/likes-tea.md
            diff @/history/preferences/likes-tea.md/00[12]-*

        `blame/<path>` says of each line in which commit, when, by whom and from which message it was learned.

        ## Lists

        - `recent/`: what was changed last, the newest first.
        - `by-type/<type>/`, `by-tag/<tag>/`.
        - `by-date/<year>/<month>/<day>/`: when it happened, else when it was learned. What is dated by month or year alone lies in that folder.
        - `backlinks/<path>/`: the files that link to a file. `orphans/`: memories without any link from or to another.
        - `pending/`: what waits. `edits` are files that were changed by hand and are not committed yet, `inbox` what was dropped and is not memorized yet, `review` what lies in
          `review/` or `quarantine/` and other versions that a merge left, `tasks` the memories in `context/pending_tasks`. `README.md` lists all of it.
        - `status.md`: how the memory and its index stand, and why something could not be shown lately.
        {{Scopes}}
        """.Replace("\r\n", "\n", StringComparison.Ordinal));
}
