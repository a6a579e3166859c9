namespace MemU.Fs.Providers.Offline.Lexicons;

/// <summary>The English vocabulary.</summary>
internal static class English
{
    /// <summary>All fields together.</summary>
    public static Lexicon Terms { get; } = new(false,
        (Field.Kin, EnglishPeople.Kin), (Field.Relation, EnglishPeople.Relation), (Field.Pet, EnglishPeople.Pet), (Field.Occupation, EnglishPeople.Occupation), (Field.Health, EnglishPeople.Health),
        (Field.Diet, EnglishPeople.Diet), (Field.Mood, EnglishPeople.Mood), (Field.Activity, EnglishPeople.Activity), (Field.Family, EnglishPeople.Family), (Field.Person, EnglishPeople.Person),
        (Field.Possession, EnglishPeople.Possession), (Field.Like, EnglishActs.Like), (Field.Dislike, EnglishActs.Dislike), (Field.Opinion, EnglishActs.Opinion), (Field.Goal, EnglishActs.Goal),
        (Field.Often, EnglishActs.Often), (Field.Able, EnglishActs.Able), (Field.Milestone, EnglishActs.Milestone), (Field.Incident, EnglishActs.Incident), (Field.Decision, EnglishActs.Decision),
        (Field.Say, EnglishActs.Say), (Field.Now, EnglishActs.Now), (Field.Learned, EnglishActs.Learned), (Field.Step, EnglishActs.Step), (Field.Rule, EnglishActs.Rule), (Field.Imperative, EnglishActs.Imperative),
        (Field.Home, EnglishActs.Home), (Field.Age, EnglishActs.Age), (Field.Contest, EnglishActs.Contest), (Field.Travel, EnglishActs.Travel), (Field.Past, EnglishActs.Past), (Field.Number, EnglishActs.Number),
        (Field.Work, EnglishWork.Work), (Field.Workplace, EnglishWork.Workplace), (Field.Tech, EnglishWork.Tech), (Field.Outcome, EnglishWork.Outcome), (Field.Setting, EnglishWork.Setting),
        (Field.Secret, EnglishWork.Secret), (Field.Reply, EnglishWork.Reply));
}
