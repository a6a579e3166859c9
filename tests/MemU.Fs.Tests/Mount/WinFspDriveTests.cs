using System.Text;
using Fsp;
using MemU.Fs.Files.Nodes;
using MemU.Fs.Files.Plain;
using MemU.Fs.Mount.WinFsp;
using Xunit;
using FileInfo = Fsp.Interop.FileInfo;

namespace MemU.Fs.Tests.Mount;

/// <summary>The Windows drive, called as WinFsp calls it.</summary>
public sealed class WinFspDriveTests : IDisposable
{
    private const uint Read = 0x1, Write = 0x2, Attributes = 0x80, Delete = 0x10000;
    private const int NotFound = unchecked((int)0xC0000034), PathNotFound = unchecked((int)0xC000003A), Collision = unchecked((int)0xC0000035), NotEmpty = unchecked((int)0xC0000101), Denied = unchecked((int)0xC0000022), EndOfFile = unchecked((int)0xC0000011);

    private readonly TemporaryFolder _folder = new();
    private readonly PlainTree _tree;
    private readonly DriveFileSystem _drive;

    public WinFspDriveTests()
    {
        _folder.Write(".memu/config.yaml", "format: 1\n");
        _tree = new(_folder.Path);
        _drive = new(_tree);
    }

    public void Dispose()
    {
        Assert.Equal(0, _tree.KnownNodes); // whatever was opened was closed, and forgotten
        _folder.Dispose();
    }

    [Theory]
    [InlineData("tea.md")]
    [InlineData("茶.md")]
    [InlineData("شاي 🍵.txt")]
    public void What_is_created_and_written_is_there_when_the_handle_is_cleaned_up(string name)
    {
        Assert.Equal(NotFound, _drive.GetSecurityByName($"\\{name}", out _, ref NoSecurity()));
        var open = Create($"\\{name}");
        Assert.Equal(4u, WriteText(open, 0, "tea!"));
        CleanUp(open);
        Assert.Equal("tea!", File.ReadAllText(_folder.File(name)));
        open = Open($"\\{name}", Read, out var info);
        Assert.Equal((4ul, 0x20u), (info.FileSize, info.FileAttributes));
        Assert.Equal("ea!", ReadText(open, 1, 100, out var status));
        Assert.Equal(0, status);
        Assert.Equal("", ReadText(open, 4, 100, out status));
        Assert.Equal(EndOfFile, status);
        CleanUp(open);
    }

    [Fact]
    public void A_memory_is_saved_at_cleanup_and_not_when_Windows_gets_round_to_close()
    {
        File.WriteAllText(_folder.File("a.md"), "old");
        var open = Open("\\a.md", Read | Write, out _);
        Assert.Equal(0, _drive.Overwrite(null!, open, 0, false, 0, out var info));
        Assert.Equal(0ul, info.FileSize);
        WriteText(open, 0, "new and longer");
        Assert.Equal("old", File.ReadAllText(_folder.File("a.md")));
        _drive.Cleanup(null!, open, "\\a.md", 0);
        Assert.Equal("new and longer", File.ReadAllText(_folder.File("a.md")));
        _drive.Close(null!, open);
    }

    [Fact]
    public void What_is_deleted_goes_at_cleanup_and_only_when_that_says_so()
    {
        File.WriteAllText(_folder.File("a.md"), "a");
        Directory.CreateDirectory(_folder.File("f/g"));
        var open = Open("\\a.md", Delete, out _);
        Assert.Equal(0, _drive.CanDelete(null!, open, "\\a.md"));
        Assert.True(File.Exists(_folder.File("a.md")));
        _drive.Cleanup(null!, open, "\\a.md", FileSystemBase.CleanupDelete);
        Assert.False(File.Exists(_folder.File("a.md")));
        _drive.Close(null!, open);
        var folder = Open("\\f", Delete, out _);
        Assert.Equal(NotEmpty, _drive.CanDelete(null!, folder, "\\f"));
        CleanUp(folder);
        var inner = Open("\\f\\g", Delete, out _);
        Assert.Equal(0, _drive.CanDelete(null!, inner, "\\f\\g"));
        _drive.Cleanup(null!, inner, "\\f\\g", FileSystemBase.CleanupDelete);
        _drive.Close(null!, inner);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.File("f")));
        var root = Open("\\", Delete, out _);
        Assert.Equal(Denied, _drive.CanDelete(null!, root, "\\"));
        CleanUp(root);
    }

    [Fact]
    public void A_listing_goes_on_behind_any_name_and_any_page()
    {
        Directory.CreateDirectory(_folder.File("f"));
        string[] names = ["a.md", "B.md", "c.md", "Ä.md", "ö.md", "茶.md"];
        foreach (var name in names) File.WriteAllText(_folder.File($"f/{name}"), "x");
        string[] all = [".", "..", .. names];
        Assert.Equal(all.Order(StringComparer.Ordinal), List("\\f", page: 100).Order(StringComparer.Ordinal));
        for (var page = 1; page < 4; page++) Assert.Equal(List("\\f", page: 100), List("\\f", page));
        Assert.Equal([".memu", "f"], List("\\", page: 1)); // the root has no folder above it
        var open = Open("\\f", Read, out _);
        object? context = null;
        Assert.True(_drive.ReadDirectoryEntry(null!, open, null, "B", ref context, out var next, out var info)); // that is no name of the folder's
        Assert.Equal(("B.md", 1ul), (next, info.FileSize));
        context = null;
        Assert.False(_drive.ReadDirectoryEntry(null!, open, null, "\uffff", ref context, out _, out _));
        CleanUp(open);
    }

    [Fact]
    public void A_missing_folder_is_told_from_a_missing_file()
    {
        File.WriteAllText(_folder.File("a.md"), "a");
        Assert.Equal(NotFound, _drive.GetSecurityByName("\\nothing", out _, ref NoSecurity()));
        Assert.Equal(PathNotFound, _drive.GetSecurityByName("\\nowhere\\a.md", out _, ref NoSecurity()));
        Assert.Equal(PathNotFound, _drive.GetSecurityByName("\\a.md\\b", out _, ref NoSecurity()));
        Assert.Equal(PathNotFound, _drive.Create("\\nowhere\\a.md", 0, Write, 0, [], 0, out _, out _, out _, out _));
        Assert.Equal(Collision, _drive.Create("\\a.md", 0, Write, 0, [], 0, out _, out _, out _, out _));
        Assert.Equal(unchecked((int)0xC0000033), _drive.Create("\\con.md", 0, Write, 0, [], 0, out _, out _, out _, out _));
        Assert.Equal(unchecked((int)0xC0000106), _drive.Create($"\\{new string('茶', 100)}", 0, Write, 0, [], 0, out _, out _, out _, out _));
    }

    [Fact]
    public void A_name_is_moved_and_replaces_a_file_where_that_is_allowed_and_a_folder_never()
    {
        foreach (var name in new[] { "a.md", "b.md", "f/c.md" }) _folder.Write(name, name);
        var open = Open("\\a.md", Delete, out _);
        Assert.Equal(Collision, _drive.Rename(null!, open, "\\a.md", "\\b.md", false));
        Assert.Equal(Denied, _drive.Rename(null!, open, "\\a.md", "\\f", true));
        Assert.Equal(PathNotFound, _drive.Rename(null!, open, "\\a.md", "\\nowhere\\a.md", true));
        Assert.Equal(0, _drive.Rename(null!, open, "\\a.md", "\\b.md", true));
        Assert.Equal("a.md", File.ReadAllText(_folder.File("b.md")));
        Assert.Equal(0, _drive.Rename(null!, open, "\\b.md", "\\B.md", false)); // in case alone: it is in its own way
        Assert.True(File.Exists(_folder.File("B.md")));
        CleanUp(open);
        var folder = Open("\\f", Delete, out _);
        Assert.Equal(0, _drive.Rename(null!, folder, "\\f", "\\g", false));
        Assert.Equal("f/c.md", File.ReadAllText(_folder.File("g/c.md")));
        CleanUp(folder);
    }

    [Fact]
    public void Folders_are_made_and_files_are_sized_and_dated()
    {
        Assert.Equal(0, _drive.Create("\\f", FileSystemBase.FILE_DIRECTORY_FILE, 0, 0x10, [], 0, out _, out var made, out var info, out _));
        Assert.Equal(0x10u, info.FileAttributes);
        CleanUp(made!);
        var open = Create("\\f\\a.bin");
        WriteText(open, 0, "0123456789");
        Assert.Equal(0, _drive.SetFileSize(null!, open, 4, false, out info));
        Assert.Equal(4ul, info.FileSize);
        Assert.Equal(0, _drive.SetFileSize(null!, open, 1000, true, out info)); // room is no content
        Assert.Equal(4ul, info.FileSize);
        Assert.Equal(0, _drive.SetFileSize(null!, open, 2, true, out info));
        Assert.Equal(2ul, info.FileSize);
        var time = (ulong)new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc).ToFileTimeUtc();
        Assert.Equal(0, _drive.SetBasicInfo(null!, open, uint.MaxValue, 0, 0, time, 0, out info));
        Assert.Equal(time, info.LastWriteTime);
        Assert.Equal(0, _drive.SetBasicInfo(null!, open, 0x1, 0, 0, 0, 0, out info));
        Assert.Equal(0x21u, info.FileAttributes);
        Assert.Equal(time, info.LastWriteTime);
        Assert.Equal(0, _drive.SetBasicInfo(null!, open, 0x80, 0, 0, 0, 0, out info));
        Assert.Equal(0x20u, info.FileAttributes);
        CleanUp(open);
    }

    [Fact]
    public void Writes_at_the_end_lengthen_a_file_and_those_of_the_cache_never_do()
    {
        File.WriteAllText(_folder.File("a.bin"), "0123");
        var open = Open("\\a.bin", Read | Write, out _);
        Assert.Equal(2u, WriteText(open, 0, "45", toEnd: true));
        Assert.Equal(2u, WriteText(open, 4, "xyz", constrained: true));
        Assert.Equal(0u, WriteText(open, 6, "xyz", constrained: true));
        Assert.Equal(0u, WriteText(open, 9, "xyz", constrained: true));
        Assert.Equal("0123xy", ReadText(open, 0, 100, out _));
        CleanUp(open);
        Assert.Equal("0123xy", File.ReadAllText(_folder.File("a.bin")));
    }

    [Fact]
    public void A_file_of_which_only_attributes_are_asked_for_is_not_opened()
    {
        File.WriteAllText(_folder.File("a.md"), "a");
        var open = Open("\\a.md", Attributes, out _);
        Assert.Equal(unchecked((int)0xC0000008), Status(open));
        Assert.Equal(0, _drive.GetFileInfo(null!, open, out var info));
        Assert.Equal(1ul, info.FileSize);
        Assert.Equal(0, _drive.Flush(null, null, out _));
        CleanUp(open);
        Assert.Equal(0, _drive.GetVolumeInfo(out var volume));
        Assert.True(volume.TotalSize >= volume.FreeSize && volume.FreeSize > 0);
    }

    [Fact]
    public void A_change_from_elsewhere_is_told_where_somebody_looks()
    {
        _folder.Write("f/g/a.md", "a");
        Assert.Equal("\\a.md", _drive.NoteOf(new(TreeChangeKind.Added, _tree.Root, "a.md"u8.ToArray(), null))!.Value.FileName);
        var open = Open("\\f\\g", Read, out _);
        var node = ((OpenEntry)open).Node;
        var note = _drive.NoteOf(new(TreeChangeKind.Content, node, "茶.md"u8.ToArray(), null))!.Value;
        Assert.Equal(("\\f\\g\\茶.md", Fsp.Interop.NotifyAction.Modified), (note.FileName, note.Action));
        var folder = Open("\\f", Delete, out _);
        Assert.Equal(0, _drive.Rename(null!, folder, "\\f", "\\moved", false));
        Assert.Equal("\\moved\\g\\b.md", _drive.NoteOf(new(TreeChangeKind.Removed, node, "b.md"u8.ToArray(), null))!.Value.FileName);
        CleanUp(open);
        CleanUp(folder);
        Assert.Null(_drive.NoteOf(new(TreeChangeKind.Removed, node, "b.md"u8.ToArray(), null)));
    }

    [Fact]
    public void Nothing_changes_in_a_tree_that_is_read_only()
    {
        _folder.Write("a.md", "a");
        var tree = new PlainTree(_folder.Path, isReadOnly: true);
        var drive = new DriveFileSystem(tree);
        const int Protected = unchecked((int)0xC00000A2);
        Assert.Equal(Protected, drive.Create("\\b.md", 0, Write, 0, [], 0, out _, out _, out _, out _));
        Assert.Equal(Protected, drive.Open("\\a.md", 0, Write, out _, out _, out _, out _));
        Assert.Equal(0, drive.Open("\\a.md", 0, Delete, out _, out var open, out _, out _));
        Assert.Equal(Protected, drive.CanDelete(null!, open!, "\\a.md"));
        Assert.Equal(Protected, drive.Rename(null!, open!, "\\a.md", "\\c.md", false));
        drive.Close(null!, open!);
        Assert.Equal(0, tree.KnownNodes);
    }

    [Fact]
    public void The_signatures_that_it_is_compiled_with_are_not_beside_the_drive()
    {
        var built = Path.Combine(Repository.Root, "src", "MemU.Fs.Mount.WinFsp", "bin");
        Assert.NotEmpty(Directory.EnumerateFiles(built, "memu-winfsp.dll", SearchOption.AllDirectories));
        if (!OperatingSystem.IsWindows()) Assert.Empty(Directory.EnumerateFiles(built, "winfsp-msil.dll", SearchOption.AllDirectories));
    }

    [Theory]
    [MemberData(nameof(WebDavStatusTests.Cells), MemberType = typeof(WebDavStatusTests))]
    public void Each_error_has_a_status_that_is_an_error(TreeError error, int http)
    {
        _ = http;
        Assert.Equal(error == TreeError.None, NtStatus.Of(error) == 0);
        Assert.True(error == TreeError.None || NtStatus.Of(error) < 0);
        Assert.Equal(error == TreeError.Io, NtStatus.Of(error) == NtStatus.IoError);
    }

    [Fact]
    public void Times_before_1601_and_the_far_future_are_told_as_far_as_Windows_has_them()
    {
        Assert.Equal(0ul, EntryInfo.Time(new NodeTime(-62_135_596_800, 0)));
        Assert.Equal((ulong)new DateTime(2199, 1, 2, 3, 4, 5, DateTimeKind.Utc).ToFileTimeUtc(), EntryInfo.Time(NodeTime.From(new(2199, 1, 2, 3, 4, 5, TimeSpan.Zero))));
        Assert.Null(EntryInfo.Time(0));
        Assert.Null(EntryInfo.Time(ulong.MaxValue));
        Assert.NotNull(EntryInfo.Time(long.MaxValue - 1));
    }

    private static byte[]? s_none;

    private static ref byte[]? NoSecurity() => ref s_none;

    private object Create(string path)
    {
        Assert.Equal(0, _drive.Create(path, 0, Read | Write, 0x80, [], 0, out _, out var open, out _, out _));
        return open!;
    }

    private object Open(string path, uint access, out FileInfo info)
    {
        Assert.Equal(0, _drive.Open(path, 0, access, out _, out var open, out info, out _));
        return open!;
    }

    private void CleanUp(object open)
    {
        _drive.Cleanup(null!, open, null!, 0);
        _drive.Close(null!, open);
    }

    private List<string> List(string path, int page)
    {
        var (names, open, marker) = (new List<string>(), Open(path, Read, out _), (string?)null);
        for (var more = true; more;)
        {
            object? context = null;
            for (var i = 0; i < page && more; i++)
            {
                more = _drive.ReadDirectoryEntry(null!, open, null, marker, ref context, out var name, out _);
                if (more) names.Add(name!);
            }
            marker = names.Count > 0 ? names[^1] : null;
        }
        CleanUp(open);
        return names;
    }

    private unsafe uint WriteText(object open, ulong offset, string text, bool toEnd = false, bool constrained = false)
    {
        fixed (byte* bytes = Encoding.UTF8.GetBytes(text))
        {
            Assert.Equal(0, _drive.Write(null!, open, (nint)bytes, offset, (uint)Encoding.UTF8.GetByteCount(text), toEnd, constrained, out var written, out _));
            return written;
        }
    }

    private unsafe string ReadText(object open, ulong offset, uint length, out int status)
    {
        var buffer = new byte[length];
        fixed (byte* bytes = buffer)
        {
            status = _drive.Read(null!, open, (nint)bytes, offset, length, out var read);
            return Encoding.UTF8.GetString(buffer, 0, (int)read);
        }
    }

    private int Status(object open)
    {
        ReadText(open, 0, 1, out var status);
        return status;
    }
}
