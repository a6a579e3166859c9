using MemU.Fs.Questions;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Questions;

public sealed class SmallTalkTests
{
    [Theory]
    [InlineData("thanks!")]
    [InlineData("Thanks, that helped a lot")]
    [InlineData("Thank you so much for your help 🙏")]
    [InlineData("ok")]
    [InlineData("OK, got it. Thanks again!")]
    [InlineData("hello")]
    [InlineData("Hi there, how are you?")]
    [InlineData("That's perfect, you're welcome")]
    [InlineData("please continue")]
    [InlineData("👍")]
    [InlineData("谢谢")]
    [InlineData("好的，谢谢你的帮助！")]
    [InlineData("你好呀")]
    [InlineData("知道了，辛苦了")]
    [InlineData("謝謝，沒問題")]
    [InlineData("こんにちは")]
    [InlineData("はい、ありがとうございます！")]
    [InlineData("안녕하세요")]
    [InlineData("네, 정말 감사합니다")]
    [InlineData("merci beaucoup, à bientôt")]
    [InlineData("Ça va ?")]
    [InlineData("¡Muchas gracias por tu ayuda!")]
    [InlineData("Danke schön, alles klar")]
    [InlineData("grazie mille, ciao")]
    [InlineData("Muito obrigado, tchau")]
    [InlineData("Спасибо большое!")]
    [InlineData("شكرًا جزيلا")]
    [InlineData("धन्यवाद")]
    [InlineData("teşekkür ederim")]
    [InlineData("xin chào")]
    [InlineData("ขอบคุณครับ")]
    public void Greetings_thanks_and_acknowledgements_ask_nothing(string text) => Assert.True(SmallTalk.Is(text));

    [Theory]
    [InlineData("thanks, what is my phone number?")]
    [InlineData("hello world")]
    [InlineData("ok computer")]
    [InlineData("Nice")]
    [InlineData("halo")]
    [InlineData("who thanked me")]
    [InlineData("thanksgiving")]
    [InlineData("so")]
    [InlineData("???")]
    [InlineData("🐉")]
    [InlineData("")]
    [InlineData("谢谢小雨")]
    [InlineData("好的餐厅")]
    [InlineData("你好吗啡")]
    [InlineData("ありがとうの手紙")]
    [InlineData("안녕하세요 선생님 전화번호")]
    [InlineData("merci qui")]
    [InlineData("danke an wen")]
    [InlineData("gracias a mi hermana")]
    [InlineData("شكرا أختي")]
    [InlineData("a\ud800 thanks")]
    public void One_word_of_content_and_it_is_looked_up(string text) => Assert.False(SmallTalk.Is(text));

    [Fact]
    public async Task Small_talk_is_answered_with_empty_lists_unless_it_is_to_be_looked_up_always()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/card.md", "The card says thanks.\n");
        var answer = await memory.AskAsync("thanks!");
        Assert.False(answer.NeedsRetrieval);
        Assert.True(answer.IsEmpty);
        Assert.Empty(answer.NearMisses);
        Assert.Equal("none", answer.Freshness);
        answer = await memory.Service.RetrieveAsync(new() { Query = "thanks!", Always = true });
        Assert.True(answer.NeedsRetrieval);
        Assert.Contains(answer.Items, i => i.Path == "notes/card.md");
    }
}
