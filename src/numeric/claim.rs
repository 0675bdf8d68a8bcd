//! Which sentence asserts a quantity, and whether it is key or minor.
//!
//! None: questions, commands, recipes, hypotheticals, offers and the page's own furniture; ages, times that only locate ("two
//! years later"), and definite mentions that presuppose ("the two leaders met").

use super::lexicon::{Class, Lexicon, Words};
use super::{Quantity, QuantityKind, Weight};
use crate::page::BlockKind;
use crate::text::{Sentence, Text, TokenKind};

/// People: a number of them is never part of a name.
pub(super) const PERSONS: Class = 1 << 45;
/// Killed, arrested, voting: a number of people is key at any size.
const FATE: Class = 1 << 46;
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
            "killed kills killing killings dead died dies death deaths fatalities casualties injured injuring injuries wounded wounding infected infections infecting sickened diagnoses contracted arrested arrests arresting detained employs employed employing jobs layoffs displaced displacing evacuated voted votes voting hospitalized hospitalised missing drowned shot stabbed murdered murders diagnosed",
        ),
        (
            COMMAND,
            "add apply ask assess attend avoid be bring bring build buy call change check choose click come compare consider contact copy create cut discover do don't donate download earn enjoy enter expect explore fill find follow get give go grab have hit hold imagine invite join keep learn leave let let's look make mark measure move note open order pay pick place plan please pour press print put read register remember remove repeat reply save scroll search see select send set share shop sign start stay stick stop subscribe suppose swipe take tap tell test think try turn type upgrade use visit wait walk watch write bake boil chop combine cook drain heat mix preheat season serve simmer slice spread sprinkle stir toss whisk let's",
        ),
        (
            OBJECT,
            "a an the this that these those your our my his her their its it them him me us for to in into at on off up down out over with from of about all any some each every more here sure how what whether two three four five six seven eight nine ten by until as between and",
        ),
        (STATISTIC, "average averaging averages averaged median odds poll polls polled survey surveyed sample record per-capita"),
        (DEFINITE, "the these those both all its his her their our my your other said latter"),
        (PROMISE, "tips ways things reasons steps ideas facts tricks hacks lessons mistakes signs recipes gifts takeaways"),
        (FURNITURE, "comments comment shares share likes views replies read followers retweets"),
        (LOCATES, "past last next previous within in after before every following coming recent first another"),
        (SALE, "from deal deals sale save off discount discounts discounted drops only orig reg now price shop buy"),
        (
            CERTAIN,
            "sure certain true right correct clear honest confident committed convinced behind ready agree accurate positive focused",
        ),
        (OFFER, "coupon coupons promo subscribe cashback"),
    ],
    valued: &[],
    units: &[],
    currencies: &[],
};

/// What the sentence asserts with its quantities (`quantities` are those in it), if anything.
pub fn weigh(text: &Text, sentence: usize, quantities: &[Quantity]) -> Option<Weight> {
    if quantities.is_empty() {
        return None;
    }
    let sentence = text.sentences.get(sentence)?;
    let reader = Reader { text, sentence, lexicon: Lexicon::get() };
    if reader.asserts_nothing(quantities) {
        return None;
    }
    quantities.iter().filter_map(|q| reader.weight(q)).max()
}

struct Reader<'a, 'p> {
    text: &'a Text<'p>,
    sentence: &'a Sentence,
    lexicon: Lexicon,
}

impl Reader<'_, '_> {
    fn class(&self, token: usize) -> Class {
        if self.sentence.token_range().contains(&token) {
            self.lexicon.sense(self.lexicon.find(self.text.word(token))).class
        } else {
            0
        }
    }

    fn is(&self, token: usize, class: Class) -> bool {
        self.class(token) & class != 0
    }

    fn says(&self, token: usize, word: &str) -> bool {
        self.sentence.token_range().contains(&token) && self.text.word(token).eq_ignore_ascii_case(word)
    }

    fn has(&self, words: &[&str]) -> bool {
        self.sentence.token_range().any(|at| words.iter().enumerate().all(|(n, word)| self.says(at + n, word)))
    }

    /// Questions, commands, hypotheticals, recipes, offers and furniture.
    fn asserts_nothing(&self, quantities: &[Quantity]) -> bool {
        self.question()
            || self.hypothetical()
            || self.command()
            || self.furniture(quantities)
            || self.offer()
            || self.tag(quantities)
            || recipe(quantities)
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

    fn hypothetical(&self) -> bool {
        let first = self.first();
        self.has(&["if", "you"])
            || self.has(&["if", "you'd"])
            || self.has(&["let's", "say"])
            || self.says(first, "say") && self.says(first + 1, "you")
            || (self.says(first, "imagine") || self.says(first, "suppose"))
            || self.says(first, "if") && (self.has(&["would"]) || self.has(&["were"]))
    }

    fn command(&self) -> bool {
        let first = self.first();
        if self.orders(first) {
            return true;
        }
        // "If it was a gift, mark it as …", "With that in mind, avoid …"
        let leads = ["if", "when", "with", "to", "once", "instead", "first", "next", "then", "finally", "for"];
        leads.iter().any(|w| self.says(first, w))
            && self.sentence.token_range().find(|&at| self.text.word(at) == ",").is_some_and(|at| self.orders(at + 1))
    }

    /// Whether a command begins at `first`.
    fn orders(&self, first: usize) -> bool {
        let verb = if self.says(first, "please") || self.says(first, "then") { first + 1 } else { first };
        if !self.is(verb, COMMAND) {
            return false;
        }
        let next = verb + 1;
        let object = self.is(next, OBJECT) || self.text.tokens.get(next).is_some_and(|t| t.kind == TokenKind::Number);
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

    fn offer(&self) -> bool {
        self.sentence.token_range().any(|at| self.is(at, OFFER))
            || self.has(&["sign", "up"])
            || self.has(&["free", "trial"])
            || self.has(&["free", "shipping"])
            || self.has(&["buy", "now"])
            || self.has(&["add", "to", "cart"])
            || self.has(&["discount", "code"])
            || self.has(&["bonus", "points"])
            || self.has(&["as", "little", "as"])
            || self.has(&["annual", "subscription"])
            || ["range", "vary", "start", "ranging"]
                .iter()
                .any(|verb| ["prices", "these", "they"].iter().any(|subject| self.has(&[subject, verb])))
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

    /// One quantity's weight, if it is asserted.
    fn weight(&self, q: &Quantity) -> Option<Weight> {
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
            QuantityKind::Percent | QuantityKind::Money | QuantityKind::Ratio | QuantityKind::Multiple => Some(Weight::Key),
            QuantityKind::Age => None,
            QuantityKind::Duration => self.duration(q, previous, next),
            QuantityKind::Count | QuantityKind::Measure => {
                let most = q.high.unwrap_or(q.value).abs().max(q.value.abs());
                let fate = q.kind == QuantityKind::Count && self.fate(first, next);
                if most < 100.0 && q.kind == QuantityKind::Count && self.is(previous, DEFINITE) && !q.approximate && !fate {
                    return None;
                }
                let magnitude = q.approximate && most < 100.0 && self.text.words(q.span).ends_with('s');
                let rate = q.kind == QuantityKind::Count && q.unit.as_deref().is_some_and(|u| u.contains("per "));
                let key = most >= 100.0
                    || magnitude
                    || rate
                    || self.text.words(q.span).contains("dozen")
                    || q.unit.as_deref() == Some("basis point")
                    || fate
                    || self.statistic(first, next);
                Some(if key { Weight::Key } else { Weight::Minor })
            }
        }
    }

    /// Whether a count is one of people killed, arrested, voting …
    fn fate(&self, first: usize, next: usize) -> bool {
        let mark =
            |at: &usize| self.text.tokens.get(*at).is_some_and(|t| t.kind == TokenKind::Mark && self.text.word(*at) != "-");
        let clause = next..(next..next + 6).find(mark).unwrap_or(next + 6);
        let cases = clause
            .clone()
            .any(|at| self.says(at, "cases") && self.says(at + 1, "of") || self.says(at, "confirmed") && at < next + 2);
        let around = clause.clone().any(|at| self.is(at, FATE)) || (first.saturating_sub(4)..first).any(|at| self.is(at, FATE));
        !self.says(next, "times") && (cases || around)
    }

    fn statistic(&self, first: usize, next: usize) -> bool {
        (first.saturating_sub(4)..first).any(|at| self.is(at, STATISTIC))
            || (next..next + 3).any(|at| self.is(at, STATISTIC))
            || self.says(first.wrapping_sub(1), "of") && ["rate", "rates"].iter().any(|w| self.says(first.wrapping_sub(2), w))
    }

    /// A length of time measures, unless it only locates.
    fn duration(&self, q: &Quantity, previous: usize, next: usize) -> Option<Weight> {
        let after = ["anniversary", "ago", "later", "earlier", "before", "after", "from", "since", "prior"];
        let quantity_ends = after.iter().any(|w| self.says(next, w));
        if quantity_ends || self.is(previous, LOCATES) || self.is(previous.wrapping_sub(1), LOCATES) {
            return None;
        }
        let key = q.value >= 100.0 || self.statistic(previous + 1, next);
        Some(if key { Weight::Key } else { Weight::Minor })
    }
}

/// Amounts as only recipes give them.
fn recipe(quantities: &[Quantity]) -> bool {
    quantities.iter().any(|q| matches!(q.unit.as_deref(), Some("teaspoon" | "tablespoon")))
}
