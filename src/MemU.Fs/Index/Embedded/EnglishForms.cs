using System.Collections.Frozen;

namespace MemU.Fs.Index.Embedded;

/// <summary>Irregular English forms, which no suffix rule can bring together.</summary>
internal static class EnglishForms
{
    private static readonly FrozenDictionary<string, string> Base = Read(
        "go:went,gone buy:bought bring:brought think:thought catch:caught teach:taught seek:sought fight:fought feel:felt keep:kept " +
        "leave:left lose:lost make:made meet:met pay:paid say:said sell:sold send:sent spend:spent sleep:slept stand:stood tell:told " +
        "understand:understood win:won write:wrote,written begin:began,begun break:broke,broken choose:chose,chosen come:came " +
        "drink:drank,drunk drive:drove,driven eat:ate,eaten fall:fell,fallen fly:flew,flown forget:forgot,forgotten give:gave,given " +
        "grow:grew,grown know:knew,known ride:rode,ridden run:ran see:saw,seen sing:sang,sung speak:spoke,spoken swim:swam,swum " +
        "take:took,taken throw:threw,thrown wake:woke,woken wear:wore,worn get:got,gotten hold:held hear:heard build:built deal:dealt " +
        "draw:drew,drawn find:found hang:hung hide:hid,hidden lead:led lend:lent mean:meant shoot:shot show:shown steal:stole,stolen " +
        "strike:struck swear:swore,sworn tear:tore,torn become:became child:children person:people man:men woman:women foot:feet " +
        "tooth:teeth mouse:mice wife:wives life:lives knife:knives good:better good:best bad:worse bad:worst");

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Base.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Writes the word's stem over it; the buffer must have room for eight letters more.</summary>
    public static int Stem(Span<char> buffer, int length)
    {
        if (length <= 10 && Lookup.TryGetValue(buffer[..length], out var regular))
        {
            regular.CopyTo(buffer);
            length = regular.Length;
        }
        return PorterStemmer.Stem(buffer, length);
    }

    private static FrozenDictionary<string, string> Read(string table) =>
        table.Split(' ').Select(entry => entry.Split(':'))
            .SelectMany(entry => entry[1].Split(',').Select(form => KeyValuePair.Create(form, entry[0])))
            .ToFrozenDictionary(StringComparer.Ordinal);
}
