//! Digits as a number, and back. The standard library's way brings tables of ten kilobytes, which nothing squeezes, and as much code
//! into the Wasm; what texts write needs none of it.

/// The value of digits with at most one point among or around them, as near as a number can come.
pub(super) fn parse(digits: &str) -> Option<f64> {
    let (mut whole, mut places, mut read, mut point) = (0u64, 0, 0, false);
    let mut exact = true;
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                read += 1;
                places += usize::from(point);
                let next = whole.checked_mul(10).and_then(|w| w.checked_add(u64::from(byte - b'0')));
                exact &= next.is_some_and(|next| next <= EXACT);
                whole = next.unwrap_or(whole);
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    if read == 0 {
        return None;
    }
    // Both numbers are exact, so the quotient is the nearest there is.
    match POWERS.get(places) {
        Some(power) if exact => Some(whole as f64 / power),
        _ => long(digits),
    }
}

/// Whole numbers up to here are exact.
const EXACT: u64 = 1 << 53;

/// The powers of ten that are exact.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21,
    1e22,
];

/// A number in digits. Whole numbers are nearly all there are; in Wasm, the others are JavaScript's to write.
pub fn write(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < EXACT as f64 { (value as i64).to_string() } else { broken(value) }
}

#[cfg(target_arch = "wasm32")]
fn broken(value: f64) -> String {
    js_sys::Number::from(value).to_string_with_radix(10).map(String::from).unwrap_or_default()
}

#[cfg(not(target_arch = "wasm32"))]
fn broken(value: f64) -> String {
    value.to_string()
}

/// More digits than are exact.
#[cfg(target_arch = "wasm32")]
fn long(digits: &str) -> Option<f64> {
    Some(js_sys::parse_float(digits))
}

#[cfg(not(target_arch = "wasm32"))]
fn long(digits: &str) -> Option<f64> {
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_as_the_standard_library_does() {
        let long = "9".repeat(400);
        for digits in [
            "0",
            "7",
            "007",
            "3.14",
            "0.1",
            ".5",
            "5.",
            "1234567890.125",
            "9007199254740992",
            "9007199254740993",
            "0.30000000000000004",
            "123456789012345678901234567890",
            "0.00000000000000000000000001",
            "1.0000000000000000000000000",
            &long,
        ] {
            assert_eq!(parse(digits), digits.parse().ok(), "{digits}");
        }
        for n in 0..20_000u32 {
            let digits = format!("{}.{:03}", n / 7, n % 1000);
            assert_eq!(parse(&digits), digits.parse().ok(), "{digits}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for word in ["", ".", "1.2.3", "1,2", "-1", "+1", "1e5", "inf", "nan", "٣"] {
            assert_eq!(parse(word), None, "{word}");
        }
    }
}
