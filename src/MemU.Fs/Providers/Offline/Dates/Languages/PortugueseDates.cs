namespace MemU.Fs.Providers.Offline.Dates.Languages;

/// <summary>Portuguese words of dates.</summary>
internal static class PortugueseDates
{
    /// <summary>The vocabulary.</summary>
    public static DateVocabulary Words { get; } = new("pt", eastern: false, """
        D-2 anteontem|antes de ontem
        D-1 ontem|ontem à noite
        D0 hoje|esta noite|hoje à noite|esta manhã
        D1 amanhã
        D2 depois de amanhã
        W1 segunda-feira|segunda~
        W2 terça-feira|terça~
        W3 quarta-feira|quarta~
        W4 quinta-feira|quinta~
        W5 sexta-feira|sexta~
        W6 sábado
        W7 domingo
        R segundas|terças|quartas|quintas|sextas|aos sábados|aos domingos|sábados|domingos|segundas-feiras|terças-feiras|quartas-feiras|quintas-feiras|sextas-feiras|diariamente|por semana|por dia|por mês|por ano
        M1 janeiro
        M2 fevereiro
        M3 março
        M4 abril
        M5 maio
        M6 junho
        M7 julho
        M8 agosto
        M9 setembro
        M10 outubro
        M11 novembro
        M12 dezembro
        U1 dia|dias
        U2 semana|semanas
        U3 mês|meses
        U4 ano|anos
        U5 fim de semana|final de semana
        U6 hora|horas
        U7 minuto|minutos
        U8 trimestre
        n1 um|uma
        n2 dois|duas
        n3 três
        n4 quatro
        n5 cinco
        n6 seis
        n7 sete
        n8 oito
        n9 nove
        n10 dez
        n11 onze
        n12 doze
        n15 quinze
        n20 vinte
        n30 trinta
        d1 primeiro
        ord º|o
        L-2 retrasado|retrasada
        L-1 passado|passada|passados|passadas|último|última|últimos|últimas
        L0 este|esta|neste|nesta|deste|desta
        L10 próximo|próxima|próximos|próximas|que vem
        S1 primavera
        S2 verão
        S3 outono
        S4 inverno
        P1 início de|no início de|começo de|princípio de|início do|começo do
        P2 meados de|em meados de|meio de
        P3 fim de|no fim de|final de|fins de|fim do|final do
        T à noite|à tarde|de manhã
        vor há|faz
        ago atrás
        in em|dentro de|daqui a|daqui
        of de|do|da
        the o|a|os|as
        on2 em|até|durante|antes de|depois de|para|no|na|de
        on1 no|na|para
        since desde
        thru a|à|-|–
        every cada|todo|toda|todos os|todas as
        F101 ano novo|ano-novo
        F214 dia de são valentim
        F501 dia do trabalhador|dia do trabalho
        F1224 véspera de natal
        F1225 natal
        F1231 véspera de ano novo|réveillon
        past fui|foi|fomos|vi|comi|estive|tive|fiz|comprei|conheci|cheguei
        plan1 vou|vamos
        plan vou|vai|vamos|quero|preciso|devo|posso
        count pessoas|arquivos|linhas|palavras|euros|reais|vezes
        common o|os|e|é|eu|você|que|de|em|um|uma|por|com|para|não|meu|minha|se|do|da|no|na|ao|está|fui|mas|muito|nos|às|tenho
        """);
}
