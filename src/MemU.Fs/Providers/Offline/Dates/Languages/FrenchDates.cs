namespace MemU.Fs.Providers.Offline.Dates.Languages;

/// <summary>French words of dates.</summary>
internal static class FrenchDates
{
    /// <summary>The vocabulary.</summary>
    public static DateVocabulary Words { get; } = new("fr", eastern: false, """
        D-2 avant-hier|avant hier
        D-1 hier|hier soir|la nuit dernière
        D0 aujourd'hui|aujourd’hui|ce matin|ce soir|cet après-midi|cette nuit
        D1 demain
        D2 après-demain|après demain
        W1 lundi
        W2 mardi
        W3 mercredi
        W4 jeudi
        W5 vendredi
        W6 samedi
        W7 dimanche
        R lundis|mardis|mercredis|jeudis|vendredis|samedis|dimanches|le lundi|le mardi|le mercredi|le jeudi|le vendredi|le samedi|le dimanche|quotidiennement|chaque semaine|par semaine|par jour|par mois|par an|tous les jours|toutes les semaines|tous les mois|tous les ans
        M1 janvier
        M2 février
        M3 mars~
        M4 avril
        M5 mai
        M6 juin
        M7 juillet
        M8 août
        M9 septembre
        M10 octobre
        M11 novembre
        M12 décembre
        U1 jour|jours
        U2 semaine|semaines
        U3 mois
        U4 an|ans|année|années
        U5 week-end|weekend|week-ends
        U6 heure|heures
        U7 minute|minutes
        U8 trimestre|trimestres
        n1 un|une
        n2 deux
        n3 trois
        n4 quatre
        n5 cinq
        n6 six
        n7 sept
        n8 huit
        n9 neuf
        n10 dix
        n11 onze
        n12 douze
        n13 treize
        n14 quatorze
        n15 quinze
        n20 vingt
        n30 trente
        d1 premier|1er
        ord er|e
        L-1 dernier|dernière|derniers|dernières|passé|passée|précédent|précédente
        L0 ce|cet|cette|en cours
        L10 prochain|prochaine|prochains|prochaines
        S1 printemps
        S2 été~
        S3 automne
        S4 hiver
        P1 début|au début de|début de
        P2 mi|milieu de|au milieu de|milieu
        P3 fin|fin de|à la fin de
        T matin|soir|après-midi|midi|au soir|au matin
        vor il y a|voici
        in dans|d'ici|d’ici
        of de|du|d|des|de l|en
        the le|la|l|les|au
        on2 en|avant|après|pendant|jusqu'en|jusqu’en|d'ici|d’ici|au|à|mois de|au mois de|d|de
        on1 pour|vers|jusqu'à|jusqu’à
        since depuis|dès
        thru au|à|-|–
        every chaque|tous les|toutes les
        F101 nouvel an|jour de l'an|jour de l’an
        F214 saint-valentin
        F501 fête du travail
        F1101 toussaint
        F1224 réveillon de noël
        F1225 noël
        F1231 réveillon du nouvel an|saint-sylvestre
        past ai|ai été|avons|a|ont|était|étions|suis allé|suis allée|sommes allés
        plan1 vais|irai|ira
        plan vais|va|allons|irai|ira|faut|dois|doit|peux|peut|veux|prévu|réservé
        count personnes|fichiers|lignes|mots|euros|fois|pages
        common le|la|les|des|du|et|est|je|j|tu|il|elle|nous|vous|ils|ai|dans|avec|pour|que|qui|pas|mon|ma|mes|une|au|ce|cette|sur|chez|suis|était
        """);
}
