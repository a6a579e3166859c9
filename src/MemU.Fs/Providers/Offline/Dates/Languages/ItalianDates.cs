namespace MemU.Fs.Providers.Offline.Dates.Languages;

/// <summary>Italian words of dates.</summary>
internal static class ItalianDates
{
    /// <summary>The vocabulary.</summary>
    public static DateVocabulary Words { get; } = new("it", eastern: false, """
        D-2 l'altro ieri|altro ieri|l’altro ieri|avantieri
        D-1 ieri|ieri sera|ieri notte
        D0 oggi|stasera|stamattina|stanotte|questa sera|questa mattina
        D1 domani
        D2 dopodomani
        W1 lunedì
        W2 martedì
        W3 mercoledì
        W4 giovedì
        W5 venerdì
        W6 sabato
        W7 domenica
        R il lunedì|il martedì|il mercoledì|il giovedì|il venerdì|il sabato|la domenica|quotidianamente|a settimana|alla settimana|al giorno|al mese|all'anno
        M1 gennaio
        M2 febbraio
        M3 marzo
        M4 aprile
        M5 maggio
        M6 giugno
        M7 luglio
        M8 agosto
        M9 settembre
        M10 ottobre
        M11 novembre
        M12 dicembre
        U1 giorno|giorni
        U2 settimana|settimane
        U3 mese|mesi
        U4 anno|anni
        U5 fine settimana|weekend|week-end
        U6 ora|ore
        U7 minuto|minuti
        U8 trimestre
        n1 un|una|uno
        n2 due|un paio di
        n3 tre
        n4 quattro
        n5 cinque
        n6 sei
        n7 sette
        n8 otto
        n9 nove
        n10 dieci
        n11 undici
        n12 dodici
        n15 quindici
        n20 venti
        n30 trenta
        d1 primo
        ord º|°
        L-1 scorso|scorsa|scorsi|scorse|passato|passata|ultimo|ultima|ultimi|ultime
        L0 questo|questa|quest
        L10 prossimo|prossima|prossimi|prossime
        S1 primavera
        S2 estate
        S3 autunno
        S4 inverno
        P1 inizio|all'inizio di|inizio di|primi di|ai primi di|inizio del
        P2 metà|a metà di|metà di|a metà
        P3 fine|alla fine di|fine di|fine del
        T mattina|sera|pomeriggio|notte
        ago fa
        in tra|fra|in
        of di|del|dell|della|de
        the il|lo|la|l|i|gli|le
        on2 a|in|nel|fino a|entro|prima di|dopo|durante|nell|di
        on1 per|di
        since da|dal|dall|dalla
        thru a|al|-|–
        every ogni|tutti i|tutte le|tutti gli
        F101 capodanno
        F106 epifania|befana
        F214 san valentino
        F501 festa dei lavoratori
        F815 ferragosto
        F1224 vigilia di natale
        F1225 natale
        F1231 san silvestro
        past ho|abbiamo|ero|siamo|sono andato|sono andata|era
        plan1 andrò
        plan devo|deve|voglio|posso|andrò|vado
        count persone|righe|parole|euro|volte
        common il|lo|gli|e|è|io|tu|che|di|un|una|per|con|non|mi|mio|mia|sono|ho|ha|del|della|nel|al|alla|si|ma|le|la|abbiamo
        """);
}
