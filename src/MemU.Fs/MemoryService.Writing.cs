using MemU.Fs.Model;
using MemU.Fs.Verbs;

namespace MemU.Fs;

public sealed partial class MemoryService
{
    /// <summary>Adds one memory in the words given; the same words again change nothing.</summary>
    /// <exception cref="MemUException">The text is empty, the category is unknown, or the tree can't be written.</exception>
    public Task<WriteResult> AddAsync(AddRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("add", request, v => new AddVerb(v, Extractor, request).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Changes a memory; what is not named keeps its bytes.</summary>
    /// <exception cref="MemoryConflictException">The memory is not as <see cref="WriteRequest.Expect"/> says.</exception>
    public Task<WriteResult> EditAsync(EditRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("edit", request, v => new EditVerb(v, request).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Moves or renames a memory or a category's folder; links keep leading to it.</summary>
    /// <exception cref="MemoryConflictException">The memory is not as <see cref="WriteRequest.Expect"/> says.</exception>
    public Task<WriteResult> MoveAsync(MoveRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("mv", request, v => new MoveVerb(v, request).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Removes a memory from the tree; history keeps it.</summary>
    /// <exception cref="MemoryConflictException">The memory is not as <see cref="WriteRequest.Expect"/> says.</exception>
    public Task<WriteResult> RemoveAsync(RemoveRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("rm", request, v => new RemoveVerb(v, request).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Links a memory to another one.</summary>
    /// <exception cref="MemoryConflictException">The memory is not as <see cref="WriteRequest.Expect"/> says.</exception>
    public Task<WriteResult> LinkAsync(LinkRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("link", request, v => new LinkVerb(v, request).AddAsync(cancellationToken), cancellationToken);

    /// <summary>Takes the link from a memory to another one out of its related links.</summary>
    /// <exception cref="MemoryConflictException">The memory is not as <see cref="WriteRequest.Expect"/> says.</exception>
    public Task<WriteResult> UnlinkAsync(LinkRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("unlink", request, v => new LinkVerb(v, request).RemoveAsync(cancellationToken), cancellationToken);

    /// <summary>Has a memory count in a further category, or no longer.</summary>
    /// <exception cref="MemoryConflictException">The memory is not as <see cref="WriteRequest.Expect"/> says.</exception>
    public Task<WriteResult> AlsoInAsync(AlsoInRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("also-in", request, v => new AlsoInVerb(v, request).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Puts one memory into another.</summary>
    /// <exception cref="MemoryConflictException">The memory that stays is not as <see cref="WriteRequest.Expect"/> says.</exception>
    public Task<WriteResult> MergeAsync(MergeRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("merge", request, v => new MergeVerb(v, request).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Says that a memory replaces another.</summary>
    /// <exception cref="MemoryConflictException">The memory that is changed is not as <see cref="WriteRequest.Expect"/> says.</exception>
    public Task<WriteResult> SupersedeAsync(SupersedeRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("supersede", request, v => new SupersedeVerb(v, Extractor, request).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Makes a category with its page.</summary>
    public Task<WriteResult> AddCategoryAsync(AddCategoryRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("category add", request, v => new CategoryVerbs(v).AddAsync(request, cancellationToken), cancellationToken);

    /// <summary>Gives a category another name or folder; links keep leading to it.</summary>
    public Task<WriteResult> RenameCategoryAsync(RenameCategoryRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("category rename", request, v => new CategoryVerbs(v).RenameAsync(request, cancellationToken), cancellationToken);

    /// <summary>Puts all memories of a category into another one.</summary>
    public Task<WriteResult> MergeCategoriesAsync(MergeCategoriesRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("category merge", request, v => new CategoryVerbs(v).MergeAsync(request, cancellationToken), cancellationToken);

    /// <summary>Puts some memories of a category into another one, or each into the folder of its month.</summary>
    public Task<WriteResult> SplitCategoryAsync(SplitCategoryRequest request, CancellationToken cancellationToken = default) =>
        WriteAsync("category split", request, v => new SplitVerb(v, request).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Runs a verb with the lock held, or on a dry run without it.</summary>
    private Task<WriteResult> WriteAsync(string name, WriteRequest request, Func<Verb, Task<WriteResult>> run, CancellationToken cancellationToken)
    {
        if (!request.DryRun) return WritingAsync(open => run(new Verb(open, _options, request, name)), cancellationToken);
        return ReadingAsync(async open =>
        {
            await open.SyncAsync(Freshness.Full, null, cancellationToken);
            return await run(new Verb(open, _options, request, name));
        }, cancellationToken);
    }
}
