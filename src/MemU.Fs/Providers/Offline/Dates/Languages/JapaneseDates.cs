namespace MemU.Fs.Providers.Offline.Dates.Languages;

/// <summary>Japanese words of dates.</summary>
internal static class JapaneseDates
{
    /// <summary>The vocabulary.</summary>
    public static DateVocabulary Words { get; } = new("ja", eastern: true, """
        D-2 一昨日|おととい
        D-1 昨日|きのう|昨夜|昨晩|ゆうべ
        D0 今日|きょう|今夜|今晩|今朝|本日
        D1 明日|あした|あす|翌朝
        D2 明後日|あさって
        D3 しあさって
        W1 月曜日|月曜
        W2 火曜日|火曜
        W3 水曜日|水曜
        W4 木曜日|木曜
        W5 金曜日|金曜
        W6 土曜日|土曜
        W7 日曜日|日曜
        C-2 先々週
        C-1 先週
        C0 今週
        C1 来週
        C2 再来週
        E-1 先週末
        E0 今週末|週末
        E1 来週末
        B-2 先々月
        B-1 先月
        B0 今月
        B1 来月
        B2 再来月
        A-2 一昨年|おととし
        A-1 去年|昨年
        A0 今年|本年|ことし
        A1 来年
        A2 再来年
        L-1 前の|先の|この前の|過去|この前
        L0 今度の
        L10 次の|今後
        yr 年
        mo 月
        dy 日
        U1 日|日間
        U2 週間|週
        U3 か月|ヶ月|ケ月|カ月|箇月|ヵ月
        U4 年|年間
        U6 時間
        U7 分
        X6 半年
        ago 前|まえ
        later 後|ご
        S1 春
        S2 夏
        S3 秋
        S4 冬
        P1 初め|はじめ|上旬|初旬|初頭
        P2 中旬|半ば|なかば
        P3 末|終わり|下旬|おわり
        mp3 月末
        mp1 月初め
        yp3 年末
        T の朝|朝|午前|午後|夕方|夜|晩|の夜
        of の
        thru から|〜|～|-
        every 毎
        R 毎日|毎週|毎月|毎年|毎朝|毎晩|毎週末|日曜日ごと|週に一回|週に一度|週一回
        F101 元日|元旦|正月|お正月
        F214 バレンタインデー|バレンタイン
        F505 こどもの日|子供の日
        F1031 ハロウィン|ハロウィーン
        F1224 クリスマスイブ|クリスマス・イブ
        F1225 クリスマス
        F1231 大晦日
        past ました|だった|でした|した|った
        plan1 つもり|予定|ましょう|たい
        count 回|度|人|個
        """);
}
