using System.Text.RegularExpressions;
using MemU.Fs.Providers.Offline.Lexicons;

namespace MemU.Fs.Providers.Offline.Rules;

/// <summary>What English clauses state; the first rule that holds decides.</summary>
internal static class EnglishRules
{
    /// <summary>The finding; null when the clause states nothing worth keeping.</summary>
    public static Finding? Find(Clause c, Talk talk) =>
        EnglishWishes.Instruction(c, talk)
        ?? EnglishPersons.Born(c)
        ?? EnglishPersons.Trade(c)
        ?? EnglishSkills.Find(c)
        ?? EnglishTech.Tool(c)
        ?? EnglishTime.Habit(c, talk)
        ?? EnglishTime.Event(c, talk)
        ?? EnglishPersons.Find(c)
        ?? EnglishWishes.Find(c)
        ?? EnglishTime.Milestone(c, talk)
        ?? EnglishTech.Knowledge(c, talk);
}
