namespace MemU.Fs.Providers.Calls;

/// <summary>The steps that may ask a model; each can name its profile (<c>steps:</c> in <c>.memu/config.yaml</c>).</summary>
public static class ModelStep
{
    /// <summary>Parts a long conversation into topics.</summary>
    public const string Segment = "segment";
    /// <summary>Condenses a document.</summary>
    public const string Document = "document";
    /// <summary>Says what a picture shows.</summary>
    public const string Vision = "vision";
    /// <summary>Writes down speech.</summary>
    public const string Transcribe = "transcribe";
    /// <summary>Cleans up what was written down from speech.</summary>
    public const string Audio = "audio";
    /// <summary>Finds memories in a source.</summary>
    public const string Extract = "extract";
    /// <summary>Decides what becomes of a draft beside what is known.</summary>
    public const string Place = "place";
    /// <summary>Rewrites the summaries of categories.</summary>
    public const string Summarize = "summarize";
    /// <summary>Whether a question needs the memory, and how it is asked alone.</summary>
    public const string Route = "route";
    /// <summary>Whether what was found suffices.</summary>
    public const string Suffice = "suffice";
    /// <summary>Ranks what was found.</summary>
    public const string Rank = "rank";
    /// <summary>Answers a question from the evidence.</summary>
    public const string Answer = "answer";
    /// <summary>Judges an answer of <c>memu bench</c>.</summary>
    public const string Judge = "judge";
    /// <summary>Makes vectors.</summary>
    public const string Embed = "embed";

    /// <summary>Those of memorize that ask a chat model.</summary>
    internal static IReadOnlyList<string> OfMemorize { get; } = [Segment, Document, Vision, Audio, Extract, Place, Summarize];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Segment, Document, Vision, Transcribe, Audio, Extract, Place, Summarize, Route, Suffice, Rank, Answer, Judge, Embed];
}
