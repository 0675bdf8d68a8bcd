//! From spans to claims: which sentences report what somebody said, wrote, thinks or found, as `docs/claims.md` defines it.
//!
//! The tagger learned from a corpus that also marks plans and attitudes ("wants to", "refused") and that holds political
//! news alone. So a second, logistic stage judges each sentence by the tagger's spans, by its verbs of saying and thinking
//! with what stands around them, by its quotation marks, and by its neighbours. It also finds reports that have no span.

use super::construction;
use super::{Attribution, Form};
use crate::page::BlockKind;
use crate::span::Span;
use crate::text::{Sentence, Text, TokenKind};
#[cfg(any(test, feature = "train"))]
use tagger::coder::Writer;
use tagger::coder::{Coder, Numbers, Reader};
use tagger::features::{Hasher, hash};
use tagger::lexicon::{KEY, Table};
use tagger::model::Hashes;

/// What the tagger leaves behind for each token.
#[derive(Debug, Default)]
pub struct Traces {
    /// Hash of the lower-case word.
    pub low: Vec<u32>,
    /// The word's [`senses_of`].
    pub senses: Vec<u32>,
    /// How much likelier the token alone is to begin a cue than to be part of nothing, in emission steps.
    pub margin: Vec<i16>,
    /// Words that are somebody's by the layout alone, and whether they are a claim: a transcript's line, a signed quotation.
    pub layout: Vec<(Span, bool)>,
}

/// Weights of the second stage.
#[derive(Debug, Default)]
pub struct Judge {
    weights: Table,
    threshold: i32,
}

/// The committed weights.
static PACKED: &[u8] = include_bytes!("model/claims.bin");

/// The second stage that ships, unpacked at its first use.
pub fn shipped() -> &'static Judge {
    static JUDGE: std::sync::LazyLock<Judge> = std::sync::LazyLock::new(|| unpack(PACKED).unwrap_or_default());
    &JUDGE
}

/// Packs weights: (24-bit feature hash, weight), ascending, and the score from which a sentence is a claim.
#[cfg(any(test, feature = "train"))]
pub fn pack(weights: &[(u32, i8)], threshold: i16) -> Vec<u8> {
    let mut writer = Writer::default();
    code(&mut writer, weights, threshold);
    writer.finish()
}

/// Reads what [`pack`] wrote; none where the bytes end too early.
pub fn unpack(packed: &[u8]) -> Option<Judge> {
    let (weights, threshold) = code(&mut Reader::new(packed), &[], 0)?;
    let entries = weights.into_iter().map(|(hash, weight)| (hash, i32::from(weight) as u32));
    Some(Judge { weights: Table::new(entries), threshold: i32::from(threshold) })
}

/// The format: writes the weights, or reads what was written.
fn code<C: Coder>(coder: &mut C, known: &[(u32, i8)], threshold: i16) -> Option<(Vec<(u32, i8)>, i16)> {
    let mut numbers = Numbers::default();
    let threshold = numbers.code_signed(coder, threshold.into()).try_into().ok()?;
    let count = numbers.code(coder, known.len() as u32);
    let (mut hashes, mut sizes) = (Hashes::default(), Numbers::default());
    let mut weights = Vec::new();
    for at in 0..count as usize {
        let (hash, weight) = known.get(at).copied().unwrap_or_default();
        weights.push((hashes.code(coder, hash)?, sizes.code_signed(coder, weight.into()).try_into().ok()?));
    }
    (!coder.is_over()).then_some((weights, threshold))
}

impl Judge {
    /// For each sentence, whether it is an attribution claim.
    pub fn sentences(&self, text: &Text, attributions: &[Attribution], traces: &Traces) -> Vec<bool> {
        let facts = facts(text, attributions, traces);
        let mut view = View { text, traces, facts: &facts };
        let forced = forced(text, &facts, traces);
        (0..text.sentences.len())
            .map(|index| {
                forced[index].unwrap_or_else(|| {
                    let mut score = 0;
                    view.each(index, |hash| score += self.weights.get(hash & KEY).map_or(0, |w| w as i32));
                    score >= self.threshold
                })
            })
            .collect()
    }
}

/// What is decided without weights: the layout's words, a whole sentence in quotation marks, and constructions that report
/// whatever their words are.
fn forced(text: &Text, facts: &[Facts], traces: &Traces) -> Vec<Option<bool>> {
    let opens = |sentence: &Sentence| text.tokens_of(sentence).first().is_some_and(|t| t.quoted);
    let whole = |fact: &Facts| fact.quoted == 3 && fact.longest >= 2 && fact.closes;
    let reports = |sentence: &Sentence| construction::reports(text, sentence, &traces.low, &traces.senses);
    let sure = |(fact, sentence): (&Facts, &Sentence)| whole(fact) && opens(sentence) || reports(sentence);
    let mut forced: Vec<Option<bool>> = facts.iter().zip(&text.sentences).map(|both| sure(both).then_some(true)).collect();
    let mut set_off = false;
    for (at, block) in text.sentences.chunk_by(|a, b| a.block == b.block).scan(0, |next, block| {
        let at = *next;
        *next += block.len();
        Some((at, block))
    }) {
        set_off = is_set_off(text, block, at.checked_sub(1).map(|before| &facts[before]), set_off);
        if set_off {
            forced[at..at + block.len()].fill(Some(true));
        }
    }
    for (span, claim) in &traces.layout {
        forced[text.sentences_in(*span)].fill(Some(*claim));
    }
    forced
}

/// Whether a block is somebody's words by the way it is set, without quotation marks: a block quotation that follows a report
/// or speaks in the first person, or a block in the first person after a report that ends in a colon. `before` is the sentence
/// before it, `follows` whether that was so set.
fn is_set_off(text: &Text, block: &[Sentence], before: Option<&Facts>, follows: bool) -> bool {
    let [first, ..] = block else { return false };
    let quotation = text.block_of(first).kind == BlockKind::Quotation;
    let reported = before.is_some_and(|fact| fact.roles & 2 != 0);
    let led = first.first > 0 && text.word(first.first as usize - 1) == ":";
    if !(quotation || reported && led) {
        return false;
    }
    let words = || block.iter().flat_map(|s| s.first as usize..s.last as usize);
    let own = || words().any(|at| matches!(text.word(at), "I" | "we" | "We" | "my" | "My" | "our" | "Our" | "me" | "us"));
    let marked = || words().any(|at| text.tokens[at].quoted);
    let asks = || block.iter().all(|s| text.word(s.last as usize - 1) == "?");
    (quotation && (reported || led || follows) || own() && !asks()) && !marked()
}

/// What a verb or noun does to what stands with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Sense {
    Say = 1,
    Think,
    Find,
    Call,
    Promise,
    Plan,
    Know,
    Hedge,
    /// A noun that has a content: "the claim that".
    Report,
    /// A document that can speak: "the study shows".
    Document,
    /// People without a name: "critics".
    Group,
    Be,
    Have,
    Modal,
    Negation,
    Third,
    First,
    Second,
    Determiner,
    That,
}

const SENSES: [(Sense, &str); 20] = [
    (
        Sense::Say,
        "said say says saying told tell tells telling wrote write writes writing added adds adding announced announces \
         announcing noted notes noting explained explains explaining argued argues argue arguing claimed claims claim claiming \
         stated states stating reported reports reporting self-report self-reports self-reported insisted insists insisting insist maintained maintains contends \
         contended contend asserted asserts assert alleged alleges allege alleging declared declares declaring remarked \
         commented comments replied replies responded responds answered answers recalled recalls recounted recounts quipped \
         joked jokes tweeted tweets tweeting posted posts testified testifies admitted admits admitting acknowledged \
         acknowledges conceded concedes confirmed confirms confirming denied denies denying deny emphasized emphasised \
         emphasizes stressed stresses reiterated warned warns warning warn predicted predicts predict cautioned cautions \
         complained complains complain lamented laments revealed reveals revealing disclosed suggested suggests suggest \
         indicated indicates implied implies continued mentioned mentions proclaimed urged urges urge urging boasted \
         quoted quotes cited cites citing according per repeated echoed countered retorted blogged read reads elaborated \
         underscored underscores voiced voices voicing recommends recommend recommended recommending quoting \
         outlined unveiled shared envisions opined mused exclaimed shouted whispered advised advises advise speculated speculates speculate",
    ),
    (
        Sense::Think,
        "thinks think thought thinking believes believe believed believing feels feel felt fears fear feared worries worry \
         worried suspects suspect suspected expects expect expected hopes hope hoped hoping doubts doubt doubted considers \
         consider considered sees see saw seen views view viewed regards regard regarded agrees agree agreed disagree disagrees \
         disagreed concerned convinced confident adamant skeptical sceptical optimistic certain sure assume assumes assumed",
    ),
    (
        Sense::Find,
        "found finds find finding shows showed shown show showing demonstrated demonstrates demonstrate estimates estimate \
         estimated estimating calculated calculates concluded concludes conclude discovered determined forecast forecasts \
         projects projected project ranked rates rated identified documented detected measured observed reveals revealed \
         linked surveyed polled",
    ),
    (
        Sense::Call,
        "called calls calling call described describes describing describe accused accuses accusing accuse praised praises \
         praising praise blamed blames blaming blame criticized criticizes criticizing criticised criticises criticize slammed \
         blasted denounced denounces condemned condemns condemning dismissed dismisses hailed labeled labelled branded dubbed \
         touted decried rejected rejects defended defends characterized characterizes characterised likened compared \
         questioned questions attacked ridiculed mocked lauded billed deemed assailed pilloried complimented complimented marveled marvelled dubs crowns touting tout bashed thanked congratulated",
    ),
    (
        Sense::Promise,
        "promised promises promise promising vowed vows vow vowing pledged pledges pledge pledging swore threatened threatens",
    ),
    (
        Sense::Plan,
        "wants want wanted wanting plans plan planned planning intends intend intended refuses refused refuse declined declines \
         seeks sought seek asks asked ask asking requested offered offers proposed proposes propose decided decides decide tried \
         tries agreed ordered demanded demands demand",
    ),
    (
        Sense::Know,
        "knows know knew known realized realised realizes realize recognizes recognized recognise learned learn understands \
         understand understood remembers remember remembered forgot wonder wonders wondered discuss discussed discusses spoke \
         speak speaks talked talks talk talking",
    ),
    (Sense::Hedge, "reportedly allegedly supposedly purportedly rumored rumoured"),
    (
        Sense::Report,
        "claim claims argument arguments view views belief beliefs idea theory theories consensus fear fears concern concerns \
         warning warnings announcement allegation allegations accusation accusations remark remarks comment comments criticism \
         promise pledge prediction predictions estimate estimates conclusion suggestion notion statement sentiment rumor rumour \
         rumors assertion question hope opinion",
    ),
    (
        Sense::Document,
        "study studies report reports survey surveys poll polls research data analysis paper papers statistics figures evidence \
         findings results review investigation letter memo email article tweet post blog book documents document filing lawsuit \
         complaint ruling researchers scientists statement interview transcript",
    ),
    (
        Sense::Group,
        "academics activists advisers advisors advocates aides allies analysts astronomers attorneys authorities backers \
         biologists campaigners citizens clients colleagues columnists commentators companies conservatives consumers critics \
         customers defenders democrats detractors developers diplomats doctors donors economists editors employees engineers \
         environmentalists everyone executives experts families fans farmers forecasters friends historians industry insiders \
         investigators investors journalists judges lawmakers lawyers leaders liberals locals managers media members ministers \
         neighbors observers officers officials opponents organizers owners parents participants patients people physicians \
         players police politicians pollsters progressives proponents prosecutors protesters psychologists pundits readers \
         regulators relatives reporters representatives republicans researchers residents respondents rivals scholars scientists \
         senators shareholders skeptics someone source sources specialists spokesman spokeswoman spokesperson staff strategists \
         students supporters teachers users veterans viewers villagers visitors voters witnesses women men workers writers many \
         some others most",
    ),
    (Sense::Be, "is was are were be been being isn't wasn't aren't weren't"),
    (Sense::Have, "has have had having hasn't haven't hadn't"),
    (
        Sense::Modal,
        "will would can could may might should must to won't wouldn't can't couldn't did does do didn't doesn't don't",
    ),
    (Sense::Negation, "not never no"),
    (Sense::Third, "he she they who it"),
    (Sense::First, "i we my our me us i'm we're i've we've i'd i'll"),
    (Sense::Second, "you your you're"),
    (Sense::Determiner, "the a an this these those his her their its"),
    (Sense::That, "that whether how why what"),
];

fn senses() -> &'static Table {
    static TABLE: std::sync::LazyLock<Table> = std::sync::LazyLock::new(|| {
        let most = SENSES.iter().map(|(_, words)| words.split_ascii_whitespace().count()).sum();
        let lists = SENSES.iter().map(|(sense, words)| (1 << *sense as u32, words.split_ascii_whitespace()));
        // A word in several lists keeps the set of them.
        Table::gather(lists.flat_map(|(sense, words)| words.map(move |word| (hash(word) & KEY, sense))), most)
    });
    &TABLE
}

/// The senses from saying to knowing.
const VERBS: u32 = (1 << (Sense::Know as u32 + 1)) - 2;

/// What is known about a sentence.
#[derive(Clone, Copy, Debug, Default)]
struct Facts {
    /// Attributions with source, cue, content here, as bits 0 to 2 of those whose cue is here or that only run through.
    roles: u8,
    /// The cue's first word.
    cue: u32,
    /// Kind of source: 0 none, 1 pronoun, 2 name, 3 other words, 4 first person.
    source: u8,
    form: u8,
    /// How much of it the contents cover, in quarters.
    covered: u8,
    /// How much of it is quoted: 0 nothing, 1 little, 2 much, 3 nearly all.
    quoted: u8,
    /// Words of its longest quotation: 0, 1-2, 3-4, 5-8, more.
    longest: u8,
    /// A comma, point or question mark stands right before a closing mark.
    closes: bool,
    /// Best margin outside spans of cues, in classes.
    margin: u8,
    block: u32,
}

fn facts(text: &Text, attributions: &[Attribution], traces: &Traces) -> Vec<Facts> {
    let mut facts: Vec<Facts> = text.sentences.iter().map(|s| facts_of(text, s, traces)).collect();
    let mut covered = vec![0usize; facts.len()];
    for attribution in attributions {
        for (role, spans) in [(1u8, &attribution.source), (2, &attribution.cue), (4, &attribution.content)] {
            for &span in spans {
                for index in text.sentences_in(span) {
                    let sentence = &text.sentences[index];
                    let fact = &mut facts[index];
                    fact.roles |= role;
                    if role == 2 {
                        fact.cue = traces.low.get(text.token_at(span.start)).copied().unwrap_or(0);
                        fact.form = 1 + match attribution.form {
                            Form::Direct => 0,
                            Form::Indirect => 1,
                            Form::Mixed => 2,
                        };
                        fact.source = attribution.source.first().map_or(0, |s| {
                            let first = text.token_at(s.start);
                            let sense = traces.senses.get(first).copied().unwrap_or(0);
                            let capital = |i: usize| text.tokens.get(i).is_some_and(|t| t.capital);
                            if has(sense, Sense::First) {
                                4
                            } else if has(sense, Sense::Third) {
                                1
                            } else if (first..text.token_at(s.end))
                                .any(|i| capital(i) && (i > first || !has(sense, Sense::Determiner)))
                            {
                                2
                            } else {
                                3
                            }
                        });
                    }
                    if role == 4 {
                        let start = span.start.max(sentence.span.start);
                        let end = span.end.min(sentence.span.end);
                        covered[index] += end.saturating_sub(start) as usize;
                    }
                }
            }
        }
    }
    for (index, fact) in facts.iter_mut().enumerate() {
        fact.covered = (covered[index] * 4 / text.sentences[index].span.len().max(1)).min(4) as u8;
    }
    facts
}

fn facts_of(text: &Text, sentence: &Sentence, traces: &Traces) -> Facts {
    let tokens = text.tokens_of(sentence);
    let mut words = 0;
    let mut quoted = 0;
    let mut run = 0;
    let mut longest = 0;
    let mut closes = false;
    let mut margin = i16::MIN;
    for (i, token) in tokens.iter().enumerate() {
        if token.kind == TokenKind::Mark {
            if !token.quoted {
                run = 0;
            }
            let closing = matches!(text.words(token.span), "”" | "\"" | "''" | "’" | "»");
            closes |= closing && i > 1 && matches!(text.words(tokens[i - 1].span), "," | "." | "?" | "!");
            continue;
        }
        words += 1;
        if token.quoted {
            quoted += 1;
            run += 1;
            longest = longest.max(run);
        } else {
            run = 0;
            margin = margin.max(traces.margin.get(sentence.first as usize + i).copied().unwrap_or(i16::MIN));
        }
    }
    Facts {
        quoted: if quoted == 0 {
            0
        } else if quoted * 10 >= words * 9 {
            3
        } else {
            1 + u8::from(quoted * 3 > words)
        },
        longest: match longest {
            0 => 0,
            1..=2 => 1,
            3..=4 => 2,
            5..=8 => 3,
            _ => 4,
        },
        closes,
        margin: (i32::from(margin).clamp(-100, 139) / 20 + 5) as u8,
        block: sentence.block,
        ..Facts::default()
    }
}

/// What a word does to what stands with it, as a set of bits; and whether a construction turns on it.
pub fn senses_of(low: u32) -> u32 {
    senses().get(low & KEY).unwrap_or(0) | construction::turns(low)
}

fn has(senses: u32, sense: Sense) -> bool {
    senses >> sense as u32 & 1 != 0
}

/// Words that say what follows a verb: classes of [`View::neighbour`] of their own.
const SMALL: [u32; 10] = [
    hash("to"),
    hash("as"),
    hash("by"),
    hash("for"),
    hash("of"),
    hash("on"),
    hash("about"),
    hash("with"),
    hash("in"),
    hash("if"),
];

/// A verb's subject is looked for so many tokens back.
const SUBJECT: usize = 4;

/// A text, as the features see it.
struct View<'a> {
    text: &'a Text<'a>,
    traces: &'a Traces,
    facts: &'a [Facts],
}

/// For the trainer: every feature of each sentence, and what is decided without them.
#[cfg(feature = "train")]
pub fn features(text: &Text, attributions: &[Attribution], traces: &Traces) -> Vec<(Vec<u32>, Option<bool>)> {
    let facts = facts(text, attributions, traces);
    let forced = forced(text, &facts, traces);
    let mut view = View { text, traces, facts: &facts };
    (0..text.sentences.len())
        .map(|index| {
            let mut found = Vec::new();
            view.each(index, |hash| found.push(hash & KEY));
            found.sort_unstable();
            found.dedup();
            (found, forced[index])
        })
        .collect()
}

impl View<'_> {
    /// What stands next to a verb, as one of a few classes.
    fn neighbour(&self, at: usize, sentence: &Sentence) -> u32 {
        if at < sentence.first as usize || at >= sentence.last as usize {
            return 0;
        }
        let token = self.text.tokens[at];
        let senses = self.traces.senses[at];
        if token.kind == TokenKind::Mark {
            return match self.text.words(token.span) {
                "“" | "\"" | "``" | "”" | "''" | "‘" => 1,
                "," => 2,
                ":" => 3,
                _ => 4,
            };
        }
        if let Some(class) = SMALL.iter().position(|&low| low == self.traces.low[at]) {
            return 19 + class as u32;
        }
        for (class, sense) in [
            (5, Sense::That),
            (6, Sense::First),
            (7, Sense::Second),
            (8, Sense::Third),
            (9, Sense::Be),
            (10, Sense::Have),
            (11, Sense::Modal),
            (12, Sense::Negation),
            (13, Sense::Determiner),
            (14, Sense::Document),
            (15, Sense::Group),
        ] {
            if has(senses, sense) {
                return class;
            }
        }
        if token.kind == TokenKind::Number {
            16
        } else if token.capital {
            17
        } else {
            18
        }
    }

    /// Who stands before a verb, at most a few words back: a document, a group, a pronoun, a name.
    fn subject(&self, verb: usize, first: usize) -> u32 {
        for at in (first.max(verb.saturating_sub(SUBJECT))..verb).rev() {
            let token = self.text.tokens[at];
            let senses = self.traces.senses[at];
            if token.kind == TokenKind::Mark || token.quoted {
                return 1;
            }
            for (class, sense) in [
                (2, Sense::Group),
                (3, Sense::Document),
                (4, Sense::Third),
                (5, Sense::First),
                (6, Sense::Second),
                (7, Sense::Report),
            ] {
                if has(senses, sense) {
                    return class;
                }
            }
            if token.capital && at > first {
                return 8;
            }
        }
        0
    }

    /// What leads into the sentence's quotations: "he said “…”" is speech, "don't say “…”" and "for example: “…”" are not.
    fn leads(&self, index: usize, one: &mut impl FnMut(u32, u32, u32)) {
        let sentence = &self.text.sentences[index];
        let first = sentence.first as usize;
        let length = u32::from(self.facts[index].longest >= 2);
        let mut second = 0;
        for at in first..sentence.last as usize {
            let token = self.text.tokens[at];
            if !token.quoted {
                second |= u32::from(has(self.traces.senses[at], Sense::Second));
                continue;
            }
            if at == first || self.text.tokens[at - 1].quoted {
                continue;
            }
            let mark = self.text.tokens[at - 1].kind == TokenKind::Mark;
            let lead = at - 1 - usize::from(mark && at > first + 1);
            one(40, self.traces.low[lead], length);
            one(41, self.neighbour(lead, sentence) * 2 + second, length + 2 * u32::from(mark));
            let verb = (self.traces.senses[lead] & VERBS).trailing_zeros();
            let behind = lead.checked_sub(1).map_or(0, |behind| self.neighbour(behind, sentence));
            one(42, verb, behind * 2 + length);
            for back in (first..lead).rev().take(3) {
                let senses = self.traces.senses[back];
                for sense in [Sense::Second, Sense::Modal, Sense::Negation, Sense::First] {
                    if has(senses, sense) {
                        one(43, sense as u32, length);
                    }
                }
            }
        }
    }

    /// Gives every feature of a sentence to `put`.
    fn each(&mut self, index: usize, mut put: impl FnMut(u32)) {
        let sentence = &self.text.sentences[index];
        let facts = self.facts[index];
        let mut one = |tag: u32, a: u32, b: u32| {
            let mut h = Hasher::new();
            h.add(tag + 0x1000);
            h.add(a);
            h.add(b);
            let x = h.get();
            put((x ^ (x >> 16)).wrapping_mul(0x85eb_ca6b).rotate_left(11));
        };
        let Facts { roles, cue, source, form, covered, quoted, longest, closes, margin, block } = facts;
        let (roles, source, form, covered) = (u32::from(roles), u32::from(source), u32::from(form), u32::from(covered));
        let (quoted, longest, closes, margin) = (u32::from(quoted), u32::from(longest), u32::from(closes), u32::from(margin));
        one(0, 0, 0);
        one(1, roles, form);
        one(2, cue, 0);
        one(3, cue, form);
        one(4, source, form);
        one(5, covered, roles);
        one(6, quoted, longest);
        one(7, longest, closes);
        one(8, margin, u32::from(roles & 2 != 0));
        one(9, quoted, roles);
        let neighbour = |at: Option<usize>| {
            at.and_then(|at| self.facts.get(at))
                .map_or(99, |f| u32::from(f.roles) + 8 * u32::from(f.quoted == 3) + 16 * u32::from(f.block == block))
        };
        let (before, after) = (neighbour(index.checked_sub(1)), neighbour(Some(index + 1)));
        one(10, before, roles);
        one(11, after, roles);
        one(12, before, quoted + 4 * roles);
        one(13, after, quoted + 4 * roles);
        let first = sentence.first as usize;
        let last = sentence.last as usize - 1;
        one(14, self.traces.low[first], 0);
        one(15, self.traces.low[last], u32::from(roles != 0));
        one(16, ((last - first + 1) as u32).ilog2(), roles);
        let mut any = 0;
        let mut own = 0;
        for at in first..=last {
            let token = self.text.tokens[at];
            if token.kind == TokenKind::Mark {
                continue;
            }
            let low = self.traces.low[at];
            let senses = self.traces.senses[at];
            if token.quoted {
                continue;
            }
            any |= senses;
            if has(senses, Sense::First) {
                own = 1;
            }
            one(20, low, 0);
            if senses & VERBS != 0 || has(senses, Sense::Hedge) || has(senses, Sense::Report) {
                let (mut behind, ahead) = (self.neighbour(at.wrapping_sub(1), sentence), self.neighbour(at + 1, sentence));
                if at == first {
                    behind = 0;
                }
                let two = self.neighbour(at + 2, sentence);
                one(21, low, ahead);
                one(22, low, behind);
                let further = if at > first { self.neighbour(at - 1 - usize::from(at > first + 1), sentence) } else { 0 };
                let subject = self.subject(at, first);
                for sense in (1..=20).filter(|sense| senses >> sense & 1 != 0) {
                    one(23, sense, ahead);
                    one(24, sense, behind);
                    one(25, sense, ahead * 40 + behind);
                    one(26, sense, ahead * 40 + two);
                    one(29, sense, behind * 40 + further);
                    one(30, sense, subject);
                    one(35, sense, subject * 40 + ahead);
                    one(36, sense, (behind * 40 + further) * 40 + ahead);
                    one(37, sense, u32::from(facts.roles & 2 != 0));
                }
                one(27, low, ahead * 40 + behind);
                one(28, (senses & VERBS).trailing_zeros() * 40 + ahead, two);
            }
        }
        for sense in 1..=20 {
            if any >> sense & 1 != 0 {
                one(31, sense, roles);
                one(32, sense, quoted);
            }
        }
        one(33, own, roles);
        one(34, own, quoted);
        self.leads(index, &mut one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_weights_come_back() {
        let judge = unpack(&pack(&[(3, -4), (900, 127)], -2)).unwrap_or_default();
        assert_eq!(judge.threshold, -2);
        assert_eq!(judge.weights.get(3).map(|w| w as i32), Some(-4));
        assert_eq!(judge.weights.get(900), Some(127));
        assert!(unpack(PACKED).is_some());
        assert!(unpack(&PACKED[..PACKED.len() - 1]).is_none());
    }
}
