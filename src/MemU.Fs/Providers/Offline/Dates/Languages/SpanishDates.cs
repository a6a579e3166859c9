namespace MemU.Fs.Providers.Offline.Dates.Languages;

/// <summary>Spanish words of dates.</summary>
internal static class SpanishDates
{
    /// <summary>The vocabulary.</summary>
    public static DateVocabulary Words { get; } = new("es", eastern: false, """
        D-2 anteayer|antes de ayer|antier
        D-1 ayer|anoche
        D0 hoy|esta noche|esta mañana|esta tarde
        D1 mañana
        D2 pasado mañana
        not por la mañana|de la mañana|en la mañana|la mañana|una mañana
        R todas las mañanas|cada mañana|los lunes|los martes|los miércoles|los jueves|los viernes|los sábados|los domingos|diariamente|semanalmente|por semana|a la semana|al día|al mes|al año
        W1 lunes
        W2 martes
        W3 miércoles
        W4 jueves
        W5 viernes
        W6 sábado
        W7 domingo
        M1 enero
        M2 febrero
        M3 marzo
        M4 abril
        M5 mayo
        M6 junio
        M7 julio
        M8 agosto
        M9 septiembre|setiembre
        M10 octubre
        M11 noviembre
        M12 diciembre
        U1 día|días
        U2 semana|semanas
        U3 mes|meses
        U4 año|años
        U5 fin de semana
        U6 hora|horas
        U7 minuto|minutos
        U8 trimestre
        X6 medio año
        n1 un|una
        n2 dos|un par de
        n3 tres
        n4 cuatro
        n5 cinco
        n6 seis
        n7 siete
        n8 ocho
        n9 nueve
        n10 diez
        n11 once
        n12 doce
        n15 quince
        n20 veinte
        n30 treinta
        d1 primero|uno
        ord º|o
        L-2 antepasado|antepasada
        L-1 pasado|pasada|pasados|pasadas|último|última|últimos|últimas|anterior
        L0 este|esta|actual
        L10 próximo|próxima|próximos|próximas|que viene|que entra|siguiente
        S1 primavera
        S2 verano
        S3 otoño
        S4 invierno
        P1 principios de|a principios de|comienzos de|inicios de|principio de|principios del|a principios del
        P2 mediados de|a mediados de|mediados del|a mediados del
        P3 finales de|a finales de|fines de|a fines de|final de|finales del|a finales del|fin de
        T por la mañana|por la tarde|por la noche
        vor hace
        in en|dentro de
        ago atrás
        of de|del
        the el|la|los|las
        on2 en|hasta|para|durante|antes de|después de
        on1 el|al
        since desde
        thru a|al|-|–
        every cada|todos los|todas las
        F101 año nuevo
        F106 reyes|día de reyes
        F214 san valentín
        F501 día del trabajo|día del trabajador
        F1224 nochebuena
        F1225 navidad
        F1231 nochevieja
        past fui|fue|fuimos|vi|comí|estuve|estuvo|tuve|hice|conocí|compré|llegué
        plan1 voy a|va a|vamos a
        plan voy|va|vamos|quiero|tengo que|debo|puedo|planeo|reservé
        count personas|archivos|líneas|palabras|euros|dólares|veces
        common el|la|los|las|y|es|yo|tú|que|de|en|un|una|por|con|para|no|mi|mis|su|se|del|al|está|fui|me|muy|pero|hoy
        """);
}
