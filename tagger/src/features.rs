//! Features: what the tagger knows about a token, as hashes. The trainer and the extension run this same code.
//!
//! A word is lower-cased and hashed once a text, however often it stands there ([`read_forms`]); a feature combines a tag and one to
//! three such hashes. Nothing is allocated for a token: a [`Sheet`] is filled anew for each block. No parser, no parts of speech,
//! no embeddings.

use crate::lexicon::Lexicon;

/// What is known about one token before features are made of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Which of the text's words it is, an index into what [`read_forms`] returns.
    form: u32,
    /// Hash of the lower-case word.
    low: u32,
    /// Of it and the next word.
    pair: u32,
    /// Hash of its last three characters.
    last3: u32,
    /// Hash of its last two characters.
    last2: u32,
    /// Hash of the word without an ending such as "-ed" or "-ing".
    stem: u32,
    /// Hash of its shape: "Xx", "d.d".
    shape: u32,
    /// Which of the text's shapes it is, [`SHAPES`] where there were so many before.
    outline: u8,
    /// Class in the cue lexicon, 0 for none, else 1 (mostly a cue) to 4.
    cue: u8,
    /// Class in the lexicon of words in sources.
    noun: u8,
    /// Inside quotation marks, or one of them.
    quoted: bool,
    /// A quotation mark.
    mark: bool,
    /// A quotation mark that can only open.
    opens: bool,
    /// No letter or digit: a mark of any kind.
    sign: bool,
    /// A full stop.
    stop: bool,
    /// At most four bytes, as an initial is.
    short: bool,
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

/// A token of a text, as far as its word does not say it.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// Which of the text's words it is, an index into what [`read_forms`] returns.
    pub form: u32,
    /// Which sentence it stands in.
    pub sentence: u32,
    /// It stands inside quotation marks, or is one.
    pub quoted: bool,
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

/// What takes a token's features, each as its tag and what its hash is made of. The tagger has looked up before what depends on a
/// word alone; the trainer wants every hash.
pub trait Taker {
    /// One of the features of [`Word::own`].
    fn own(&mut self, tag: u8, value: u32);
    /// One of [`NEAR`]: of a word, and of a small number besides.
    fn near(&mut self, tag: u8, word: &Word, with: Option<u32>);
    /// One of [`FEW`]: the value is small.
    fn few(&mut self, tag: u8, value: u32);
    /// One of [`SHAPED`]: of two neighbours' shapes.
    fn shapes(&mut self, tag: u8, left: &Word, right: &Word);
    /// The one of [`STEADY`], which mostly stays the same from token to token.
    fn steady(&mut self, value: u32);
    /// Any other.
    fn many(&mut self, tag: u8, value: u32);
}

/// A feature's hash.
pub fn feature(tag: u8, value: u32) -> u32 {
    mix(value, u32::from(tag).wrapping_mul(0x9e37_79b9))
}

/// The features of [`Taker::few`], and how many values each has.
pub const FEW: [(u8, u32); 10] =
    [(9, 18), (13, 125), (14, 4000), (15, 96), (19, 48), (23, 12), (25, 9), (26, 1), (27, 2), (28, 100)];

/// The features of [`Taker::near`], and whether a number is mixed in.
pub const NEAR: [(u8, bool); 8] =
    [(2, false), (3, false), (4, false), (5, false), (20, true), (21, true), (22, true), (36, true)];

/// The feature of [`Taker::steady`].
pub const STEADY: u8 = 16;

/// The features of [`Taker::shapes`].
pub const SHAPED: [u8; 2] = [17, 18];

/// So many shapes of words are told apart in a text; any further ones are looked up each time.
pub const SHAPES: usize = 63;

impl Word {
    /// The features that depend on nothing but the word: tags and values.
    pub fn own(&self) -> [(u8, u32); 6] {
        [(0, 0), (1, self.low), (6, self.last3), (7, self.last2), (8, self.shape), (31, self.stem)]
    }

    /// Hash of the lower-case word.
    pub fn low(&self) -> u32 {
        self.low
    }

    /// Which of the text's words it is.
    pub fn form(&self) -> usize {
        self.form as usize
    }

    /// Which of the text's shapes it has, up to [`SHAPES`].
    pub fn outline(&self) -> usize {
        self.outline as usize
    }

    /// The value of a feature of [`SHAPED`].
    pub fn shapes(&self, next: &Self) -> u32 {
        mix(self.shape, next.shape)
    }

    /// The value of a feature of [`NEAR`].
    pub fn near(&self, with: Option<u32>) -> u32 {
        with.map_or(self.low, |with| mix(self.low, with))
    }
}

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
pub struct Hasher(u32);

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

impl Hasher {
    /// Of nothing yet.
    pub const fn new() -> Self {
        Self(0x811c_9dc5)
    }

    /// Adds a number, mostly a character.
    pub const fn add(&mut self, c: u32) {
        self.0 = (self.0 ^ c).wrapping_mul(0x0100_0193);
    }

    /// The hash of what was added.
    pub const fn get(self) -> u32 {
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
    /// `forms` is what [`read_forms`] says of the text.
    #[inline]
    pub fn fill(&mut self, tokens: &[Seen], forms: &[Word], block: usize, continues: bool) {
        let n = tokens.len();
        self.words.clear();
        self.facts.clear();
        self.block = block.min(2) as u8;
        self.continues = continues;
        let [start, end] = forms.last_chunk().copied().unwrap_or_default();
        self.words.extend([start; PAD]);
        let mut before = None;
        let mut sentence = 0u16;
        for (i, token) in tokens.iter().enumerate() {
            let first = before != Some(token.sentence);
            if first && before.is_some() {
                sentence = sentence.saturating_add(1);
            }
            before = Some(token.sentence);
            let word = Word { quoted: token.quoted, first, sentence, ..forms[token.form as usize] };
            let place = self.place(&word, i);
            self.words.push(Word { place, ..word });
        }
        self.words.extend([end; PAD]);
        for at in PAD - 1..PAD + n {
            self.words[at].pair = mix(self.words[at].low, self.words[at + 1].low);
        }
        self.runs(n);
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

    #[inline]
    fn place(&self, word: &Word, i: usize) -> u8 {
        let previous = &self.words[i + PAD - 1];
        let comma = |w: &Word| i > 0 && w.low == COMMA;
        if word.mark {
            let opens = word.opens || (word.quoted && (i == 0 || !previous.quoted));
            if opens { 1 } else { 2 }
        } else if word.low == COMMA {
            3
        } else if word.first {
            4
        } else if word.sign {
            5
        } else if i > 0 && previous.mark {
            6
        } else if comma(previous) {
            8
        } else if word.quoted {
            7
        } else {
            0
        }
    }

    /// Runs of capitalised words, with initials and "of" inside.
    #[inline]
    fn runs(&mut self, n: usize) {
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
                let initial = here.stop && self.words[j + PAD - 1].short;
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

    #[inline]
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

    /// The word of token `i`.
    pub fn word(&self, i: usize) -> &Word {
        &self.words[i + PAD]
    }

    /// Gives every feature of token `i` to `to`.
    #[inline]
    pub fn each(&self, i: usize, to: &mut impl Taker) {
        let n = self.tokens();
        let Some([pp, p, w, x, xx]) = self.words.get(i..).and_then(|words| words.first_chunk()) else { return };
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
        let own = w.own();
        to.own(own[0].0, own[0].1);
        to.own(own[1].0, own[1].1);
        to.near(2, p, None);
        to.near(3, x, None);
        to.near(4, pp, None);
        to.near(5, xx, None);
        to.own(own[2].0, own[2].1);
        to.own(own[3].0, own[3].1);
        to.own(own[4].0, own[4].1);
        to.few(9, quote);
        to.many(10, p.pair);
        to.many(11, w.pair);
        to.many(12, mix(p.low, x.low));
        to.few(13, lex);
        to.few(
            14,
            ((bit(p.noun) * 5 + bit(w.noun)) * 5 + bit(x.noun)) * 5 + bit(w.cue) + 1000 * (bit(i == 0) + 2 * bit(i + 1 == n)),
        );
        to.few(15, (((bit(here.quoted) * 2 + bit(w.quoted)) * 2 + bit(here.cued)) * 4 + before_quoted) * 2 + bit(before_cued));
        to.steady(mix(here.opens, bit(w.first)));
        to.shapes(17, p, w);
        to.shapes(18, w, x);
        to.few(19, (bit(self.continues) * 3 + bit(self.quoted)) * 8 + bit(w.after_cue));
        to.near(20, p, Some(bit(w.cue)));
        to.near(21, x, Some(bit(w.cue)));
        to.near(22, w, Some(quote));
        to.own(own[5].0, own[5].1);
        to.many(32, mix(p.low, w.stem));
        to.many(33, mix(w.stem, x.low));
        to.many(34, mix(w.last3, x.low));
        to.many(35, mix(p.low, w.last3));
        to.near(36, w, Some(bit(here.quoted)));
        to.many(37, mix(mix(p.shape, w.last2), x.low));
        if w.first {
            to.few(23, bit(here.quoted) * 4 + before_quoted);
            to.many(24, w.low);
        }
        if i == 0 {
            to.few(25, bit(self.block) * 3 + bit(self.quoted));
        }
        if n <= 6 {
            to.few(26, 0);
        }
        if i + 1 == n || x.first {
            to.few(27, bit(w.quoted));
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
            to.few(28, (part * 5 + bit(after.cue)) * 5 + bit(behind.cue));
            to.many(29, mix(known(after), part));
            to.many(30, mix(known(behind), part));
        }
    }
}

/// What can be known of each of a text's `words` by itself; then what stands before the first token and after the last.
pub fn read_forms<'t>(words: impl Iterator<Item = &'t str>, lexicon: &Lexicon) -> Vec<Word> {
    let edges = [START, END].into_iter().map(|low| Word { low, ..Word::default() });
    let forms = words.map(|word| read(word, lexicon));
    let mut shapes = Vec::with_capacity(SHAPES);
    let mut outline = |shape: u32| {
        let at = shapes.iter().position(|&known| known == shape).unwrap_or(shapes.len());
        if at == shapes.len() && at < SHAPES {
            shapes.push(shape);
        }
        at as u8
    };
    (0..).zip(forms.chain(edges)).map(|(form, word)| Word { form, outline: outline(word.shape), ..word }).collect()
}

#[inline]
fn read(word: &str, lexicon: &Lexicon) -> Word {
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
        mark: is_mark(word),
        opens: matches!(word, "“" | "``"),
        sign: !word.starts_with(char::is_alphanumeric),
        stop: word == ".",
        short: word.len() <= 4,
        letters,
        pronoun: PRONOUNS.contains(&low),
        capital: word.starts_with(char::is_uppercase),
        ..Word::default()
    }
}
