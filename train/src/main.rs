//! Trains the attribution tagger: `cargo xtask train --data DIR`.
//!
//! Reads `polnear.train.jsonl` and `polnear.dev.jsonl` in DIR, trains on the first, prints the figures on the second, and
//! writes `src/attribution/model/tagger.bin`. The same data give the same bytes.

mod claims;
mod corpus;
mod crf;
mod score;

use corpus::Document;
use sayswho::attribution::training::{
    ALL, CLASSES, KEY, Lexicon, Model, Parts, STEADY, Sheet, Taker, Word, feature, forms, hash, pack, pack_claims, seen, unpack,
};
use sayswho::text::{Text, TokenKind};
use std::collections::HashMap;
use std::path::PathBuf;

/// What can be asked for.
struct Arguments {
    data: PathBuf,
    out: PathBuf,
    /// Only the second stage, with the tagger that is there.
    only_claims: bool,
    /// The second stage that is written is trained on the held-back pages too; the figure on them never is.
    all_pages: bool,
    claims: claims::Options,
    /// Publishers that are left out of training, and that alone are scored.
    without: Vec<String>,
    /// Feature tags that are left out.
    skip: Vec<u8>,
    seeds: u64,
    min: u32,
    threshold: f32,
    /// Larger weights are cut to this.
    most: f32,
    bias: f32,
    /// Further biases to print the dev figures of.
    biases: Vec<f32>,
    options: crf::Options,
}

fn arguments() -> Result<Arguments, Box<dyn std::error::Error>> {
    let mut arguments = Arguments {
        data: PathBuf::new(),
        out: PathBuf::from("src/attribution/model"),
        only_claims: false,
        all_pages: true,
        claims: claims::Options { epochs: 400, rate: 0.05, l2: 50.0, min: 3, errors: false },
        without: Vec::new(),
        skip: Vec::new(),
        seeds: 2,
        min: 4,
        threshold: 0.02,
        most: 6.0,
        bias: 1.0,
        biases: Vec::new(),
        options: crf::Options { epochs: 10, rate: 0.1, l1: 2.5e-4, l2_transitions: 1e-5, drop: 0.2 },
    };
    let mut words = std::env::args().skip(1);
    while let Some(name) = words.next() {
        let value = words.next().ok_or_else(|| format!("{name} needs a value"))?;
        let list = || value.split(',').map(str::to_owned);
        match name.as_str() {
            "--data" => arguments.data = value.into(),
            "--out" => arguments.out = value.into(),
            "--without" => arguments.without = list().collect(),
            "--skip" => arguments.skip = list().map(|t| t.parse()).collect::<Result<_, _>>()?,
            "--seeds" => arguments.seeds = value.parse()?,
            "--min" => arguments.min = value.parse()?,
            "--threshold" => arguments.threshold = value.parse()?,
            "--most" => arguments.most = value.parse()?,
            "--bias" => arguments.bias = value.parse()?,
            "--biases" => arguments.biases = list().map(|b| b.parse()).collect::<Result<_, _>>()?,
            "--epochs" => arguments.options.epochs = value.parse()?,
            "--l1" => arguments.options.l1 = value.parse()?,
            "--only-claims" => arguments.only_claims = value.parse()?,
            "--all-pages" => arguments.all_pages = value.parse()?,
            "--claim-l2" => arguments.claims.l2 = value.parse()?,
            "--claim-min" => arguments.claims.min = value.parse()?,
            "--claim-errors" => arguments.claims.errors = value.parse()?,
            "--claim-epochs" => arguments.claims.epochs = value.parse()?,
            "--drop" => arguments.options.drop = value.parse()?,
            _ => return Err(format!("no such option: {name}").into()),
        }
    }
    if arguments.data.as_os_str().is_empty() {
        return Err("--data DIR says where the labelled data are".into());
    }
    Ok(arguments)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = arguments()?;
    std::fs::create_dir_all(&arguments.out)?;
    let file = arguments.out.join("tagger.bin");
    let parts = if arguments.only_claims {
        unpack(&std::fs::read(&file)?).ok_or("the weights are cut short")?
    } else {
        let parts = tagger(&arguments)?;
        std::fs::write(&file, pack(&parts))?;
        parts
    };
    let model = Model::new(&parts);
    if !arguments.only_claims || !arguments.biases.is_empty() {
        let mut dev = corpus::read(&arguments.data.join("polnear.dev.jsonl"))?;
        dev.retain(|d| arguments.without.is_empty() || arguments.without.contains(&d.record.publisher));
        score::print(&dev, &model);
        for factor in &arguments.biases {
            let bias = (f32::from(parts.bias) * factor / arguments.bias).round() as i16;
            println!("bias {factor}");
            score::print(&dev, &Model::new(&Parts { bias, ..parts.clone() }));
        }
    }
    let gold = arguments.data.join("../gold");
    if arguments.without.is_empty() && gold.is_dir() {
        let pages = claims::read(&gold, &model)?;
        let (weights, threshold) = claims::train(&pages, arguments.claims, arguments.all_pages);
        let packed = pack_claims(&weights, threshold);
        println!("{} weights, {} bytes", weights.len(), packed.len());
        std::fs::write(arguments.out.join("claims.bin"), packed)?;
    }
    Ok(())
}

/// Trains the tagger.
fn tagger(arguments: &Arguments) -> Result<Parts, Box<dyn std::error::Error>> {
    let begun = std::time::Instant::now();
    let mut documents = corpus::read(&arguments.data.join("polnear.train.jsonl"))?;
    documents.retain(|d| !arguments.without.contains(&d.record.publisher));
    let texts: Vec<Text> = documents.iter().map(|d| Text::read(&d.page)).collect();
    let words = lexicon(&documents, &texts);
    let (sequences, hashes) = sequences(&documents, &texts, &words, arguments);
    let tokens: usize = sequences.iter().map(|s| s.places.len()).sum();
    println!("{} texts, {tokens} tokens, {} features, {:.0?}", documents.len(), hashes.len(), begun.elapsed());
    let parts = quantise(&seeds(&sequences, hashes.len(), arguments), &hashes, words, arguments);
    println!("{} features kept, {} bytes, {:.0?}", parts.features.len(), pack(&parts).len(), begun.elapsed());
    Ok(parts)
}

/// Lower-case words that are mostly cues, and words that mostly stand in sources.
fn lexicon(documents: &[Document], texts: &[Text]) -> Vec<(u32, u8, u8)> {
    #[derive(Default)]
    struct Uses {
        all: u32,
        cue: u32,
        source: u32,
        letters: bool,
    }
    let mut uses: HashMap<u32, Uses> = HashMap::new();
    for (document, text) in documents.iter().zip(texts) {
        let key = |i: usize| hash_of(text.word(i));
        for (i, token) in text.tokens.iter().enumerate() {
            let entry = uses.entry(key(i)).or_default();
            entry.all += 1;
            entry.letters = token.kind == TokenKind::Word && text.word(i).chars().all(char::is_alphabetic);
        }
        for gold in document.gold(text) {
            for i in gold.parts[1].iter().cloned().flatten() {
                uses.entry(key(i)).or_default().cue += 1;
            }
            for i in gold.parts[0].iter().cloned().flatten() {
                if text.word(i).chars().all(char::is_lowercase) {
                    uses.entry(key(i)).or_default().source += 1;
                }
            }
        }
    }
    let class = |part: u32, all: u32, least: u32| {
        let share = f64::from(part) / f64::from(all);
        if part < least { 0 } else { [0.7, 0.4, 0.2, 0.08].iter().position(|s| share >= *s).map_or(0, |c| c as u8 + 1) }
    };
    let mut words: Vec<(u32, u8, u8)> = uses
        .iter()
        .filter(|(_, u)| u.letters)
        .map(|(word, u)| (word & KEY, class(u.cue, u.all, 4), class(u.source, u.all, 6)))
        .filter(|&(_, cue, noun)| cue + noun > 0)
        .collect();
    words.sort_unstable();
    words.dedup_by_key(|w| w.0);
    words
}

/// The hash of a word as the features see it.
fn hash_of(word: &str) -> u32 {
    hash(&word.to_lowercase().replace('’', "'"))
}

/// Hands on every feature, as its tag and its hash.
struct Every<F>(F);

impl<F: FnMut(u8, u32)> Taker for Every<F> {
    fn own(&mut self, tag: u8, value: u32) {
        (self.0)(tag, feature(tag, value));
    }

    fn near(&mut self, tag: u8, word: &Word, with: Option<u32>) {
        self.own(tag, word.near(with));
    }

    fn few(&mut self, tag: u8, value: u32) {
        self.own(tag, value);
    }

    fn shapes(&mut self, tag: u8, left: &Word, right: &Word) {
        self.own(tag, left.shapes(right));
    }

    fn steady(&mut self, value: u32) {
        self.own(STEADY, value);
    }

    fn many(&mut self, tag: u8, value: u32) {
        self.own(tag, value);
    }
}

/// The pieces as numbers, and the hashes of the features that are common enough to be learned.
fn sequences(
    documents: &[Document],
    texts: &[Text],
    words: &[(u32, u8, u8)],
    arguments: &Arguments,
) -> (Vec<crf::Sequence>, Vec<u32>) {
    let lexicon = Lexicon::new(words.iter().copied());
    let mut sheet = Sheet::default();
    let mut counts = vec![0u32; KEY as usize + 1];
    let mut found = Vec::new();
    for (document, text) in documents.iter().zip(texts) {
        let (forms, seen) = (forms(text, &lexicon), seen(text));
        for piece in document.pieces(text) {
            sheet.fill(&seen[piece.tokens.clone()], &forms, piece.block, piece.continues);
            let mut sequence = crf::Sequence {
                features: Vec::with_capacity(sheet.tokens() * 32),
                ends: Vec::with_capacity(sheet.tokens()),
                places: (0..sheet.tokens()).map(|i| sheet.place_of(i) as u8).collect(),
                gold: piece.states,
            };
            for i in 0..sheet.tokens() {
                sheet.each(
                    i,
                    &mut Every(|tag, hash| {
                        if !arguments.skip.contains(&tag) {
                            counts[(hash & KEY) as usize] += 1;
                            sequence.features.push(hash & KEY);
                        }
                    }),
                );
                sequence.ends.push(sequence.features.len() as u32);
            }
            found.push(sequence);
        }
    }
    // The common ones first: they share the processor's caches.
    let mut hashes: Vec<u32> = (0..=KEY).filter(|h| counts[*h as usize] >= arguments.min).collect();
    hashes.sort_unstable_by_key(|h| (std::cmp::Reverse(counts[*h as usize]), *h));
    let mut ids = counts;
    ids.fill(u32::MAX);
    for (id, hash) in hashes.iter().enumerate() {
        ids[*hash as usize] = id as u32;
    }
    for sequence in &mut found {
        let mut to = 0;
        let mut from = 0;
        for end in &mut sequence.ends {
            for at in from..*end as usize {
                let id = ids[sequence.features[at] as usize];
                if id != u32::MAX {
                    sequence.features[to] = id;
                    to += 1;
                }
            }
            from = *end as usize;
            *end = to as u32;
        }
        sequence.features.truncate(to);
        sequence.features.shrink_to_fit();
    }
    (found, hashes)
}

/// Trains every seed, two at a time, and takes the mean.
fn seeds(sequences: &[crf::Sequence], features: usize, arguments: &Arguments) -> crf::Weights {
    let mut sum: Option<crf::Weights> = None;
    let all: Vec<u64> = (1..=arguments.seeds).collect();
    for pair in all.chunks(2) {
        let trained: Vec<crf::Weights> = std::thread::scope(|scope| {
            let threads: Vec<_> =
                pair.iter().map(|&seed| scope.spawn(move || crf::train(sequences, features, seed, &arguments.options))).collect();
            threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
        });
        for weights in trained {
            match &mut sum {
                None => sum = Some(weights),
                Some(sum) => sum.add(&weights),
            }
        }
    }
    let mut mean = sum.unwrap_or_default();
    mean.scale(1.0 / arguments.seeds as f32);
    mean
}

/// Rounds the weights to 8 bits and leaves out what is next to nothing.
fn quantise(weights: &crf::Weights, hashes: &[u32], lexicon: Vec<(u32, u8, u8)>, arguments: &Arguments) -> Parts {
    let most = weights.features.iter().flatten().fold(0f32, |most, w| most.max(w.abs())).min(arguments.most);
    let unit = most / 127.0;
    let round = |w: f32| (w / unit).round().clamp(-127.0, 127.0) as i8;
    let mut features: Vec<(u32, [i8; CLASSES])> = hashes
        .iter()
        .zip(&weights.features)
        .filter_map(|(&hash, row)| {
            let mut rounded = [0i8; CLASSES];
            for (to, &w) in rounded.iter_mut().zip(row) {
                *to = if w.abs() < arguments.threshold { 0 } else { round(w) };
            }
            rounded.iter().any(|w| *w != 0).then_some((hash, rounded))
        })
        .collect();
    features.sort_unstable();
    let mut transitions = Vec::new();
    for matrix in &weights.transitions {
        for (a, from) in ALL.iter().enumerate() {
            for (b, to) in ALL.iter().enumerate() {
                if from.step(*to).is_some() {
                    transitions.push(matrix[a][b]);
                }
            }
        }
    }
    transitions.extend(ALL.iter().zip(weights.start).filter(|(s, _)| s.may_begin()).map(|(_, w)| w));
    let largest = transitions.iter().fold(0f32, |most, w| most.max(w.abs()));
    let step = (largest / unit / 127.0).ceil().clamp(1.0, 255.0);
    Parts {
        features,
        transitions: transitions.iter().map(|w| (w / unit / step).round() as i8).collect(),
        step: step as u8,
        bias: (arguments.bias / unit).round() as i16,
        lexicon,
    }
}
