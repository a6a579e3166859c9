using System.Net.Http.Headers;
using MemU.Fs.Mount.WebDav;
using Xunit;

namespace MemU.Fs.Tests.Mount;

/// <summary>Files and folders through a WebDAV drive.</summary>
public sealed class WebDavFileTests
{
    [Theory]
    [InlineData("tea.md")]
    [InlineData("茶 oolong.md")]
    [InlineData("شاي.md")]
    [InlineData("🍵 + 100% & more; #1?.txt")]
    public async Task What_is_put_is_read_listed_and_lies_on_the_disk(string name)
    {
        await using var drive = await WebDavDrive.StartAsync();
        Assert.Equal(201, await drive.StatusAsync("PUT", name, "Oolong, 茶"));
        Assert.Equal("Oolong, 茶", drive.Text(name));
        Assert.Equal((200, "Oolong, 茶"), await drive.TextAsync("GET", name));
        Assert.Equal(204, await drive.StatusAsync("PUT", name, "less"));
        using var answer = await drive.SendAsync("HEAD", name, (byte[]?)null);
        Assert.Equal((200, 4L), ((int)answer.StatusCode, answer.Content.Headers.ContentLength));
        var (status, listing) = await drive.TextAsync("PROPFIND", "", null, ("Depth", "1"));
        Assert.Equal(207, status);
        Assert.Contains($"{drive.Secret}/{Uri.EscapeDataString(name)}<", listing, StringComparison.Ordinal);
        Assert.Equal(204, await drive.StatusAsync("DELETE", name));
        Assert.Equal(404, await drive.StatusAsync("GET", name));
        Assert.Equal(404, await drive.StatusAsync("DELETE", name));
    }

    [Fact]
    public async Task Names_that_not_every_system_has_and_twins_are_refused()
    {
        await using var drive = await WebDavDrive.StartAsync();
        Assert.Equal(400, await drive.StatusAsync("PUT", "con.md", "x"));
        Assert.Equal(400, await drive.StatusAsync("MKCOL", "what?"));
        Assert.Equal(414, await drive.StatusAsync("PUT", new string('茶', 86) + ".md", "x"));
        Assert.Equal(201, await drive.StatusAsync("PUT", "tea.md", "x"));
        if (OperatingSystem.IsLinux()) Assert.Equal(409, await drive.StatusAsync("PUT", "Tea.md", "x"));
        Assert.Equal(409, await drive.StatusAsync("PUT", "nowhere/a.md", "x"));
        Assert.Equal(409, await drive.StatusAsync("PUT", "tea.md/a.md", "x"));
        Assert.Equal(405, await drive.StatusAsync("PUT", "", "x"));
        Assert.Equal(201, await drive.StatusAsync("MKCOL", "f"));
        Assert.Equal(405, await drive.StatusAsync("PUT", "f", "x"));
        Assert.Equal(405, await drive.StatusAsync("MKCOL", "f"));
        Assert.Equal(415, await drive.StatusAsync("MKCOL", "g", "body"));
        Assert.Equal(["f", "tea.md"], Directory.EnumerateFileSystemEntries(drive.Root).Select(Path.GetFileName).Where(n => n != ".memu").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("bytes=0-3", 206, "0123", "bytes 0-3/10")]
    [InlineData("bytes=4-", 206, "456789", "bytes 4-9/10")]
    [InlineData("bytes=-3", 206, "789", "bytes 7-9/10")]
    [InlineData("bytes=-30", 206, "0123456789", "bytes 0-9/10")]
    [InlineData("bytes=8-100", 206, "89", "bytes 8-9/10")]
    [InlineData("bytes=10-", 416, "", "bytes */10")]
    [InlineData("bytes=0-1,4-5", 200, "0123456789", null)]
    [InlineData("lines=0-1", 200, "0123456789", null)]
    [InlineData("bytes=5-2", 200, "0123456789", null)]
    public async Task A_part_of_a_file_is_sent_where_one_is_asked_for(string range, int status, string text, string? sent)
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("a.txt", "0123456789");
        using var answer = await drive.SendAsync("GET", "a.txt", (byte[]?)null, ("Range", range));
        Assert.Equal((status, text), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(sent, answer.Content.Headers.ContentRange?.ToString());
    }

    [Fact]
    public async Task A_client_says_what_it_knows_and_is_told_only_what_is_new_and_overwrites_only_that()
    {
        await using var drive = await WebDavDrive.StartAsync();
        using var put = await drive.SendAsync("PUT", "a.md", "one");
        var tag = put.Headers.ETag!.ToString();
        using var got = await drive.SendAsync("GET", "a.md", (byte[]?)null);
        Assert.Equal(tag, got.Headers.ETag!.ToString());
        Assert.Equal(304, await drive.StatusAsync("GET", "a.md", null, ("If-None-Match", tag)));
        Assert.Equal(200, await drive.StatusAsync("GET", "a.md", null, ("If-None-Match", "\"other\"")));
        Assert.Equal(304, await drive.StatusAsync("GET", "a.md", null, ("If-Modified-Since", got.Content.Headers.LastModified!.Value.ToString("r"))));
        Assert.Equal(200, await drive.StatusAsync("GET", "a.md", null, ("If-Modified-Since", DateTimeOffset.UtcNow.AddYears(-1).ToString("r"))));
        Assert.Equal(412, await drive.StatusAsync("PUT", "a.md", "x", ("If-None-Match", "*")));
        Assert.Equal(412, await drive.StatusAsync("PUT", "b.md", "x", ("If-Match", "*")));
        Assert.Equal(201, await drive.StatusAsync("PUT", "c.md", "x", ("If-None-Match", "*")));
        Assert.Equal(204, await drive.StatusAsync("PUT", "a.md", "two", ("If-Match", tag)));
        Assert.Equal(412, await drive.StatusAsync("PUT", "a.md", "three", ("If-Match", tag)));
        Assert.Equal(412, await drive.StatusAsync("DELETE", "a.md", null, ("If-Match", tag)));
        Assert.Equal("two", drive.Text("a.md"));
        Assert.Equal(206, await drive.StatusAsync("GET", "a.md", null, ("Range", "bytes=0-0"), ("If-Range", (await drive.SendAsync("HEAD", "a.md", (byte[]?)null)).Headers.ETag!.ToString())));
        Assert.Equal(200, await drive.StatusAsync("GET", "a.md", null, ("Range", "bytes=0-0"), ("If-Range", tag)));
    }

    [Theory]
    [InlineData("Content-Length: 100000\r\n\r\n", "")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n", "5\r\nhalf \r\n")]
    public async Task A_client_that_dies_leaves_the_old_file_and_no_draft(string headers, string chunk)
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("a.md", "old");
        foreach (var name in new[] { "a.md", "new.md" })
            await drive.RawAsync($"PUT {drive.Secret}/{name} HTTP/1.1\r\nHost: localhost:{drive.Address.Port}\r\n{headers}{chunk}", isCutOff: true);
        await drive.StopAsync(); // whatever was under way is over now
        Assert.Equal("old", drive.Text("a.md"));
        Assert.Equal(["a.md"], Directory.EnumerateFileSystemEntries(drive.Root).Select(Path.GetFileName).Where(n => n != ".memu"));
    }

    [Fact]
    public async Task A_file_that_comes_in_is_seen_by_nobody_until_it_is_whole()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("a.md", "old");
        using var more = new SemaphoreSlim(0);
        var content = new StreamContent(new SlowStream("first ", "second", more)); // the request disposes of it
#pragma warning disable CA2025 // it is awaited below
        var put = drive.SendAsync("PUT", "a.md", content);
#pragma warning restore CA2025
        while (!Directory.EnumerateFiles(drive.Root, ".memu-put-*").Any(f => new FileInfo(f).Length > 0)) await Task.Delay(5);
        Assert.Equal((200, "old"), await drive.TextAsync("GET", "a.md"));
        var draft = Path.GetFileName(Directory.EnumerateFiles(drive.Root, ".memu-put-*").Single());
        var (_, listing) = await drive.TextAsync("PROPFIND", "", null, ("Depth", "1"));
        Assert.DoesNotContain("memu-put", listing, StringComparison.Ordinal);
        Assert.Equal(404, await drive.StatusAsync("GET", draft));
        more.Release();
        using (await put) Assert.Equal((200, "first second"), await drive.TextAsync("GET", "a.md"));
    }

    [Fact]
    public async Task A_part_of_a_file_is_not_taken_for_the_whole()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("a.md", "old");
        Assert.Equal(501, await drive.StatusAsync("PUT", "a.md", "x", ("Content-Range", "bytes 0-0/3")));
        Assert.Equal("old", drive.Text("a.md"));
    }

    [Fact]
    public async Task A_saved_file_keeps_its_permissions()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such modes there");
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("a.md", "old");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(drive.File("a.md"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(204, await drive.StatusAsync("PUT", "a.md", "new"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(drive.File("a.md")));
    }

    [Fact]
    public async Task A_large_file_goes_in_and_comes_out_byte_for_byte()
    {
        await using var drive = await WebDavDrive.StartAsync();
        var bytes = new byte[40_000_003];
        new Random(2).NextBytes(bytes);
        using (var put = await drive.SendAsync("PUT", "large.bin", bytes)) Assert.Equal(201, (int)put.StatusCode);
        using var got = await drive.SendAsync("GET", "large.bin", (byte[]?)null);
        var back = await got.Content.ReadAsByteArrayAsync();
        Assert.True(bytes.AsSpan().SequenceEqual(back));
    }

    [Fact]
    public async Task Files_and_folders_are_copied_and_moved_and_replace_only_what_may_be_replaced()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("f/a.md", "a");
        drive.Put("f/g/b.md", "b");
        drive.Put("old/c.md", "c");
        (string, string) To(string path) => ("Destination", $"http://localhost:{drive.Address.Port}{drive.Secret}/{path}");
        Assert.Equal(201, await drive.StatusAsync("COPY", "f", null, To("copy")));
        Assert.Equal("b", drive.Text("copy/g/b.md"));
        Assert.Equal(201, await drive.StatusAsync("COPY", "f", null, To("shallow"), ("Depth", "0")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(drive.File("shallow")));
        Assert.Equal(412, await drive.StatusAsync("MOVE", "f", null, To("old"), ("Overwrite", "F")));
        Assert.Equal("c", drive.Text("old/c.md"));
        Assert.Equal(204, await drive.StatusAsync("MOVE", "f", null, To("old")));
        Assert.Equal("b", drive.Text("old/g/b.md"));
        Assert.False(File.Exists(drive.File("old/c.md")));
        Assert.Equal(204, await drive.StatusAsync("COPY", "old/a.md", null, To("copy"))); // a file in a folder's place
        Assert.Equal("a", drive.Text("copy"));
        Assert.Equal(403, await drive.StatusAsync("MOVE", "old", null, To("old/g/in")));
        Assert.Equal(403, await drive.StatusAsync("COPY", "old", null, To("old")));
        Assert.Equal(403, await drive.StatusAsync("COPY", "old/a.md", null, To("old")));
        Assert.Equal(409, await drive.StatusAsync("COPY", "copy", null, To("nowhere/copy")));
        Assert.Equal(404, await drive.StatusAsync("MOVE", "nothing", null, To("x")));
        Assert.Equal(400, await drive.StatusAsync("COPY", "copy"));
        Assert.Equal(502, await drive.StatusAsync("COPY", "copy", null, ("Destination", "http://example.org/copy")));
        Assert.Equal(403, await drive.StatusAsync("DELETE", ""));
        Assert.Equal(201, await drive.StatusAsync("MOVE", "old/a.md", null, To("old/%E8%8C%B6.md")));
        Assert.Equal("a", drive.Text("old/茶.md"));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(drive.Root), e => e.Contains("memu-put", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_move_that_fails_gives_back_what_it_would_have_replaced()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("f/a.md", "a");
        drive.Put("con.txt", "a name for files alone");
        drive.Put("t/b.md", "b");
        File.WriteAllText(drive.File("t.md"), "memory");
        Assert.Equal(201, await drive.StatusAsync("MKCOL", "t2"));
        // a folder can't have this file's name, and the file is back
        Assert.Equal(400, await drive.StatusAsync("MOVE", "f", null, ("Destination", $"{drive.Secret}/con.txt")));
        Assert.Equal("a name for files alone", drive.Text("con.txt"));
        Assert.Equal("a", drive.Text("f/a.md"));
    }

    [Fact]
    public async Task Nothing_changes_in_a_tree_that_is_read_only()
    {
        await using var drive = await WebDavDrive.StartAsync(isReadOnly: true);
        drive.Put("a.md", "a");
        Assert.Equal((200, "a"), await drive.TextAsync("GET", "a.md"));
        Assert.Equal(403, await drive.StatusAsync("PUT", "a.md", "x"));
        Assert.Equal(403, await drive.StatusAsync("DELETE", "a.md"));
        Assert.Equal(403, await drive.StatusAsync("MKCOL", "f"));
        Assert.Equal(403, await drive.StatusAsync("MOVE", "a.md", null, ("Destination", $"{drive.Secret}/b.md")));
        Assert.Equal(403, await drive.StatusAsync("COPY", "a.md", null, ("Destination", $"{drive.Secret}/b.md")));
    }

    [Fact]
    public async Task What_macOS_writes_beside_files_is_taken_and_stays_out_of_the_tree()
    {
        await using var drive = await WebDavDrive.StartAsync();
        foreach (var probe in new[] { "._a.md", ".DS_Store", ".metadata_never_index", ".ql_disablethumbnails", "f/.Trashes", ".Spotlight-V100" })
            Assert.Equal(404, await drive.StatusAsync("PROPFIND", probe, null, ("Depth", "0")));
        Assert.Equal(403, await drive.StatusAsync("MKCOL", ".Trashes"));
        Assert.Equal(201, await drive.StatusAsync("PUT", "._a.md", "attributes"));
        Assert.Equal(201, await drive.StatusAsync("PUT", ".DS_Store", "view"));
        Assert.Equal((200, "attributes"), await drive.TextAsync("GET", "._a.md"));
        Assert.Equal(207, await drive.StatusAsync("PROPFIND", "._a.md", null, ("Depth", "0")));
        Assert.Equal(201, await drive.StatusAsync("MOVE", "._a.md", null, ("Destination", $"{drive.Secret}/._b.md")));
        Assert.Equal(403, await drive.StatusAsync("MOVE", "._b.md", null, ("Destination", $"{drive.Secret}/b.md")));
        Assert.NotEmpty(await drive.LockAsync("._c.md"));
        Assert.Equal(403, await drive.StatusAsync("COPY", ".memu/config.yaml", null, ("Destination", $"{drive.Secret}/._d.md")));
        Assert.Equal(413, await drive.StatusAsync("PUT", "._large", new string('x', 2_000_000)));
        Assert.Equal(204, await drive.StatusAsync("DELETE", "._b.md"));
        Assert.Equal(404, await drive.StatusAsync("GET", "._b.md"));
        Assert.Equal([drive.File(".memu")], Directory.EnumerateFileSystemEntries(drive.Root));
    }

    [Fact]
    public async Task A_thousand_files_are_listed_once_each()
    {
        await using var drive = await WebDavDrive.StartAsync();
        for (var i = 0; i < 1000; i++) drive.Put($"many/note {i:000}.md", "x");
        var (status, listing) = await drive.TextAsync("PROPFIND", "many", null, ("Depth", "1"));
        Assert.Equal(207, status);
        var names = System.Xml.Linq.XDocument.Parse(listing).Descendants("{DAV:}displayname").Select(e => e.Value).ToList();
        Assert.Equal(["many", .. Enumerable.Range(0, 1000).Select(i => $"note {i:000}.md")], names);
    }

    [Fact]
    public async Task Saves_at_once_leave_one_of_them_whole()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("a.md", "old");
        var texts = Enumerable.Range(0, 8).Select(i => new string((char)('a' + i), 300_000)).ToList();
        var statuses = await Task.WhenAll(texts.Select(t => drive.StatusAsync("PUT", "a.md", t)));
        Assert.All(statuses, s => Assert.Equal(204, s));
        Assert.Contains(drive.Text("a.md"), texts);
    }

    [Theory]
    [InlineData(PlatformID.Win32NT, "net use")]
    [InlineData(PlatformID.MacOSX, "open \"http://localhost:")]
    [InlineData(PlatformID.Unix, "mount -t davfs")]
    public void Each_system_is_told_how_to_connect(PlatformID system, string command)
    {
        var text = ConnectCommands.For(new("http://127.0.0.1:4321/secret/"), system);
        Assert.Contains(command, text, StringComparison.Ordinal);
        Assert.Contains("localhost:4321/secret", text, StringComparison.Ordinal);
    }

    /// <summary>Two texts, the second when it is let go.</summary>
    private sealed class SlowStream(string first, string second, SemaphoreSlim more) : MemoryStream
    {
        private int _reads;

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_reads == 2) return 0;
            if (_reads++ == 1) await more.WaitAsync(cancellationToken);
            return System.Text.Encoding.UTF8.GetBytes(_reads == 1 ? first : second, buffer.Span);
        }

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => CopyAsync(destination, cancellationToken);

        private async Task CopyAsync(Stream destination, CancellationToken cancellationToken)
        {
            var buffer = new byte[100];
            while (await ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                await destination.FlushAsync(cancellationToken);
            }
        }
    }
}
