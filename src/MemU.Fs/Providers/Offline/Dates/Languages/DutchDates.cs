namespace MemU.Fs.Providers.Offline.Dates.Languages;

/// <summary>Dutch words of dates.</summary>
internal static class DutchDates
{
    /// <summary>The vocabulary.</summary>
    public static DateVocabulary Words { get; } = new("nl", eastern: false, """
        D-2 eergisteren
        D-1 gisteren|gisteravond|vannacht
        D0 vandaag|vanavond|vanmorgen|vanmiddag|vanochtend
        D1 morgen|morgenochtend|morgenavond
        D2 overmorgen
        not goede morgen|de morgen
        W1 maandag
        W2 dinsdag
        W3 woensdag
        W4 donderdag
        W5 vrijdag
        W6 zaterdag
        W7 zondag
        R dagelijks|wekelijks|maandelijks|jaarlijks|maandags|zondags|maandagen|dinsdagen|woensdagen|donderdagen|vrijdagen|zaterdagen|zondagen|per week|per dag|per maand|per jaar
        M1 januari
        M2 februari
        M3 maart
        M4 april~
        M5 mei~
        M6 juni
        M7 juli
        M8 augustus
        M9 september
        M10 oktober
        M11 november
        M12 december
        U1 dag|dagen
        U2 week|weken
        U3 maand|maanden
        U4 jaar|jaren
        U5 weekend|weekeinde
        U6 uur|uren
        U7 minuut|minuten
        U8 kwartaal
        X6 een half jaar
        n1 een|één
        n2 twee|een paar
        n3 drie
        n4 vier
        n5 vijf
        n6 zes
        n7 zeven
        n8 acht
        n9 negen
        n10 tien
        n11 elf
        n12 twaalf
        n14 veertien
        n20 twintig
        n30 dertig
        d1 eerste
        d2 tweede
        d3 derde
        ord e|ste|de
        L-1 vorige|vorig|afgelopen|laatste
        L0 deze|dit
        L1 volgende|volgend
        L10 komende|komend|aanstaande|aankomende
        S1 lente|voorjaar
        S2 zomer
        S3 herfst|najaar
        S4 winter
        P1 begin|begin van|vroeg in
        P2 half|midden|medio|halverwege
        P3 eind|einde|eind van|einde van|laat in
        T ochtend|middag|avond|nacht|ochtends|'s avonds|'s ochtends
        ago geleden
        in over|binnen
        of van|in
        the de|het
        on2 in|tot|vanaf|voor|na|tijdens
        on1 op
        on0 met|aan
        since sinds
        thru tot|t/m|tot en met|-|–
        every elke|iedere|elk|ieder|alle
        F101 nieuwjaarsdag|nieuwjaar
        F214 valentijnsdag
        F427 koningsdag
        F1205 sinterklaas|pakjesavond
        F1224 kerstavond
        F1225 kerst|kerstmis|eerste kerstdag
        F1231 oudejaarsavond|oud en nieuw
        past was|waren|had|ging|gingen|kwam|heb|heeft|hebben|ben|zag
        plan1 zal|zullen
        plan zal|zullen|wil|willen|moet|moeten|kan|kunnen|ga|gaat|gaan
        count mensen|bestanden|regels|woorden|euro|keer
        common de|het|een|en|is|ik|jij|je|hij|zij|wij|we|niet|met|van|op|aan|was|heb|heeft|mijn|voor|dat|die|naar|ben|er|maar|wat
        """);
}
