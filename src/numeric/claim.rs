//! Which sentence asserts a quantity, and whether it is key or minor.
//!
//! None: questions, commands, recipes, hypotheticals, offers and the page's own furniture; ages, times that only locate ("two
//! years later"), and definite mentions that presuppose ("the two leaders met").

use super::lexicon::{Class, Lexicon, Words};
use super::{Quantity, QuantityKind, Weight};
use crate::page::BlockKind;
use crate::span::Span;
use crate::text::{Sentence, Text, TokenKind};

/// People: a number of them is never part of a name.
pub(super) const PERSONS: Class = 1 << 45;
/// Killed, arrested, voting: a number of people is key at any size.
const FATE: Class = 1 << 46;
/// People who are employed or held, counted at any size, but not where they are known: "the two employees".
const STAFF: Class = 1 << 62;
/// Begins a command.
const COMMAND: Class = 1 << 47;
/// What the verb of a command takes.
const OBJECT: Class = 1 << 48;
/// A statistic: its number is key at any size.
const STATISTIC: Class = 1 << 49;
/// Before a quantity that is presupposed.
const DEFINITE: Class = 1 << 50;
/// What lists promise: "5 tips".
const PROMISE: Class = 1 << 51;
/// Page furniture: "12 comments".
const FURNITURE: Class = 1 << 52;
/// Before a length of time that only locates.
const LOCATES: Class = 1 << 53;
/// After "100 %" that only stresses.
const CERTAIN: Class = 1 << 57;
/// Says something of a subject, in prose or in a headline.
const VERB: Class = 1 << 61;
/// Begins one of [`PHRASES`].
const OPENS: Class = 1 << 58;
/// What a kitchen weighs.
const KITCHEN: Class = 1 << 59;
/// A command whatever follows it.
const ORDER: Class = 1 << 60;
/// Of things for sale.
const SALE: Class = 1 << 56;
/// Wording of an offer.
const OFFER: Class = 1 << 54;

pub(super) const WORDS: Words = Words {
    plain: &[
        (
            PERSONS,
            "people persons men women children workers employees students voters residents patients passengers soldiers troops officers victims migrants refugees civilians adults americans families households users customers deaths",
        ),
        (
            FATE,
            "killed kills killing killings dead died dies death deaths fatalities casualties injured injuring injuries wounded wounding infected infections infecting sickened diagnoses arrested arrests arresting detained employs employed employing jobs layoffs displaced displacing evacuated voted votes voting hospitalized hospitalised drowned hurt slain fatally perished kidnapped abducted hostages executed beheaded jailed imprisoned deported homeless unemployed sacked redundancies suicides homicides overdoses apprehended massacred shot stabbed murdered murders diagnosed vote hired hires hiring fired bodies missing fled evacuees evacuated homeless",
        ),
        (STAFF, "employees staff staffers workforce custody"),
        (
            COMMAND,
            "add apply ask assess attend avoid be bring bring build buy call change check choose click come compare consider contact copy create cut discover do don't donate download earn enjoy enter expect explore fill find follow get give go grab have hit hold imagine invite join keep learn leave let let's look make mark measure move note open order pay pick place plan please pour press print put read register remember remove repeat reply save scroll search see select send set share shop sign start stay stick stop subscribe suppose swipe take tap tell test think try turn type upgrade use visit wait walk watch write bake boil chop combine cook drain heat mix preheat season serve simmer slice spread sprinkle stir toss whisk divide cover brush fold roll cool melt grease rub dip wash rinse peel soak grill roast fry blend beat transfer arrange garnish lower knead dice mince crush squeeze scoop spoon lay wrap insert attach push pull lift breathe stretch drink eat aim ensure switch click launch install swap trim drop slide scrape strain",
        ),
        (
            OBJECT,
            "a an the this that these those your our my his her their its it them him me us for to in into at on off up down out over with from of about all any some each every more here sure how what whether two three four five six seven eight nine ten by until as between and",
        ),
        (
            STATISTIC,
            "average averaging averages averaged mean median odds margin poll polls polled survey surveyed sample respondents per-capita",
        ),
        (DEFINITE, "the these those both all its his her their our my your other said latter"),
        (PROMISE, "tips ways things reasons steps ideas facts tricks hacks lessons mistakes signs recipes gifts takeaways"),
        (FURNITURE, "comments comment shares share likes views replies read followers retweets"),
        (LOCATES, "past last next previous within in after before every following coming recent first another"),
        (SALE, "from deal deals sale save off discount discounts discounted drops only orig reg now price shop buy"),
        (
            CERTAIN,
            "sure certain true right correct clear honest confident committed convinced behind ready agree accurate positive focused",
        ),
        (OFFER, "coupon coupons promo subscribe cashback redeem redeemable"),
        (
            OPENS,
            "if let's let’s you you'd you’d sign free buy add discount bonus as annual prices these they cash points welcome intro introductory statement on eligible apply terms card valid save gift promo special limited money-back in credit no per",
        ),
        (
            VERB,
            "is are was were be been being has have had do does did will would can could may might must should say says said rise rises rose rising fall falls fell falling drop drops dropped climb climbs jump jumps soar soars surge surges sink sinks slump slumps slip slips slide slides plunge plunges grow grows grew growing shrink shrinks shrank gain gains lose loses lost win wins won hit hits reach reaches top tops cut cuts raise raises pay pays paid spend spends spent make makes made take takes took taking get gets got give gives gave see sees saw seen find finds found show shows shown kill kills die dies leave leaves left face faces fear fears seek seeks sought back backs buy buys bought sell sells sold cost costs vote votes live lives need needs want wants use uses believe believes think thinks support supports oppose opposes call calls call come comes came go goes went become becomes became begin begins began keep keeps kept hold holds held run runs ran lead leads led know knows knew ask asks tell tells told expect expects plan plans work works add adds added bring brings brought double doubles triple triples halve halves exceed exceeds remain remains stand stands stood earn earns own owns post posts report reports beat beats up down died hire hires fire fires lay lays arrest arrests charge charges warn warns claim claims put puts set sets send sends sent bet bets let lets meet meets met mean means meant serve serves produce produces account accounts equal equals include includes contain contains measure measures weigh weighs last lasts average averages total totals near nears approach approaches edge edges tumble tumbles rally rallies save saves waste wastes lend lends borrow borrows owe owes build builds built",
        ),
        (
            KITCHEN,
            "cup cups clove cloves flour sugar butter oil salt pepper garlic onion onions milk cream cheese chicken beef water eggs egg",
        ),
        (ORDER, "get earn enjoy redeem receive avoid grab choose apply download subscribe preheat simmer whisk bake don't don’t"),
    ],
    valued: &[],
    units: &[],
    currencies: &[],
};

/// What is counted in games.
const PLAYED: [&str; 14] =
    ["game", "match", "shot", "pass", "attempt", "start", "set", "race", "season", "inning", "point", "throw", "kick", "round"];

/// So many words before "in 12 years" a superlative makes a record of it.
const SUPERLATIVE: usize = 6;

/// More words than this are no fragment, with or without a verb that we know.
const FRAGMENT: usize = 9;

/// Offers, and what is only supposed.
const PHRASES: [&[&str]; 40] = [
    &["if", "you'd"],
    &["if", "you’d"],
    &["let's", "say"],
    &["let’s", "say"],
    &["sign", "up"],
    &["free", "trial"],
    &["free", "shipping"],
    &["free", "delivery"],
    &["buy", "now"],
    &["add", "to", "cart"],
    &["discount", "code"],
    &["bonus", "points"],
    &["bonus", "miles"],
    &["as", "little", "as"],
    &["annual", "subscription"],
    &["annual", "fee"],
    &["prices", "range"],
    &["prices", "ranging"],
    &["prices", "vary"],
    &["prices", "start"],
    &["these", "range"],
    &["they", "range"],
    &["cash", "back"],
    &["welcome", "offer"],
    &["welcome", "bonus"],
    &["intro", "apr"],
    &["introductory", "apr"],
    &["introductory", "rate"],
    &["introductory", "offer"],
    &["statement", "credit"],
    &["eligible", "purchases"],
    &["apply", "now"],
    &["terms", "apply"],
    &["valid", "until"],
    &["valid", "through"],
    &["save", "up", "to"],
    &["promo", "code"],
    &["special", "offer"],
    &["limited", "time", "offer"],
    &["in", "stock"],
];

/// Weighs the sentences of a text.
#[derive(Debug)]
pub struct Scales<'a, 'p> {
    text: &'a Text<'p>,
    /// What each of the text's words may be.
    forms: Vec<Class>,
}

impl<'a, 'p> Scales<'a, 'p> {
    /// Looks up the words of `text`.
    pub fn new(text: &'a Text<'p>) -> Self {
        let lexicon = Lexicon::get();
        let class = |form: &Span| lexicon.sense(lexicon.find(text.words(*form))).class;
        Self { text, forms: text.forms.iter().map(class).collect() }
    }

    /// What the sentence asserts with its quantities (`quantities` are those in it), if anything.
    pub fn weigh(&self, sentence: usize, quantities: &[Quantity]) -> Option<Weight> {
        if quantities.is_empty() {
            return None;
        }
        let sentence = self.text.sentences.get(sentence)?;
        let reader = Reader { text: self.text, sentence, forms: &self.forms };
        if reader.asserts_nothing(quantities) {
            return None;
        }
        (0..quantities.len()).filter_map(|n| reader.weight(&quantities[n], quantities.get(n + 1))).max()
    }
}

struct Reader<'a, 'p> {
    text: &'a Text<'p>,
    sentence: &'a Sentence,
    forms: &'a [Class],
}

impl Reader<'_, '_> {
    fn class(&self, token: usize) -> Class {
        if self.sentence.token_range().contains(&token) { self.forms[self.text.tokens[token].form as usize] } else { 0 }
    }

    fn is(&self, token: usize, class: Class) -> bool {
        self.class(token) & class != 0
    }

    fn says(&self, token: usize, word: &str) -> bool {
        self.sentence.token_range().contains(&token) && self.text.word(token).eq_ignore_ascii_case(word)
    }

    /// Questions, commands, hypotheticals, recipes, offers and furniture.
    fn asserts_nothing(&self, quantities: &[Quantity]) -> bool {
        self.question()
            || self.hypothetical(quantities)
            || self.command()
            || self.furniture(quantities)
            || self.phrase()
            || self.reward(quantities)
            || self.tag(quantities)
            || self.fragment()
            || self.reference()
            || self.recipe(quantities)
    }

    /// Whether a word or phrase of an offer or of what is only supposed stands in it.
    fn phrase(&self) -> bool {
        self.sentence.token_range().any(|at| {
            let class = self.class(at);
            class & OFFER != 0
                || class & OPENS != 0
                    && PHRASES.iter().any(|words| words.iter().enumerate().all(|(n, word)| self.says(at + n, word)))
        })
    }

    /// "5X points on travel", "3x miles": what a card gives.
    fn reward(&self, quantities: &[Quantity]) -> bool {
        let given = ["points", "miles", "rewards", "cash"];
        quantities.iter().filter(|q| q.kind == QuantityKind::Multiple).any(|q| {
            let next = self.text.token_at(q.span.end);
            (next..next + 3).any(|at| given.iter().any(|w| self.says(at, w)))
        })
    }

    /// An entry of a list of references that a wiki marks with a caret.
    fn reference(&self) -> bool {
        self.text.word(self.sentence.first as usize) == "^"
    }

    fn question(&self) -> bool {
        let tokens = self.sentence.token_range();
        tokens.rev().take(4).map(|at| self.text.word(at)).find(|w| !matches!(*w, "”" | "\"" | "’" | "'" | ")" | "]" | "''"))
            == Some("?")
    }

    /// The first word, behind marks that open.
    fn first(&self) -> usize {
        let mut at = self.sentence.first as usize;
        while at < self.sentence.last as usize && self.text.tokens[at].kind == TokenKind::Mark {
            at += 1;
        }
        at
    }

    /// "Imagine a town of 300": supposed, and so is all that stands in "if you had $100".
    fn hypothetical(&self, quantities: &[Quantity]) -> bool {
        let first = self.first();
        let tokens = self.sentence.token_range();
        let supposed = ["imagine", "suppose", "assume", "assuming"].iter().any(|w| self.says(first, w));
        let unreal = || tokens.clone().any(|at| self.says(at, "would") || self.says(at, "were"));
        let clause = tokens.clone().find(|&at| self.says(at, "if") && self.says(at + 1, "you"));
        let yours = clause.is_some_and(|from| {
            let to = (from..tokens.end).find(|&at| self.text.word(at) == ",").unwrap_or(tokens.end);
            unreal() || quantities.iter().all(|q| (from..to).contains(&self.text.token_at(q.span.start)))
        });
        supposed || yours || self.says(first, "say") && self.says(first + 1, "you") || self.says(first, "if") && unreal()
    }

    fn command(&self) -> bool {
        let first = self.first();
        let lead = (first..first + 4).find(|&at| self.says(at, ":"));
        if self.orders(first) || lead.is_some_and(|at| self.orders(at + 1)) {
            return true;
        }
        // "If it was a gift, mark it as …", "In a large bowl, whisk …"
        let leads = [
            "if", "when", "once", "instead", "first", "next", "then", "finally", "with", "in", "on", "to", "for", "using",
            "after", "before", "while", "at",
        ];
        let led = leads.iter().any(|w| self.says(first, w));
        led && self.sentence.token_range().find(|&at| self.text.word(at) == ",").is_some_and(|at| self.orders(at + 1))
    }

    /// Whether a command begins at `first`.
    fn orders(&self, first: usize) -> bool {
        let word = self.text.word(first);
        // "Gently fold", "please give"
        let leads = self.says(first, "please") || self.says(first, "then") || word.len() > 4 && word.ends_with("ly");
        let verb = first + usize::from(leads);
        if self.is(verb, ORDER) {
            return true;
        }
        if !self.is(verb, COMMAND) {
            return false;
        }
        let next = verb + 1;
        let amount = ["half", "$", "£", "€"].iter().any(|w| self.says(next, w));
        let object = amount || self.is(next, OBJECT) || self.text.tokens.get(next).is_some_and(|t| t.kind == TokenKind::Number);
        let noun = (self.says(verb, "share") || self.says(verb, "order") || self.says(verb, "set")) && self.says(next, "of");
        object && !noun
    }

    fn furniture(&self, quantities: &[Quantity]) -> bool {
        let block = self.text.block_of(self.sentence);
        let words = self.sentence.token_range().len();
        let heading = matches!(block.kind, BlockKind::Heading(_));
        quantities.iter().all(|q| {
            let next = self.text.token_at(q.span.end);
            let listed = self.is(next, PROMISE) || self.is(next + 1, PROMISE);
            let read = (self.says(next, "read") || self.says(next, "min") && self.says(next + 1, "read")) && words < 8;
            listed && (heading || words < 16)
                || self.is(next, FURNITURE) && words <= 4
                || read
                || words < 8 && q.kind == QuantityKind::Duration && (self.says(next, "read") || self.says(next + 1, "read"))
        })
    }

    /// A few words without a verb or a point: a price, a specification, an entry of a table.
    fn fragment(&self) -> bool {
        let tokens = self.sentence.token_range();
        let mut last = tokens.clone().rev().map(|at| self.text.word(at));
        let ends = last.find(|w| !matches!(*w, "”" | "\"" | "’" | "'" | ")" | "]" | "''"));
        if matches!(ends, Some("." | "!" | "…" | ":" | ";")) {
            return false;
        }
        let mut words = tokens.filter(|&at| self.text.tokens[at].kind == TokenKind::Word);
        let said =
            |at: usize| self.is(at, VERB) || self.text.word(at).ends_with("ed") || self.text.word(at).contains(['\'', '’']);
        !words.by_ref().take(FRAGMENT).any(said) && words.next().is_none()
    }

    /// A price tag: in a heading or list where something is for sale, or a fragment that is nothing but a price.
    fn tag(&self, quantities: &[Quantity]) -> bool {
        if !quantities.iter().any(|q| q.kind == QuantityKind::Money) {
            return false;
        }
        let tokens = self.sentence.token_range();
        let words = tokens.clone().filter(|&at| self.text.tokens[at].kind == TokenKind::Word).count();
        let sale = || tokens.clone().any(|at| self.is(at, SALE));
        words < 3 && !self.text.tokens[tokens.end - 1].quoted && (words == 0 || sale())
            || matches!(self.text.block_of(self.sentence).kind, BlockKind::Heading(_)) && sale()
            || matches!(self.text.block_of(self.sentence).kind, BlockKind::ListItem) && words < 8 && sale()
    }

    /// One quantity's weight, if it is asserted. `following` is the next one of the sentence.
    fn weight(&self, q: &Quantity, following: Option<&Quantity>) -> Option<Weight> {
        if q.value == 1.0 && q.high.is_none() && self.text.words(q.span).eq_ignore_ascii_case("one") {
            // "one study found": an article, more often than a count.
            return None;
        }
        let first = self.text.token_at(q.span.start);
        let next = self.text.token_at(q.span.end);
        let previous = first.wrapping_sub(1);
        match q.kind {
            // "100% sure": an adverb.
            QuantityKind::Percent if q.value == 100.0 && self.is(next, CERTAIN) => None,
            // "4/5", "7/10": a mark that somebody gave.
            QuantityKind::Ratio if self.mark(q) && !self.says(next, "of") => Some(Weight::Minor),
            QuantityKind::Percent | QuantityKind::Money | QuantityKind::Ratio | QuantityKind::Multiple => Some(Weight::Key),
            QuantityKind::Age => None,
            QuantityKind::Duration => self.duration(q, first, next),
            QuantityKind::Count | QuantityKind::Measure => {
                let most = q.high.unwrap_or(q.value).abs().max(q.value.abs());
                let fate = q.kind == QuantityKind::Count && self.fate(first, next);
                let presupposed = q.kind == QuantityKind::Count && self.is(previous, DEFINITE) && !q.approximate;
                if most < 100.0 && presupposed && !fate {
                    return None;
                }
                // "dozens" and "two dozen", but not "a dozen"
                let words = self.text.words(q.span);
                let dozens = q.kind == QuantityKind::Count
                    && (q.approximate && words.ends_with('s') || words.ends_with("dozen") && most > 12.0);
                let rate = q.unit.as_deref().is_some_and(|u| self.rate(q.kind, u));
                let share = q.kind == QuantityKind::Count && following.is_some_and(|whole| self.share(q, next, whole));
                let key = most >= 100.0
                    || dozens
                    || rate
                    || share
                    || q.unit.as_deref() == Some("basis point")
                    || fate
                    || q.kind == QuantityKind::Count && (first.saturating_sub(3)..next + 4).any(|at| self.is(at, STAFF))
                    || self.statistic(first, next);
                Some(if key { Weight::Key } else { Weight::Minor })
            }
        }
    }

    /// A fraction of five or ten, as marks are written.
    fn mark(&self, q: &Quantity) -> bool {
        let words = self.text.words(q.span);
        words.ends_with("/5") || words.ends_with("/10")
    }

    /// "12 deaths per week", "3 mm a year", "2 tonnes per person"; speeds, and how often, are measurements.
    fn rate(&self, kind: QuantityKind, unit: &str) -> bool {
        let Some((thing, per)) = unit.split_once("per ") else { return false };
        let often = matches!(thing.trim_end(), "time" | "x");
        kind == QuantityKind::Count && !often
            || kind == QuantityKind::Measure && ["day", "week", "month", "year", "person", "capita", "head"].contains(&per)
    }

    /// "seven of the 10 towns": a part and its whole, but for what is won in games. `next` is the token behind the part.
    fn share(&self, part: &Quantity, next: usize, whole: &Quantity) -> bool {
        let at = next + 1 + usize::from(self.is(next + 1, DEFINITE));
        self.says(next, "of")
            && whole.kind == QuantityKind::Count
            && whole.value > part.value
            && part.value > 1.0
            && whole.unit.as_deref().is_none_or(|thing| !PLAYED.contains(&thing))
            && self.text.token_at(whole.span.start) == at
    }

    /// Whether a count is one of people killed, arrested, voting …
    fn fate(&self, first: usize, next: usize) -> bool {
        let mark =
            |at: &usize| self.text.tokens.get(*at).is_some_and(|t| t.kind == TokenKind::Mark && self.text.word(*at) != "-");
        let clause = next..(next..next + 6).find(mark).unwrap_or(next + 6);
        let cases = clause
            .clone()
            .any(|at| self.says(at, "cases") && self.says(at + 1, "of") || self.says(at, "confirmed") && at < next + 2);
        let ill = self.is(next, PERSONS) && ["contracted", "caught", "tested"].iter().any(|w| self.says(next + 1, w));
        let around =
            ill || clause.clone().any(|at| self.is(at, FATE)) || (first.saturating_sub(4)..first).any(|at| self.is(at, FATE));
        let lost = self.says(next, "lives");
        let others = ["times", "counts", "charges", "shots", "occasions", "rounds", "bullets"];
        !others.iter().any(|w| self.says(next, w) || self.says(next + 1, w)) && (cases || around || lost)
    }

    fn statistic(&self, first: usize, next: usize) -> bool {
        (first.saturating_sub(4)..first).any(|at| self.is(at, STATISTIC))
            || (next..next + 3).any(|at| self.is(at, STATISTIC))
            || self.says(first.wrapping_sub(1), "record")
            || self.says(first.wrapping_sub(1), "of") && ["rate", "rates"].iter().any(|w| self.says(first.wrapping_sub(2), w))
    }

    /// Whether a superlative stands a few words before `at`: "the highest level in".
    fn superlative(&self, at: usize) -> bool {
        let most = |i: usize| {
            let word = self.text.word(i);
            let compares = word.len() > 4 && word.ends_with("est") && !["latest", "west", "interest", "forest"].contains(&word);
            compares || ["worst", "best"].iter().any(|w| self.says(i, w))
        };
        let from = at.saturating_sub(SUPERLATIVE).max(self.sentence.first as usize + 1);
        (from..at).any(|i| most(i) && (self.is(i - 1, DEFINITE) || matches!(self.text.word(i - 1), "'s" | "’s")))
    }

    /// A length of time measures, unless it only locates.
    fn duration(&self, q: &Quantity, first: usize, next: usize) -> Option<Weight> {
        let previous = first.wrapping_sub(1);
        // "a 40-year high", "the worst fall in 12 years": a record with its number.
        let peak = ["high", "low", "peak"].iter().any(|w| self.says(next, w));
        if peak || self.says(previous, "in") && self.superlative(previous) {
            return Some(Weight::Key);
        }
        let after = ["anniversary", "ago", "later", "earlier", "before", "after", "from", "since", "prior"];
        let quantity_ends = after.iter().any(|w| self.says(next, w));
        if quantity_ends || self.is(previous, LOCATES) || self.is(previous.wrapping_sub(1), LOCATES) {
            return None;
        }
        // "thousands of years" is a way to say long.
        let exact = !self.text.words(q.span).contains(" of ");
        let key = q.value >= 100.0 && exact || self.statistic(first, next);
        Some(if key { Weight::Key } else { Weight::Minor })
    }

    /// Amounts as only recipes give them: spoons, what a list of ingredients begins with, and how many it serves.
    fn recipe(&self, quantities: &[Quantity]) -> bool {
        let first = self.first();
        let yields = ["serves", "makes", "yields"].iter().any(|w| self.says(first, w));
        let about = usize::from(["about", "around", "approximately"].iter().any(|w| self.says(first + 1, w)));
        let many = |q: &Quantity| self.text.token_at(q.span.start) == first + 1 + about;
        if yields && self.sentence.token_range().len() < 8 && quantities.iter().any(many) {
            return true;
        }
        let tokens = self.sentence.token_range();
        let item = self.text.block_of(self.sentence).kind == BlockKind::ListItem;
        let listed = tokens.len() < if item { 14 } else { 8 };
        quantities.iter().any(|q| {
            matches!(q.unit.as_deref(), Some("teaspoon" | "tablespoon"))
                || listed
                    && self.text.token_at(q.span.start) == first
                    && matches!(q.kind, QuantityKind::Measure | QuantityKind::Count | QuantityKind::Ratio)
                    && tokens.clone().any(|at| self.is(at, KITCHEN))
        })
    }
}
