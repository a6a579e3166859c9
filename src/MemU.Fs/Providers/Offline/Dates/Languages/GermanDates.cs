namespace MemU.Fs.Providers.Offline.Dates.Languages;

/// <summary>German words of dates.</summary>
internal static class GermanDates
{
    /// <summary>The vocabulary.</summary>
    public static DateVocabulary Words { get; } = new("de", eastern: false, """
        D-3 vorvorgestern
        D-2 vorgestern
        D-1 gestern|letzte Nacht
        D0 heute|heute Abend|heute Morgen|heute Nacht
        D1 morgen|morgen früh
        D2 übermorgen
        not am Morgen|guten Morgen|der Morgen|den Morgen
        R jeden Morgen|jeden Tag|täglich|wöchentlich|monatlich|jährlich|montags|dienstags|mittwochs|donnerstags|freitags|samstags|sonnabends|sonntags|pro Woche|pro Tag|pro Monat|pro Jahr|in der Woche
        W1 Montag
        W2 Dienstag
        W3 Mittwoch
        W4 Donnerstag
        W5 Freitag
        W6 Samstag|Sonnabend
        W7 Sonntag
        M1 Januar|Jänner
        M2 Februar
        M3 März|Maerz
        M4 April~
        M5 Mai
        M6 Juni
        M7 Juli
        M8 August
        M9 September
        M10 Oktober
        M11 November
        M12 Dezember
        U1 Tag|Tage|Tagen
        U2 Woche|Wochen
        U3 Monat|Monate|Monaten|Monats
        U4 Jahr|Jahre|Jahren|Jahres
        U5 Wochenende|Wochenenden
        U6 Stunde|Stunden
        U7 Minute|Minuten
        U8 Quartal
        X6 einem halben Jahr
        n1 ein|eine|einem|einer|einen
        n2 zwei
        n3 drei
        n4 vier
        n5 fünf
        n6 sechs
        n7 sieben
        n8 acht
        n9 neun
        n10 zehn
        n11 elf
        n12 zwölf
        n14 vierzehn
        n20 zwanzig
        n30 dreißig
        d1 erster|ersten|erste
        d2 zweiter|zweiten|zweite
        d3 dritter|dritten|dritte
        ord .
        L-2 vorletzte|vorletzten|vorletztes
        L-1 letzte|letzten|letztes|letzter|letztem|vergangene|vergangenen|vergangenes|vorige|vorigen|voriges
        L0 diese|diesen|dieses|diesem|dieser
        L10 kommende|kommenden|kommendes|nächste|nächsten|nächstes|nächster|nächstem|naechste|naechsten|naechstes
        L2 übernächste|übernächsten|übernächstes
        S1 Frühling|Frühjahr
        S2 Sommer
        S3 Herbst
        S4 Winter
        P1 Anfang|Beginn
        P2 Mitte
        P3 Ende
        T früh|Morgen|Vormittag|Mittag|Nachmittag|Abend|Nacht
        vor vor
        in in|binnen
        of im|des|der|vom|von|in
        the der|die|das|den|dem
        on2 im|bis|ab|vor|nach|während|in
        on1 am|bis zum|zum
        on0 an|zu|um|für
        since seit
        thru bis|-|–
        every jeden|jede|jedes|alle|jeder
        F101 Neujahr
        F214 Valentinstag
        F501 Tag der Arbeit
        F1003 Tag der Deutschen Einheit
        F1206 Nikolaus
        F1224 Heiligabend
        F1225 Weihnachten
        F1231 Silvester
        past war|waren|hatte|ging|gingen|traf|kam|habe|hat|haben|bin|sind
        plan1 werde|wird|werden
        plan werde|wird|werden|will|wollen|muss|müssen|soll|sollen|kann|können|möchte|geplant
        count Personen|Dateien|Zeilen|Wörter|Euro|Leute
        common der|die|das|und|ist|ich|du|er|wir|nicht|ein|eine|mit|auf|bin|bei|habe|war|zu|den|dem|von|für|im|am|sie|es|mein|meine|bitte|wo|wie|hat
        """);
}
