namespace MemU.Fs.Steps;

/// <summary>The steps of memorize, under the names that memU gives them.</summary>
public static class MemorizeSteps
{
    /// <summary>Reads the source, masks its secrets, and tells whether it is known.</summary>
    public const string Ingest = "ingest_resource";
    /// <summary>Makes text of what is none: pictures, speech, films.</summary>
    public const string Preprocess = "preprocess_multimodal";
    /// <summary>Finds memories.</summary>
    public const string Extract = "extract_items";
    /// <summary>Decides what becomes of each beside what is known.</summary>
    public const string Merge = "dedupe_merge";
    /// <summary>Writes the pages of the categories anew.</summary>
    public const string Categorize = "categorize_items";
    /// <summary>Makes vectors, writes, commits and indexes.</summary>
    public const string Persist = "persist_index";
    /// <summary>Makes the answer.</summary>
    public const string Respond = "build_response";

    /// <summary>The pipeline as it is by default.</summary>
    public static Pipeline<MemorizeState> Default { get; } = new("memorize", ["origin"],
    [
        new(Ingest, (s, c) => s.Work.IngestAsync(s, c)) { Description = "reads the source, masks its secrets, tells whether it is known", Requires = ["origin"], Produces = ["source"], IsForEach = true },
        new(Preprocess, (s, c) => s.Work.PreprocessAsync(s, c)) { Description = "makes text of pictures, speech and films", Requires = ["source"], Produces = ["messages"], IsForEach = true },
        new(Extract, (s, c) => s.Work.ExtractAsync(s, c)) { Description = "finds memories", Requires = ["messages"], Produces = ["drafts"], IsForEach = true },
        new(Merge, (s, c) => s.Work.MergeAsync(s, c)) { Description = "adds, reinforces, merges or supersedes beside what is known", Requires = ["drafts"], Produces = ["items"], IsForEach = true },
        new(Categorize, (s, c) => s.Work.CategorizeAsync(s, c)) { Description = "writes the pages of the categories anew", Requires = ["items"], Produces = ["categories"] },
        new(Persist, (s, c) => s.Work.PersistAsync(s, c)) { Description = "makes vectors, writes, commits and indexes", Requires = ["items", "categories"], Produces = ["commit"] },
        new(Respond, (s, _) => Memorize.Respond(s)) { Description = "makes the answer", Requires = ["commit"], Produces = ["result"] },
    ]);
}
