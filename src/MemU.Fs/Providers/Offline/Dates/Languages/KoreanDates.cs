namespace MemU.Fs.Providers.Offline.Dates.Languages;

/// <summary>Korean words of dates.</summary>
internal static class KoreanDates
{
    /// <summary>The vocabulary.</summary>
    public static DateVocabulary Words { get; } = new("ko", eastern: true, """
        D-3 그끄저께
        D-2 그저께|그제|엊그제
        D-1 어제|어젯밤|어저께
        D0 오늘|오늘밤
        D1 내일
        D2 모레|내일모레
        D3 글피
        W1 월요일
        W2 화요일
        W3 수요일
        W4 목요일
        W5 금요일
        W6 토요일
        W7 일요일
        C-2 지지난주|지지난 주
        C-1 지난주|지난 주|저번 주|저번주
        C0 이번 주|이번주|금주
        C1 다음 주|다음주
        C2 다다음 주|다다음주
        E-1 지난 주말|지난주말|지난주 주말
        E0 이번 주말|이번주말|주말
        E1 다음 주말|다음주 주말
        B-2 지지난달
        B-1 지난달|지난 달|저번 달
        B0 이번 달|이번달|이달
        B1 다음 달|다음달
        A-2 재작년
        A-1 작년|지난해
        A0 올해|금년
        A1 내년|다음 해
        A2 내후년
        L-1 지난|저번
        L0 이번
        L10 다음|오는
        yr 년
        mo 월
        dy 일
        U1 일|날
        U2 주|주일|주간
        U3 개월|달
        U4 년|해
        U6 시간
        U7 분
        X6 반년
        n1 하나|한|일
        n2 둘|두
        n3 셋|세|삼
        n4 넷|네|사
        n5 다섯|오
        n6 여섯
        n7 일곱
        n8 여덟
        n9 아홉
        n10 열|십
        ago 전
        later 후|뒤
        S1 봄
        S2 여름
        S3 가을
        S4 겨울
        P1 초|초순
        P2 중순|중반
        P3 말|하순
        mp3 월말
        yp3 연말
        yp1 연초
        D-3 사흘 전
        D-2 이틀 전
        D-1 하루 전
        D2 이틀 후|이틀 뒤
        D3 사흘 후|사흘 뒤
        T 아침|오전|점심|오후|저녁|밤|새벽
        of 의
        thru 부터|에서|-
        every 매
        R 매일|매주|매달|매월|매년|날마다|주말마다|월요일마다|화요일마다|수요일마다|목요일마다|금요일마다|토요일마다|일요일마다
        F101 신정
        F214 발렌타인데이|밸런타인데이
        F301 삼일절
        F505 어린이날
        F815 광복절
        F1003 개천절
        F1009 한글날
        F1224 크리스마스 이브
        F1225 크리스마스|성탄절
        F40101 설날
        F40815 추석
        past 았|었|했|갔|왔|났|봤|샀|만났
        plan1 예정|겠|거예요|거야|려고
        count 번|회|명|개
        """);
}
