using System.Runtime.CompilerServices;
using MemU.Fs.Files.Nodes;

namespace MemU.Fs.Mount.Fuse;

internal sealed partial class FuseServer
{
    /// <summary>
    /// Answers the thread that repeats, through the mount, what happened below it: as if it were done just now, though it has been done. The kernel then tells
    /// those who watch, which no notification makes it do. False for what is answered like any other request.
    /// </summary>
    private bool Echo(Request r, FileNode node)
    {
        switch (r.Header.Opcode)
        {
            case Opcode.Lookup when EchoMakes:
                r.Answer(TreeError.NotFound); // so that it asks to make what is there
                return true;
            case Opcode.MakeFolder when r.Name(Unsafe.SizeOf<MakeFolderIn>(), out var name, out _):
            case Opcode.Symlink when r.Name(0, out name, out _):
                When(r, _tree.LookupAsync(node, name, r.Caller, r.Stop), static (s, r, found) => s.AnswerEntry(r, found));
                return true;
            case Opcode.Create when r.Name(Unsafe.SizeOf<CreateIn>(), out var name, out _):
                When(r, RenewedAsync(r, EchoCreateAsync(node, name, r.Caller, r.Stop)), static (s, r, made) => s.AnswerCreated(r, made));
                return true;
            case Opcode.SetAttr:
                When(r, _tree.GetAttributesAsync(node, null, r.Caller, r.Stop), static (s, r, state) => s.AnswerAttributes(r, state));
                return true;
            case Opcode.Unlink or Opcode.RemoveFolder:
                r.Answer(TreeError.None);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Whether the repeating thread is about to make something.</summary>
    internal bool EchoMakes { get; set; }

    private async ValueTask<Outcome<CreatedFile>> EchoCreateAsync(FileNode folder, ReadOnlyMemory<byte> name, Caller caller, CancellationToken cancellationToken)
    {
        var found = await _tree.LookupAsync(folder, name, caller, cancellationToken);
        if (found.Error != TreeError.None) return found.Error;
        var opened = found.Value.Attributes.Kind == NodeKind.File ? await _tree.OpenAsync(found.Value.Node!, OpenMode.Read, caller, cancellationToken) : TreeError.Exists;
        if (opened.Error == TreeError.None) return new CreatedFile(found.Value, opened.Value);
        _tree.Forget(found.Value.Node!, 1);
        return opened.Error;
    }
}
