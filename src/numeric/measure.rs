//! Measures: a number with a unit of length, area, volume, mass, temperature, energy, power, data, speed, pressure …
//!
//! "5 km", "60 mph", "570 sq m", "-40 °C", "98.6 degrees F", "1.3 A/cm2", "a 3.5-litre engine", "5 ft 2 in".

use super::lexicon::{Class, Words};
use super::line::{Line, Shape};
use super::number::{self, Form, Numeral};
use super::{Found, QuantityKind, duration, rate};
use std::borrow::Cow;

/// A unit's name, or a symbol that is nothing else.
pub(super) const UNIT: Class = 1 << 26;
/// A symbol of one or two letters that may be something else: read in its own case, against digits or alone.
pub(super) const LETTER: Class = 1 << 27;
/// "square", "cubic", "metric" before a unit.
const PREFIX: Class = 1 << 28;
/// How far, how high, and other words after metres that are no thing to count.
pub(super) const EXTENT: Class = 1 << 29;
/// Degree.
const DEGREE: Class = 1 << 30;
/// Celsius, Fahrenheit, kelvin.
const SCALE: Class = 1 << 31;

pub(super) const WORDS: Words = Words {
    plain: &[
        (PREFIX, "square sq cubic cu metric nautical long short fluid imperial"),
        (
            EXTENT,
            "long tall high wide deep thick above below away apart across north south east west off race sprint hurdles dash freestyle final relay butterfly backstroke breaststroke champion",
        ),
        (DEGREE, "degree degrees deg °"),
    ],
    valued: &[],
    units: &[
        (SCALE, "celsius celcius centigrade c", "degree Celsius"),
        (SCALE, "fahrenheit f", "degree Fahrenheit"),
        (SCALE | UNIT, "kelvin kelvins", "kelvin"),
        (UNIT, "℃ degc", "degree Celsius"),
        (UNIT, "℉ degf", "degree Fahrenheit"),
        (UNIT, "nanometer nanometers nanometre nanometres nm", "nanometre"),
        (UNIT, "picometer picometers picometre picometres", "picometre"),
        (UNIT, "micrometer micrometers micrometre micron microns μm µm", "micrometre"),
        (UNIT, "millimeter millimeters millimetre millimetres mm", "millimetre"),
        (UNIT, "centimeter centimeters centimetre centimetres cm", "centimetre"),
        (UNIT, "decimeter decimetre dm", "decimetre"),
        (UNIT, "meter meters metre metres", "metre"),
        (UNIT, "kilometer kilometers kilometre kilometres km kms", "kilometre"),
        (UNIT, "inch inches ″", "inch"),
        (UNIT, "foot feet ft ′", "foot"),
        (UNIT, "yard yards yd yds", "yard"),
        (UNIT, "mile miles", "mile"),
        (UNIT, "furlong furlongs", "furlong"),
        (UNIT, "parsec parsecs", "parsec"),
        (UNIT, "lightyear lightyears", "light year"),
        (UNIT, "acre acres", "acre"),
        (UNIT, "hectare hectares ha", "hectare"),
        (UNIT, "sqm", "square metre"),
        (UNIT, "sqft", "square foot"),
        (UNIT, "milliliter milliliters millilitre millilitres ml", "millilitre"),
        (UNIT, "centiliter centilitre centilitres cl", "centilitre"),
        (UNIT, "liter liters litre litres", "litre"),
        (UNIT, "gallon gallons gal", "gallon"),
        (UNIT, "quart quarts", "quart"),
        (UNIT, "pint pints", "pint"),
        (UNIT, "ounce ounces oz", "ounce"),
        (UNIT, "teaspoon teaspoons tsp", "teaspoon"),
        (UNIT, "tablespoon tablespoons tbsp", "tablespoon"),
        (UNIT, "bushel bushels", "bushel"),
        (UNIT, "microgram micrograms mcg μg µg", "microgram"),
        (UNIT, "milligram milligrams mg", "milligram"),
        (UNIT, "gram grams gramme grammes", "gram"),
        (UNIT, "kilogram kilograms kilo kilos kilogrammes kg kgs", "kilogram"),
        (UNIT, "lb lbs pound pounds", "pound"),
        (UNIT, "stone", "stone"),
        (UNIT, "ton tons", "ton"),
        (UNIT, "tonne tonnes", "tonne"),
        (UNIT, "kilotonne kilotonnes kiloton kilotons", "kiloton"),
        (UNIT, "megatonne megatonnes megaton megatons", "megaton"),
        (UNIT, "gigaton gigatons gigatonne gigatonnes", "gigaton"),
        (UNIT, "carat carats", "carat"),
        (UNIT, "dram drams drachma", "dram"),
        (UNIT, "mph m.p.h", "mile per hour"),
        (UNIT, "mpg", "mile per gallon"),
        (UNIT, "kph kmh", "kilometre per hour"),
        (UNIT, "knot knots kt", "knot"),
        (UNIT, "rpm", "revolution per minute"),
        (UNIT, "bpm", "beat per minute"),
        (UNIT, "fps", "frame per second"),
        (UNIT, "dpi ppi", "dot per inch"),
        (UNIT, "ppm", "part per million"),
        (UNIT, "ppb", "part per billion"),
        (UNIT, "volt volts", "volt"),
        (UNIT, "kv kilovolt kilovolts", "kilovolt"),
        (UNIT, "amp amps ampere amperes", "ampere"),
        (UNIT, "mah", "milliampere hour"),
        (UNIT, "watt watts", "watt"),
        (UNIT, "kw kilowatt kilowatts", "kilowatt"),
        (UNIT, "mw megawatt megawatts", "megawatt"),
        (UNIT, "gw gigawatt gigawatts", "gigawatt"),
        (UNIT, "terawatt terawatts", "terawatt"),
        (UNIT, "wh", "watt hour"),
        (UNIT, "kwh", "kilowatt hour"),
        (UNIT, "mwh", "megawatt hour"),
        (UNIT, "gwh", "gigawatt hour"),
        (UNIT, "twh", "terawatt hour"),
        (UNIT, "joule joules", "joule"),
        (UNIT, "kj kilojoule kilojoules", "kilojoule"),
        (UNIT, "calorie calories kcal", "calorie"),
        (UNIT, "btu btus", "British thermal unit"),
        (UNIT, "hp bhp horsepower", "horsepower"),
        (UNIT, "nm newton-metre", "newton metre"),
        (UNIT, "newton newtons", "newton"),
        (UNIT, "pascal pascals", "pascal"),
        (UNIT, "kpa kilopascal kilopascals", "kilopascal"),
        (UNIT, "mpa megapascal megapascals", "megapascal"),
        (UNIT, "gpa gigapascal gigapascals", "gigapascal"),
        (UNIT, "hpa", "hectopascal"),
        (UNIT, "psi", "pound per square inch"),
        (UNIT, "ksi", "kilopound per square inch"),
        (UNIT, "millibar millibars mbar", "millibar"),
        (UNIT, "mmhg", "millimetre of mercury"),
        (UNIT, "hz hertz", "hertz"),
        (UNIT, "khz kilohertz", "kilohertz"),
        (UNIT, "mhz megahertz", "megahertz"),
        (UNIT, "ghz gigahertz", "gigahertz"),
        (UNIT, "decibel decibels db", "decibel"),
        (UNIT, "lumen lumens", "lumen"),
        (UNIT, "nits nit", "nit"),
        (UNIT, "megapixel megapixels mp", "megapixel"),
        (UNIT, "pixel pixels px", "pixel"),
        (UNIT, "byte bytes", "byte"),
        (UNIT, "kb kilobyte kilobytes", "kilobyte"),
        (UNIT, "mb megabyte megabytes", "megabyte"),
        (UNIT, "gb gigabyte gigabytes", "gigabyte"),
        (UNIT, "tb terabyte terabytes", "terabyte"),
        (UNIT, "pb petabyte petabytes", "petabyte"),
        (UNIT, "exabyte exabytes", "exabyte"),
        (UNIT, "mbps", "megabit per second"),
        (UNIT, "gbps", "gigabit per second"),
        (UNIT, "kbps", "kilobit per second"),
        (UNIT, "megabit megabits", "megabit"),
        (UNIT, "gigabit gigabits", "gigabit"),
        (UNIT, "radian radians rad", "radian"),
        (UNIT, "msv millisievert millisieverts", "millisievert"),
        (UNIT, "sievert sieverts", "sievert"),
        (UNIT, "becquerel becquerels", "becquerel"),
        (LETTER, "m", "metre"),
        (LETTER, "g", "gram"),
        (LETTER, "l", "litre"),
        (LETTER, "t", "tonne"),
        (LETTER, "v", "volt"),
        (LETTER, "w", "watt"),
        (LETTER, "j", "joule"),
        (LETTER, "in", "inch"),
        (LETTER, "bar", "bar"),
        (LETTER, "a", "ampere"),
        (LETTER, "ps", "metric horsepower"),
        (UNIT, "fl", "fluid ounce"),
    ],
    currencies: &[],
};

pub(super) fn find(line: &Line, n: &Numeral) -> Option<Found> {
    if let Some(found) = points(line, n) {
        return Some(found);
    }
    let (mut to, unit) = temperature(line, n).or_else(|| bracketed(line, n)).or_else(|| unit_of(line, n))?;
    let mut found = Found::new(n, to, QuantityKind::Measure);
    if unit == "foot"
        && let Some(inches) = number::parse(line, to).filter(|i| i.value < 12.0)
        && matches!(line.word(inches.to), "in" | "inch" | "inches" | "″" | "\"")
    {
        // "5 ft 2 in"
        found.quantity.value += inches.value / 12.0;
        to = inches.to + 1;
        found.to = to;
    }
    found.quantity.unit = Some(unit);
    Some(rate::extend(line, found))
}

/// A unit at `i`, read as the name it is: "kilometre", "sq m", "cm2".
pub(super) fn plain(line: &Line, i: usize) -> Option<(usize, Cow<'static, str>)> {
    let mut at = i;
    let mut prefix = "";
    if line.is(at, PREFIX) {
        let dot = usize::from(line.word(at + 1) == "." && line.at(at).shape == Shape::Word);
        let unit = line.past_hyphen(at + 1 + dot);
        if line.is(unit, UNIT) || line.is(unit, LETTER) && matches!(line.word(unit), "m" | "in") {
            prefix = match line.word(at).as_bytes()[0] | 0x20 {
                b's' if line.says(at, "short") => "short",
                b's' => "square",
                b'c' => "cubic",
                b'm' => "metric",
                b'n' => "nautical",
                b'l' => "long",
                b'f' => "fluid",
                _ => "imperial",
            };
            at = unit;
        } else {
            return None;
        }
    }
    if !(line.is(at, UNIT) || line.is(at, LETTER)) {
        return None;
    }
    let word = line.word(at);
    let exact = !line.is(at, LETTER) || matches!(word, "m" | "g" | "l" | "t" | "V" | "W" | "J" | "A" | "PS" | "bar" | "in");
    if !exact || word == "stone" || word == "fl" && !line.says(at + 1, "oz") {
        return None;
    }
    let unit = if word == "Nm" { "newton metre" } else { line.sense(at).unit? };
    let mut to = at + if word == "fl" { 2 } else { 1 };
    // "m2", "km²", "A/cm2"
    let power = match line.word(to) {
        "2" | "²" if line.glued(to) => "square",
        "3" | "³" if line.glued(to) => "cubic",
        _ => "",
    };
    if !power.is_empty() && prefix.is_empty() {
        to += 1;
        prefix = power;
    }
    if line.glued(to) && (line.digits(to) || line.letters(to)) {
        return None;
    }
    // "kilowatt-hours", "amp hours"
    let hour = line.past_hyphen(to);
    if matches!(unit.rsplit(' ').next(), Some(last) if last.ends_with("watt") || last == "ampere")
        && (line.says(hour, "hour") || line.says(hour, "hours"))
    {
        return Some((hour + 1, Cow::Owned(format!("{unit} hour"))));
    }
    let name = if prefix.is_empty() { Cow::Borrowed(unit) } else { Cow::Owned(format!("{prefix} {unit}")) };
    Some((to, name))
}

/// The unit behind a number; a letter only against digits or where nothing else makes sense of it.
fn unit_of(line: &Line, n: &Numeral) -> Option<(usize, Cow<'static, str>)> {
    let at = n.unit(line);
    if line.is(at, LETTER) && !line.is(at, UNIT) {
        let word = line.word(at);
        let alone = line.at(at).spaced && (word == "in" || word == "a" || word == "A" || word == "bar" && n.value >= 30.0);
        let upper = n.form == Form::Words || at > n.to && word != "m";
        // A lone letter that an apostrophe or a point follows is an initial.
        let initial =
            line.at(at).spaced && line.word(at + 1) == "." && line.at(at + 2).capital && line.at(at + 2).span.len() == 1;
        if alone || upper && word != "bar" || initial || word == "in" && at == n.to && line.letters(at + 1) {
            return None;
        }
    }
    if line.says(at, "light") && duration::unit(line, line.past_hyphen(at + 1)).is_some() {
        return Some((
            line.past_hyphen(at + 1) + 1,
            Cow::Owned(format!("light {}", duration::unit(line, line.past_hyphen(at + 1))?)),
        ));
    }
    plain(line, at)
}

/// "24 degrees", "98.6 degrees F", "-40 °C", "101 Fahrenheit".
fn temperature(line: &Line, n: &Numeral) -> Option<(usize, Cow<'static, str>)> {
    let at = line.past_hyphen(n.to);
    if line.is(at, DEGREE) {
        return degrees(line, at).or_else(|| Some((at + 1, "degree".into())));
    }
    (line.is(at, SCALE) && line.word(at).len() > 1).then(|| (at + 1, line.sense(at).unit.unwrap_or("degree").into()))
}

/// Degrees of a scale that is named, at `i`: "degrees Celsius", "°F".
pub(super) fn degrees(line: &Line, i: usize) -> Option<(usize, Cow<'static, str>)> {
    if !line.is(i, DEGREE) {
        return None;
    }
    let mut at = line.past_hyphen(i + 1);
    if line.word(at) == "." && line.says(i, "deg") {
        at += 1;
    }
    let scale = line.is(at, SCALE) && (line.word(at).len() > 1 || line.at(at).capital || matches!(line.word(at), "c" | "f"));
    let dotted = line.glued(at + 1) && line.letters(at + 1);
    let unit = line.sense(at).unit.filter(|_| scale && !dotted)?;
    Some((at + 1, unit.into()))
}

/// "20 (kg)", "20 [kg]".
fn bracketed(line: &Line, n: &Numeral) -> Option<(usize, Cow<'static, str>)> {
    let open = matches!(line.word(n.to), "(" | "[" | "{" | "<") && line.letters(n.to + 1);
    let (to, unit) = if open { plain(line, n.to + 1)? } else { return None };
    matches!(line.word(to), ")" | "]" | "}" | ">").then_some((to + 1, unit))
}

/// "60 basis points", "400 parts per million".
fn points(line: &Line, n: &Numeral) -> Option<Found> {
    let at = line.past_hyphen(n.to);
    if line.says(at, "basis") && (line.says(at + 1, "points") || line.says(at + 1, "point")) {
        let mut found = Found::new(n, at + 2, QuantityKind::Measure).unit("basis point");
        found.rate = true;
        return Some(found);
    }
    if line.reads(at, &["parts", "per"]) && line.is(at + 2, number::MAGNITUDE) {
        let mut found = Found::new(n, at + 3, QuantityKind::Measure);
        found.quantity.unit = Some(format!("part per {}", line.word(at + 2).to_ascii_lowercase()).into());
        found.rate = true;
        return Some(found);
    }
    None
}

/// Whether a symbol means the same in any language.
pub(super) fn symbol(word: &str) -> bool {
    matches!(
        word,
        "km" | "m"
            | "cm"
            | "mm"
            | "nm"
            | "kg"
            | "g"
            | "mg"
            | "t"
            | "l"
            | "ml"
            | "cl"
            | "ha"
            | "kW"
            | "MW"
            | "GW"
            | "W"
            | "V"
            | "kV"
            | "kWh"
            | "MWh"
            | "GWh"
            | "TWh"
            | "Hz"
            | "kHz"
            | "MHz"
            | "GHz"
            | "KB"
            | "kB"
            | "MB"
            | "GB"
            | "TB"
            | "dB"
            | "hPa"
            | "kPa"
            | "MPa"
            | "C"
            | "F"
            | "h"
            | "min"
            | "USD"
            | "EUR"
            | "GBP"
            | "CHF"
            | "JPY"
            | "CNY"
            | "SEK"
            | "NOK"
            | "DKK"
            | "PLN"
            | "US"
    )
}
