namespace MemU.Fs.Providers.Offline.Lexicons;

/// <summary>English words about people: family, acquaintance, animals, trades, health, food.</summary>
internal static class EnglishPeople
{
    public const string Kin = """
        mum mom mam mummy mother ma dad daddy father pa parent parents stepmother stepfather stepmum stepdad stepson stepdaughter mother-in-law father-in-law mother_in_law father_in_law
        brother-in-law sister-in-law brother_in_law sister_in_law in-laws in_laws son-in-law daughter-in-law brother sister sibling twin twins half-brother half-sister
        wife husband spouse partner boyfriend girlfriend fiance fiancé fiancee fiancée ex-wife ex-husband missus hubby son daughter kid kids child children baby eldest youngest firstborn toddler
        grandma grandpa granny gran nan nana grandad granddad grandfather grandmother grandparent grandparents grandson granddaughter grandchild grandchildren
        aunt auntie uncle cousin nephew niece godmother godfather godson goddaughter family little_one
        """;

    public const string Relation = """
        friend mate pal buddy colleague coworker co-worker boss manager supervisor teammate team-mate flatmate roommate room-mate housemate neighbour neighbor landlord landlady tenant
        teacher tutor coach trainer instructor mentor mentee therapist physio dentist doctor gp accountant lawyer nanny childminder babysitter cleaner carer
        classmate schoolmate bandmate lodger intern assistant client employee business_partner training_partner best_man bridesmaid ex guide pen_pal choirmaster conductor vet midwife
        """;

    public const string Pet = """
        cat dog puppy kitten rabbit bunny hamster guinea_pig parrot budgie canary horse pony tortoise turtle goldfish gecko snake ferret lizard hen hens goat goats sheep donkey rat rats pet terrier
        labrador spaniel collie greyhound whippet poodle dachshund beagle retriever pug corgi tabby
        """;

    public const string Occupation = """
        accountant actor actress actuary administrator analyst anaesthetist architect archaeologist artist astronomer auditor author baker banker barber barista barrister bartender biologist blacksmith bookbinder
        bookkeeper botanist brewer bricklayer builder butcher cabinetmaker caretaker carpenter cartographer cashier chef chemist choreographer clerk coach cobbler composer conductor conservator consultant
        cook copywriter counsellor courier curator dancer decorator dentist designer developer dietitian diplomat director doctor driver economist editor electrician engineer entrepreneur estate_agent
        farmer filmmaker firefighter fisherman florist forester freelancer gardener geologist glazier goldsmith graphic_designer guide gp hairdresser historian illustrator instructor interpreter jeweller
        joiner journalist judge jockey lab_technician lawyer lecturer librarian lifeguard linguist locksmith luthier machinist manager mathematician mechanic meteorologist midwife miller miner
        musician nanny neurologist notary novelist nurse nutritionist optician optometrist orthodontist osteopath painter paediatrician pediatrician paramedic pharmacist philosopher photographer physicist
        physiotherapist pilot plasterer plumber podiatrist poet policeman policewoman police_officer politician porter postman potter printer producer professor programmer psychiatrist psychologist psychotherapist
        publisher radiographer radiologist receptionist reporter researcher roofer sailor sales_rep saleswoman salesman scientist sculptor secretary shepherd shopkeeper signalman singer social_worker sysadmin call_handler postwoman district_nurse stoker soldier solicitor
        software_engineer data_engineer data_scientist stonemason student surgeon surveyor tailor tattooist teacher technician therapist tiler train_driver trainer translator tutor undertaker upholsterer veterinarian vet
        vicar violinist pianist cellist waiter waitress watchmaker weaver web_designer welder winemaker writer zookeeper zoologist product_manager project_manager team_lead tech_lead platform_engineer trainee apprentice intern
        steeplechaser athlete footballer cyclist swimmer gymnast pensioner retired self-employed freelance cto ceo phd_student postdoc
        """;

    public const string Health = """
        asthma asthmatic eczema psoriasis hay_fever allergy allergic allergies intolerant intolerance coeliac celiac diabetes diabetic epilepsy epileptic migraine migraines arthritis arthritic osteoporosis tinnitus
        dyslexia dyslexic dyspraxia adhd autism autistic anxiety depression ocd ptsd bipolar insomnia sleep_apnoea sleep_apnea anaemia anaemic anemia anemic hypertension high_blood_pressure low_blood_pressure blood_pressure
        cholesterol thyroid hypothyroid kidney_disease heart_condition heart_murmur arrhythmia pacemaker cancer leukaemia lymphoma melanoma stroke parkinson's alzheimer's dementia multiple_sclerosis crohn's colitis ibs
        reflux ulcer gout sciatica scoliosis slipped_disc herniated_disc tendonitis tendinitis achilles plantar_fasciitis bursitis meniscus torn_ligament carpal_tunnel rheumatism fibromyalgia endometriosis pcos
        glaucoma cataract cataracts colour-blind color-blind colour_blind color_blind colourblind colorblind short-sighted nearsighted deaf blind hard_of_hearing hearing_aid hearing_aids wheelchair prosthesis inhaler insulin epipen
        vertigo fear_of_heights claustrophobic claustrophobia haemophilia celiac_disease lupus shingles rosacea vitiligo lactose gluten pollen penicillin wheat_allergy nut_allergy anaphylaxis anaphylactic pregnant bad_back bad_knee bad_knees
        bad_hip travel_sick carsick seasick left-handed left_handed
        """;

    public const string Diet = "vegetarian vegan pescatarian pescetarian teetotal teetotaller halal kosher gluten-free dairy-free plant-based veggie caffeine-free flexitarian";

    public const string Mood = """
        tired knackered exhausted sleepy hungry starving hungover bored grumpy cranky stressed nervous excited annoyed furious angry sad gutted jealous confused freezing sweating crying melting buzzing
        mood drained shattered wrecked frazzled hangry thirsty overwhelmed proud sorry glad relieved
        """;

    public const string Activity = """
        piano guitar violin viola cello fiddle flute clarinet saxophone trumpet trombone drums harp accordion ukulele banjo mandolin bass choir band orchestra ceilidh ballet ballroom salsa tango swing_dance dance_class dance_classes
        dance yoga pilates swimming swim running run jog jogging cycling cycle hiking hike climbing climb bouldering boulder rowing row sailing surf surfing kayaking kayak skiing ski skating skate snowboarding tennis badminton squash
        football rugby cricket hockey netball basketball volleyball golf judo karate taekwondo aikido boxing fencing archery gym crossfit parkrun aqua_aerobics aerobics chess bridge_club book_club club evening_class evening_classes
        pottery painting knitting sewing crochet woodwork woodworking carpentry gardening allotment photography lesson lessons class classes rehearsal rehearsals practice training volunteering volunteer scouts quiz_night poker
        board_games dnd improv theatre_group life_drawing language_exchange meetup beekeeping birdwatching fishing bread_baking baking film_club
        """;

    public const string Family = "wedding birthday birth born baby pregnant due engaged engagement married divorced divorce funeral christening anniversary golden_wedding honeymoon died passed_away broke_up split_up graduation";

    public const string Person = "he she they he's she's they're they've he'd she'd they'd he'll she'll they'll him her his their them everyone everybody somebody nobody kids lads";

    public const string Possession = "car van bike bicycle motorbike boat flat house cottage apartment allotment plot camper caravan mortgage loan piano telescope savings";
}
