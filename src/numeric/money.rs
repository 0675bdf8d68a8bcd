//! Money: "$5", "US$ 7.2bn", "€3.2m", "5 €", "USD10m", "34 cents", "164p", "8.99 Australian dollars", "a million-dollar house",
//! "$119-a-year", "3 dollars 50".

use super::lexicon::{Class, Words};
use super::line::Line;
use super::number::{self, Form, MAGNITUDE, Numeral};
use super::{Found, QuantityKind, rate};

/// A currency's symbol: before the number, or after it.
pub(super) const SYMBOL: Class = 1 << 11;
/// A currency's name or code.
pub(super) const CURRENCY: Class = 1 << 12;
/// Its hundredth part.
const PART: Class = 1 << 13;
/// ISO codes, and what stands for one: in upper case.
const CODE: Class = 1 << 14;
/// "Australian", "Hong", "US" before a currency's name.
const NATION: Class = 1 << 15;
/// A name that is more often another word: only where a number with a magnitude or "million" stands before it.
const RARE: Class = 1 << 16;

pub(super) const WORDS: Words = Words {
    plain: &[(
        NATION,
        "us u.s american canadian australian singapore singaporean taiwan taiwanese nz chinese japanese british indian swiss danish swedish norwegian mexican israeli malaysian south hong new finnish dutch french german italian spanish zealand kong russian turkish brazilian polish czech hungarian thai korean",
    )],
    valued: &[],
    units: &[],
    currencies: &[
        (SYMBOL, "$", "dollar", "USD"),
        (SYMBOL, "€", "euro", "EUR"),
        (SYMBOL, "£", "pound", "GBP"),
        (SYMBOL, "¥ ￥", "yen", "JPY"),
        (SYMBOL, "₹", "rupee", "INR"),
        (SYMBOL, "₪", "shekel", "ILS"),
        (SYMBOL, "₩", "won", "KRW"),
        (SYMBOL, "₽", "rouble", "RUB"),
        (SYMBOL, "₺", "lira", "TRY"),
        (SYMBOL, "₴", "hryvnia", "UAH"),
        (SYMBOL, "₦", "naira", "NGN"),
        (SYMBOL, "₱", "peso", "PHP"),
        (SYMBOL, "฿", "baht", "THB"),
        (SYMBOL, "₫", "dong", "VND"),
        (SYMBOL, "₡", "colon", "CRC"),
        (SYMBOL, "₭", "kip", "LAK"),
        (SYMBOL, "₸", "tenge", "KZT"),
        (SYMBOL, "₿", "bitcoin", "BTC"),
        (SYMBOL, "元", "yuan", "CNY"),
        (SYMBOL, "円", "yen", "JPY"),
        (CURRENCY, "dollar dollars buck bucks", "dollar", "USD"),
        (CURRENCY, "euro euros", "euro", "EUR"),
        (CURRENCY, "pound pounds sterling quid", "pound", "GBP"),
        (CURRENCY, "yen", "yen", "JPY"),
        (CURRENCY, "yuan renminbi kuai", "yuan", "CNY"),
        (CURRENCY, "rupee rupees rs", "rupee", "INR"),
        (CURRENCY, "shekel shekels", "shekel", "ILS"),
        (CURRENCY, "ringgit", "ringgit", "MYR"),
        (CURRENCY, "franc francs", "franc", "CHF"),
        (CURRENCY, "krona kronor", "krona", "SEK"),
        (CURRENCY, "krone kroner", "krone", "DKK"),
        (CURRENCY, "peso pesos", "peso", "MXN"),
        (CURRENCY, "ruble rubles rouble roubles", "rouble", "RUB"),
        (CURRENCY, "zloty zlotys", "zloty", "PLN"),
        (CURRENCY, "forint forints", "forint", "HUF"),
        (CURRENCY, "baht", "baht", "THB"),
        (CURRENCY, "rupiah", "rupiah", "IDR"),
        (CURRENCY, "naira", "naira", "NGN"),
        (CURRENCY, "hryvnia hryvnias", "hryvnia", "UAH"),
        (CURRENCY, "dirham dirhams", "dirham", "AED"),
        (CURRENCY, "riyal riyals", "riyal", "SAR"),
        (CURRENCY, "bitcoin bitcoins", "bitcoin", "BTC"),
        (CURRENCY, "peseta pesetas", "peseta", "ESP"),
        (CURRENCY, "guilder guilders", "guilder", "NLG"),
        (CURRENCY, "markka", "markka", "FIM"),
        (CURRENCY, "kuna", "kuna", "HRK"),
        (CURRENCY, "lira liras", "lira", "TRY"),
        (CURRENCY | RARE, "rand", "rand", "ZAR"),
        (CURRENCY | RARE, "won", "won", "KRW"),
        (CURRENCY | RARE, "real reais", "real", "BRL"),
        (CURRENCY | PART, "cent cents ¢", "cent", "USD"),
        (CURRENCY | PART, "pence penny p", "penny", "GBP"),
        (CURRENCY | PART, "sen", "sen", "MYR"),
        (CODE, "usd", "dollar", "USD"),
        (CODE, "eur", "euro", "EUR"),
        (CODE, "gbp", "pound", "GBP"),
        (CODE, "jpy", "yen", "JPY"),
        (CODE, "cny rmb", "yuan", "CNY"),
        (CODE, "aud", "dollar", "AUD"),
        (CODE, "cad", "dollar", "CAD"),
        (CODE, "hkd", "dollar", "HKD"),
        (CODE, "nzd", "dollar", "NZD"),
        (CODE, "sgd", "dollar", "SGD"),
        (CODE, "inr", "rupee", "INR"),
        (CODE, "ils nis", "shekel", "ILS"),
        (CODE, "myr rm", "ringgit", "MYR"),
        (CODE, "chf", "franc", "CHF"),
        (CODE, "sek", "krona", "SEK"),
        (CODE, "nok", "krone", "NOK"),
        (CODE, "dkk", "krone", "DKK"),
        (CODE, "zar", "rand", "ZAR"),
        (CODE, "krw", "won", "KRW"),
        (CODE, "mxn", "peso", "MXN"),
        (CODE, "brl", "real", "BRL"),
        (CODE, "rub", "rouble", "RUB"),
        (CODE, "pln", "zloty", "PLN"),
        (CODE, "czk", "koruna", "CZK"),
        (CODE, "huf", "forint", "HUF"),
        (CODE, "thb", "baht", "THB"),
        (CODE, "idr", "rupiah", "IDR"),
        (CODE, "php", "peso", "PHP"),
        (CODE, "btc", "bitcoin", "BTC"),
        (CODE, "aed", "dirham", "AED"),
        (CODE, "sar", "riyal", "SAR"),
    ],
};

/// A currency as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Currency {
    /// The first or one past the last of its pieces, whichever is away from the number.
    pub end: usize,
    pub code: &'static str,
    pub unit: &'static str,
}

pub(super) fn find(line: &Line, n: &Numeral) -> Option<Found> {
    if let Some(currency) = before(line, n.from) {
        let mut found = Found::new(n, n.to, QuantityKind::Money).from(currency.end);
        found.quantity.currency = Some(currency.code);
        // "$75 U.S.", "$10 dollars"
        if line.is(found.to, NATION) && line.says(found.to, "us") == line.caps(found.to) && line.word(currency.end) == "$" {
            let us = matches!(line.word(found.to), "US" | "U.S");
            found.to += usize::from(us);
        }
        if line.is(found.to, CURRENCY) && line.sense(found.to).unit == Some(currency.unit) {
            found.to += 1;
        }
        if n.magnitude == 1.0 && line.is(found.to, MAGNITUDE) {
            found.quantity.value *= line.sense(found.to).number;
            found.to += 1;
        }
        return Some(rate::extend(line, found.unit(currency.unit)));
    }
    let currency = after(line, n)?;
    let mut found = Found::new(n, currency.end, QuantityKind::Money);
    if combined(line, currency.end - 1).is_some() {
        found.quantity.value *= 1e6;
        found.scale *= 1e6;
    }
    found.quantity.currency = Some(currency.code);
    if n.magnitude == 1.0 && line.is(found.to, MAGNITUDE) && !line.is(found.to, number::PLURAL) {
        // "75 USD million"
        found.quantity.value *= line.sense(found.to).number;
        found.to += 1;
    }
    parts(line, &mut found, currency.unit);
    Some(rate::extend(line, found.unit(currency.unit)))
}

/// The currency whose symbol or code ends just before piece `i`.
pub(super) fn before(line: &Line, i: usize) -> Option<Currency> {
    let last = i.wrapping_sub(1);
    if line.is(last, SYMBOL) && !(line.at(i).spaced && line.digits(last.wrapping_sub(1))) {
        let sense = line.sense(last);
        let mut currency = Currency { end: last, code: sense.currency?, unit: sense.unit? };
        if line.word(last) == "$" {
            let nation = last.wrapping_sub(1);
            let near = line.gap(last).len() <= 1 && line.at(last).span.start > 0;
            let code = match line.word(nation) {
                "US" | "us" | "U.S" | "USD" | "usd" => Some("USD"),
                "A" | "AU" | "AUD" | "au" => Some("AUD"),
                "C" | "CA" | "CAD" | "c" => Some("CAD"),
                "HK" | "HKD" | "hk" => Some("HKD"),
                "NZ" | "NZD" | "nz" | "nzd" => Some("NZD"),
                "S" | "SGD" => Some("SGD"),
                "NT" => Some("TWD"),
                "R" => Some("BRL"),
                "MX" | "MXN" | "mxn" => Some("MXN"),
                _ => None,
            };
            if let Some(code) = code.filter(|_| near) {
                currency.code = code;
                currency.end = nation;
                currency.unit = if code == "BRL" {
                    "real"
                } else if code == "MXN" {
                    "peso"
                } else {
                    "dollar"
                };
            }
        }
        return Some(currency);
    }
    let word = line.word(last);
    let upper = word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    if line.is(last, CODE) && (upper || word.len() == 3 && line.at(i).spaced) {
        // "15 USD 50" is what one has, not what follows.
        let number = last.wrapping_sub(1);
        let taken = line.is(number.wrapping_sub(1), CODE | SYMBOL);
        let owned = line.digits(number) && line.at(last).spaced && line.at(i).spaced && !taken;
        let sense = line.sense(last);
        return (!owned).then_some(Currency { end: last, code: sense.currency?, unit: sense.unit? });
    }
    if line.says(last, "rs") && line.at(last).capital || line.word(last) == "." && line.word(last.wrapping_sub(1)) == "Rs" {
        let end = if line.word(last) == "." { last.wrapping_sub(1) } else { last };
        return Some(Currency { end, code: "INR", unit: "rupee" });
    }
    transliterated(line, i)
}

/// "PS6m" and "Y=28,030": what the common transliteration to ASCII makes of "£" and "¥". A bare "PS5" is none.
fn transliterated(line: &Line, i: usize) -> Option<Currency> {
    let last = i.wrapping_sub(1);
    if line.word(last) == "PS" && line.glued(i) {
        let grouped = number::value(line.word(i)).is_some_and(|(_, form)| form == Form::Grouped);
        let scaled = line.is(i + 1, number::SUFFIX | MAGNITUDE);
        return (grouped || scaled).then_some(Currency { end: last, code: "GBP", unit: "pound" });
    }
    let yen = line.word(last) == "=" && line.word(last.wrapping_sub(1)) == "Y" && line.glued(last) && line.glued(i);
    yen.then_some(Currency { end: last.wrapping_sub(1), code: "JPY", unit: "yen" })
}

/// The currency that follows a number.
fn after(line: &Line, n: &Numeral) -> Option<Currency> {
    let mut at = n.unit(line);
    if line.is(at, SYMBOL) {
        // "10 $20 notes": the next number's own.
        let own = line.at(at).spaced && line.glued(at + 1) && line.digits(at + 1);
        let sense = line.sense(at);
        return (!own).then_some(Currency { end: at + 1, code: sense.currency?, unit: sense.unit? });
    }
    let mut nation = "";
    for _ in 0..2 {
        if line.is(at, NATION) && (line.is(at + 1, CURRENCY) || line.is(at + 2, CURRENCY)) {
            nation = if nation.is_empty() { line.word(at) } else { nation };
            at += 1;
        }
    }
    let sense = line.sense(at);
    let word = line.word(at);
    let end = at + 1;
    // "3 USD50 cards": the next number's own.
    let own = line.glued(end) && line.digits(end);
    if line.is(at, CODE)
        && !own
        && (line.caps(at) || matches!(word, "usd" | "eur" | "gbp" | "rmb") || line.glued(at))
        && word.len() > 2
    {
        return Some(Currency { end, code: sense.currency?, unit: sense.unit? });
    }
    if let Some((code, unit)) = combined(line, at).filter(|_| n.form != Form::Fraction) {
        return Some(Currency { end, code, unit });
    }
    if !line.is(at, CURRENCY) {
        return None;
    }
    if word == "p" {
        if n.form == Form::Words || line.word(end) == "." && line.glued(end) && line.letters(end + 1) {
            return None;
        }
    } else if word.len() < 2 {
        // "¢" is longer; nothing else of one letter names a currency.
        return None;
    }
    if line.is(at, RARE) && n.magnitude < 1000.0 && n.form != Form::Grouped && nation.is_empty() {
        return None;
    }
    if sense.unit == Some("pound") && weight(line, n, at) {
        return None;
    }
    let unit = sense.unit?;
    let code = match (unit, nation.as_bytes()) {
        ("dollar", [b'A' | b'a', b'u' | b'U', ..]) => "AUD",
        ("dollar", [b'C' | b'c', ..]) => "CAD",
        ("dollar", [b'H' | b'h', ..]) => "HKD",
        ("dollar", [b'N' | b'n', ..]) => "NZD",
        ("dollar", [b'S' | b's', b'i', ..]) => "SGD",
        ("dollar", [b'T' | b't', ..]) => "TWD",
        ("franc", [b'F' | b'f', ..]) => "FRF",
        ("rupee", [b'P' | b'p', ..]) => "PKR",
        ("peso", []) => "MXN",
        ("krone", [b'N' | b'n', ..]) => "NOK",
        _ => sense.currency?,
    };
    let end = if line.says(end, "sterling") { end + 1 } else { end };
    Some(Currency { end, code, unit })
}

/// "30 MUSD", "120 MEUR": millions.
fn combined(line: &Line, at: usize) -> Option<(&'static str, &'static str)> {
    match line.word(at) {
        "MUSD" => Some(("USD", "dollar")),
        "MEUR" => Some(("EUR", "euro")),
        "MSEK" => Some(("SEK", "krona")),
        _ => None,
    }
}

/// Whether "pounds" are a weight: people and things weigh; sums have a magnitude, or are paid.
fn weight(line: &Line, n: &Numeral, at: usize) -> bool {
    if line.says(at + 1, "sterling") || n.magnitude >= 1000.0 {
        return false;
    }
    let paid =
        ["cost", "costs", "paid", "pay", "price", "priced", "worth", "spent", "fine", "fined", "charged", "bill", "earned"];
    !(n.from.saturating_sub(6)..n.from).any(|i| paid.iter().any(|word| line.says(i, word)))
}

/// "3 dollars 50 cents", "15 dollars and 15": the smaller part belongs to the sum.
fn parts(line: &Line, found: &mut Found, unit: &str) {
    if !matches!(unit, "dollar" | "euro" | "pound") || found.quantity.value.fract() != 0.0 {
        return;
    }
    let and = usize::from(line.says(found.to, "and"));
    let Some(n) = number::parse(line, found.to + and).filter(|n| n.value > 0.0 && n.value < 100.0 && n.whole()) else { return };
    let cents = line.is(n.to, PART);
    let ends = n.to >= line.len() || matches!(line.word(n.to), "." | "," | "!" | "?");
    if cents || ends && n.value >= 10.0 {
        found.quantity.value += n.value / 100.0;
        found.to = n.to + usize::from(cents);
    }
}

/// Whether piece `i` is a currency's symbol or code.
pub(super) fn starts(line: &Line, i: usize) -> bool {
    line.is(i, SYMBOL | CODE)
}
