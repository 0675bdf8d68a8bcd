//! The words that this room knows, each looked up once a token.
//!
//! A word may be of several classes: "claims" reports, and is a report. Which it is, its neighbours decide, in the file
//! that asks. The lists are ours, written by hand while reading articles of many kinds.

use crate::attribution::reckoning;
use crate::text::{Text, Token, TokenKind};
use crate::words::{self, Table};
use std::sync::OnceLock;

/// Classes of words, as bits of one number a token.
pub(super) type Classes = u32;

/// Plural or collective heads that do not say who: "experts", "some".
pub(super) const GROUP: Classes = 1;
/// Single speakers that stay unknown: "a source", "one woman".
pub(super) const SINGLE: Classes = 1 << 1;
/// Holders of opinion that nobody owns: "consensus", "theory".
pub(super) const THING: Classes = 1 << 2;
/// Things that can be read: "study", "report".
pub(super) const DOCUMENT: Classes = 1 << 3;
/// Finite verbs and participles of saying, writing, finding and judging.
pub(super) const SAY: Classes = 1 << 4;
/// Their "-ing" forms.
pub(super) const SAYING: Classes = 1 << 5;
/// Verbs of belief and attitude: a report after somebody else's name.
pub(super) const BELIEVE: Classes = 1 << 6;
/// Participles that make an agentless report after a form of "be": "is believed".
pub(super) const REPORTED: Classes = 1 << 7;
/// Adverbs that pass on a report: "reportedly".
pub(super) const HEDGE: Classes = 1 << 8;
/// Nouns of saying: "claim", "accusations".
pub(super) const SPEECH: Classes = 1 << 9;
pub(super) const PRONOUN: Classes = 1 << 10;
pub(super) const DETERMINER: Classes = 1 << 11;
pub(super) const PREPOSITION: Classes = 1 << 12;
/// Words that begin a clause.
pub(super) const LINKER: Classes = 1 << 13;
pub(super) const AUXILIARY: Classes = 1 << 14;
pub(super) const ADVERB: Classes = 1 << 15;
/// In a capitalised name, it makes the listener a place of publication: "Times", "Senate".
pub(super) const OUTLET: Classes = 1 << 16;
/// Where people post.
pub(super) const PLATFORM: Classes = 1 << 17;
/// Months and days.
pub(super) const DATE: Classes = 1 << 18;
/// Quantities of people: "some", "several", "one".
pub(super) const QUANTIFIER: Classes = 1 << 19;
pub(super) const RELATIVE: Classes = 1 << 20;
/// Collectives that say nothing of their own: "a group of", "a number of".
pub(super) const COLLECTIVE: Classes = 1 << 21;
/// Roles of one person that a "the" or a name makes known: "minister", "spokeswoman".
pub(super) const ROLE: Classes = 1 << 22;
/// Bodies: "company", "ministry".
pub(super) const BODY: Classes = 1 << 23;
/// Those who speak for a body and not for themselves.
pub(super) const SPOKESPERSON: Classes = 1 << 24;
/// Occasions on which something is said: "hearing", "speech".
pub(super) const OCCASION: Classes = 1 << 25;
/// "according", "per", "via": a source follows.
pub(super) const ACCORDING: Classes = 1 << 26;
/// Words that a venue begins with: "told", "in".
pub(super) const WHERE: Classes = 1 << 27;
/// With others behind them, they say whose a figure is: "*by* one count", "*put* the loss at".
pub(super) const RECKONS: Classes = 1 << 28;

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| words::gather(LISTS))
}

/// The longest word that is known.
const LONGEST: usize = 20;

/// The classes of a word, in any case.
pub(super) fn classes_of(word: &str) -> Classes {
    let mut buffer = [0u8; LONGEST];
    let Some(lower) = buffer.get_mut(..word.len()) else { return 0 };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok().and_then(|lower| table().get(lower)).copied().unwrap_or_default()
}

/// "WHO" and "US" are names.
fn capitals(word: &str) -> bool {
    word.len() >= 2 && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// A text with the classes of its tokens.
pub(super) struct Words<'t> {
    pub(super) text: &'t Text<'t>,
    classes: Vec<Classes>,
}

impl<'t> Words<'t> {
    pub(super) fn read(text: &'t Text<'t>) -> Self {
        let of = |word: &str| {
            let classes = classes_of(word);
            if capitals(word) {
                classes & !(PRONOUN | RELATIVE)
            } else if matches!(word, "State" | "States") {
                // "the State Board", "the United States": nobody states, and no group.
                classes & !(SAY | GROUP)
            } else {
                classes
            }
        };
        let forms: Vec<Classes> = text.forms.iter().map(|&form| of(text.words(form))).collect();
        let word = |t: &Token| if t.kind == TokenKind::Word { forms[t.form as usize] } else { 0 };
        let classes = text.tokens.iter().map(word).collect();
        Self { text, classes }
    }

    /// Whether the token is of one of the classes.
    #[inline]
    pub(super) fn is(&self, token: usize, classes: Classes) -> bool {
        self.classes.get(token).is_some_and(|c| c & classes != 0)
    }

    #[inline]
    pub(super) fn word(&self, token: usize) -> &'t str {
        self.text.tokens.get(token).map_or("", |t| t.span.of(&self.text.page.text))
    }

    /// Whether the token is one of `words`, in any case.
    #[inline]
    pub(super) fn any(&self, token: usize, words: &[&str]) -> bool {
        let word = self.bytes(token);
        let begins = word.first().map(u8::to_ascii_lowercase);
        words
            .iter()
            .map(|w| w.as_bytes())
            .any(|w| w.len() == word.len() && w.first().copied() == begins && w.eq_ignore_ascii_case(word))
    }

    /// The bytes of a token: what only compares need not ask where characters begin.
    #[inline]
    fn bytes(&self, token: usize) -> &'t [u8] {
        let text = self.text.page.text.as_bytes();
        self.text.tokens.get(token).and_then(|t| text.get(t.span.range())).unwrap_or_default()
    }

    pub(super) fn kind(&self, token: usize) -> Option<TokenKind> {
        self.text.tokens.get(token).map(|t| t.kind)
    }

    pub(super) fn mark(&self, token: usize) -> bool {
        self.kind(token) == Some(TokenKind::Mark)
    }

    pub(super) fn capital(&self, token: usize) -> bool {
        self.text.tokens.get(token).is_some_and(|t| t.capital)
    }

    pub(super) fn quoted(&self, token: usize) -> bool {
        self.text.tokens.get(token).is_some_and(|t| t.quoted)
    }

    /// The `'s` or `'` of a possessive.
    pub(super) fn possessive(&self, token: usize) -> bool {
        const MARK: &[u8] = "’".as_bytes();
        const MARK_S: &[u8] = "’s".as_bytes();
        match self.bytes(token) {
            b"'s" | MARK_S => true,
            b"'" | MARK => token > 0 && matches!(self.bytes(token - 1), [.., b's' | b'z']),
            _ => false,
        }
    }

    /// The span of the tokens `first..last`.
    pub(super) fn span(&self, first: usize, last: usize) -> crate::Span {
        let tokens = &self.text.tokens;
        match (tokens.get(first), last.checked_sub(1).and_then(|l| tokens.get(l))) {
            (Some(a), Some(b)) => a.span.join(b.span),
            _ => crate::Span::default(),
        }
    }
}

const LISTS: &[(Classes, &str)] = &[
    (ACCORDING, "according per via"),
    (RECKONS, reckoning::BY),
    (RECKONS, reckoning::PUT[0]),
    (RECKONS, reckoning::PUT[1]),
    (
        WHERE,
        "told tells telling tell to with testified testifying testimony tweeted tweets tweeting on in during at via through by",
    ),
    (
        GROUP,
        "academics activists advisers advisors advocates aides allies analysts astronomers attorneys authorities backers \
         biologists campaigners centrists citizens clients climatologists colleagues columnists commentators commenters \
         community conservatives consumers critics crowd customers defenders delegates democrats detractors developers \
         diplomats doctors donors economists editors elites employees engineers environmentalists epidemiologists everybody \
         everyone executives experts families fans farmers folks forecasters friends gamers hawks historians insiders \
         investigators investors journalists judges lawmakers lawyers leaders legislators liberals locals managers media members \
         ministers neighbors neighbours nobody observers officers officials onlookers operatives opponents organisers organizers \
         owners parents participants passengers patients people physicians physicists planners players politicians \
         pollsters practitioners programmers progressives proponents prosecutors protesters protestors psychologists public \
         pundits readers regulators relatives reporters representatives republicans researchers residents respondents retailers \
         reviewers rivals scholars scientists senators shareholders shoppers skeptics sceptics someone somebody sources \
         specialists spectators staff staffers strategists students supporters survivors teachers technologists theorists traders \
         travelers travellers users veterans viewers villagers visitors voters watchdogs witnesses women men workers writers \
         tories feds cops councilmembers councillors blocs leftists teammates hackers coders landlords tenants homeowners \
         accountants actors agents agencies anthropologists archaeologists architects artists athletes authors bankers bloggers \
         brokers businesses bosses candidates carers caregivers children chemists clinicians climbers coaches companies \
         competitors conservationists constituents contractors correspondents countries courts creators cryptographers dealers \
         demographers designers dietitians directors dissidents drivers eyewitnesses educators entrepreneurs ethicists \
         faculty followers founders geologists geneticists governments graduates growers guests guards healthcare hospitals \
         hosts humanitarians hunters immigrants immunologists individuals industrialists institutions intellectuals inspectors \
         islamists jurists jurors kids legislatures libertarians linguists listeners lobbyists loggers marketers \
         mathematicians meteorologists migrants militants moderates mothers fathers musicians nationalists naturalists \
         neuroscientists nurses nutritionists oceanographers outlets others ophthalmologists paediatricians \
         pediatricians paramedics paleontologists palaeontologists pilots philosophers police-sources polls preachers \
         principals producers professionals professors promoters providers psychiatrists publishers purists rebels recruiters \
         refugees reformers rescuers rights-groups royalists sailors sellers seismologists settlers socialists sociologists \
         soldiers spokespeople states statisticians stakeholders subscribers suppliers surgeons teens teenagers \
         technicians therapists thinkers tourists trainers trustees unions vendors victims virologists volunteers warriors \
         wives women's youths zoologists astrobiologists astrophysicists cosmologists ecologists entomologists botanists \
         economies traditionalists populists hardliners loyalists separatists secessionists evangelicals feminists pensioners \
         commuters motorists cyclists pedestrians bystanders pros amateurs vice-chancellors chancellors mayors governors \
         presidents ceos chiefs commanders generals ambassadors envoys negotiators mediators co-workers coworkers \
         classmates roommates peers counterparts successors predecessors donors-and-lawmakers sportswriters oddsmakers \
         bookmakers handicappers scouts netizens redditors youtubers influencers celebrities stars insurers lenders \
         borrowers exporters importers manufacturers automakers carmakers drugmakers airlines hoteliers restaurateurs \
         americans britons europeans russians ukrainians chinese israelis palestinians germans canadians australians \
         indians africans christians muslims jews catholics protestants millennials boomers",
    ),
    (
        SINGLE,
        "man woman person boy girl girlfriend boyfriend source official insider operative witness neighbor neighbour resident \
         employee colleague friend relative reader user customer caller poster commenter stranger member someone somebody anyone \
         everyone everybody nobody individual aide expert analyst critic observer voter lawmaker patient doctor physician nurse \
         student teacher dispatcher officer soldier worker scientist researcher economist executive manager diplomat lawyer \
         attorney prosecutor investor trader strategist adviser advisor activist protester supporter opponent advocate \
         journalist reporter historian specialist veteran survivor victim tourist visitor viewer shopper consumer client \
         passenger driver pilot farmer fisherman logger hunter shopkeeper landlord tenant homeowner participant parent \
         representative staffer bystander onlooker eyewitness vice-chancellor professor academic engineer developer \
         whistleblower informant player coach senator congressman congresswoman commander refugee migrant biologist \
         psychologist therapist guest local pundit commentator columnist blogger politician judge juror detective \
         investigator inspector technician contractor vendor seller buyer biographer fan spectator alumnus graduate \
         co-worker coworker classmate roommate envoy co-author coauthor dietitian nutritionist pharmacist immunologist \
         astronomer physicist chemist geologist climatologist epidemiologist sociologist trainer mathematician",
    ),
    (
        THING,
        "argument belief concern consensus expectation fear hope idea notion rumor rumour saying sentiment speculation story \
         theory view wisdom worry thinking assumption perception impression legend myth stereotype suspicion criticism \
         word lore concerns fears rumors rumours doubts suspicions expectations allegations accusations strategies definition \
         promise evidence dating hypothesis narrative objection complaint complaints conventional objections",
    ),
    (
        DOCUMENT,
        "abstract affidavit agreement analysis announcement article assessment audit bill blog book briefing bulletin \
         census chart column complaint data database dataset dossier editorial email e-mail essay estimate estimates \
         evaluation figures file filing filings findings forecast forecasts guidance guidelines index indictment \
         investigation journal lawsuit leak letter log manifesto manual manuscript memo memoir memoirs memorandum minutes \
         numbers op-ed outlook paper papers petition platform poll polling polls post posts preprint presentation projections \
         prospectus publication ranking record records release report reports research results review reviews ruling \
         statement statements statistics stats studies study suit survey surveys testimony tests text texts thread tracker \
         transcript transcripts trial trials tweet tweets update verdict video website work footage recording documents document \
         notice experiment experiments meta-analysis newsletter podcast documentary interview emails messages message \
         invitation invitations spreadsheet spreadsheets receipt receipts subpoena warrant screenshot screenshots itinerary voicemail \
         proposal plan roadmap resolution resolutions biography autobiography novel diary diaries encyclopedia decision order",
    ),
    (
        SAY,
        "self-report self-reports self-reported accused accuses acknowledged acknowledges added adds admitted admits advised advises affirmed affirms alleged alleges \
         announced announces argue argued argues asserted asserts assert assured assures attested believe believed believes \
         bragged boasted boasts \
         called calls claim claimed claims commented comments complain complained complains conceded concedes conclude \
         concluded concludes confided confirm confirmed confirms contend contended contends continued continues countered counters \
         criticised criticized criticises criticizes declared declares denied denies deny deemed describe described \
         describes dubbed demanded determined determine discovered disclosed discloses dismissed emphasised \
         emphasized emphasizes emphasises estimate estimated estimates exclaimed explain explained explains expressed feared \
         fears find finds forecast forecasts found foresaw hailed hinted hints identified indicate indicated \
         indicates informed insist insisted insists instructed joked jokes labeled labelled lamented laments learned \
         learnt maintained maintains mentioned mentions mused note noted notes observed observes penned pledged pleaded pointed \
         points posit posited posits posted praise praised praises predict predicted predicts proclaimed proclaims projected \
         projects promised promises proposed proves quipped quoted recalled recalls recall reckons reckoned recounted recounts \
         refuted reiterated reiterates related remarked remarks remembered remembers reminded repeated replied replies \
         report reported reports responded responds reveal revealed reveals said say says shared show showed shows shown \
         speculate speculated speculates state stated states stressed stresses suggest suggested suggests swore \
         tell tells testified testifies testify think thinks thought told tout touted touts tweeted tweets urge urged urges \
         vowed vows warn warned warns went wonder wondered wonders worries worried write writes written wrote agreed \
         agrees quotes rebuffed rebutted recommends recommended recommend referred refers retorted credited credits cites cited \
         concur concurred denounced denounces blamed blames cautioned cautions characterised characterized chided condemned \
         condemns defended defends echoed echoes envisioned expects hopes highlights highlighted opined outlined \
         rejected rejects underscored understands viewed saw sees asks asked advise question questioned heard",
    ),
    (
        SAYING,
        "accusing acknowledging adding admitting alleging announcing arguing asserting believing calling claiming commenting \
         complaining concluding confirming contending criticising criticizing declaring denying describing disclosing \
         emphasising emphasizing estimating explaining finding hailing hinting indicating insisting joking labeling labelling \
         lamenting mentioning noting observing pledging pointing praising predicting proclaiming projecting promising \
         proposing quipping quoting recalling reiterating remarking reminding reporting revealing saying showing \
         speculating stating stressing suggesting telling testifying thinking touting tweeting urging vowing warning \
         wondering worrying writing posting voicing blaming blasting grumbling questioning citing complaining self-reporting",
    ),
    (
        BELIEVE,
        "adamant agree agreed attribute attributed believe blame blamed blast blasted call called complain complained concerned \
         consider considered decried decry denounce denounced disagree disagreed dislike doubt expect expected expects fear feared \
         feel felt grumble grumbling hope hoped insist know knows like likes link linked links object objected pilloried point \
         praise predict question questioned questions reject rejected saw see seen speculate speculated \
         speculating suspect suspected suspects view viewed want wanted worried worry convinced sceptical skeptical divided \
         confident optimistic pessimistic wary afraid hopeful doubtful certain sure holds hold recommend",
    ),
    (
        REPORTED,
        "believed thought said expected reported rumored rumoured forecast projected alleged seen considered viewed \
         regarded feared assumed known understood estimated told accused described claimed deemed predicted \
         tipped perceived presumed hoped accepted established hailed blamed credited dubbed called labelled labeled \
         criticised criticized suspected",
    ),
    (HEDGE, "reportedly allegedly supposedly purportedly"),
    (
        SPEECH,
        "accusation accusations allegation allegations announcement argument assertion assertions assessment belief call calls \
         claim claims comment comments complaint complaints concern concerns contention conclusion criticism criticisms \
         declaration description estimate estimates fear fears finding findings hope insistence pledge prediction predictions \
         promise remark remarks report reports rumor rumors rumour rumours speculation statement statements suggestion \
         suggestions suspicion suspicions testimony threat vow warning warnings words worry worries view views",
    ),
    (PRONOUN, "he she they it we i you his her their its our my your him them us me himself herself themselves itself who"),
    (
        DETERMINER,
        "the a an this that these those his her their its our my your some any no each every another other both all either \
         neither many most several few such what which",
    ),
    (
        PREPOSITION,
        "of in on at by for with from to into over under after before during since until about against between among through \
         across via per within without despite amid near around behind inside outside throughout toward towards upon than like \
         following regarding concerning including because",
    ),
    (
        LINKER,
        "that and but because while as if when whether after although though where since so until unless or yet than before \
         whereas nor once however meanwhile",
    ),
    (
        AUXILIARY,
        "has have had having is are was were be been being am will would could can may might must shall should did does do ain't \
         isn't aren't wasn't weren't hasn't haven't hadn't didn't doesn't don't won't wouldn't can't couldn't 's 've 're 'll 'd \
         who've they've we've i've we're they're you're i'm he's she's it's ’ve ’re ’ll ’d",
    ),
    (
        ADVERB,
        "also not never then even still again just already now often once further earlier later previously recently repeatedly \
         publicly privately privatly reportedly allegedly widely generally commonly long famously subsequently initially ultimately \
         first soon today yesterday tomorrow always sometimes usually largely simply strongly flatly correctly rightly wrongly \
         instead too quickly eventually clearly really actually only ever frequently consistently openly formally officially \
         immediately separately similarly likewise specifically jointly mistakenly incorrectly explicitly implicitly growing \
         currently variously merely partly mostly nevertheless nonetheless thereby therefore thus tellingly notably",
    ),
    (
        OUTLET,
        "abc afp ap assembly atlantic axios bbc bloomberg buzzfeed cbs cnbc cnet cnn chronicle commission committee commons \
         congress council courier court daily dispatch economist engadget euronews examiner express figaro forbes fortune fox \
         gamer gazette gizmodo globe guardian herald huffpost independent inquirer insider jazeera journal lancet \
         ledger msnbc magazine mail mirror monde motherboard nbc npr nature news newsday nikkei observer parliament \
         patch playbook politico post press propublica radio reporter reuters review science senate sentinel \
         show slate spiegel standard star sun tass telegraph times today tribune variety verge vice vox weekly wired xinhua \
         newspaper broadcaster podcast newsletter website wire pbs espn usa itv rte cbc newsweek salon mercury advertiser \
         argus echo bulletin digest mashable techcrunch recode jama bmj plos proceedings letters annals transactions blog \
         frontiers yorker house tribunal inquiry outlet channel television tv network gazeta zeitung post-dispatch post-gazette \
         times-picayune hearing convention symposium conference summit",
    ),
    (
        PLATFORM,
        "twitter x facebook instagram linkedin reddit youtube tiktok telegram weibo snapchat bluesky mastodon threads medium \
         substack tumblr whatsapp wechat discord twitch",
    ),
    (
        DATE,
        "january february march april may june july august september october november december jan feb mar apr jun jul aug sept \
         sep oct nov dec monday tuesday wednesday thursday friday saturday sunday today yesterday tonight",
    ),
    (
        QUANTIFIER,
        "some many most several few others other another one two three four five six seven eight nine ten dozens hundreds \
         thousands various numerous certain countless multiple both",
    ),
    (RELATIVE, "who which whose whom that where"),
    (
        COLLECTIVE,
        "group groups number team panel majority minority couple handful plenty lot lots pair series range share host dozens \
         scores hundreds thousands bunch crowd chorus coalition all some many most one none several few percent half list mix \
         array variety member members generation two three four five six proportion trio slew string one-third two-thirds kind",
    ),
    (
        ROLE,
        "president minister chancellor premier governor mayor king queen prince princess pope chairman chairwoman \
         chair chief head director leader secretary spokesman spokeswoman spokesperson speaker ceo cfo cto coo founder \
         co-founder cofounder owner mother father wife husband son daughter sister brother widow parents family author \
         professor lawyer attorney commissioner superintendent sheriff ambassador general colonel captain lieutenant sergeant \
         editor publisher curator dean provost chairperson treasurer senator congressman congresswoman representative \
         administrator manager judge justice bishop archbishop rabbi imam pastor priest coach editor-in-chief billionaire \
         singer actor actress director-general banker candidate defendant plaintiff suspect victim aunt uncle cousin \
         grandfather grandmother ombudsman regulator watchdog",
    ),
    (
        BODY,
        "management prosecution company firm agency department ministry government police court committee commission council board union party \
         university college school hospital church bank association organisation organization institute institution foundation \
         charity group team authority office administration campaign army navy military bureau senate congress parliament \
         tribunal trust federation league club network newspaper magazine journal website manufacturer developer publisher \
         maker studio startup retailer airline carrier utility regulator watchdog brand bloc embassy service panel \
         centre center lab laboratory city state county town village country kingdom republic museum orchestra squad \
         force corporation giant business bank store chain union outlet platform nonprofit think-tank coalition",
    ),
    (SPOKESPERSON, "spokesman spokeswoman spokesperson"),
    (
        OCCASION,
        "speech address testimony lecture keynote chat remarks hearing conference summit rally deposition inquest debate briefing \
         webinar livestream telecon teleconference call talk trial sermon ceremony symposium convention session meeting panel",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_in_any_case() {
        assert_ne!(classes_of("Experts") & GROUP, 0);
        assert_ne!(classes_of("CLAIMS") & SAY & classes_of("claims"), 0);
        assert_eq!(classes_of("zebra"), 0);
        assert_eq!(classes_of("a-word-that-is-longer-than-any-known"), 0);
    }

    #[test]
    fn every_word_can_be_looked_up() {
        for (_, words) in LISTS {
            for word in words.split_ascii_whitespace() {
                assert_ne!(classes_of(word), 0, "{word}");
            }
        }
    }
}
