//! An adaptive binary range coder (Martin, 1979, with the binary chances of LZMA), in which the weights are packed: what gzip leaves
//! of them is a fifth larger.
//!
//! A format is one function over a [`Coder`]: given the writer it writes what it is told, given the reader it is told what was written.

/// Takes bits with their chances: [`Writer`] writes them, [`Reader`] finds them.
pub trait Coder {
    /// Writes `bit` and gives it back, or gives back the one that was written.
    fn bit(&mut self, chance: &mut Chance, bit: bool) -> bool;

    /// The same for a bit that is as likely as not.
    fn even(&mut self, bit: bool) -> bool;

    /// Whether more was read than there is.
    fn is_over(&self) -> bool;
}

/// How likely a bit is to be unset, by those that came before.
#[derive(Clone, Copy, Debug)]
pub struct Chance {
    /// In [`SCALE`] bits.
    unset: u16,
    /// How many came, as far as it matters.
    seen: u8,
}

/// Bits of a chance.
const SCALE: u32 = 15;

impl Default for Chance {
    fn default() -> Self {
        Self { unset: 1 << (SCALE - 1), seen: 0 }
    }
}

impl Chance {
    /// The part of `range` that stands for an unset bit.
    #[inline(always)]
    fn bound(self, range: u32) -> u32 {
        (range >> SCALE) * u32::from(self.unset)
    }

    /// Learns from a bit: fast at first, then slower.
    #[inline(always)]
    fn learn(&mut self, bit: bool) {
        const LEAST: u32 = 1 << (SCALE - 11);
        const MOST: u32 = (1 << SCALE) - LEAST;
        let unset = u32::from(self.unset);
        let far = if bit { unset } else { (1 << SCALE) - unset };
        let step = ((u64::from(2 * far) * u64::from(RATES[usize::from(self.seen) & 63])) >> 32) as u32;
        self.unset = if bit { (unset - step).max(LEAST) } else { (unset + step).min(MOST) } as u16;
        self.seen = (self.seen + 1).min(60);
    }
}

/// A multiplication by these divides by the odd numbers from 3 on: exactly, for what is less than 2²⁵.
const RATES: [u32; 64] = {
    let mut rates = [0; 64];
    let mut seen = 0;
    while seen < 64 {
        rates[seen] = u32::MAX / (2 * seen as u32 + 3) + 1;
        seen += 1;
    }
    rates
};

/// A range is kept above this.
const SMALL: u32 = 1 << 24;

/// Reads what a [`Writer`] wrote. Behind the end come zeros.
#[derive(Debug)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    range: u32,
    code: u32,
    over: bool,
}

impl<'a> Reader<'a> {
    /// From the first of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        let mut reader = Self { bytes, range: u32::MAX, code: 0, over: false };
        (0..4).for_each(|_| reader.shift());
        reader
    }

    #[inline]
    fn shift(&mut self) {
        let (first, rest) = self.bytes.split_first().unwrap_or((&0, &[]));
        self.over |= self.bytes.is_empty();
        self.bytes = rest;
        self.code = self.code << 8 | u32::from(*first);
    }
}

impl Reader<'_> {
    #[inline(always)]
    fn split(&mut self, bound: u32) -> bool {
        let bit = self.code >= bound;
        if bit {
            self.code -= bound;
            self.range -= bound;
        } else {
            self.range = bound;
        }
        while self.range < SMALL {
            self.range <<= 8;
            self.shift();
        }
        bit
    }
}

impl Coder for Reader<'_> {
    #[inline]
    fn bit(&mut self, chance: &mut Chance, _: bool) -> bool {
        let bit = self.split(chance.bound(self.range));
        chance.learn(bit);
        bit
    }

    #[inline]
    fn even(&mut self, _: bool) -> bool {
        self.split(Chance::default().bound(self.range))
    }

    fn is_over(&self) -> bool {
        self.over
    }
}

/// Writes bits.
#[derive(Debug)]
pub struct Writer {
    bytes: Vec<u8>,
    low: u64,
    range: u32,
}

impl Default for Writer {
    fn default() -> Self {
        Self { bytes: Vec::new(), low: 0, range: u32::MAX }
    }
}

impl Writer {
    fn shift(&mut self) {
        if self.low >> 32 != 0 {
            for byte in self.bytes.iter_mut().rev() {
                *byte = byte.wrapping_add(1);
                if *byte != 0 {
                    break;
                }
            }
        }
        let low = self.low as u32;
        self.bytes.push((low >> 24) as u8);
        self.low = u64::from(low << 8);
    }

    /// All that was written.
    pub fn finish(mut self) -> Vec<u8> {
        (0..4).for_each(|_| self.shift());
        self.bytes
    }
}

impl Coder for Writer {
    fn bit(&mut self, chance: &mut Chance, bit: bool) -> bool {
        let bound = chance.bound(self.range);
        if bit {
            self.low += u64::from(bound);
            self.range -= bound;
        } else {
            self.range = bound;
        }
        chance.learn(bit);
        while self.range < SMALL {
            self.range <<= 8;
            self.shift();
        }
        bit
    }

    fn even(&mut self, bit: bool) -> bool {
        self.bit(&mut Chance::default(), bit)
    }

    fn is_over(&self) -> bool {
        false
    }
}

/// The chances of numbers of one kind: of their lengths in bits, and of the bits behind the leading one.
#[derive(Clone, Debug)]
pub struct Numbers {
    lengths: [Chance; 64],
    next: [[Chance; 4]; 33],
    sign: Chance,
}

impl Default for Numbers {
    fn default() -> Self {
        Self { lengths: [Chance::default(); 64], next: [[Chance::default(); 4]; 33], sign: Chance::default() }
    }
}

impl Numbers {
    /// Codes a number.
    pub fn code<C: Coder>(&mut self, coder: &mut C, number: u32) -> u32 {
        let length = u32::BITS - number.leading_zeros();
        let mut node = 1;
        for bit in (0..6).rev() {
            node = node << 1 | usize::from(coder.bit(&mut self.lengths[node], length >> bit & 1 != 0));
        }
        let length = (node as u32 & 63).min(u32::BITS);
        let mut value = u32::from(length > 0);
        for bit in (0..length.saturating_sub(1)).rev() {
            let set = number >> bit & 1 != 0;
            // Further down any bit is as likely as the other.
            value = value << 1
                | u32::from(match self.next[length as usize].get_mut(value as usize) {
                    Some(chance) => coder.bit(chance, set),
                    None => coder.even(set),
                });
        }
        value
    }

    /// Codes a number with its sign; one too large for 32 bits becomes the nearest.
    pub fn code_signed<C: Coder>(&mut self, coder: &mut C, number: i32) -> i32 {
        let size = i32::try_from(self.code(coder, number.unsigned_abs())).unwrap_or(i32::MAX);
        if size != 0 && coder.bit(&mut self.sign, number < 0) { -size } else { size }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers in prop::collection::vec(any::<i32>().prop_map(|n| n.clamp(-i32::MAX, i32::MAX)), 0..200)) {
            let mut writer = Writer::default();
            let mut kind = Numbers::default();
            for &number in &numbers {
                kind.code_signed(&mut writer, number);
                kind.code(&mut writer, number as u32 >> (number & 31));
            }
            let bytes = writer.finish();
            let (mut reader, mut kind) = (Reader::new(&bytes), Numbers::default());
            for &number in &numbers {
                prop_assert_eq!(kind.code_signed(&mut reader, 0), number);
                prop_assert_eq!(kind.code(&mut reader, 0), number as u32 >> (number & 31));
            }
            prop_assert!(!reader.is_over());
        }

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..50)) {
            let (mut reader, mut kind) = (Reader::new(&bytes), Numbers::default());
            while !reader.is_over() {
                kind.code_signed(&mut reader, 0);
            }
        }
    }
}
