using MemU.Fs.Model;
using MemU.Fs.Tests.Service;
using Xunit;

namespace MemU.Fs.Tests.Questions;

public sealed class NextQuestionTests
{
    [Fact]
    public async Task A_pronoun_becomes_the_one_person_of_the_best_hit()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("relationships/contacts/melanie.md", "---\ntype: profile\ntitle: Melanie\n---\nMelanie paints.\n");
        memory.Write("notes/move.md", "Melanie moved to Porto in May.\n");
        Assert.Equal("When did Melanie move?", (await memory.AskAsync("When did she move?")).NextStepQuery);
        memory.Write("relationships/contacts/joan.md", "---\ntype: profile\ntitle: Joan\n---\nJoan sings.\n");
        memory.Write("notes/move.md", "Melanie and Joan moved to Porto in May.\n");
        Assert.Null((await memory.AskAsync("When did she move?")).NextStepQuery);
        Assert.Null((await memory.AskAsync("When did Melanie move?")).NextStepQuery);
    }

    [Fact]
    public async Task Whoever_says_I_is_meant_unless_it_is_the_owner()
    {
        using var memory = await TestMemory.CreateAsync(MemoryScope.Of("ana"));
        await memory.SayAsync("talk.json", null, ("Melanie", "I moved to Porto in May."), ("Ana", "I bought a kayak in Lyon."));
        Assert.Equal("When did Melanie move?", (await memory.AskAsync("When did she move?")).NextStepQuery);
        Assert.Null((await memory.AskAsync("Where did she buy the kayak?")).NextStepQuery);
    }

    [Fact]
    public async Task The_same_in_chinese()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("relationships/contacts/小雨.md", "---\ntype: profile\ntitle: 小雨\n---\n小雨喜欢画画。\n");
        memory.Write("notes/搬家.md", "小雨五月搬家到上海。\n");
        Assert.Equal("小雨什么时候搬家的？", (await memory.AskAsync("她什么时候搬家的？")).NextStepQuery);
        Assert.Null((await memory.AskAsync("其他人什么时候搬家的？")).NextStepQuery);
    }

    [Fact]
    public async Task A_name_that_is_only_known_as_somebodys_sister_is_asked_for_as_that()
    {
        using var memory = await TestMemory.CreateAsync();
        memory.Write("notes/sister.md", "My older sister Joan came by on Sunday.\n");
        Assert.Equal("Where does my older sister work?", (await memory.AskAsync("Where does Joan work?")).NextStepQuery);
        memory.Write("notes/joan.md", "Joan works at the harbor.\n");
        Assert.Null((await memory.AskAsync("Where does Joan work?")).NextStepQuery);
        memory.Write("notes/妹妹.md", "我妹妹小雨周日来了。\n");
        Assert.Equal("我妹妹在哪里工作？", (await memory.AskAsync("小雨在哪里工作？")).NextStepQuery);
    }
}
