using System.Text;
using MemU.Fs.Sources.Sessions;
using Xunit;

namespace MemU.Fs.Tests.Watching;

/// <summary>Lines of the logs of agents' hosts, as they write them.</summary>
public sealed class SessionLineTests
{
    [Theory]
    // Claude Code
    [InlineData("""{"parentUuid":null,"isSidechain":false,"cwd":"/x","type":"user","message":{"role":"user","content":"I like tea"},"uuid":"u","timestamp":"2026-11-30T09:00:00.000Z"}""", "user", "I like tea")]
    [InlineData("""{"type":"assistant","message":{"role":"assistant","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"Done."},{"type":"tool_use","id":"t","name":"Bash","input":{}}]},"timestamp":"2026-11-30T09:00:00Z"}""", "assistant", "Done.")]
    [InlineData("""{"type":"user","message":{"role":"user","content":"<system-reminder>be nice</system-reminder>\n我喜欢茶"},"timestamp":"2026-11-30T09:00:00Z"}""", "user", "我喜欢茶")]
    // Codex
    [InlineData("""{"timestamp":"2026-11-30T09:00:00Z","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"I like tea"}]}}""", "user", "I like tea")]
    [InlineData("""{"timestamp":"2026-11-30T09:00:00Z","type":"response_item","payload":{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Noted."}]}}""", "assistant", "Noted.")]
    // Cursor
    [InlineData("""{"role":"user","message":{"content":[{"type":"text","text":"<open_and_recently_viewed_files>a.cs</open_and_recently_viewed_files>\n<user_query>\nI like tea\n</user_query>"}]},"timestamp":1796029200000}""", "user", "I like tea")]
    // OpenClaw
    [InlineData("""{"type":"message","id":"a","parentId":null,"timestamp":"2026-11-30T09:00:00Z","message":{"role":"user","content":[{"type":"text","text":"I like tea"}],"timestamp":1796029200000}}""", "user", "I like tea")]
    // WorkBuddy, Cola, and others alike
    [InlineData("""{"id":"a","timestamp":1796029200000,"type":"message","role":"user","content":[{"type":"input_text","text":"I like tea"}]}""", "user", "I like tea")]
    [InlineData("""{"sender":"human","text":"I like tea","created_at":"2026-11-30T09:00:00Z"}""", "user", "I like tea")]
    public void A_message_is_read_with_who_said_it_and_when_and_without_what_the_host_added(string line, string role, string text)
    {
        var message = SessionLine.Read(Encoding.UTF8.GetBytes(line), out var isJson);
        Assert.True(isJson);
        Assert.Equal(new SessionMessage(role, text, DateTimeOffset.Parse("2026-11-30T09:00:00Z")), message);
    }

    [Theory]
    [InlineData("""{"type":"summary","summary":"Setting up","leafUuid":"x"}""")]
    [InlineData("""{"type":"user","isMeta":true,"message":{"role":"user","content":"Caveat: the messages below"}}""")]
    [InlineData("""{"type":"user","isSidechain":true,"message":{"role":"user","content":"You are a helper"}}""")]
    [InlineData("""{"type":"user","message":{"role":"user","content":[{"tool_use_id":"t","type":"tool_result","content":"I like results"}]}}""")]
    [InlineData("""{"type":"session_meta","payload":{"id":"abc","instructions":"You are Codex"}}""")]
    [InlineData("""{"type":"event_msg","payload":{"type":"user_message","message":"I like tea"}}""")]
    [InlineData("""{"type":"response_item","payload":{"type":"message","role":"developer","content":[{"type":"input_text","text":"obey"}]}}""")]
    [InlineData("""{"type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"# AGENTS.md instructions for /x\n\n<INSTRUCTIONS>be brief</INSTRUCTIONS>"}]}}""")]
    [InlineData("""{"type":"response_item","payload":{"type":"function_call_output","output":"I like output"}}""")]
    [InlineData("""{"type":"user","message":{"role":"user","content":"<command-name>/clear</command-name><command-message>clear</command-message>"}}""")]
    [InlineData("""{"role":"user","content":"<memory>\nAna likes tea\n</memory>"}""")]
    [InlineData("""{"role":"user"}""")]
    [InlineData("[1, 2]")]
    public void What_nobody_said_is_no_message(string line) => Assert.Null(SessionLine.Read(Encoding.UTF8.GetBytes(line), out _));

    [Theory]
    [InlineData("{\"type\":\"user\",\"mess")]
    [InlineData("2026-11-30 09:00 user: hello")]
    [InlineData("")]
    public void A_line_that_is_torn_or_of_another_format_is_told_apart(string line)
    {
        Assert.Null(SessionLine.Read(Encoding.UTF8.GetBytes(line), out var isJson));
        Assert.False(isJson);
    }
}
