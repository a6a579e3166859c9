using System.Text;
using MemU.Fs.Model;
using MemU.Fs.Questions;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Questions;

public sealed class FollowUpTests
{
    [Theory]
    [InlineData("and my sister?", "where live my sister", "Where does my brother live?")]
    [InlineData("What about last month?", "how much spend books last month", "How much did I spend on books this week?")]
    [InlineData("tell me more", "where live sister tell me more", "Where does my brother live?", "and my sister?", "thanks")]
    [InlineData("When did she move?", "When did Melanie move?", "What is Melanie's job?")]
    [InlineData("What is her dog called?", "What is Melanie's dog called?", "Where does Melanie work?")]
    [InlineData("and when did she move to Porto?", "and when did Melanie move to Porto?", "What is Melanie's job?")]
    [InlineData("我妹妹呢？", "我妹妹呢？")]
    [InlineData("那我妹妹呢？", "我妹妹 住在 哪里", "我哥哥住在哪里？")]
    [InlineData("那上个月呢？", "上个月 去 旅行 哪里", "我这个月去了哪里旅行？")]
    [InlineData("What is the gate code?", "What is the gate code?", "Where does my brother live?")]
    [InlineData("and my sister?", "and my sister?", "thanks!")]
    [InlineData("and my sister?", "and my sister?")]
    public async Task A_follow_up_is_searched_with_what_it_follows(string query, string searched, params string[] before)
    {
        using var memory = await TestMemory.CreateAsync();
        var answer = await memory.Service.RetrieveAsync([.. before.Select(b => new QueryMessage("user", b)), new("assistant", "Let me look."), new("user", query)]);
        Assert.Equal((query, searched), (answer.OriginalQuery, answer.RewrittenQuery));
    }

    [Fact]
    public async Task What_the_resolved_question_is_about_is_found()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/sister.md", "My sister lives in Porto.\n");
        memory.Write("notes/sister-too.md", "My sister likes plums.\n");
        Assert.Equal("notes/sister.md", (await memory.Service.RetrieveAsync([new("user", "Where does my brother live?"), new("user", "and my sister?")])).Items[0].Path);
    }

    [Fact]
    public async Task An_empty_list_of_messages_is_an_error_with_a_name()
    {
        using var memory = await TestMemory.CreateAsync();
        var error = await Assert.ThrowsAsync<MemUException>(() => memory.Service.RetrieveAsync(Array.Empty<QueryMessage>()));
        Assert.Equal(MemUErrorKind.BadArgument, error.Kind);
        Assert.Contains("empty_queries", error.Message);
    }

    [Fact]
    public void Messages_are_read_as_texts_and_in_the_shapes_of_memu()
    {
        var read = QueryList.Parse(Encoding.UTF8.GetBytes("""["你好", {"role": "Assistant", "content": "hi"}, {"role": "user", "content": {"text": "茶 🍵"}}, {"content": "x"}]"""), "q.json");
        Assert.Equal([new("user", "你好"), new("assistant", "hi"), new("user", "茶 🍵"), new("user", "x")], read);
        Assert.Empty(QueryList.Parse("[]"u8.ToArray(), "q.json"));
    }

    [Theory]
    [InlineData("{}", "it is no list")]
    [InlineData("[1]", "message 1 has no content")]
    [InlineData("[\"a\", {\"role\": \"user\"}]", "message 2 has no content")]
    [InlineData("[{\"content\": [1]}]", "the content of message 1 is no text")]
    [InlineData("[\"sk-secret\n", "this is not valid JSON")]
    public void What_is_no_list_of_messages_is_refused_without_repeating_it(string json, string why)
    {
        var error = Assert.Throws<MemoryFormatException>(() => QueryList.Parse(Encoding.UTF8.GetBytes(json), "q.json"));
        Assert.Contains(why, error.Message);
        Assert.DoesNotContain("sk-secret", error.Message);
    }
}
