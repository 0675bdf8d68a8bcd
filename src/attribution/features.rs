//! Features: what the tagger knows about a token, as hashes. The trainer and the extension run this same code.
//!
//! A word is lower-cased and hashed once; a feature combines a tag and one to three such hashes. Nothing is allocated for a
//! token: a [`Sheet`] is filled anew for each block. No parser, no parts of speech, no embeddings.

use super::lexicon::Lexicon;
use crate::text::{Text, Token, TokenKind};

/// What is known about one token before features are made of it.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    /// Hash of the lower-case word.
    low: u32,
    /// Hash of its last three characters.
    last3: u32,
    /// Hash of its last two characters.
    last2: u32,
    /// Hash of the word without an ending such as "-ed" or "-ing".
    stem: u32,
    /// Hash of its shape: "Xx", "d.d".
    shape: u32,
    /// Class in the cue lexicon, 0 for none, else 1 (mostly a cue) to 4.
    cue: u8,
    /// Class in the lexicon of words in sources.
    noun: u8,
    /// Inside quotation marks, or one of them.
    quoted: bool,
    /// A quotation mark.
    mark: bool,
    /// Begins a sentence.
    first: bool,
    /// All its characters are letters.
    letters: bool,
    /// "he", "we" and the like.
    pronoun: bool,
    /// Begins in upper case.
    capital: bool,
    /// Place class of the transition into this token.
    place: u8,
    /// Sentence in the block.
    sentence: u16,
    /// Distance class to the cue-like word before it in the sentence.
    after_cue: u8,
    /// The run of capitalised words that it stands in, if `run_end > run_start`.
    run_start: u32,
    run_end: u32,
}

/// What is known about a sentence.
#[derive(Clone, Copy, Debug, Default)]
struct Facts {
    /// 0 nothing quoted, 1 partly, 2 all.
    quoted: u8,
    /// A cue-like word stands outside quotation marks.
    cued: bool,
    /// Hash of its first word that is no quotation mark.
    opens: u32,
}

/// A block's tokens, ready for features.
#[derive(Debug, Default)]
pub struct Sheet {
    /// With two empty ones before and two after.
    words: Vec<Word>,
    facts: Vec<Facts>,
    /// 0 nothing quoted, 1 partly, 2 all.
    quoted: u8,
    block: u8,
    continues: bool,
}

/// Padding at both ends, so that a neighbour can always be looked at.
const PAD: usize = 2;

const START: u32 = 0x5bd1_e995;
const END: u32 = 0x1b87_3593;

/// Combines hashes.
fn mix(a: u32, b: u32) -> u32 {
    let x = (a ^ b.rotate_left(16)).wrapping_mul(0x85eb_ca6b);
    let x = (x ^ (x >> 13)).wrapping_add(b).wrapping_mul(0xc2b2_ae35);
    x ^ (x >> 16)
}

/// Hash of an ASCII word that is in lower case already.
pub const fn hash(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let mut hasher = Hasher::new();
    let mut i = 0;
    while i < bytes.len() {
        hasher.add(bytes[i] as u32);
        i += 1;
    }
    hasher.get()
}

const COMMA: u32 = hash(",");
const OF: u32 = hash("of");
const PRONOUNS: [u32; 8] = [hash("he"), hash("she"), hash("they"), hash("it"), hash("we"), hash("i"), hash("who"), hash("you")];

/// Hashes what is added to it, one number at a time.
#[derive(Clone, Copy)]
pub(super) struct Hasher(u32);

impl Hasher {
    pub(super) const fn new() -> Self {
        Self(0x811c_9dc5)
    }

    pub(super) const fn add(&mut self, c: u32) {
        self.0 = (self.0 ^ c).wrapping_mul(0x0100_0193);
    }

    pub(super) const fn get(self) -> u32 {
        let x = (self.0 ^ (self.0 >> 15)).wrapping_mul(0x2c1b_3c6d);
        x ^ (x >> 13)
    }
}

/// The shape's sign for a character: runs of one sign count once.
fn sign(c: char) -> char {
    if c.is_ascii_lowercase() {
        'x'
    } else if c.is_ascii_uppercase() {
        'X'
    } else if c.is_ascii_digit() {
        'd'
    } else if c.is_ascii() {
        c
    } else if c.is_uppercase() {
        'X'
    } else if c.is_alphabetic() {
        'x'
    } else if c.is_numeric() {
        'd'
    } else {
        c
    }
}

fn is_mark(word: &str) -> bool {
    matches!(word, "“" | "”" | "\"" | "''" | "``")
}

/// Distance classes, as of old in such taggers: 1, 2, 3, up to 6, up to 12, further, none.
fn distance(d: usize) -> u8 {
    match d {
        0..=3 => d as u8,
        4..=6 => 4,
        7..=12 => 5,
        _ => 6,
    }
}

impl Sheet {
    /// Reads `tokens`, a block or a piece of one. `block` is its place in the text, `continues` whether the block before
    /// ended inside a quotation.
    pub fn fill(&mut self, text: &Text, range: std::ops::Range<usize>, lexicon: &Lexicon, block: usize, continues: bool) {
        let source = &text.page.text;
        let tokens = &text.tokens[range];
        let n = tokens.len();
        self.words.clear();
        self.facts.clear();
        self.block = block.min(2) as u8;
        self.continues = continues;
        self.words.extend([Word { low: START, ..Word::default() }; PAD]);
        let mut before = None;
        let mut sentence = 0u16;
        for (i, token) in tokens.iter().enumerate() {
            let first = before != Some(token.sentence);
            if first && before.is_some() {
                sentence = sentence.saturating_add(1);
            }
            before = Some(token.sentence);
            let word = read(token, source, first, sentence, lexicon);
            let place = self.place(word, token, source, i);
            self.words.push(Word { place, ..word });
        }
        self.words.extend([Word { low: END, ..Word::default() }; PAD]);
        self.runs(tokens, source);
        self.sentences(n);
        let quoted = tokens.iter().filter(|t| t.quoted).count();
        self.quoted = if quoted == 0 { 0 } else { 1 + u8::from(quoted == n) };
    }

    /// How many tokens it holds.
    pub fn tokens(&self) -> usize {
        self.words.len().saturating_sub(2 * PAD)
    }

    /// The place class of the transition into token `i`: opening mark, closing mark, comma, sentence start, other mark,
    /// after a quotation mark, inside a quotation, after a comma, other.
    pub fn place_of(&self, i: usize) -> usize {
        self.words[i + PAD].place as usize
    }

    fn place(&self, word: Word, token: &Token, source: &str, i: usize) -> u8 {
        let previous = self.words[i + PAD - 1];
        let comma = |w: &Word| i > 0 && w.low == COMMA;
        if word.mark {
            let opens = matches!(token.span.of(source), "“" | "``") || (token.quoted && (i == 0 || !previous.quoted));
            if opens { 1 } else { 2 }
        } else if word.low == COMMA {
            3
        } else if word.first {
            4
        } else if token.kind == TokenKind::Mark {
            5
        } else if i > 0 && previous.mark {
            6
        } else if comma(&previous) {
            8
        } else if token.quoted {
            7
        } else {
            0
        }
    }

    /// Runs of capitalised words, with initials and "of" inside.
    fn runs(&mut self, tokens: &[Token], source: &str) {
        let n = tokens.len();
        let mut i = 0;
        while i < n {
            let w = self.words[i + PAD];
            if !w.capital || (w.first && w.cue != 0) || w.pronoun {
                i += 1;
                continue;
            }
            let mut j = i + 1;
            while j < n && self.words[j + PAD].sentence == w.sentence {
                let here = self.words[j + PAD];
                let next = self.words[j + PAD + 1].capital;
                let initial = tokens[j].span.of(source) == "." && tokens[j - 1].span.len() <= 4;
                if !(here.capital || next && (initial || here.low == OF)) {
                    break;
                }
                j += 1;
            }
            for word in &mut self.words[i + PAD..j + PAD] {
                word.run_start = i as u32;
                word.run_end = j as u32;
            }
            i = j;
        }
    }

    fn sentences(&mut self, n: usize) {
        let mut from = PAD;
        while from < PAD + n {
            let sentence = self.words[from].sentence;
            let len = self.words[from..PAD + n].iter().take_while(|w| w.sentence == sentence).count();
            let words = &mut self.words[from..from + len];
            let quoted = words.iter().filter(|w| w.quoted).count();
            let cued = |w: &Word| matches!(w.cue, 1..=3) && !w.quoted;
            let opens = words.iter().find(|w| !w.mark).or(words.last()).map_or(0, |w| w.low);
            self.facts.push(Facts {
                quoted: if quoted == 0 { 0 } else { 1 + u8::from(quoted + 1 >= len) },
                cued: words.iter().any(cued),
                opens,
            });
            let mut last = None;
            for (i, word) in words.iter_mut().enumerate() {
                word.after_cue = last.map_or(7, |at| distance(i - at));
                if cued(word) {
                    last = Some(i);
                }
            }
            from += len;
        }
    }

    /// The hash of token `i`'s lower-case word.
    pub fn low(&self, i: usize) -> u32 {
        self.words[i + PAD].low
    }

    /// Gives every feature of token `i` to `put`, as its tag and its hash.
    pub fn each(&self, i: usize, mut put: impl FnMut(u8, u32)) {
        let n = self.tokens();
        let at = i + PAD;
        let (pp, p, w, x, xx) =
            (&self.words[at - 2], &self.words[at - 1], &self.words[at], &self.words[at + 1], &self.words[at + 2]);
        let mut one = |tag: u8, a: u32| put(tag, mix(a, u32::from(tag).wrapping_mul(0x9e37_79b9)));
        fn bit(value: impl Into<u32>) -> u32 {
            value.into()
        }
        let edge = |w: &Word, there: bool| if there { bit(w.quoted) } else { 2 };
        let quote = edge(p, i > 0) * 6 + bit(w.quoted) * 3 + edge(x, i + 1 < n);
        let here = self.facts[w.sentence as usize];
        let before = (w.sentence > 0).then(|| self.facts[w.sentence as usize - 1]);
        let before_quoted = before.map_or(3, |f| bit(f.quoted));
        let before_cued = before.is_some_and(|f| f.cued);
        let lex = bit(p.cue) * 25 + bit(w.cue) * 5 + bit(x.cue);
        one(0, 0);
        one(1, w.low);
        one(2, p.low);
        one(3, x.low);
        one(4, pp.low);
        one(5, xx.low);
        one(6, w.last3);
        one(7, w.last2);
        one(8, w.shape);
        one(9, quote);
        one(10, mix(p.low, w.low));
        one(11, mix(w.low, x.low));
        one(12, mix(p.low, x.low));
        one(13, lex);
        one(
            14,
            ((bit(p.noun) * 5 + bit(w.noun)) * 5 + bit(x.noun)) * 5 + bit(w.cue) + 1000 * (bit(i == 0) + 2 * bit(i + 1 == n)),
        );
        one(15, (((bit(here.quoted) * 2 + bit(w.quoted)) * 2 + bit(here.cued)) * 4 + before_quoted) * 2 + bit(before_cued));
        one(16, mix(here.opens, bit(w.first)));
        one(17, mix(p.shape, w.shape));
        one(18, mix(w.shape, x.shape));
        one(19, (bit(self.continues) * 3 + bit(self.quoted)) * 8 + bit(w.after_cue));
        one(20, mix(p.low, bit(w.cue)));
        one(21, mix(x.low, bit(w.cue)));
        one(22, mix(w.low, quote));
        one(31, w.stem);
        one(32, mix(p.low, w.stem));
        one(33, mix(w.stem, x.low));
        one(34, mix(w.last3, x.low));
        one(35, mix(p.low, w.last3));
        one(36, mix(w.low, bit(here.quoted)));
        one(37, mix(mix(p.shape, w.last2), x.low));
        if w.first {
            one(23, bit(here.quoted) * 4 + before_quoted);
            one(24, w.low);
        }
        if i == 0 {
            one(25, bit(self.block) * 3 + bit(self.quoted));
        }
        if n <= 6 {
            one(26, 0);
        }
        if i + 1 == n || x.first {
            one(27, bit(w.quoted));
        }
        if w.run_end > w.run_start {
            let (s, e) = (w.run_start as usize, w.run_end as usize);
            let part = if s + 1 == e {
                0
            } else if i == s {
                1
            } else if i + 1 == e {
                2
            } else {
                3
            };
            let after = &self.words[e + PAD];
            let behind = &self.words[s + PAD - 1];
            let known = |w: &Word| if w.letters && w.cue == 0 { 0 } else { w.low };
            one(28, (part * 5 + bit(after.cue)) * 5 + bit(behind.cue));
            one(29, mix(known(after), part));
            one(30, mix(known(behind), part));
        }
    }
}

/// What can be known of a token by itself.
fn read(token: &Token, source: &str, first: bool, sentence: u16, lexicon: &Lexicon) -> Word {
    let word = token.span.of(source);
    let mut low = Hasher::new();
    let mut shape = Hasher::new();
    let mut last_sign = '\0';
    let mut letters = true;
    let mut tail = ['\0'; 3];
    // The hash as it was one, two and three characters ago.
    let mut earlier = [low; 3];
    for c in word.chars() {
        let s = sign(c);
        if s != last_sign {
            shape.add(s as u32);
            last_sign = s;
        }
        letters &= matches!(s, 'x' | 'X');
        let mut add = |l: char| {
            earlier = [low, earlier[0], earlier[1]];
            low.add(l as u32);
            tail = [tail[1], tail[2], l];
        };
        if c.is_ascii() {
            add(c.to_ascii_lowercase());
        } else if c == '’' {
            add('\'');
        } else {
            c.to_lowercase().for_each(add);
        }
    }
    let ending = |chars: &[char]| {
        let mut h = Hasher::new();
        chars.iter().filter(|&&c| c != '\0').for_each(|&c| h.add(c as u32));
        h.get()
    };
    let stem = match tail {
        _ if word.len() < 5 => low,
        ['i', 'n', 'g'] | ['i', 'e', 'd' | 's'] => earlier[2],
        [_, 'e', 'd' | 's'] => earlier[1],
        [.., 'e' | 's' | 'y'] => earlier[0],
        _ => low,
    };
    let low = low.get();
    let (cue, noun) = lexicon.classes(low);
    Word {
        low,
        last3: ending(&tail),
        last2: ending(&tail[1..]),
        stem: stem.get(),
        shape: shape.get(),
        cue,
        noun,
        quoted: token.quoted,
        mark: is_mark(word),
        first,
        letters,
        pronoun: PRONOUNS.contains(&low),
        capital: token.capital,
        sentence,
        ..Word::default()
    }
}

/// The token ranges that are tagged at once, with their blocks: a block each, cut at a sentence's end where it is huge.
pub fn pieces(text: &Text) -> impl Iterator<Item = (std::ops::Range<usize>, u32)> {
    let mut next = 0;
    let mut from = 0;
    std::iter::from_fn(move || {
        let block = text.sentences.get(next)?.block;
        let start = from;
        while let Some(sentence) = text.sentences.get(next).filter(|s| s.block == block) {
            let end = sentence.last as usize;
            if end - start > HUGE {
                // A sentence that is too long by itself is cut anywhere.
                if from == start {
                    from = end.min(start + HUGE);
                    next += usize::from(from == end);
                }
                break;
            }
            from = end;
            next += 1;
        }
        Some((start..from, block))
    })
}

/// Blocks of more tokens than this are cut: memory stays bounded.
const HUGE: usize = 2000;
