using System.Xml.Linq;
using MemU.Fs.Mount.WebDav;
using Xunit;

namespace MemU.Fs.Tests.Mount;

/// <summary>Locks, conditions and properties of a WebDAV drive.</summary>
public sealed class WebDavLockTests
{
    [Fact]
    public async Task A_locked_file_is_changed_only_by_who_has_the_token()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("f/a.md", "a");
        var token = await drive.LockAsync("f/a.md");
        Assert.Equal(423, await drive.StatusAsync("PUT", "f/a.md", "x"));
        Assert.Equal(423, await drive.StatusAsync("DELETE", "f/a.md"));
        Assert.Equal(423, await drive.StatusAsync("DELETE", "f"));
        Assert.Equal(423, await drive.StatusAsync("MOVE", "f", null, ("Destination", $"{drive.Secret}/g")));
        Assert.Equal(423, await drive.StatusAsync("PROPPATCH", "f/a.md", "<D:propertyupdate xmlns:D=\"DAV:\"><D:set><D:prop><x xmlns=\"y\">1</x></D:prop></D:set></D:propertyupdate>"));
        Assert.Equal(200, await drive.StatusAsync("GET", "f/a.md"));
        Assert.Equal(201, await drive.StatusAsync("PUT", "f/b.md", "x"));
        Assert.Equal(204, await drive.StatusAsync("PUT", "f/a.md", "held", ("If", $"(<{token}>)")));
        Assert.Equal("held", drive.Text("f/a.md"));
        Assert.Equal(409, await drive.StatusAsync("UNLOCK", "f/b.md", null, ("Lock-Token", $"<{token}>")));
        Assert.Equal(400, await drive.StatusAsync("UNLOCK", "f/a.md"));
        Assert.Equal(204, await drive.StatusAsync("UNLOCK", "f/a.md", null, ("Lock-Token", $"<{token}>")));
        Assert.Equal(204, await drive.StatusAsync("PUT", "f/a.md", "free"));
    }

    [Fact]
    public async Task Locks_exclude_each_other_where_they_must_and_are_shared_where_they_may()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("f/a.md", "a");
        drive.Put("g/b.md", "b");
        var (first, second) = (await drive.LockAsync("f", "shared"), await drive.LockAsync("f/a.md", "shared"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => drive.LockAsync("f/a.md"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => drive.LockAsync("f"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => drive.LockAsync("")); // with all below it
        var folder = await drive.LockAsync("", "exclusive", ("Depth", "0"));
        Assert.Equal(423, await drive.StatusAsync("MKCOL", "new")); // a name would come into it
        Assert.Equal(423, await drive.StatusAsync("DELETE", "g"));
        Assert.Equal(204, await drive.StatusAsync("PUT", "g/b.md", "x"));
        Assert.Equal(201, await drive.StatusAsync("MKCOL", "new", null, ("If", $"<{drive.Secret}/> (<{folder}>)")));
        Assert.Equal(423, await drive.StatusAsync("PUT", "f/a.md", "x", ("If", $"<{drive.Secret}/f> (<{first}>)"))); // the file's own lock is missing
        Assert.Equal(204, await drive.StatusAsync("PUT", "f/a.md", "x", ("If", $"<{drive.Secret}/f> (<{first}>) <{drive.Secret}/f/a.md> (<{second}>)")));
    }

    [Fact]
    public async Task A_lock_ends_with_its_time_and_lives_on_when_it_is_refreshed()
    {
        var clock = new FixedClock(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        await using var drive = await WebDavDrive.StartAsync(clock);
        drive.Put("a.md", "a");
        var token = await drive.LockAsync("a.md", "exclusive", ("Timeout", "Second-100"));
        clock.Now += TimeSpan.FromSeconds(99);
        Assert.Equal(423, await drive.StatusAsync("PUT", "a.md", "x"));
        Assert.Equal(200, await drive.StatusAsync("LOCK", "a.md", null, ("If", $"(<{token}>)"), ("Timeout", "Second-100")));
        clock.Now += TimeSpan.FromSeconds(99);
        Assert.Equal(423, await drive.StatusAsync("PUT", "a.md", "x"));
        clock.Now += TimeSpan.FromSeconds(2);
        Assert.Equal(204, await drive.StatusAsync("PUT", "a.md", "x"));
        Assert.Equal(412, await drive.StatusAsync("LOCK", "a.md", null, ("If", $"(<{token}>)")));
        await drive.LockAsync("a.md", "exclusive", ("Timeout", "Infinite, Second-4100000000"));
        clock.Now += TimeSpan.FromHours(2); // nobody locks for ever
        Assert.Equal(204, await drive.StatusAsync("PUT", "a.md", "x"));
    }

    [Fact]
    public async Task A_name_that_is_locked_while_it_is_free_becomes_an_empty_file()
    {
        await using var drive = await WebDavDrive.StartAsync();
        using var answer = await drive.SendAsync("LOCK", "new.md", "<D:lockinfo xmlns:D=\"DAV:\"><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockinfo>");
        Assert.Equal(201, (int)answer.StatusCode);
        Assert.Equal("", drive.Text("new.md"));
        Assert.Equal(409, await drive.StatusAsync("LOCK", "nowhere/new.md", "<D:lockinfo xmlns:D=\"DAV:\"><D:lockscope><D:exclusive/></D:lockscope><D:locktype><D:write/></D:locktype></D:lockinfo>"));
    }

    [Fact]
    public async Task A_lock_goes_with_what_is_removed_and_stays_behind_when_it_is_moved()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("a.md", "a");
        var token = await drive.LockAsync("a.md");
        Assert.Equal(201, await drive.StatusAsync("MOVE", "a.md", null, ("Destination", $"{drive.Secret}/b.md"), ("If", $"(<{token}>)")));
        Assert.Equal(204, await drive.StatusAsync("PUT", "b.md", "x"));
        Assert.Equal(201, await drive.StatusAsync("PUT", "a.md", "x"));
    }

    [Fact]
    public async Task Conditions_on_tokens_and_tags_hold_together_in_a_list_and_one_of_the_lists_must()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("a.md", "a");
        var token = await drive.LockAsync("a.md");
        var tag = (await drive.SendAsync("HEAD", "a.md", (byte[]?)null)).Headers.ETag!.ToString();
        async Task<int> PutAsync(string condition)
        {
            var status = await drive.StatusAsync("PUT", "a.md", "a", ("If", condition));
            tag = (await drive.SendAsync("HEAD", "a.md", (byte[]?)null)).Headers.ETag!.ToString();
            return status;
        }
        Assert.Equal(204, await PutAsync($"(<{token}> [{tag}])"));
        Assert.Equal(412, await PutAsync($"(<{token}> [\"other\"])"));
        Assert.Equal(204, await PutAsync($"([\"other\"]) (<{token}>)"));
        Assert.Equal(204, await PutAsync($"(<{token}> Not [\"other\"])"));
        Assert.Equal(412, await PutAsync($"(Not <{token}>)"));
        Assert.Equal(423, await PutAsync("(Not <DAV:no-lock>)"));
        Assert.Equal(412, await PutAsync("(<DAV:no-lock>)"));
        Assert.Equal(204, await PutAsync($"(<DAV:no-lock>) (Not <DAV:no-lock> <{token}>)"));
        Assert.Equal(412, await PutAsync($"(<{token}x>)"));
        Assert.Equal(412, await PutAsync($"<http://example.org/a.md> (<{token}>)"));
        Assert.Equal(204, await PutAsync($"<http://localhost:{drive.Address.Port}{drive.Secret}/a.md> (<{token}>)"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("(")]
    [InlineData("()")]
    [InlineData("(<a>")]
    [InlineData("(<a)")]
    [InlineData("<a>")]
    [InlineData("(Not)")]
    [InlineData("(<>)")]
    [InlineData("(a)")]
    [InlineData("(<a>) x")]
    public void A_condition_that_makes_no_sense_is_none(string text) => Assert.Null(IfHeader.Read(text));

    [Fact]
    public async Task What_clients_note_is_kept_moved_copied_and_forgotten_with_the_file()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("f/a.md", "a");
        const string Ask = "<D:propfind xmlns:D=\"DAV:\" xmlns:x=\"urn:x\"><D:prop><x:color/><x:none/><D:getcontentlength/></D:prop></D:propfind>";
        var (status, answer) = await drive.TextAsync("PROPPATCH", "f/a.md", "<D:propertyupdate xmlns:D=\"DAV:\"><D:set><D:prop><x:color xmlns:x=\"urn:x\"><deep>rot &amp; 茶</deep></x:color></D:prop></D:set></D:propertyupdate>");
        Assert.Equal(207, status);
        Assert.Contains("200 OK", answer, StringComparison.Ordinal);
        async Task<string?> ColorAsync(string path) =>
            XDocument.Parse((await drive.TextAsync("PROPFIND", path, Ask, ("Depth", "0"))).Body).Descendants("{DAV:}propstat").Single(p => p.Element("{DAV:}status")!.Value.Contains("200")).Descendants("{urn:x}color").SingleOrDefault()?.Value;
        Assert.Equal("rot & 茶", await ColorAsync("f/a.md"));
        await drive.StatusAsync("COPY", "f", null, ("Destination", $"{drive.Secret}/g"));
        await drive.StatusAsync("MOVE", "f", null, ("Destination", $"{drive.Secret}/h"));
        Assert.Equal("rot & 茶", await ColorAsync("g/a.md"));
        Assert.Equal("rot & 茶", await ColorAsync("h/a.md"));
        await drive.StatusAsync("DELETE", "g");
        drive.Put("g/a.md", "another");
        Assert.Null(await ColorAsync("g/a.md"));
        (_, answer) = await drive.TextAsync("PROPPATCH", "h/a.md", "<D:propertyupdate xmlns:D=\"DAV:\"><D:remove><D:prop><x:color xmlns:x=\"urn:x\"/></D:prop></D:remove><D:set><D:prop><D:getetag>mine</D:getetag></D:prop></D:set></D:propertyupdate>");
        Assert.Contains("403", answer, StringComparison.Ordinal);
        Assert.Contains("424", answer, StringComparison.Ordinal);
        Assert.Equal("rot & 茶", await ColorAsync("h/a.md")); // all or nothing
    }

    [Fact]
    public async Task A_time_that_Windows_sets_is_the_files()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("a.md", "a");
        Assert.Equal(207, await drive.StatusAsync("PROPPATCH", "a.md", "<D:propertyupdate xmlns:D=\"DAV:\" xmlns:Z=\"urn:schemas-microsoft-com:\"><D:set><D:prop><Z:Win32LastModifiedTime>Sat, 03 Feb 2001 04:05:06 GMT</Z:Win32LastModifiedTime></D:prop></D:set></D:propertyupdate>"));
        Assert.Equal(new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc), File.GetLastWriteTimeUtc(drive.File("a.md")));
    }

    [Fact]
    public async Task A_listing_without_bound_is_refused_and_says_why()
    {
        await using var drive = await WebDavDrive.StartAsync();
        var (status, body) = await drive.TextAsync("PROPFIND", "", null, ("Depth", "infinity"));
        Assert.Equal(403, status);
        Assert.Contains("propfind-finite-depth", body, StringComparison.Ordinal);
        Assert.Equal(403, await drive.StatusAsync("PROPFIND", ""));
        Assert.Equal(400, await drive.StatusAsync("PROPFIND", "", null, ("Depth", "2")));
    }

    [Fact]
    public async Task Room_and_names_of_properties_are_told_to_who_asks()
    {
        await using var drive = await WebDavDrive.StartAsync();
        drive.Put("a.md", "茶");
        var (_, room) = await drive.TextAsync("PROPFIND", "", "<D:propfind xmlns:D=\"DAV:\"><D:prop><D:quota-available-bytes/><D:quota-used-bytes/></D:prop></D:propfind>", ("Depth", "0"));
        Assert.True(ulong.Parse(XDocument.Parse(room).Descendants("{DAV:}quota-available-bytes").Single().Value) > 0);
        var (_, names) = await drive.TextAsync("PROPFIND", "a.md", "<D:propfind xmlns:D=\"DAV:\"><D:propname/></D:propfind>", ("Depth", "0"));
        Assert.All(XDocument.Parse(names).Descendants("{DAV:}prop").Single().Elements(), e => Assert.True(e.IsEmpty || e.Value.Length == 0));
        Assert.Equal("3", XDocument.Parse((await drive.TextAsync("PROPFIND", "a.md", null, ("Depth", "0"))).Body).Descendants("{DAV:}getcontentlength").Single().Value);
    }
}
