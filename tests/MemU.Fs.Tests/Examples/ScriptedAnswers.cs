using System.Text.Json.Nodes;
using MemU.Fs.Tests.Scripted;
using MemU.Fs.Tests.WithModel;

namespace MemU.Fs.Tests.Examples;

/// <summary>What stands in for a model where an example needs one; the transcripts on its page are made with it.</summary>
internal static class ScriptedAnswers
{
    /// <summary>Of Ana's third conversation.</summary>
    public static Reply Moved(ChatCall call) => call.SchemaName switch
    {
        "memories" => Script.Memories("Ana has moved to Lyon and tells what has changed since October.",
            Script.Item("profile", "Ana moved from Zaragoza to Lyon in October 2026.", [3], "personal_info", "Lives in Lyon", happened: "2026-10"),
            Script.Item("event", "Marc started at the hospital in Lyon on November 2, 2026.", [5], "relationships", "Marc started at the hospital", happened: "2026-11-02")),
        "answer" => Reply.Json(new JsonObject { ["known"] = true, ["answer"] = "In Lyon, since October 2026 [1]." }),
        _ => Script.Pages(call, name => name == "personal_info" ? "- Lives in Lyon since October 2026 [[personal_info/lives-in-lyon]]" : "- Marc started at the hospital in Lyon [[relationships/contacts/marc-started-at-the-hospital]]"),
    };

    /// <summary>Of 林晓's first conversation.</summary>
    public static Reply Allergic(ChatCall call) => call.SchemaName switch
    {
        "memories" => Script.Memories("林晓介绍自己。", Script.Item("profile", "林晓对花生过敏。", [Line(call)], "personal_info", "对花生过敏")),
        "answer" => Reply.Json(new JsonObject { ["known"] = true, ["answer"] = "她对花生过敏 [1]。" }),
        _ => Script.Pages(call, _ => "- 对花生过敏 [[personal_info/对花生过敏]]"),
    };

    /// <summary>The number of the line that speaks of the allergy.</summary>
    private static int Line(ChatCall call) => int.Parse(System.Text.RegularExpressions.Regex.Match(call.User, @"^\[(\d+)\][^\n]*过敏", System.Text.RegularExpressions.RegexOptions.Multiline).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);
}
