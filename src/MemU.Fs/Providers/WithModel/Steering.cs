using System.Text.RegularExpressions;
using MemU.Fs.Model;

namespace MemU.Fs.Providers.WithModel;

/// <summary>
/// Tells a statement that tries to steer whoever reads the memory from one that reports something. What somebody asks of an assistant in their own
/// conversation is a wish like any other; the same words in a document, a log or a reply are not theirs.
/// </summary>
internal static partial class Steering
{
    /// <summary>Why a statement is to be kept apart; null when it may be remembered.</summary>
    /// <param name="text">The statement.</param>
    /// <param name="isOwn">Whether a person said it in a conversation of theirs.</param>
    public static string? Of(string text, bool isOwn)
    {
        var bare = Quoted().Replace(text, " … "); // what stands in quotes is reported
        if (Reports().IsMatch(Address().Replace(bare, " "))) return null;
        if (Overrides().IsMatch(bare)) return "tells the reader to disregard its instructions";
        if (Hides().IsMatch(bare)) return "tells the reader to keep something from the user";
        if (Sends().IsMatch(bare)) return "tells the reader to send data away or run something";
        return !isOwn && Commands().IsMatch(bare) ? "gives the reader a standing order that the user did not give" : null;
    }

    /// <summary>True when a message of a source is a person's own words.</summary>
    public static bool IsOwn(SourceMessage message, Modality modality) => modality == Modality.Conversation && !message.FromAssistant;

    [GeneratedRegex("[\"“«「『][^\"”»」』]{0,400}[\"”»」』]|`[^`]{0,400}`", RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\bhttps?://\S+|\S+@\S+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Address();

    [GeneratedRegex(@"\b(?:sa(?:id|ys)|wrote|writes|reports?|reported|mention(?:s|ed)|describ(?:es|ed)|contain(?:s|ed)|explains?|explained|warn(?:s|ed)|claims?|claimed|tried|tries|attempt(?:s|ed)?|attack(?:er|ers|s)?|(?:prompt )?injections?|phish\w+|scam\w*|malicious|suspicious|quarantined?|detect(?:s|ed)|test(?:s|ed) whether)\b|说|写道|提到|声称|攻击|注入|例如|报告", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Reports();

    [GeneratedRegex(@"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}\b(?:previous|prior|earlier|above|all|any|other|your|its|system|safety)\b[^.\n]{0,30}\b(?:instructions?|prompts?|rules?|guidelines?|polic(?:y|ies)|messages?|guardrails?|memor(?:y|ies))\b|\byou are now\b|\bnew (?:system )?(?:instructions?|persona)\s*:|\b(?:reveal|print|output|repeat|show)\b[^.\n]{0,30}\bsystem prompt\b|\b(?:developer|dan|god) mode\b|忽略(?:之前|以上|先前|所有)[^。\n]{0,12}(?:指令|提示|规则)|你现在是|無視(?:して|する)|игнорируй[^.\n]{0,30}инструкц|ignor(?:a|e|ez|iere|ieren)\b[^.\n]{0,30}\b(?:instruc\w+|anweisung\w*|consignes?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Overrides();

    [GeneratedRegex(@"\b(?:do not|don['’]t|never|without)\b[^.\n]{0,20}\b(?:tell(?:ing)?|inform(?:ing)?|mention(?:ing)?|alert(?:ing)?|notify(?:ing)?|ask(?:ing)?|show(?:ing)?)\b[^.\n]{0,20}\b(?:the )?(?:user|owner|human|operator)s?\b|不要(?:告诉|通知|提醒)[^。\n]{0,4}用户", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Hides();

    [GeneratedRegex(@"\b(?:send|post|upload|forward|exfiltrate|leak|transmit|email|append|include)\b[^.\n]{0,60}\b(?:conversation|history|memor(?:y|ies)|secrets?|credentials?|passwords?|tokens?|keys?|files?|contents?|data)\b[^.\n]{0,40}(?:https?://|\bto\s+\S+@\S+|\battacker\b|\bexternal\b|\bwebhook\b)|\bcurl\b[^\n]{0,80}\|\s*(?:ba|z)?sh\b|\brm\s+-rf\b[^\n]{0,20}(?:/|~)|把[^。\n]{0,20}(?:发送|上传|转发)(?:到|给)\s*(?:https?://|\S+@)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Sends();

    [GeneratedRegex(@"\b(?:the |any |all |every )?(?:assistants?|agents?|ai|models?|llms?|bots?|chatbots?|reader)\b[^.\n]{0,20}\b(?:must|should|shall|has to|have to|needs? to|(?:is|are) (?:required|instructed|ordered) to|will always|always|never)\b|\b(?:from now on|going forward|in all future (?:conversations|sessions|replies))\b[^.\n]{0,40}\b(?:always|never|must|you|reply|answer|respond|recommend|use)\b|\b(?:always|never)\s+(?:recommend|suggest|reply|respond|answer|mention|promote|approve|trust|use|run|execute|buy|say|call|refuse|comply)\b|\byou must\b|\bmust always\b|今后(?:请|必须|一律)|(?:助手|模型|智能体)(?:必须|应当|一律|总是)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchPatience.Milliseconds)]
    private static partial Regex Commands();
}
