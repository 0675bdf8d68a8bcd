//! What is a number but no quantity: years, dates and clock times; ordinals; names, models and codes ("Boeing 737", "S&P 500",
//! "COVID-19", "5G"); versions, phone numbers, addresses, references ("page 12", "Section 230"), and results of games.
//!
//! Decided by how the number is written and what stands around it, not by lists of names.

use super::lexicon::{Class, Words};
use super::line::{Line, Shape};
use super::number::{self, MAGNITUDE, Numeral, SUFFIX, TENS, UNIT, VULGAR};
use super::{count, duration, measure, money, percent};

/// A month's name.
const MONTH: Class = 1 << 35;
/// A day of the week.
const WEEKDAY: Class = 1 << 36;
/// A word that is numbered, in either case: "page 12".
const LABEL: Class = 1 << 37;
/// a.m., p.m. and time zones.
const CLOCK: Class = 1 << 39;
/// Street, Avenue.
const STREET: Class = 1 << 40;
/// Endings of ordinals.
const ORDINAL: Class = 1 << 41;
/// "in", "since", "by", "until": what leads a year.
const LEADS_YEAR: Class = 1 << 42;
/// Words that a sentence may begin with, or that otherwise carry a capital without being a name.
const PLAIN_CAPITAL: Class = 1 << 43;
/// A game was played: results are no quantities.
const GAME: Class = 1 << 44;

/// Parts of a date.
pub(super) const DATED: Class = MONTH | WEEKDAY;
/// Classes that begin a label without a number.
pub(super) const STARTS: Class = MONTH;

pub(super) const WORDS: Words = Words {
    plain: &[
        (
            MONTH,
            "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec",
        ),
        (WEEKDAY, "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"),
        (
            LABEL,
            "section sections page pages chapter chapters paragraph verse verses room suite flat gate platform bug project grant award patent route highway interstate motorway channel version volume issue episode season step figure fig table appendix exhibit item items article articles article paragraphs clause rule amendment question level phase stage tier grade category type class lane line row seat slide module lesson lot serial extension ext p pp pg no nos nr vol ch sec art title size day week number numbers apt unit exit bus flight train hole game round lap district ward precinct group pool bed sector zone area act scene track note footnote note ref file case docket bill resolution proposition measure formula model mark mk psalm part ps isbn issn doi pmid arxiv rfc iso tel phone fax zip box photo image picture",
        ),
        (CLOCK, "am pm a.m p.m o'clock o’clock gmt utc est edt pst pdt cst cdt mst mdt bst cet cest ist et pt noon midnight"),
        (
            STREET,
            "street st avenue ave road rd boulevard blvd lane ln drive dr court ct place pl square sq way terrace highway hwy parkway pkwy circle crescent alley plaza row close gardens quay wharf embankment",
        ),
        (ORDINAL, "st nd rd th"),
        (
            LEADS_YEAR,
            "in since by until till before after during from of around circa early mid late and to for through between than summer spring autumn winter fall fiscal year calendar season election",
        ),
        (
            PLAIN_CAPITAL,
            "the a an in on at to from for by with without about as into over under after before since until between among during through against per than and or but nor so yet if when while where which who all another other its their his her our my your these those this that they he she it we i you some about only just nearly almost roughly approximately around up down more less fewer another every each both now then today yesterday meanwhile currently last next there here only total overall an is are was were has have had no not out plus minus some of",
        ),
        (
            GAME,
            "won win wins beat beats beaten lost lose loses losing winning victory defeat draw drew tie tied lead led leading trailed trailing score scored goal goals match game set sets seed versus vs over past down up record finished final win-loss shutout blowout",
        ),
    ],
    valued: &[],
    units: &[],
    currencies: &[],
};

/// The end of the label that begins at piece `i`, if one does.
pub(super) fn skip(line: &Line, i: usize) -> Option<usize> {
    if line.is(i, MONTH) {
        return month(line, i);
    }
    if line.hyphen(i) && line.digits(i + 1) {
        return code(line, i + 1);
    }
    if line.digits(i) {
        return date(line, i)
            .or_else(|| clock(line, i))
            .or_else(|| code(line, i))
            .or_else(|| pair(line, i))
            .or_else(|| ordinal(line, i))
            .or_else(|| phone(line, i))
            .or_else(|| referred(line, i))
            .or_else(|| address(line, i))
            .or_else(|| result(line, i))
            .or_else(|| year(line, i))
            .or_else(|| name(line, i));
    }
    if line.is(i, UNIT | TENS | MAGNITUDE) {
        return worded(line, i);
    }
    None
}

fn number_of(line: &Line, i: usize) -> f64 {
    if line.digits(i) { super::decimal::parse(line.word(i)).unwrap_or(-1.0) } else { -1.0 }
}

fn is_year(line: &Line, i: usize) -> bool {
    line.word(i).len() == 4 && (1000.0..2200.0).contains(&number_of(line, i))
}

fn is_day(line: &Line, i: usize) -> bool {
    line.word(i).len() <= 2 && (1.0..32.0).contains(&number_of(line, i))
}

/// The end of an ordinal's ending at `i`.
fn past_ordinal(line: &Line, i: usize) -> usize {
    if line.glued(i) && line.is(i, ORDINAL) { i + 1 } else { i }
}

/// "March 29, 2019", "Sept. 20-24", "May 2016".
fn month(line: &Line, i: usize) -> Option<usize> {
    // "may" and "march" are words.
    if !line.at(i).capital {
        let name = !["may", "march", "mar", "sun", "dec", "oct", "jun"].iter().any(|w| line.says(i, w));
        if !(name && line.digits(i + 1)) {
            return None;
        }
    }
    let mut at = i + 1;
    if line.word(at) == "." && !line.at(at).spaced {
        at += 1;
    }
    if line.word(at) == "," && is_year(line, at + 1) {
        return Some(at + 2);
    }
    if is_year(line, at) && !line.glued(at + 1) {
        return Some(at + 1);
    }
    if !is_day(line, at) {
        return None;
    }
    // "May 3 million" is none.
    if line.is(at + 1, MAGNITUDE) || percent::sign(line, at + 1).is_some() {
        return None;
    }
    at = past_ordinal(line, at + 1);
    while matches!(line.word(at), "-" | "–" | "/" | "&") && is_day(line, at + 1)
        || (line.says(at, "and") || line.says(at, "to") || line.says(at, "through"))
            && is_day(line, at + 1)
            && !measured(line, at + 2)
    {
        at = past_ordinal(line, at + 2);
    }
    let comma = usize::from(line.word(at) == ",");
    if is_year(line, at + comma) {
        at += comma + 1;
    }
    Some(at)
}

/// Whether a unit, a magnitude or a thing that is counted stands at `i`: then the number before it is a quantity.
fn measured(line: &Line, i: usize) -> bool {
    let i = line.past_hyphen(i);
    line.is(i, MAGNITUDE | measure::UNIT | money::SYMBOL | money::CURRENCY)
        || percent::sign(line, i).is_some()
        || duration::unit(line, i).is_some()
        || (line.letters(i) && !line.at(i).capital && !line.is(i, count::FUNCTION | CLOCK) && plural(line.word(i)))
}

fn plural(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is")
        || matches!(word, "people" | "men" | "women" | "children" | "police" | "staff" | "personnel")
}

/// "29 March 2019", "5/17/2018", "2018-05-17", "17.5.2018".
fn date(line: &Line, i: usize) -> Option<usize> {
    let joined =
        |at: usize, marks: &[&str]| marks.contains(&line.word(at)) && line.glued(at) && line.glued(at + 1) && line.digits(at + 1);
    if joined(i + 1, &["/", "-", "–"]) && joined(i + 3, &["/", "-", "–"]) && line.word(i + 1) == line.word(i + 3) {
        return Some(i + 5);
    }
    if is_day(line, i) {
        let mut at = past_ordinal(line, i + 1);
        if line.says(at, "of") {
            at += 1;
        }
        let hyphen = if line.word(at) == "-" || line.word(at) == "–" { at + 1 } else { at };
        if is_day(line, hyphen) && hyphen > at && line.is(hyphen + 1, MONTH) {
            return month_after(line, hyphen + 1);
        }
        if line.is(hyphen, MONTH) && line.at(hyphen).capital {
            return month_after(line, hyphen);
        }
    }
    // Of points: "17.5.2018" is one piece.
    let dots = line.word(i).bytes().filter(|&b| b == b'.').count();
    (dots > 1 && number::value(line.word(i)).is_none()).then(|| tail(line, i + 1))
}

fn month_after(line: &Line, i: usize) -> Option<usize> {
    let at = if line.word(i + 1) == "." || line.word(i + 1) == "," { i + 2 } else { i + 1 };
    Some(if is_year(line, at) { at + 1 } else { i + 1 })
}

/// The end of all that is written against what ends at `i`.
fn tail(line: &Line, mut i: usize) -> usize {
    while line.glued(i) && (line.digits(i) || line.letters(i) || matches!(line.word(i), "-" | "/" | ":" | "_")) {
        i += 1;
    }
    i
}

/// "9:01 p.m.", "2 pm", "14:30", "1:36.6", "5 o'clock", "10-11 a.m."
fn clock(line: &Line, i: usize) -> Option<usize> {
    let mut at = i + 1;
    let mut timed = false;
    while line.word(at) == ":" && line.glued(at) && line.glued(at + 1) && line.word(at + 1).len() >= 2 && line.digits(at + 1) {
        at += 2;
        timed = true;
    }
    if !timed && (matches!(line.word(at), "-" | "–") || line.says(at, "to") || line.says(at, "and")) && line.digits(at + 1) {
        let end = if line.word(at + 2) == ":" && line.digits(at + 3) { at + 4 } else { at + 2 };
        if meridiem(line, end) && line.word(i).len() <= 2 {
            return Some(past_zone(line, end));
        }
    }
    if meridiem(line, at) && (timed || line.word(i).len() <= 2 || line.word(i).contains('.')) {
        return Some(past_zone(line, at));
    }
    timed.then(|| past_zone(line, at))
}

/// Whether "am", "p.m." or the like stands at `i`.
fn meridiem(line: &Line, i: usize) -> bool {
    let word = line.word(i);
    line.is(i, CLOCK)
        && (["am", "pm", "a.m", "p.m", "o'clock", "o’clock"].iter().any(|w| word.eq_ignore_ascii_case(w))
            || line.caps(i)
            || matches!(word, "noon" | "midnight"))
}

fn past_zone(line: &Line, mut i: usize) -> usize {
    while line.is(i, CLOCK) || line.word(i) == "." && line.is(i.wrapping_sub(1), CLOCK) && line.is(i + 1, CLOCK) {
        i += 1;
    }
    i
}

/// Letters and digits in one: "S23", "COVID-19", "5G", "737s", "ID.3", "1990s", "#12", "0x1F", and URLs' insides.
fn code(line: &Line, i: usize) -> Option<usize> {
    let previous = i.wrapping_sub(1);
    let here = line.glued(i) && i > 0;
    if here {
        let letters = line.letters(previous);
        let coin = money::before(line, i).is_some();
        if letters && !coin && !line.is(previous, super::approximate::ABOUT) {
            return Some(tail(line, i + 1));
        }
        if matches!(line.word(previous), "." | "_" | "#" | "@" | "=" | "&" | "?") && line.glued(previous) && !coin
            || matches!(line.word(previous), "#" | "№")
        {
            return Some(tail(line, i + 1));
        }
        // "COVID-19", "TA-35", "PLX-R18"; but "minus-130", "sub-7", "mid-50s" and "a now-18".
        if line.hyphen(previous) && line.glued(previous) && line.letters(i.wrapping_sub(2)) {
            let word = i.wrapping_sub(2);
            let open =
                ["minus", "sub", "now", "then", "to", "and", "nearly", "almost", "over", "under", "plus", "about", "from", "or"]
                    .iter()
                    .any(|w| line.says(word, w))
                    || line.is(word, UNIT | TENS | MAGNITUDE);
            if !open {
                return Some(tail(line, i + 1));
            }
        }
        // A path or an address in a net.
        if line.word(previous) == "/" && line.glued(previous) && line.letters(i.wrapping_sub(2)) && !coin {
            let unit = line.is(i.wrapping_sub(2), measure::UNIT | measure::LETTER) || line.is(i + 1, measure::UNIT);
            if !unit {
                return Some(tail(line, i + 1));
            }
        }
    }
    if line.word(previous) == "#" || line.word(previous) == "№" {
        return Some(tail(line, i + 1));
    }
    // "COVID -19": a break before the hyphen.
    if here
        && line.word(previous) == "-"
        && line.caps(i.wrapping_sub(2))
        && percent::sign(line, i + 1).is_none()
        && !line.word(i).contains('.')
    {
        return Some(tail(line, i + 1));
    }
    let next = i + 1;
    if !line.glued(next) {
        return None;
    }
    if line.word(next) == "(" && line.glued(next + 1) && line.word(next + 1).len() == 1 && line.letters(next + 1) {
        // "401(k)"
        return Some(next + 3);
    }
    let owner = matches!(line.word(next), "'s" | "’s")
        || matches!(line.word(next), "′" | "'" | "’") && line.word(next + 1) == "s" && line.glued(next + 1);
    if owner && line.word(i).len() == 4 {
        return Some(next + 1);
    }
    if is_year(line, i) && line.word(next) == ";" && line.digits(next + 1) && line.glued(next + 1) {
        // "2014;349:g5293": where an article stands in its journal.
        let mut at = next;
        while line.glued(at) {
            at += 1;
        }
        return Some(at);
    }
    if !line.letters(next) {
        return None;
    }
    // "$5bn" and "25k" are numbers; "5G", "3D", "4K", "49ers", "1990s", "777F", "2nd" are not.
    let word = line.word(next);
    let known = line.is(next, SUFFIX | MAGNITUDE | measure::UNIT | duration::TIME | money::CURRENCY | VULGAR)
        || percent::sign(line, next).is_some()
        || money::starts(line, next)
        || matches!(
            word,
            "m" | "g"
                | "l"
                | "t"
                | "V"
                | "W"
                | "J"
                | "C"
                | "F"
                | "bar"
                | "PS"
                | "in"
                | "x"
                | "X"
                | "e"
                | "A"
                | "c"
                | "deg"
                | "degC"
                | "degF"
                | "h"
                | "s"
                | "MUSD"
                | "MEUR"
        )
        || word.eq_ignore_ascii_case("fold");
    let decade = word == "s" || word == "p" && PICTURES.contains(&number_of(line, i));
    let ending = line.is(next, ORDINAL);
    let letter = matches!(word, "K" | "G" | "D" | "F" | "C" | "X" | "T" | "B" | "c" | "h") && money::before(line, i).is_none();
    let numbered = number_of(line, i);
    let large = line.word(i).contains(',') || numbered >= 16.0;
    if ending {
        return None;
    }
    if decade || !known || letter && !(large && matches!(word, "K" | "B")) && (word != "X" || line.glued(next + 1)) {
        return Some(tail(line, next));
    }
    // "24703m212"
    if line.glued(next + 1)
        && line.digits(next + 1)
        && !matches!(line.word(next + 1), "2" | "3")
        && !matches!(word, "e" | "E" | "x")
    {
        return Some(tail(line, next));
    }
    None
}

/// "9/11", "50/50", "16:9": two small whole numbers that are neither a fraction nor a ratio to one.
fn pair(line: &Line, i: usize) -> Option<usize> {
    let small = |at: usize| line.digits(at) && (1.0..100.0).contains(&number_of(line, at)) && line.word(at).len() <= 2;
    let mark = line.word(i + 1);
    let joined = matches!(mark, "/" | ":") && line.glued(i + 1) && line.glued(i + 2) && small(i) && small(i + 2);
    // "3:1 against" measures, and so does "2/3 of"; prices are told by their sign.
    let one = number_of(line, i + 2) == 1.0 || number_of(line, i) == 1.0;
    let fraction = || number::parse(line, i).is_some_and(|n| n.form == number::Form::Fraction);
    let headed = || (i.saturating_sub(3)..i).any(|at| ["ratio", "odds"].iter().any(|w| line.says(at, w)));
    // "on 3/12", "Tue 3/12": a day.
    let led = ["on", "until", "since", "through", "thru"].iter().any(|w| line.says(i.wrapping_sub(1), w));
    let day = led || line.is(i.wrapping_sub(1), WEEKDAY) && i > 0;
    if joined && mark == "/" && day && number_of(line, i) <= 12.0 && is_day(line, i + 2) && !line.says(i + 3, "of") {
        return Some(i + 3);
    }
    let other = one || fraction() || headed() || money::before(line, i).is_some() || line.glued(i + 3) && line.digits(i + 4);
    (joined && !other && !measured(line, i + 3)).then_some(i + 3)
}

/// Lines of a picture: "1080p".
const PICTURES: [f64; 8] = [240.0, 360.0, 480.0, 720.0, 1080.0, 1440.0, 2160.0, 4320.0];

/// "10th", "21st".
fn ordinal(line: &Line, i: usize) -> Option<usize> {
    (line.glued(i + 1) && line.is(i + 1, ORDINAL) && line.word(i + 1).len() == 2).then_some(i + 2)
}

/// "+1-222-555-0100", "(212) 555-0100", "555-0100", "1-800-…".
fn phone(line: &Line, i: usize) -> Option<usize> {
    let mut at = i;
    let mut groups = 0;
    let mut digits = 0;
    while line.digits(at) && line.word(at).bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        groups += 1;
        digits += line.word(at).len();
        at += 1;
        if matches!(line.word(at), "-" | "–" | "/" | "." | ")")
            && line.digits(at + 1)
            && !(line.word(at) == "." && line.at(at + 1).spaced)
        {
            at += 1;
        } else {
            break;
        }
    }
    let zero = line.word(i).starts_with('0') && line.word(i).len() > 2 && !line.word(i).contains('.');
    if zero {
        while line.digits(at) && line.at(at).spaced && line.word(at).len() <= 4 {
            at += 1;
        }
        return Some(at);
    }
    let local = groups == 2 && line.word(i).len() == 3 && line.word(at - 1).len() == 4 && line.word(i + 1) == "-";
    let plus = line.word(i.wrapping_sub(1)) == "+" && line.glued(i) && digits >= 7;
    (groups >= 3 && digits >= 7 || local || plus).then_some(at)
}

/// "page 12", "No. 10", "Section 427", "Part 3", "aged"-less: what stands before names the number.
fn referred(line: &Line, i: usize) -> Option<usize> {
    let mut before = i.wrapping_sub(1);
    if matches!(line.word(before), "." | "#" | ":") && (line.is(before.wrapping_sub(1), LABEL) || line.word(before) == "#") {
        before = before.wrapping_sub(1);
    }
    if !line.is(before, LABEL) || before >= i {
        return None;
    }
    let word = line.word(before);
    // "no 5 people" denies, "measure 10 feet", "type 40 words", "unit 5" are told by case and by what follows.
    if line.says(before, "no") && !(line.word(i.wrapping_sub(1)) == "." || line.at(before).capital) {
        return None;
    }
    if measured(line, i + 1) && !(line.at(before).capital && before > 0 && !line.is(i + 1, measure::UNIT)) {
        return None;
    }
    let verb = [
        "measure", "type", "line", "issue", "number", "numbers", "mark", "question", "class", "group", "size", "game", "day",
        "week", "unit", "bill", "model", "case", "area", "act", "item", "table", "title", "part", "stage",
    ];
    if !line.at(before).capital
        && verb.contains(&word)
        && (line.word(i).contains(',') || line.word(i).contains('.') && word != "item")
    {
        return None;
    }
    let mut at = tail(line, i + 1);
    // "pages 12–15", "Articles 5 and 6", "Part 2 of 3"
    if (["and", "to", "of"].iter().any(|w| line.says(at, w)) || line.word(at) == "&" || line.past_hyphen(at) > at)
        && line.digits(at + 1)
        && !measured(line, at + 2)
    {
        at = tail(line, at + 2);
    }
    Some(at)
}

/// "450 Lexington Avenue", "16-18 Industrial Road".
fn address(line: &Line, i: usize) -> Option<usize> {
    let mut at = i + 1;
    if line.hyphen(at) && line.digits(at + 1) {
        at += 2;
    }
    if !line.at(at).capital || line.word(i).contains(['.', ',']) {
        return None;
    }
    let first = at;
    while at < first + 4 && line.letters(at) && (line.at(at).capital || line.is(at, count::FUNCTION)) {
        if at > first && line.is(at, STREET) && line.at(at).capital {
            return Some(at + 1);
        }
        at += 1;
        if line.word(at) == "." {
            at += 1;
        }
        at += usize::from(line.digits(at) && line.is(past_ordinal(line, at + 1), STREET));
    }
    None
}

/// "won 3-1", "2-2", "tied at 98-98": a result, or seasons ("2018-19") and other pairs.
fn result(line: &Line, i: usize) -> Option<usize> {
    let pair = line.glued(i + 1) && matches!(line.word(i + 1), "-" | "–") && line.glued(i + 2) && line.digits(i + 2);
    if !pair {
        return None;
    }
    let (a, b) = (number_of(line, i), number_of(line, i + 2));
    if a < 0.0 || b < 0.0 {
        return None;
    }
    if is_year(line, i) && (line.word(i + 2).len() == 2 || is_year(line, i + 2)) {
        return (!measured(line, i + 3)).then_some(i + 3);
    }
    let end = if line.hyphen(i + 3) && line.glued(i + 3) && line.digits(i + 4) { i + 5 } else { i + 3 };
    if end > i + 3 {
        return Some(end);
    }
    let voted = vote(line, i);
    let played = (i.saturating_sub(8)..(i + 9).min(line.len())).any(|at| line.is(at, GAME));
    let unit = measured(line, i + 3) || line.past_hyphen(i + 3) > i + 3 || money::before(line, i).is_some();
    // "52-48" of a vote are counts.
    (!voted && !unit && a < 200.0 && b < 200.0 && (a >= b || played)).then_some(end)
}

fn votes(line: &Line, i: usize) -> bool {
    ["vote", "voted", "votes", "ruled", "ruling", "decision", "passed", "senate", "poll"].iter().any(|w| line.says(i, w))
}

/// Whether a pair at `i` counts votes: "voted 52-48".
pub(super) fn vote(line: &Line, i: usize) -> bool {
    (i.saturating_sub(12)..i + 12).any(|at| votes(line, at))
}

/// Four digits that name a year.
fn year(line: &Line, i: usize) -> Option<usize> {
    if !is_year(line, i) || money::before(line, i).is_some() {
        return None;
    }
    let next = i + 1;
    let value = number_of(line, i);
    let previous = i.wrapping_sub(1);
    let scaled = line.is(next, MAGNITUDE | measure::UNIT | measure::LETTER | money::SYMBOL)
        && !line.says(next, "in")
        && !line.says(next, "a")
        || measure::plain(line, line.past_hyphen(next)).is_some_and(|(to, _)| to > next + 1)
        || measure::degrees(line, line.past_hyphen(next)).is_some()
        || percent::sign(line, next).is_some()
        || line.is(next, money::CURRENCY) && value < 1900.0
        || line.is(line.past_hyphen(next), duration::TIME) && !line.says(next, "quarter")
        || line.is(next, SUFFIX) && line.glued(next);
    if scaled && !line.is(previous, MONTH) {
        return None;
    }
    let about = super::approximate::before(line, i);
    let counted = measured(line, next) || line.letters(next) && !line.at(next).capital && measured(line, next + 1);
    let recent = (1500.0..2100.0).contains(&value);
    // A range of years, or of something else.
    let to = matches!(line.word(next), "-" | "–" | "—") || line.says(next, "to") || line.says(next, "and");
    if to && line.digits(next + 1) && !is_year(line, next + 1) && line.word(next + 1).len() == 4 {
        return None;
    }
    if counted
        && (about
            || !(line.is(previous, LEADS_YEAR)
                || line.says(previous, "the")
                || line.is(previous, DATED)
                || line.says(previous, "its")))
    {
        // "2000 people" counts, "2019 elections" dates: near our time a plural alone does not tell.
        if about || !(1900.0..2060.0).contains(&value) || value % 100.0 == 0.0 {
            return None;
        }
    }
    if line.word(previous) == "to" && !recent {
        return None;
    }
    if recent
        || line.is(previous, LEADS_YEAR)
            && !about
            && value > 1000.0
            && !counted
            && !line.says(previous, "of")
            && !line.says(previous, "at")
    {
        return Some(if to && is_year(line, next + 1) { next + 2 } else { next });
    }
    None
}

/// A number behind or before a capitalised word: "Windows 11", "Boeing 737", "787 Dreamliner", "S&P 500", "Big 12".
fn name(line: &Line, i: usize) -> Option<usize> {
    let word = line.word(i);
    let previous = i.wrapping_sub(1);
    if word.contains(',') || money::before(line, i).is_some() {
        return None;
    }
    let behind = line.letters(previous) && line.at(previous).capital && line.at(i).spaced;
    let n = number::parse(line, i)?;
    if behind && n.magnitude == 1.0 && n.form != number::Form::Fraction {
        let common = line.is(previous, PLAIN_CAPITAL | DATED | UNIT | TENS | MAGNITUDE | super::approximate::ABOUT)
            || line.word(previous).contains(['\'', '’'])
            || opens(line, previous) && line.word(previous).ends_with("ly");
        let unit = line.past_hyphen(n.to);
        let known = line.is(unit, measure::UNIT | money::SYMBOL | money::CURRENCY | duration::TIME)
            || percent::sign(line, unit).is_some()
            || line.is(unit, MAGNITUDE)
            || people(line, unit)
            || line.says(unit, "times")
            || line.says(unit, "points");
        if !common && !known {
            return Some(alike(line, i, tail(line, i + 1)));
        }
    }
    // "the i7 4790": behind a code.
    if line.digits(previous)
        && line.glued(previous)
        && line.letters(i.wrapping_sub(2))
        && line.at(i).spaced
        && n.form == number::Form::Plain
        && n.magnitude < 1e6
    {
        let coin = money::before(line, previous).is_some();
        let known = line.is(n.to, measure::UNIT | duration::TIME | MAGNITUDE) || measured(line, n.to);
        if !known && !coin {
            return Some(tail(line, i + 1));
        }
    }
    // "787 Dreamliner", "737 Max 8": a single capitalised thing that is not many.
    let next = n.to;
    let ahead = line.letters(next) && line.at(next).capital && line.at(next).spaced && !line.caps(next) && n.plain();
    if ahead && !plural(line.word(next)) && !line.is(next, DATED) && n.value > 99.0 && n.value < 1000.0 {
        let many = super::approximate::before(line, i)
            || (next + 1..next + 6).any(|at| line.letters(at) && !line.at(at).capital && plural(line.word(at)));
        return (!many).then_some(next);
    }
    None
}

/// The number at `i` where it is a model's: three digits or more behind a capitalised word, "Boeing 737".
pub(super) fn model<'t>(line: &Line<'t>, i: usize) -> Option<&'t str> {
    let previous = i.wrapping_sub(1);
    let word = line.word(i);
    let digits = (3..6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    let named = line.letters(previous)
        && line.at(previous).capital
        && line.at(i).spaced
        && !line.is(previous, PLAIN_CAPITAL | DATED | LABEL | LEADS_YEAR);
    (digits && named).then_some(word)
}

/// Behind a name's number, the numbers of its kin: "Volta 3080, 3090 or 3070".
fn alike(line: &Line, first: usize, mut end: usize) -> usize {
    let digits = line.word(first).len();
    if digits < 3 {
        return end;
    }
    loop {
        let mut at = end + usize::from(matches!(line.word(end), "," | "/"));
        at += usize::from(["or", "and"].iter().any(|w| line.says(at, w)));
        let kin = at > end && line.digits(at) && line.word(at).len() == digits && !line.word(at).contains(['.', ',']);
        if !kin || measured(line, at + 1) {
            return end;
        }
        end = at + 1;
    }
}

fn people(line: &Line, i: usize) -> bool {
    line.is(i, super::claim::PERSONS)
}

/// Whether piece `i` begins the sentence, or a quotation or clause in it.
fn opens(line: &Line, i: usize) -> bool {
    i == 0
        || line.at(i.wrapping_sub(1)).shape == Shape::Mark
            && !matches!(line.word(i.wrapping_sub(1)), "," | "-" | "&" | "'s" | "’s" | "(")
}

/// Labels in words: "Channel Four", "BBC One", "chapter two", "nineteen eighty-four", "Fourth of July" has no number.
fn worded(line: &Line, i: usize) -> Option<usize> {
    let previous = i.wrapping_sub(1);
    let capital =
        line.at(i).capital && line.letters(previous) && line.at(previous).capital && !line.is(previous, PLAIN_CAPITAL | DATED);
    // Headlines capitalise everything: only where what follows is no thing.
    let thing = line.letters(i + 1) && !line.is(i + 1, count::FUNCTION) || line.glued(i + 1);
    if capital && !thing && !opens(line, previous) {
        return Some(i + 1);
    }
    let label = line.is(previous, LABEL) && !thing && !line.says(previous, "no") && !line.is(i, MAGNITUDE);
    (label && line.word(i.wrapping_sub(2)) != "no").then_some(i + 1)
}

/// Whether a numeral that nothing measures is a label all the same: a place in a list, a mark, a jersey.
pub(super) fn loose(line: &Line, n: &Numeral) -> bool {
    if !n.plain() {
        return false;
    }
    let previous = n.from.wrapping_sub(1);
    let bracketed = matches!(line.word(previous), "(" | "[") && matches!(line.word(n.to), ")" | "]") && n.value < 100.0;
    let listed = n.from == 0 && matches!(line.word(n.to), "." | ")" | ":") && n.value < 200.0;
    let top = line.says(previous, "top") && n.value <= 500.0 && line.at(previous).capital;
    let whole = n.from == 0 && n.to >= line.len();
    // "if 111 is not answered": what is counted would be many.
    let single =
        n.value >= 100.0 && ["is", "isn't", "isn’t", "was", "wasn't", "wasn’t", "has"].iter().any(|w| line.says(n.to, w));
    // "the 3080 is in demand"
    let known = line.says(previous, "the") && n.value >= 100.0;
    let always = n.value == 24.0 && line.word(n.to) == "/" && line.word(n.to + 1) == "7";
    let slashed = line.word(n.to) == "/" && line.glued(n.to) && line.digits(n.to + 1) && line.glued(n.to + 1)
        || line.word(previous) == "/" && line.glued(n.from) && line.digits(n.from.wrapping_sub(2));
    bracketed
        || listed
        || top
        || whole && n.value.abs() < 1000.0
        || known
        || single
        || always
        || slashed && money::before(line, n.from).is_none() && money::before(line, n.to + 2).is_none()
}
