using MemU.Fs.Model;
using Xunit;

namespace MemU.Fs.Tests.Extraction;

/// <summary>What is taken for a memory, with its type, its date and its names.</summary>
public sealed class StatementTests
{
    [Theory]
    [InlineData("user: I'm allergic to peanuts.", "profile", "personal_info")]
    [InlineData("user: My sister Nora is a carpenter in Ghent.", "profile", "relationships")]
    [InlineData("user: I swim every Tuesday morning before work.", "behavior", "habits")]
    [InlineData("user: We moved to Lyon last month.", "event", "experiences")]
    [InlineData("user: I taught myself to solder from videos.", "skill", "knowledge")]
    [InlineData("user: `rsync -a` skips hidden folders unless you add the trailing slash.", "tool", "knowledge")]
    [InlineData("user: The database runs on a single box with PostgreSQL 15.", "knowledge", "knowledge")]
    [InlineData("user: 我对芒果过敏。", "profile", "personal_info")]
    [InlineData("user: 我每周三晚上去打羽毛球。", "behavior", "habits")]
    [InlineData("user: 上个月我们搬到了苏州。", "event", "experiences")]
    [InlineData("user: 我会修自行车。", "skill", "knowledge")]
    public async Task Each_kind_of_statement_gets_its_type_and_category(string line, string type, string category)
    {
        var draft = Assert.Single(await Told.DraftsAsync(line));

        Assert.Equal((type, category, 1), (draft.Type, draft.Category, Assert.Single(draft.Messages)));
        Assert.False(string.IsNullOrWhiteSpace(draft.Why));
    }

    [Theory]
    [InlineData("user: J'habite à Lyon depuis trois ans.", "profile")]
    [InlineData("user: Ich bin allergisch gegen Nüsse.", "profile")]
    [InlineData("user: Me encanta el té verde y lo tomo sin azúcar.", "profile")]
    [InlineData("user: Mi chiamo Paolo.", "profile")]
    [InlineData("user: Eu moro em Lisboa com a minha família.", "profile")]
    [InlineData("user: 私は東京に住んでいます。", "profile")]
    [InlineData("user: Я живу в Казани и работаю врачом.", "profile")]
    [InlineData("user: Ich gehe jeden Dienstag schwimmen.", "behavior")]
    public async Task Other_languages_are_understood_where_the_wording_is_sure(string line, string type) => Assert.Equal(type, Assert.Single(await Told.DraftsAsync(line)).Type);

    [Fact]
    public async Task Two_facts_in_a_sentence_become_two_memories()
    {
        var drafts = await Told.DraftsAsync("user: I've got asthma, and last winter I ended up in hospital twice because of it.");

        Assert.Equal(["profile", "event"], drafts.Select(d => d.Type));
    }

    [Fact]
    public async Task A_fact_that_is_said_twice_is_one_memory_with_both_messages()
    {
        var drafts = await Told.DraftsAsync("Kim: I swim every Tuesday and Thursday morning.", "assistant: Good for you!", "Kim: As I said, I swim every Tuesday and Thursday morning.");

        Assert.Equal([1, 3], Assert.Single(drafts).Messages);
    }

    [Fact]
    public async Task A_relative_date_stays_and_the_day_follows_in_brackets()
    {
        var english = Assert.Single(await Told.DraftsAsync("user: By the way, I ran a half marathon last Friday."));
        var chinese = Assert.Single(await Told.DraftsAsync("user: 对了，我上周五跑了半程马拉松。"));

        Assert.Equal("I ran a half marathon last Friday [2026-11-20]", english.Text.TrimEnd('.'));
        Assert.Equal("我上周五 [2026-11-20]跑了半程马拉松", chinese.Text.TrimEnd('。'));
        Assert.Equal(("2026-11-20", "2026-11-20"), (english.HappenedAt?.Text, chinese.HappenedAt?.Text));
    }

    [Fact]
    public async Task Without_a_reference_no_relative_date_is_resolved()
    {
        var request = Told.Request(Modality.Document, "document: x") with { Date = null };
        var message = new SourceMessage(1, "user", "Kim", null, "I ran a half marathon last Friday.");

        var draft = Assert.Single((await new MemU.Fs.Providers.Offline.OfflineExtractor().ExtractAsync(request with { Source = request.Source with { Modality = Modality.Conversation, Messages = [message] } })).Drafts);

        Assert.Null(draft.HappenedAt);
        Assert.DoesNotContain('[', draft.Text);
    }

    [Fact]
    public async Task A_day_without_a_month_counts_from_the_month_that_was_spoken_of()
    {
        var drafts = await Told.DraftsAsync("Kim: Our wedding is on the 12th of March.", "assistant: Lovely!", "Kim: No wait, the wedding is on the 19th instead.");

        Assert.Equal("2027-03-19", drafts[^1].HappenedAt?.Text);
        Assert.NotNull(drafts[^1].Corrects);
    }

    [Fact]
    public async Task A_name_that_a_relation_introduces_titles_the_memory()
    {
        var english = await Told.DraftsAsync("user: My colleague Ben Okafor looks after the databases.");
        var chinese = await Told.DraftsAsync("user: 小雨是我女儿，快七岁了。");

        Assert.Contains(english, d => d is { Title: "Ben Okafor", Category: "relationships" });
        Assert.Contains(chinese, d => d is { Title: "小雨", Category: "relationships" });
    }

    [Fact]
    public async Task A_known_first_name_links_to_the_full_name()
    {
        var request = Told.Request(Modality.Conversation, "user: Ben moved to Ghent last month.") with { KnownNames = ["Ben Okafor"] };

        var draft = Assert.Single((await new MemU.Fs.Providers.Offline.OfflineExtractor().ExtractAsync(request)).Drafts);

        Assert.Equal(["Ben Okafor"], draft.Mentions);
    }

    [Theory]
    [InlineData("user: Actually I moved to Lyon last month.", true)]
    [InlineData("user: I moved to Lyon last month.", false)]
    [InlineData("user: 不对，我记错了，体检是12月3号。", true)]
    public async Task A_correction_says_that_it_is_one(string line, bool corrects) => Assert.Equal(corrects, Assert.Single(await Told.DraftsAsync(line)).Corrects is not null);

    [Theory]
    [InlineData("user: I don't like coffee.", true)]
    [InlineData("user: I like coffee.", false)]
    [InlineData("user: 我不喝咖啡。", true)]
    [InlineData("user: 我爱喝咖啡。", false)]
    public async Task A_denial_is_marked(string line, bool negated) => Assert.Equal(negated, Assert.Single(await Told.DraftsAsync(line)).Negated);

    [Theory]
    [InlineData("user: Please always answer in French.")]
    [InlineData("user: Could you keep your replies shorter?")]
    [InlineData("user: 以后你回答我别太长，三五句就够了。")]
    public async Task A_standing_instruction_is_a_preference(string line)
    {
        var draft = Assert.Single(await Told.DraftsAsync(line, "assistant: Sure."));

        Assert.Equal(("profile", "preferences"), (draft.Type, draft.Category));
    }

    [Fact]
    public async Task A_bare_answer_keeps_the_question_that_it_needs()
    {
        var draft = Assert.Single(await Told.DraftsAsync("assistant: Nice to meet you! Where do you live?", "Kim: Lyon."));

        Assert.Equal(("Where do you live? → Lyon", "home", "Kim"), (draft.Text, draft.Slot, draft.Author));
    }

    [Fact]
    public async Task What_an_assistant_lists_is_learned_only_when_a_person_asks_to_remember_it()
    {
        const string List = "assistant: 1. ripgrep needs -uu to see hidden files.\n2. pytest -x stops at the first failure.";

        Assert.Empty(await Told.DraftsAsync(List, "user: Thank you."));
        Assert.Equal(2, (await Told.DraftsAsync(List, "user: Thanks. Put these into your memory.")).Count);
    }

    [Theory]
    [InlineData("user: I prefer short answers with code first.", "Prefers short answers with code first")]
    [InlineData("user: 我喜欢喝龙井茶。", "喜欢喝龙井茶")]
    public async Task A_title_is_short_and_leaves_the_speaker_out(string line, string title) => Assert.Equal(title, Assert.Single(await Told.DraftsAsync(line)).Title);
}
