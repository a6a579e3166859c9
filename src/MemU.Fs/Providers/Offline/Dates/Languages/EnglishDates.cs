namespace MemU.Fs.Providers.Offline.Dates.Languages;

/// <summary>English words of dates.</summary>
internal static class EnglishDates
{
    /// <summary>The vocabulary.</summary>
    public static DateVocabulary Words { get; } = new("en", eastern: false, """
        D-2 the day before yesterday|day before yesterday
        D-1 yesterday|last night|last evening
        D0 today|tonight|this morning|this afternoon|this evening
        D1 tomorrow|tmrw
        D2 the day after tomorrow|day after tomorrow
        W1 monday|mon~
        W2 tuesday|tues~|tue~
        W3 wednesday|wed~~
        W4 thursday|thurs~|thur~|thu~
        W5 friday|fri~
        W6 saturday|sat~~
        W7 sunday|sun~~
        R mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekdays|weekends|daily|weekly|monthly|yearly|annually|nightly|fortnightly|biweekly|quarterly
        R mornings|afternoons|evenings|nights|lunchtimes|lunches|middays
        not quarter past|quarter to|half past|a quarter past|a quarter to
        not black friday|good friday|happy friday|casual friday|cyber monday
        R day after day|year after year|every now and then|every so often|from time to time|every time|most days|most weekends|twice a week|once a week|twice a day|once a day|once a month|twice a month|once a year|twice a year|times a week|times a day|times a month|times a year
        M1 january|jan~
        M2 february|feb~
        M3 march~~|mar~~
        M4 april~|apr~
        M5 may~~
        M6 june~|jun~
        M7 july|jul~
        M8 august~|aug~
        M9 september|sept~|sep~
        M10 october|oct~
        M11 november|nov~
        M12 december|dec~
        U1 day|days
        U2 week|weeks|wk|wks|weeks'|week's
        U3 month|months|month's|months'
        U4 year|years|yr|yrs|year's|years'
        U5 weekend|weekends|week-end
        U6 hour|hours|hrs
        U7 minute|minutes|mins
        U8 quarter|quarters
        U9 fortnight|fortnights
        X6 half a year
        X18 a year and a half|one and a half years
        n1 a|an|one
        n2 two|a couple of|couple of|a couple
        n3 three
        n4 four
        n5 five
        n6 six
        n7 seven
        n8 eight
        n9 nine
        n10 ten
        n11 eleven
        n12 twelve|a dozen
        n13 thirteen
        n14 fourteen
        n15 fifteen
        n16 sixteen
        n17 seventeen
        n18 eighteen
        n19 nineteen
        n20 twenty
        n30 thirty
        n40 forty
        n50 fifty
        d1 first
        d2 second
        d3 third
        d4 fourth
        d5 fifth
        d6 sixth
        d7 seventh
        d8 eighth
        d9 ninth
        d10 tenth
        d11 eleventh
        d12 twelfth
        d13 thirteenth
        d14 fourteenth
        d15 fifteenth
        d16 sixteenth
        d17 seventeenth
        d18 eighteenth
        d19 nineteenth
        d20 twentieth
        d21 twenty-first
        d22 twenty-second
        d23 twenty-third
        d24 twenty-fourth
        d25 twenty-fifth
        d26 twenty-sixth
        d27 twenty-seventh
        d28 twenty-eighth
        d29 twenty-ninth
        d30 thirtieth
        d31 thirty-first
        ord st|nd|rd|th
        L-1 last|past|previous
        L0 this|the current
        L1 next|the following
        L10 coming|this coming|upcoming|the coming
        bl before last
        an after next
        S1 spring
        S2 summer
        S3 autumn|fall
        S4 winter
        P1 early|early in|the beginning of|beginning of|the start of|start of
        P2 mid|the middle of|middle of
        P3 late|late in|the end of|end of
        T morning|afternoon|evening|night|noon|at night|in the morning|in the afternoon|in the evening
        ago ago
        in in|within
        later from now|from today|hence|time
        of of|in
        the the
        on1 on
        on2 in|by|until|till|before|after|during|from|around
        on0 for|at|over|between|and|or
        since since|ever since
        thru to|through|thru|-|–
        every every|each|every other|every second|every single
        Q q
        F101 new year's day|new year|new years day|new year’s day
        F214 valentine's day|valentines day|valentine’s day
        F317 st. patrick's day|saint patrick's day
        F704 fourth of july|the fourth of july
        F1031 halloween
        F1224 christmas eve
        F1225 christmas|christmas day|xmas
        F1226 boxing day
        F1231 new year's eve|new years eve|new year’s eve
        F10101 chinese new year|lunar new year
        F10815 mid-autumn festival
        F10505 dragon boat festival
        past went|met|saw|ate|was|were|did|had|came|got|left|took|gave|bought|flew|drove|ran|won|lost|found|made|spent|felt|fell|broke|began|woke|slept|sent|wrote|read|heard|sold|taught|thought|told|said|swam|sang|paid|hurt|cut|kept|held|knew|grew|rode|wore|spoke|built|caught|chose|finished|cancelled|moved
        plan1 will|'ll|’ll|going to|gonna|shall
        plan will|won't|shall|should|can|could|must|would|going to|gonna|'ll|’ll|plan|plans|planned|planning|booked|scheduled|arranged|promised|agreed|decided|expected|wanted|needed|asked|invited|want|need|due|postponed to|hope|hopes|hoped|intend|intended|reminded|remind|let's|is|are|has to|have to|signed up|signed us up|booked|registered|enrolled|scheduled|reserved|deadline
        count people|items|files|lines|words|tokens|users|dollars|euros|pounds|times|steps|points|cases|km|miles|meters|kg|rows|records|of the
        common the|and|is|are|was|were|i|you|he|she|we|they|my|your|his|her|it|to|of|with|that|this|have|has|had|will|not|for|at|on|in|what|when|do|did|be|from|but|me
        """);
}
