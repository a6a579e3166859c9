namespace MemU.Fs.Providers.Offline.Lexicons;

/// <summary>What a word is about; a word may be about several things.</summary>
[Flags]
internal enum Field : long
{
    /// <summary>Nothing that the rules know.</summary>
    None = 0,
    /// <summary>Family and spouses.</summary>
    Kin = 1L << 0,
    /// <summary>People one knows otherwise: friends, colleagues, teachers.</summary>
    Relation = 1L << 1,
    /// <summary>Animals that people live with.</summary>
    Pet = 1L << 2,
    /// <summary>What people are by trade.</summary>
    Occupation = 1L << 3,
    /// <summary>Work as a topic: releases, contracts, meetings.</summary>
    Work = 1L << 4,
    /// <summary>Conditions, allergies, impairments.</summary>
    Health = 1L << 5,
    /// <summary>Ways of eating.</summary>
    Diet = 1L << 6,
    /// <summary>Verbs of liking and preferring.</summary>
    Like = 1L << 7,
    /// <summary>Verbs of disliking and avoiding.</summary>
    Dislike = 1L << 8,
    /// <summary>Words that mark an opinion of the speaker.</summary>
    Opinion = 1L << 9,
    /// <summary>Wishes and aims.</summary>
    Goal = 1L << 10,
    /// <summary>How often something is done.</summary>
    Often = 1L << 11,
    /// <summary>Being able, having learned.</summary>
    Able = 1L << 12,
    /// <summary>Programs, devices, technical things.</summary>
    Tech = 1L << 13,
    /// <summary>How technical things behave: fail, hang, accept, ignore.</summary>
    Outcome = 1L << 14,
    /// <summary>Turning points of a life or a project: signed, moved, born, promoted.</summary>
    Milestone = 1L << 15,
    /// <summary>Things that went wrong: crashed, fell over.</summary>
    Incident = 1L << 16,
    /// <summary>Deciding.</summary>
    Decision = 1L << 17,
    /// <summary>Moods and states that pass.</summary>
    Mood = 1L << 18,
    /// <summary>Verbs that report what somebody says or thinks.</summary>
    Say = 1L << 19,
    /// <summary>Passwords, accounts, card numbers.</summary>
    Secret = 1L << 20,
    /// <summary>Hobbies, sports, instruments, courses.</summary>
    Activity = 1L << 21,
    /// <summary>Living somewhere.</summary>
    Home = 1L << 22,
    /// <summary>Races, exams, shows: what one trains for.</summary>
    Contest = 1L << 23,
    /// <summary>Births, weddings, birthdays.</summary>
    Family = 1L << 24,
    /// <summary>How replies, mails and code should be.</summary>
    Reply = 1L << 25,
    /// <summary>Something recently learned about the world.</summary>
    Learned = 1L << 26,
    /// <summary>Past forms of verbs that do not end in -ed.</summary>
    Past = 1L << 27,
    /// <summary>Employers, schools, hospitals.</summary>
    Workplace = 1L << 28,
    /// <summary>This moment: right now, just a second.</summary>
    Now = 1L << 29,
    /// <summary>Base forms that open a request.</summary>
    Imperative = 1L << 30,
    /// <summary>Age and birth.</summary>
    Age = 1L << 31,
    /// <summary>Things that people own for long.</summary>
    Possession = 1L << 32,
    /// <summary>Changing a setting.</summary>
    Setting = 1L << 33,
    /// <summary>Steps of a procedure: first, then, until.</summary>
    Step = 1L << 34,
    /// <summary>Rules: must, has to, is required.</summary>
    Rule = 1L << 35,
    /// <summary>Numbers and quantities in words.</summary>
    Number = 1L << 36,
    /// <summary>Nouns and verbs of travel and leisure.</summary>
    Travel = 1L << 37,
    /// <summary>People in general: she, the kids, everyone.</summary>
    Person = 1L << 38,
}
