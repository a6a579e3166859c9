using System.Text.RegularExpressions;

namespace MemU.Fs.Providers.Offline.Text;

/// <summary>Takes the words of conversation off a statement: what leads into it, and chatter after it.</summary>
internal static partial class Trim
{
    /// <summary>The statement alone.</summary>
    public static string Statement(string text, Tongue tongue)
    {
        for (var round = 0; round < 6; round++)
        {
            var before = text;
            text = text.Trim().TrimStart(',', '，', '。', '.', '!', '！', ':', '：', ';', '、', '-', '–', '—', '…', ')', '）').TrimEnd(',', '，', ':', '：', ';', '；', '、', '-', '–', '—', '(', '（').Trim();
            var lead = tongue == Tongue.Chinese ? ChineseLead().Match(text) : EnglishLead().Match(text);
            if (lead.Success && lead.Length > 0 && text.Length - lead.Length >= (tongue.Unspaced() ? 3 : 5)) text = text[lead.Length..];
            var tail = tongue == Tongue.Chinese ? ChineseTail().Match(text) : EnglishTail().Match(text);
            if (tail.Success && tail.Index >= (tongue.Unspaced() ? 3 : 5)) text = text[..tail.Index];
            text = WithoutEmoji(text);
            if (text == before) break;
        }
        return Balanced(text.Trim());
    }

    private static string WithoutEmoji(string text)
    {
        var end = text.Length;
        while (end > 0 && (char.IsSurrogate(text[end - 1]) || text[end - 1] is '\uFE0F' or '\u200D' or >= '\u2600' and <= '\u27BF' || char.IsWhiteSpace(text[end - 1]))) end--;
        var start = 0;
        while (start < end && (char.IsSurrogate(text[start]) || text[start] is '\uFE0F' or '\u200D' or >= '\u2600' and <= '\u27BF' || char.IsWhiteSpace(text[start]))) start++;
        // a letter beyond the first plane is no emoji
        for (var i = 0; i < text.Length - 1; i++) if (char.IsHighSurrogate(text[i]) && char.IsLowSurrogate(text[i + 1]) && char.IsLetter(text, i)) return text;
        return start == 0 && end == text.Length ? text : text[start..end];
    }

    private static string Balanced(string text)
    {
        if (text.Count(c => c == '(') < text.Count(c => c == ')') && text.EndsWith(')')) return text[..^1];
        if (text.Count(c => c == '"') == 1) return text.Trim('"');
        if (text.Count(c => c == '”') > text.Count(c => c == '“') && text.EndsWith('”')) return text[..^1];
        return text;
    }

    [GeneratedRegex("""
        ^(?:(?:no|yes|now|next|really|great|nice|cool|right|look|fine|true|sure|listen|update|sorry|then|plus|indeed|wait|perfect|exactly|decided|especially|that's\s+bc|remember|first|those|one\s+second)\s*[,.!:;…–—-]+\s*
          |(?:oh|ah|aw|well|so|and|but|also|btw|by\s+the\s+way|ok|okay|anyway|actually|honestly|hmm*|yeah|yep|yup|nope|nah|hi|hello|hey|morning(?:\s+all)?|good\s+(?:morning|evening|afternoon)|lol|haha|ha|ugh|argh|aargh|no\s+wait|hang\s+on|hold\s+on|(?:and\s+)?remember(?:\s+that)?(?=\s+(?:the|we|our|my|i|that)\b)
          |you\s+know|i\s+mean|to\s+be\s+honest|tbh|fyi|side\s+note|real\s+news|q|me\s+first|for\s+me|in\s+case\s+i\s+forget|ps|p\.s\.|thanks?(?:\s+you)?|ta|of\s+course|anyhow|besides|on\s+another\s+note|different\s+thing|one\s+(?:more\s+)?thing|back\s+to\s+work|at\s+least|blocker\s+from\s+me
          |quick\s+(?:note|update|introduction|intro)|good\s+news|bad\s+news|first\s+of\s+all|for\s+the\s+record|just\s+so\s+you\s+know|some\s+context|which\s+reminds\s+me|speaking\s+of\s+which|okay\s+so|ok\s+so|and\s+then|because|bc|since\s+you\s+ask|that's\s+because|only\s+thing\s+is|talking\s+of\s+\w+)
          (?:\s*[,.!:;…–—-]+\s*|\s+(?=\S))
        )
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex EnglishLead();

    [GeneratedRegex(@"[\s,]+(?:btw|lol|haha+|tho|though|by the way|obviously|honestly|you know|tbh|pls|please|fyi|don't ask|innit|rofl|lmao|x+|if you must know|i guess|anyway|remember|god help me|as you know|to be honest|i mean it|so there|you see|the rest is silence|in case you were wondering|yay|noted|settled|no joke)[\s.!,:)]*$|[\s.!]*[:;]-?[)D(P]+\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex EnglishTail();

    [GeneratedRegex(@"^(?:(?:另外|不过|而且|反正|其实|况且|还有就是|说起来还后怕)[，,]?(?=\S{4})|对了|顺便(?:说(?:一下|一句)?|跟你(?:说|交代)\S{0,4})|其实|话说|说起来|说正事|说正经的|另外|还有(?:个(?:事|坑)(?:你记一下)?|件事)?|哦+|噢|啊+|嗯+|唉|哎呀?|诶|欸|呀|哈+|嘿嘿|嗨|好的?|行|是的|对|不对|不是|没错|那个|然后|所以|而且|不过|但是?|可是|反正|总之|就是|其次|首先|你好|等等我?|等下|哦对|对啊|对呀|谢谢|麻烦了|没事|可以|当然|说真的|讲真|老实说|实话说|告诉你(?:个|一个)?(?:好)?消息|先自我介绍一下|跟你报个喜|先说好啊?|你猜对了|完了|得|漂亮|哎呀又变了|定了|找到了|有|对对|不知道|借你吉言|有啊|可以呀|知道啦|换啦)(?:[，,。.！!：:～~…\s]+|(?=我|他|她|他们))", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex ChineseLead();

    [GeneratedRegex(@"[，,。！!\s]*(?:哈哈+|嘿嘿|呵呵|嘻嘻|吧|啦|呢|呀|哦|噢|嘛|哈|啊|哎|唉|呜呜+|真的|绝了|你懂的|对吧|是吧|知道吧|肉疼|头大|救命|笑死|哭死|服了|懒得理他|扯远了|气死我了|血泪教训|急)[。！!～~…\s]*$|[。～~…]+$", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex ChineseTail();
}
