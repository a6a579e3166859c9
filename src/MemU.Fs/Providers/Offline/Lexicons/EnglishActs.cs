namespace MemU.Fs.Providers.Offline.Lexicons;

/// <summary>English words about what people do, feel, decide and repeat.</summary>
internal static class EnglishActs
{
    public const string Like = "like likes love loves adore adores enjoy enjoys prefer prefers favourite favorite fond into keen_on obsessed_with addicted_to swear_by swears_by fan_of big_fan crazy_about mad_about rather would_rather i'd_rather";

    public const string Dislike = """
        hate hates dislike dislikes detest detests loathe loathes can't_stand cannot_stand can't_bear cannot_bear can't_abide despise despises avoid avoids don't_like doesn't_like do_not_like does_not_like
        don't_eat doesn't_eat don't_drink doesn't_drink don't_touch doesn't_touch can't_eat can't_drink won't_eat won't_drink never_touch not_a_fan don't_enjoy doesn't_enjoy don't_care_for won't_have not_keen_on go_near
        """;

    public const string Opinion = "i_think i_believe i_reckon in_my_opinion imo imho i_find i_feel_that i'm_convinced i_still_think i_don't_think i_don't_believe if_you_ask_me overrated underrated i_don't_trust i_trust should_never ought_to";

    public const string Goal = """
        my_goal our_goal goal_is the_goal aim_is my_aim i_want_to we_want_to i'd_like_to we'd_like_to i'd_love_to trying_to saving_for saving_up dream_is my_dream hope_to hoping_to some_day someday one_day
        planning_to plan_to training_for working_towards working_toward aiming_for aiming_to want_to_become want_to_be would_like_to she'd_like_to he'd_like_to wants_to bucket_list my_target the_target
        """;

    public const string Often = """
        always usually normally generally never often regularly rarely seldom hardly_ever every_day everyday daily weekly monthly yearly every_morning every_evening every_night every_afternoon every_week
        every_month every_year every_weekend every_time each_day each_week each_morning each_evening each_month most_days most_evenings most_mornings most_nights most_weekends most_weeks
        once_a_week twice_a_week once_a_day twice_a_day once_a_month twice_a_month once_a_year twice_a_year three_times_a_week three_times_a_day times_a_week times_a_day times_a_month times_a_year evenings_a_week nights_a_week days_a_week
        whenever on_weekdays on_weekends at_weekends weekends weekdays weeknights school_nights on_school_days in_the_mornings in_the_evenings first_thing tend_to same_as_ever every_other every_single religiously without_fail
        mornings_only house_rule mondays tuesdays wednesdays thursdays fridays saturdays sundays every_monday every_tuesday every_wednesday every_thursday every_friday every_saturday every_sunday on_payday
        monday_mornings monday_evenings tuesday_mornings tuesday_evenings wednesday_mornings wednesday_evenings thursday_mornings thursday_evenings friday_mornings friday_evenings saturday_mornings saturday_evenings sunday_mornings sunday_evenings
        monday_nights tuesday_nights wednesday_nights thursday_nights friday_nights saturday_nights sunday_nights each_time per_week per_month
        """;

    public const string Able = """
        know_how_to knows_how_to know_how learned_to learnt_to learned_how taught_myself taught_himself taught_herself good_at great_at decent_at expert fluent fluently proficient skilled experienced certified qualified
        can_now finally_can figured_out worked_out cracked mastered got_the_hang hang_of speak speaks bilingual self-taught fluent_in certificate licence license black_belt brown_belt blindfolded asleep by_heart by_ear from_scratch by_myself by_hand
        """;

    public const string Milestone = """
        signed moved bought sold married engaged divorced born died passed retired graduated promoted hired quit resigned joined left started finished launched shipped released accepted adopted won lost
        completed registered enrolled enrolled_in signed_up booked proposed inherited founded opened closed migrated switched upgraded cancelled canceled postponed rescheduled merged rolled_out renewed
        got_accepted got_promoted got_engaged got_married got_the_job handed_in gave_notice expecting passed_my failed broke broken went_live published submitted awarded elected diagnosed adopted fired laid_off
        """;

    public const string Incident = "crashed fell_over fell_down went_down outage incident broke_down burned_down flooded deadlocked stolen robbed collapsed ran_out disk_full corrupted leaked got_hacked";

    public const string Decision = "decided decision decided_to agreed agreed_to settled decided_on chose chosen went_with going_with opted picked it_is_decided we'll_go_with";

    public const string Say = """
        says thinks reckons claims believes insists swears maintains argues suggests jokes complains keeps_saying keeps_telling always_says always_said kept_saying told said according_to apparently heard_that
        say think reckon swear
        """;

    public const string Now = "right_now at_the_moment just_now this_minute this_second today tonight currently_sitting hang_on hold_on one_sec brb one_second one_moment as_we_speak still_waiting in_the_queue wait_a_sec on_my_way";

    public const string Learned = """
        turns_out it_turns_out turned_out learned_that learnt_that found_out learned_more til today_i_learned fun_fact did_not_know didn't_know never_knew nobody_told revelation the_trick the_catch apparently the_rule rule_of_thumb
        told_us_the told_me_the told_us_that told_me_that explained drilled_that
        """;

    public const string Step = "first then next finally afterwards after_that until before once goes steps procedure recipe in_that_order the_trick lastly";

    public const string Rule = "has_to have_to must needs_to need_to cannot can't must_not mustn't may_not only required requires mandatory not_allowed forbidden at_least at_most no_more_than within by_law by_default default";

    public const string Imperative = """
        put give tell show send write look remind help let make check find add remove delete fix stop start go wait try use leave keep quiz explain summarize summarise translate draft book call run open close
        please pls bin ask read take come see remember note forget guess imagine say sit marry listen bring pick film turn
        """;

    public const string Home = "live lives living moved based reside resides settled grew_up rent renting from hometown";

    public const string Age = "years_old year-old year_old turned turning aged birthday born";

    public const string Contest = "race marathon half_marathon half triathlon exam exams test competition tournament championship show concert recital toast audition gig match regatta thesis defence viva deadline ironman 10k 5k application talk";

    public const string Travel = "trip holiday vacation flight flights fly flying land lands train ferry honeymoon hotel airbnb campsite camping travelling traveling travel visiting visit festival abroad weekend_away";

    public const string Past = """
        was were had did went got came saw made took put gave told found knew thought left felt brought began kept held wrote stood heard let meant set met ran paid sat spoke lay led read grew lost fell sent built understood drew broke
        spent cut rose drove bought wore chose sold won caught taught lent fought flew rode sang swam drank ate slept woke forgot threw shook hid hit hurt quit stuck struck swore tore bit blew bent bet bound bred burnt dealt dug fed froze hung
        knocked laid lit rang sank shot shut slid spat split spread sprang stole stung swept swung withdrew been done gone seen taken given written driven fallen broken chosen forgotten grown known shown thrown worn won't_go
        """;

    public const string Number = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million half dozen";
}
