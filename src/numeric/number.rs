//! Numerals: what a number is worth, however it is written.
//!
//! Digits with the separators of several locales (`1,234.5`, `1.234,50`, `1 234,5`, `12,34,567`), fractions (`½`, `2¾`,
//! `2 1/4`), powers (`1e10`, `6.2×10⁻⁴`), words ("three hundred and twelve", "nought point nine"), and both ("4 hundred",
//! "1.2 million", "4bn", "two and a half million", "25 lakh").

use super::decimal;
use super::lexicon::{Class, Words};
use super::line::Line;

/// Zero to nineteen.
pub(super) const UNIT: Class = 1;
/// Twenty to ninety.
pub(super) const TENS: Class = 1 << 1;
/// Hundred, thousand, million, dozen …
pub(super) const MAGNITUDE: Class = 1 << 2;
/// Letters written against digits: "4bn", "25k".
pub(super) const SUFFIX: Class = 1 << 3;
/// A, an.
pub(super) const ARTICLE: Class = 1 << 4;
/// Half, quarter before a magnitude.
pub(super) const PART: Class = 1 << 5;
/// Thirds, quarters, twentieths: `number` is the denominator.
pub(super) const DENOMINATOR: Class = 1 << 6;
/// Hundreds, thousands, dozens.
pub(super) const PLURAL: Class = 1 << 7;
/// ½, ¾: `number` is the value.
pub(super) const VULGAR: Class = 1 << 8;

/// Several, tens, minus: before a number.
pub(super) const LEADS: Class = 1 << 55;

pub(super) const WORDS: Words = Words {
    plain: &[(ARTICLE, "a an"), (PART, "half quarter"), (LEADS, "several tens scores minus negative")],
    valued: &[
        (UNIT, "zero nought naught nil", 0.0),
        (UNIT, "one", 1.0),
        (UNIT, "two", 2.0),
        (UNIT, "three", 3.0),
        (UNIT, "four", 4.0),
        (UNIT, "five", 5.0),
        (UNIT, "six", 6.0),
        (UNIT, "seven", 7.0),
        (UNIT, "eight", 8.0),
        (UNIT, "nine", 9.0),
        (UNIT, "ten", 10.0),
        (UNIT, "eleven", 11.0),
        (UNIT, "twelve", 12.0),
        (UNIT, "thirteen", 13.0),
        (UNIT, "fourteen", 14.0),
        (UNIT, "fifteen", 15.0),
        (UNIT, "sixteen", 16.0),
        (UNIT, "seventeen", 17.0),
        (UNIT, "eighteen", 18.0),
        (UNIT, "nineteen", 19.0),
        (TENS, "twenty", 20.0),
        (TENS, "thirty", 30.0),
        (TENS, "forty fourty", 40.0),
        (TENS, "fifty", 50.0),
        (TENS, "sixty", 60.0),
        (TENS, "seventy", 70.0),
        (TENS, "eighty", 80.0),
        (TENS, "ninety", 90.0),
        (MAGNITUDE, "hundred", 1e2),
        (MAGNITUDE, "thousand", 1e3),
        (MAGNITUDE, "million mln", 1e6),
        (MAGNITUDE, "billion bln", 1e9),
        (MAGNITUDE, "trillion trn tln", 1e12),
        (MAGNITUDE, "quadrillion", 1e15),
        (MAGNITUDE, "lakh lac", 1e5),
        (MAGNITUDE, "crore", 1e7),
        (MAGNITUDE, "dozen", 12.0),
        (MAGNITUDE | PLURAL, "hundreds", 1e2),
        (MAGNITUDE | PLURAL, "thousands", 1e3),
        (MAGNITUDE | PLURAL, "millions", 1e6),
        (MAGNITUDE | PLURAL, "billions", 1e9),
        (MAGNITUDE | PLURAL, "trillions", 1e12),
        (MAGNITUDE | PLURAL, "lakhs", 1e5),
        (MAGNITUDE | PLURAL, "crores", 1e7),
        (MAGNITUDE | PLURAL, "dozens", 12.0),
        (SUFFIX, "k", 1e3),
        (SUFFIX, "m mn mm mil", 1e6),
        (SUFFIX, "b bn", 1e9),
        (SUFFIX, "t tn", 1e12),
        (DENOMINATOR, "halves", 2.0),
        (DENOMINATOR, "third thirds", 3.0),
        (DENOMINATOR, "quarter quarters fourth fourths", 4.0),
        (DENOMINATOR, "fifth fifths", 5.0),
        (DENOMINATOR, "sixth sixths", 6.0),
        (DENOMINATOR, "seventh sevenths", 7.0),
        (DENOMINATOR, "eighth eighths", 8.0),
        (DENOMINATOR, "ninth ninths", 9.0),
        (DENOMINATOR, "tenth tenths", 10.0),
        (DENOMINATOR, "twelfth twelfths", 12.0),
        (DENOMINATOR, "twentieth twentieths", 20.0),
        (DENOMINATOR, "hundredth hundredths", 1e2),
        (DENOMINATOR, "thousandth thousandths", 1e3),
        (DENOMINATOR, "millionth millionths", 1e6),
        (DENOMINATOR, "billionth billionths", 1e9),
        (DENOMINATOR, "trillionth trillionths", 1e12),
        (VULGAR, "½", 0.5),
        (VULGAR, "⅓", 1.0 / 3.0),
        (VULGAR, "⅔", 2.0 / 3.0),
        (VULGAR, "¼", 0.25),
        (VULGAR, "¾", 0.75),
        (VULGAR, "⅕", 0.2),
        (VULGAR, "⅖", 0.4),
        (VULGAR, "⅗", 0.6),
        (VULGAR, "⅘", 0.8),
        (VULGAR, "⅙", 1.0 / 6.0),
        (VULGAR, "⅚", 5.0 / 6.0),
        (VULGAR, "⅐", 1.0 / 7.0),
        (VULGAR, "⅑", 1.0 / 9.0),
        (VULGAR, "⅒", 0.1),
        (VULGAR, "⅛", 0.125),
        (VULGAR, "⅜", 0.375),
        (VULGAR, "⅝", 0.625),
        (VULGAR, "⅞", 0.875),
    ],
    units: &[],
    currencies: &[],
};

/// A number and how it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    /// First piece.
    pub from: usize,
    /// One past its last piece.
    pub to: usize,
    pub value: f64,
    pub form: Form,
    /// A magnitude is part of it ("hundred", "bn"): its factor, else 1.
    pub magnitude: f64,
    /// "dozens", "a few hundred": no exact number.
    pub vague: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Digits without separators or decimals.
    Plain,
    /// Digits in groups: no year, no code.
    Grouped,
    /// Digits with decimals.
    Decimal,
    /// A fraction with a stroke, or a vulgar one.
    Fraction,
    /// Words.
    Words,
}

impl Numeral {
    /// Written as a whole number in digits, without a magnitude.
    pub(super) fn plain(&self) -> bool {
        self.form == Form::Plain && self.magnitude == 1.0
    }

    /// Where a unit would stand: behind a hyphen, or behind the "of" of "thousands of".
    pub(super) fn unit(&self, line: &Line) -> usize {
        if self.magnitude > 1.0 && line.says(self.to, "of") { self.to + 1 } else { line.past_hyphen(self.to) }
    }

    pub(super) fn whole(&self) -> bool {
        self.value.fract() == 0.0
    }
}

/// The numeral that begins at piece `i`.
pub(super) fn parse(line: &Line, i: usize) -> Option<Numeral> {
    if let Some(negative) = negative(line, i) {
        let mut numeral = unsigned(line, negative)?;
        numeral.value = -numeral.value;
        numeral.from = i;
        return Some(numeral);
    }
    unsigned(line, i)
}

/// The first piece after a sign at `i`. A hyphen is a minus where it follows a space and touches a digit, or stands after
/// "minus".
fn negative(line: &Line, i: usize) -> Option<usize> {
    if line.says(i, "minus") || line.says(i, "negative") {
        let next = line.past_hyphen(i + 1);
        return (line.digits(next) || line.is(next, UNIT | TENS)).then_some(next);
    }
    let sign = matches!(line.word(i), "-" | "−" | "–" | "‑") && line.digits(i + 1);
    let open = line.at(i).spaced || matches!(line.word(i.wrapping_sub(1)), "(" | "[" | "~" | "");
    (sign && open && line.glued(i + 1)).then_some(i + 1)
}

fn unsigned(line: &Line, i: usize) -> Option<Numeral> {
    let mut n = if line.digits(i) || line.is(i, VULGAR) || point_first(line, i) { digits(line, i)? } else { words(line, i)? };
    scale(line, &mut n);
    Some(n)
}

/// ".08"
fn point_first(line: &Line, i: usize) -> bool {
    line.word(i) == "." && line.at(i).spaced && line.digits(i + 1) && line.glued(i + 1)
}

fn digits(line: &Line, i: usize) -> Option<Numeral> {
    let mut n = Numeral { from: i, to: i + 1, value: 0.0, form: Form::Plain, magnitude: 1.0, vague: false };
    if line.is(i, VULGAR) {
        n.value = line.sense(i).number;
        n.form = Form::Fraction;
        return Some(n);
    }
    if point_first(line, i) {
        n.value = decimal::parse(&format!("0.{}", line.word(i + 1)))?;
        n.form = Form::Decimal;
        n.to = i + 2;
        return Some(n);
    }
    (n.value, n.form) = value(line.word(i))?;
    if n.form == Form::Plain {
        spaced_groups(line, &mut n);
    }
    power(line, &mut n);
    fraction(line, &mut n);
    n.value.is_finite().then_some(n)
}

/// What a run of digits with separators is worth; `None` for an address or a list.
pub(super) fn value(word: &str) -> Option<(f64, Form)> {
    let separators = word.bytes().filter(|b| !b.is_ascii_digit()).count();
    if separators == 0 {
        return Some((decimal::parse(word)?, Form::Plain));
    }
    let last = word.rfind(['.', ','])?;
    let (head, tail) = (&word[..last], &word[last + 1..]);
    let mark = &word[last..=last];
    let other = if mark == "." { ',' } else { '.' };
    let strip = |s: &str| s.chars().filter(char::is_ascii_digit).collect::<String>();
    let broken = |head: &str| decimal::parse(&format!("{}.{tail}", strip(head)));
    if separators == 1 {
        let grouped = mark == "," && tail.len() == 3 && head.len() <= 3 && head != "0";
        return if grouped {
            Some((decimal::parse(&strip(word))?, Form::Grouped))
        } else if mark == "." || tail.len() <= 2 {
            Some((broken(head)?, Form::Decimal))
        } else {
            None
        };
    }
    if head.contains(mark) {
        // All of one kind: groups to the end.
        return (!head.contains(other) && groups(word, mark))
            .then(|| decimal::parse(&strip(word)).map(|v| (v, Form::Grouped)))?;
    }
    groups(head, if mark == "." { "," } else { "." }).then(|| broken(head).map(|v| (v, Form::Decimal)))?
}

/// Groups of three, or of two before the last three as in India.
fn groups(word: &str, mark: &str) -> bool {
    let mut parts = word.rsplit(mark);
    if parts.next().is_none_or(|p| p.len() != 3) {
        return false;
    }
    let lengths: Vec<usize> = parts.map(str::len).collect();
    let Some((&first, middle)) = lengths.split_last() else { return false };
    let of = |n: usize| (1..=n).contains(&first) && middle.iter().all(|&l| l == n);
    of(3) || of(2)
}

/// More groups are a table's row.
const MOST_GROUPS: usize = 6;

/// "1 414 021 100", "1 234,5": groups after a space, two of them or after a space that does not break.
fn spaced_groups(line: &Line, n: &mut Numeral) {
    if line.word(n.from).len() > 3 {
        return;
    }
    let group = |i: usize| {
        let word = line.word(i);
        line.digits(i) && line.at(i).spaced && word.bytes().take_while(u8::is_ascii_digit).count() == 3
    };
    let mut to = n.to;
    let mut hard = true;
    let mut whole = line.word(n.from).to_owned();
    while group(to) && to < n.to + MOST_GROUPS {
        hard &= matches!(line.gap(to), "\u{a0}" | "\u{202f}" | "\u{2009}");
        let word = line.word(to);
        let closed = word.len() > 3;
        if closed && !(word.as_bytes().get(3) == Some(&b',') && word.len() <= 6) {
            return;
        }
        whole.push_str(word);
        to += 1;
        if closed {
            break;
        }
    }
    if to > n.to + usize::from(!hard)
        && let Some(value) = decimal::parse(&whole.replace(',', "."))
    {
        n.value = value;
        n.form = Form::Grouped;
        n.to = to;
    }
}

/// "1e10", "12.32e+14", "6.23x10^-4", "1.99×10−30", "2×10⁶", "2.5^-1".
fn power(line: &Line, n: &mut Numeral) {
    let sign = |i: usize| match line.word(i) {
        "-" | "−" | "⁻" => (i + 1, -1.0),
        "+" | "⁺" => (i + 1, 1.0),
        _ => (i, 1.0),
    };
    let mut at = n.to;
    if line.glued(at) && line.says(at, "e") {
        let (exponent, factor) = sign(at + 1);
        if line.digits(exponent)
            && line.glued(exponent)
            && let Some(e) = decimal::parse(line.word(exponent))
        {
            n.value *= 10f64.powf(factor * e);
            n.form = Form::Decimal;
            n.to = exponent + 1;
        }
        return;
    }
    if line.word(at) == "^" && line.glued(at) {
        let (exponent, factor) = sign(at + 1);
        if let Some(e) = decimal::parse(line.word(exponent)) {
            n.value = n.value.powf(factor * e);
            n.form = Form::Decimal;
            n.to = exponent + 1;
        }
        return;
    }
    if !matches!(line.word(at), "×" | "x" | "·") || line.word(at + 1) != "10" {
        return;
    }
    at += 2;
    if line.word(at) == "^" {
        at += 1;
    }
    let (mut at, factor) = sign(at);
    if !line.glued(at) {
        return;
    }
    let mut e = 0.0;
    if line.digits(at) {
        e = decimal::parse(line.word(at)).unwrap_or(0.0);
        at += 1;
    } else {
        let superscript = |i: usize| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|c| line.word(i).starts_with(c));
        while let Some(digit) = superscript(at).filter(|_| line.glued(at)) {
            e = e * 10.0 + digit as f64;
            at += 1;
        }
    }
    if e > 0.0 {
        n.value *= 10f64.powf(factor * e);
        n.form = Form::Decimal;
        n.to = at;
    }
}

/// "2 1/4", "1/4", "2½", "7/10": a whole number before it is part of it.
fn fraction(line: &Line, n: &mut Numeral) {
    if n.form != Form::Plain && n.form != Form::Grouped {
        return;
    }
    if line.is(n.to, VULGAR) {
        n.value += line.sense(n.to).number;
        n.form = Form::Fraction;
        n.to += 1;
        return;
    }
    let stroke = |i: usize| {
        let slash = matches!(line.word(i + 1), "/" | "⁄") && line.glued(i + 1) && line.glued(i + 2);
        // A third part makes a date or a path of it.
        let ends = line.word(i + 3) != "/" || !line.glued(i + 3);
        let (above, below) = (decimal::parse(line.word(i))?, decimal::parse(line.word(i + 2))?);
        (slash && ends && line.digits(i) && line.digits(i + 2) && below > above && above > 0.0).then_some((above, below))
    };
    let common = |below: f64| matches!(below, 2.0 | 3.0 | 4.0 | 5.0 | 6.0 | 8.0 | 10.0 | 16.0 | 32.0 | 64.0);
    if let Some((above, below)) = stroke(n.to)
        && line.at(n.to).spaced
        && common(below)
    {
        n.value += above / below;
        n.to += 3;
        n.form = Form::Fraction;
    } else if let Some((above, below)) = stroke(n.from)
        && n.to == n.from + 1
        && common(below)
    {
        n.value = above / below;
        n.to = n.from + 3;
        n.form = Form::Fraction;
    }
}

/// A number in words: "three hundred and twelve", "a dozen", "half a million", "nought point nine".
fn words(line: &Line, i: usize) -> Option<Numeral> {
    let mut n = Numeral { from: i, to: i, value: 0.0, form: Form::Words, magnitude: 1.0, vague: false };
    // "half a million", "quarter million", "a quarter million"
    let part = if line.is(i, ARTICLE) { i + 1 } else { i };
    if line.is(part, PART) {
        let of = if line.is(part + 1, ARTICLE) { part + 2 } else { line.past_hyphen(part + 1) };
        let share = if line.says(part, "half") { 0.5 } else { 0.25 };
        if line.is(of, MAGNITUDE) && !line.is(of, PLURAL) {
            n.magnitude = line.sense(of).number;
            n.value = share * n.magnitude;
            n.to = of + 1;
            return Some(n);
        }
        return None;
    }
    if line.is(i, ARTICLE) {
        let next = line.past_hyphen(i + 1);
        if line.is(next, MAGNITUDE) && !line.is(next, PLURAL) {
            n.magnitude = line.sense(next).number;
            n.value = n.magnitude;
            n.to = next + 1;
            rest(line, &mut n);
            return Some(n);
        }
        // "a few hundred", "a couple of thousand"
        let few = if line.says(i + 1, "few") {
            3.0
        } else if line.says(i + 1, "couple") {
            2.0
        } else {
            return None;
        };
        let of = if line.says(i + 2, "of") { i + 3 } else { i + 2 };
        if line.is(of, MAGNITUDE) && !line.is(of, PLURAL) {
            n.magnitude = line.sense(of).number;
            n.value = few * n.magnitude;
            n.to = of + 1;
            n.vague = true;
            return Some(n);
        }
        return None;
    }
    if line.is(i, PLURAL) {
        n.magnitude = line.sense(i).number;
        n.value = n.magnitude;
        n.to = i + 1;
        n.vague = true;
        // "hundreds of millions"
        if line.says(i + 1, "of") && line.is(i + 2, PLURAL) && line.sense(i + 2).number > n.magnitude {
            n.magnitude = line.sense(i + 2).number;
            n.value *= n.magnitude;
            n.to = i + 3;
        }
        return Some(n);
    }
    if line.reads(i, &["scores", "of"]) {
        n.magnitude = 20.0;
        n.value = 20.0;
        n.to = i + 1;
        n.vague = true;
        return Some(n);
    }
    if (line.says(i, "several") || line.says(i, "tens")) && line.len() > i + 1 {
        let of = if line.says(i + 1, "of") { i + 2 } else { i + 1 };
        if line.is(of, MAGNITUDE) && (of == i + 1 || line.is(of, PLURAL)) {
            let times = if line.says(i, "tens") { 10.0 } else { 3.0 };
            n.magnitude = line.sense(of).number;
            n.value = times * n.magnitude;
            n.to = of + 1;
            n.vague = true;
            return Some(n);
        }
        return None;
    }
    if line.is(i, MAGNITUDE) {
        // "hundred thousand dollars" without its "a"; not "per thousand", "baker's dozen".
        let before = line.word(i.wrapping_sub(1));
        if ["per", "'s", "’s"].iter().any(|w| before.eq_ignore_ascii_case(w)) {
            return None;
        }
        n.magnitude = line.sense(i).number;
        n.value = n.magnitude;
        n.to = i + 1;
        rest(line, &mut n);
        return Some(n);
    }
    (n.value, n.to) = small(line, i)?;
    if line.says(n.to, "point") && line.is(n.to + 1, UNIT | TENS) {
        decimals(line, &mut n);
        return Some(n);
    }
    Some(n)
}

/// Zero to ninety-nine.
fn small(line: &Line, i: usize) -> Option<(f64, usize)> {
    if line.is(i, UNIT) {
        return Some((line.sense(i).number, i + 1));
    }
    if !line.is(i, TENS) {
        return None;
    }
    let tens = line.sense(i).number;
    let hyphen = if line.hyphen(i + 1) { i + 2 } else { i + 1 };
    if line.is(hyphen, UNIT) && (1.0..10.0).contains(&line.sense(hyphen).number) {
        return Some((tens + line.sense(hyphen).number, hyphen + 1));
    }
    Some((tens, i + 1))
}

/// "point seven one", "point eleven", "point zero eight".
fn decimals(line: &Line, n: &mut Numeral) {
    let mut at = n.to + 1;
    let mut digits = String::new();
    while let Some((value, next)) = small(line, at) {
        digits.push_str(&(value as u64).to_string());
        at = next;
    }
    if let Some(part) = decimal::parse(&format!("0.{digits}")) {
        n.value += part;
        n.to = at;
    }
}

/// Magnitudes behind a number, and what they add up to: "3 hundred and 21", "two million three hundred thousand", "4bn".
fn scale(line: &Line, n: &mut Numeral) {
    // "two and a half million"
    if line.says(n.to, "and") && line.is(n.to + 1, ARTICLE) && n.magnitude == 1.0 && n.form != Form::Fraction {
        let part = n.to + 2;
        if line.is(part, PART) && (line.is(part + 1, MAGNITUDE) || n.form == Form::Words || line.is(part + 1, super::MEASURED)) {
            n.value += if line.says(part, "half") { 0.5 } else { 0.25 };
            n.to = part + 1;
        }
    }
    mixed(line, n);
    if n.magnitude == 1.0 {
        let at = n.to;
        if line.is(at, SUFFIX) && line.glued(at) && n.form != Form::Words && suffix(line, at, n) {
            n.magnitude = line.sense(at).number;
            n.value *= n.magnitude;
            n.to = at + 1;
            return;
        }
        let next = line.past_hyphen(at);
        if !line.is(next, MAGNITUDE) || line.is(next, PLURAL) && line.says(next, "hundreds") {
            return;
        }
        n.magnitude = line.sense(next).number;
        n.value *= n.magnitude;
        n.to = next + 1;
    }
    if n.to > n.from && n.magnitude > 1.0 {
        rest(line, n);
    }
    if line.says(n.to, "point") && line.is(n.to + 1, UNIT | TENS) && n.form == Form::Words && n.magnitude < 1000.0 {
        decimals(line, n);
    }
    mixed(line, n);
}

/// "three and a fifth", "twenty and three quarters"; of millions the fraction is of a million.
fn mixed(line: &Line, n: &mut Numeral) {
    if n.form != Form::Words || n.vague || !line.says(n.to, "and") || line.is(n.to + 2, PART) && line.is(n.to + 1, ARTICLE) {
        return;
    }
    let article = line.is(n.to + 1, ARTICLE);
    let Some((above, to)) = (if article { Some((1.0, n.to + 2)) } else { small(line, n.to + 1) }) else { return };
    let to = line.past_hyphen(to);
    // "two and a third party": only what is plural, or stands alone.
    let alone = !line.letters(to + 1) || line.is(to + 1, MAGNITUDE | super::MEASURED);
    if line.is(to, DENOMINATOR)
        && (line.word(to).ends_with('s') && above > 1.0 || above == 1.0 && alone)
        && line.sense(to).number > above
    {
        n.value += above / line.sense(to).number * if n.magnitude >= 1e6 { n.magnitude } else { 1.0 };
        n.to = to + 1;
    }
}

/// Whether the letters at `at`, written against digits, multiply them: "m" may be metres, "t" tonnes, "k" and "b" hardly else.
fn suffix(line: &Line, at: usize, n: &Numeral) -> bool {
    let word = line.word(at);
    let next = at + 1;
    let open = !line.glued(next) || !(line.letters(next) || line.digits(next));
    let money = super::money::before(line, n.from).is_some();
    open && match word {
        "K" => money || n.value > 16.0,
        "M" | "MM" | "B" | "BN" | "Bn" | "bn" | "mn" | "tn" | "k" | "mln" => true,
        "T" | "t" | "b" | "mm" => money,
        "m" | "mil" => money || line.is(next, super::money::CURRENCY) || thing(line, next),
        _ => false,
    }
}

/// Whether a thing that is counted or weighed follows, and not how far or high something is.
fn thing(line: &Line, i: usize) -> bool {
    let next = line.past_hyphen(i);
    line.letters(next)
        && line.at(i).spaced
        && (line.is(next, super::MEASURED) || !line.is(next, super::count::FUNCTION | super::measure::EXTENT))
}

/// What follows a magnitude and belongs to it: smaller parts, further magnitudes ("hundred thousand"), "and a half".
fn rest(line: &Line, n: &mut Numeral) {
    if n.magnitude == 12.0 {
        return;
    }
    // Closed by a thousand or more; still open to one; the magnitude that closed last.
    let (mut done, mut open, mut least) =
        if n.magnitude < 1000.0 { (0.0, n.value, f64::MAX) } else { (n.value, 0.0, n.magnitude) };
    loop {
        let next = line.past_hyphen(n.to);
        if line.is(next, MAGNITUDE) && !line.is(next, PLURAL) {
            let factor = line.sense(next).number;
            if factor >= 1000.0 && open > 0.0 && factor < least {
                done += open * factor;
                open = 0.0;
                least = factor;
            } else if factor == 100.0 && open > 0.0 && open < 100.0 {
                open *= factor;
            } else if open == 0.0 && factor > least {
                done *= factor;
                least = factor;
            } else {
                break;
            }
            n.magnitude = n.magnitude.max(factor);
            n.to = next + 1;
            continue;
        }
        let and = usize::from(line.says(n.to, "and"));
        if and == 1 && line.is(n.to + 1, ARTICLE) && line.is(n.to + 2, PART) && !line.is(n.to + 3, MAGNITUDE) {
            done += n.magnitude * if line.says(n.to + 2, "half") { 0.5 } else { 0.25 };
            n.to += 3;
            break;
        }
        let start = if and == 0 { next } else { n.to + 1 };
        // "one billion and a quarter million"
        let part = if line.is(start, ARTICLE) { start + 1 } else { start };
        if and == 1
            && line.is(part, PART)
            && let Some(more) = words(line, start).filter(|more| more.magnitude < n.magnitude)
        {
            done += more.value;
            n.to = more.to;
            break;
        }
        let Some((value, to)) = addend(line, start, and == 1) else { break };
        // "a hundred two-storey houses": the second number is another's.
        let apart = line.past_hyphen(to) > to && !line.is(to + 1, MAGNITUDE);
        let numerator = and == 1 && line.is(line.past_hyphen(to), DENOMINATOR) && line.word(line.past_hyphen(to)).ends_with('s');
        if apart || numerator && value < 20.0 || value < 1.0 || open % 100.0 != 0.0 || n.form == Form::Decimal {
            break;
        }
        open += value;
        n.to = to;
    }
    n.value = done + open;
}

/// A part that may follow a magnitude: in words, or in digits behind "and".
fn addend(line: &Line, i: usize, and: bool) -> Option<(f64, usize)> {
    if let Some(found) = small(line, i) {
        return Some(found);
    }
    if !line.digits(i) || !and && !line.is(i + 1, MAGNITUDE) {
        return None;
    }
    let value = decimal::parse(line.word(i))?;
    (value < 100.0 || value < 1000.0 && line.is(i + 1, MAGNITUDE)).then_some((value, i + 1))
}
