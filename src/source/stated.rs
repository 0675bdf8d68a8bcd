//! What each sentence states by itself: its speakers, resolved; its links, citations, documents, venues and hedges.

use super::document::{self, Document, Specific};
use super::lexicon::{RELATIVE, Words};
use super::link::{self, Aside, For, Target, Use};
use super::name::{self, Earlier, Names};
use super::reach;
use super::speaker::{self, Found};
use super::vague::{self, Unowned};
use super::who::{self, Phrase, Who};
use super::{citation, venue};
use crate::attribution::Attribution;
use crate::order;
use crate::page::BlockKind;
use crate::span::Span;
use std::collections::HashMap;

/// A speaker of a sentence, resolved as far as the text allows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Speaker {
    pub(super) phrase: Phrase,
    pub(super) head: usize,
    pub(super) who: Who,
    /// Identifiable.
    pub(super) known: bool,
    /// The full name, where the phrase is a short form or pronoun.
    pub(super) name: Option<Span>,
    pub(super) document: Option<Document>,
    pub(super) found: Found,
}

impl Speaker {
    /// A group that reports figures of its own: "dockers self-report".
    pub(super) fn reports_itself(&self, words: &Words) -> bool {
        self.who == Who::Group && words.any(self.phrase.last, &["self-report", "self-reported", "report", "say"])
    }
}

/// What one sentence states.
#[derive(Clone, Debug, Default)]
pub(super) struct Stated {
    pub(super) speakers: Vec<Speaker>,
    pub(super) hedges: Vec<(Unowned, Span)>,
    pub(super) documents: Vec<Document>,
    pub(super) venues: Vec<Span>,
    pub(super) citations: Vec<Span>,
}

impl Stated {
    /// Whether it says, by itself, whose report it is, or that it is nobody's.
    pub(super) fn reports(&self) -> bool {
        !self.speakers.is_empty() || !self.hedges.is_empty()
    }
}

/// Every sentence of a page.
pub(super) struct Page<'t> {
    pub(super) words: &'t Words<'t>,
    pub(super) stated: Vec<Stated>,
    own: Option<Target<'t>>,
    notes: HashMap<u32, Span>,
    /// For each block, who gives this answer of an interview.
    answers: Vec<Option<Phrase>>,
}

impl<'t> Page<'t> {
    pub(super) fn read(words: &'t Words<'t>, attributions: &[Attribution]) -> Self {
        let text = words.text;
        let own = text.page.head.url.as_deref().and_then(Target::parse);
        let host = own.as_ref().map_or("", Target::site);
        let names = Names::read(words);
        let mut drawn = drawn(words, attributions).into_iter().peekable();
        let mut earlier: Vec<Earlier> = Vec::new();
        let mut documents: Vec<(u32, Document)> = Vec::new();
        let mut stated = Vec::with_capacity(text.sentences.len());
        for (index, sentence) in text.sentences.iter().enumerate() {
            let mut phrases: Vec<speaker::Speaker> = Vec::new();
            let mut silent: Vec<bool> = Vec::new();
            let mut contents: Vec<Span> = Vec::new();
            let own = speaker::find(words, sentence);
            while let Some(Drawn { phrase, cue, content, .. }) = drawn.next_if(|d| d.sentence == index) {
                contents.extend(content);
                let drawn_first = phrase.first;
                let Some(phrase) = speaker::checked(words, phrase, cue, sentence) else { continue };
                // The tagger cuts a long subject short now and then: the longer one is the same subject.
                let longer = own.iter().find(|o| o.phrase.first <= phrase.first && phrase.last <= o.phrase.last);
                let phrase = longer.map_or(phrase, |o| o.phrase);
                if !phrases.iter().any(|p| p.phrase.overlaps(phrase)) {
                    silent.push(speaker::silent(words, cue) || words.is(drawn_first, RELATIVE));
                    let cue = words.text.token_at(cue.start);
                    let according = words.any(cue, &["according", "per", "via"]);
                    phrases.push(speaker::Speaker { phrase, cue, found: if according { Found::According } else { Found::Said } });
                }
            }
            // Beside somebody who says something, one who does something is nobody's source.
            if silent.contains(&false) {
                let mut silent = silent.iter();
                phrases.retain(|_| !silent.next().is_some_and(|s| *s));
            }
            // "and some councillors warned": next to the verb stands an unnamed subject, and not the one that the tagger drew.
            for near in own.iter().filter(|o| o.found == Found::Said && o.phrase.last == o.cue) {
                let unnamed = who::classify(words, near.phrase).unnamed();
                if unnamed && let Some(far) = phrases.iter_mut().find(|p| p.cue == near.cue && p.phrase.last < near.phrase.first)
                {
                    *far = *near;
                }
            }
            // Where the tagger drew somebody, only the plainest forms can add to it.
            let tagged = phrases.iter().any(|p| !holds_words(words, p.phrase));
            for own in own {
                let plain = matches!(own.found, Found::According | Found::Inverted);
                if (!tagged || plain) && !phrases.iter().any(|p| p.phrase.overlaps(own.phrase)) {
                    if own.found == Found::Inverted {
                        phrases.retain(|p| p.cue != own.cue);
                    }
                    phrases.push(own);
                }
            }
            if text.block_of(sentence).kind == BlockKind::Quotation && !words.text.tokens_of(sentence).iter().any(|t| t.quoted) {
                // All of it is quoted: who speaks stands before or after.
                phrases.clear();
            }
            if phrases.is_empty() && reach::introduces(words, index) {
                let (first, last) = (sentence.first as usize, sentence.last as usize);
                let subject = speaker::opening(words, first, last).filter(|p| who::can_speak(words, *p));
                phrases.extend(subject.map(|phrase| speaker::Speaker { phrase, cue: phrase.last, found: Found::Subject }));
            }
            order::by(&mut phrases, |p| p.phrase.first as u64);
            // What stands inside the reported words is what they are about, not where they were said.
            // A content that is nothing else was drawn too short.
            let outside = |span: Span| {
                let first = words.text.token_at(span.start);
                let owned = words.any(first + 1, &["his", "her", "their"]) || words.any(first + 3, &["floor"]);
                owned || !contents.iter().any(|c| c.contains(span) && c.start != span.start)
            };
            let mut here = Stated {
                speakers: Vec::with_capacity(phrases.len()),
                hedges: vague::find(words, sentence),
                documents: document::find(words, sentence),
                venues: venue::find(words, sentence, host).into_iter().filter(|&v| outside(v)).collect(),
                citations: citation::find(words, index),
            };
            for found in phrases {
                let speaker = resolve(words, &names, &earlier, &documents, found, sentence.block);
                earlier.push(Earlier {
                    block: sentence.block,
                    phrase: speaker.phrase,
                    head: speaker.head,
                    who: speaker.who,
                    known: speaker.known,
                    name: speaker.name,
                });
                here.speakers.push(speaker);
            }
            documents.extend(here.documents.iter().map(|&d| (sentence.block, d)));
            stated.push(here);
        }
        Self { words, stated, own, notes: citation::notes(words), answers: reach::answers(words) }
    }

    /// The links of a sentence, with what each is good for.
    pub(super) fn links(&self, sentence: usize, wanted: For) -> Vec<(Use, Span, &'t str)> {
        let text = self.words.text;
        let sentence = &text.sentences[sentence];
        let links = text.page.links_of(text.block_of(sentence));
        let first = links.partition_point(|l| l.span.end <= sentence.span.start);
        links[first..]
            .iter()
            .take_while(|l| l.span.start < sentence.span.end)
            .filter(|l| !l.mark)
            .map(|l| (link::judge(self.words, l, self.own.as_ref(), wanted), l.span, l.href.as_str()))
            .collect()
    }

    /// Whether all of a sentence is a report without an owner: "reportedly", or "it is thought that" at its start.
    pub(super) fn passed_on(&self, sentence: usize) -> bool {
        let first = self.words.text.sentences[sentence].first as usize;
        let hedges = &self.stated[sentence].hedges;
        hedges.iter().any(|(kind, _)| *kind == Unowned::Hedge || *kind == Unowned::Agentless && self.words.any(first, &["it"]))
    }

    /// The page that the quotation around a sentence was taken from.
    pub(super) fn quoted_from(&self, sentence: usize) -> Option<&'t str> {
        citation::quoted_from(self.words, sentence, self.own.as_ref())
    }

    /// The note that a reference mark leads to, where the page has it.
    pub(super) fn note(&self, mark: Span) -> Option<Span> {
        self.notes.get(&citation::number(self.words.text.words(mark))?).copied()
    }

    /// Why the first of a sentence's links is no source, if it has links.
    pub(super) fn aside(&self, sentence: usize) -> Option<(Aside, Span)> {
        self.links(sentence, For::Figures(&[])).into_iter().find_map(|(how, span, _)| match how {
            Use::Aside(aside) => Some((aside, span)),
            Use::Source => None,
        })
    }

    /// The speaker of an interview's answer, where the sentence stands in one.
    pub(super) fn answer(&self, sentence: usize) -> Option<Phrase> {
        *self.answers.get(self.words.text.sentences[sentence].block as usize)?
    }

    /// A speaker that stands outside of any report: a label, or the subject a sentence opens with.
    pub(super) fn subject(&self, sentence: usize) -> Option<Speaker> {
        let words = self.words;
        let at = &words.text.sentences[sentence];
        let phrase = speaker::believers(words, at).or_else(|| speaker::opening(words, at.first as usize, at.last as usize))?;
        if words.quoted(phrase.first) {
            return None;
        }
        let pronoun = words.any(phrase.first, &["he", "she", "they", "it", "we"]);
        let phrase = if pronoun { Phrase { last: phrase.first + 1, ..phrase } } else { phrase };
        let head = who::head(words, phrase);
        let who = who::classify(words, phrase);
        // Only as far as the noun: what stands behind it may be the verb.
        let phrase = Phrase { last: (head + 1).min(phrase.last), ..phrase };
        Some(Speaker { phrase, head, who, known: !who.unnamed(), name: None, document: None, found: Found::Subject })
    }
}

/// A source that the tagger drew.
struct Drawn {
    sentence: usize,
    phrase: Phrase,
    cue: Span,
    content: Vec<Span>,
}

/// The tagger's sources, in the order of the text. In a report inside a report only the outer one counts.
fn drawn(words: &Words, attributions: &[Attribution]) -> Vec<Drawn> {
    let text = words.text;
    let mut contents: Vec<(Span, usize)> =
        attributions.iter().enumerate().flat_map(|(i, a)| a.content.iter().map(move |&c| (c, i))).collect();
    order::by(&mut contents, |&(span, _)| order::two(span.start, span.end));
    let mut drawn: Vec<Drawn> = attributions
        .iter()
        .enumerate()
        .filter_map(|(i, a)| {
            let source = *a.source.first()?;
            let before = contents.partition_point(|&(c, _)| c.start <= source.start);
            let outer = |of: usize| {
                !attributions[of].source.first().and_then(|&s| Phrase::of(words, s)).is_some_and(|p| holds_words(words, p))
            };
            let inner = contents[..before].iter().rev().take(NESTED).any(|&(c, of)| of != i && c.contains(source) && outer(of));
            let phrase = Phrase::of(words, source).filter(|_| !inner)?;
            let cue = a.cue.first().copied().unwrap_or(Span { start: source.end, end: source.end });
            Some(Drawn { sentence: text.sentence_at(source.start)?, phrase, cue, content: a.content.clone() })
        })
        .collect();
    order::by(&mut drawn, |d| order::two(d.sentence as u32, d.phrase.first as u32));
    drawn
}

/// "according to a statement": what holds somebody's own words reports nothing of its own, and whoever speaks in it is the source.
fn holds_words(words: &Words, phrase: Phrase) -> bool {
    const KINDS: [&str; 15] = [
        "statement",
        "transcript",
        "recording",
        "audio",
        "video",
        "footage",
        "email",
        "e-mail",
        "letter",
        "memo",
        "post",
        "tweet",
        "release",
        "testimony",
        "affidavit",
    ];
    words.any(who::head(words, phrase), &KINDS)
}

/// How many reports are looked at around a source that may be inside one of them.
const NESTED: usize = 6;

/// How many blocks a short form of a document looks back over.
const DOCUMENTS: usize = 24;

fn resolve(
    words: &Words,
    names: &Names,
    earlier: &[Earlier],
    documents: &[(u32, Document)],
    found: speaker::Speaker,
    block: u32,
) -> Speaker {
    let phrase = found.phrase.trimmed(words);
    let head = who::head(words, phrase);
    let who = who::classify(words, phrase);
    let mut speaker = Speaker { phrase, head, who, known: true, name: None, document: None, found: found.found };
    if who == Who::Document {
        let last = words.text.sentences[words.text.tokens[head].sentence as usize].last as usize;
        let mut document = document::of_phrase(words, phrase, head, last);
        if let Some(short) = document.as_mut().filter(|d| d.specific == Specific::Short) {
            // "the report": as good as what the text said of it before.
            let first = documents.iter().rev().take(DOCUMENTS).find(|(_, d)| {
                d.head != head && d.specific != Specific::Short && document::same(words.word(d.head), words.word(head))
            });
            match first {
                Some((at, d)) if d.specific == Specific::Found && *at == block => *short = *d,
                Some((_, d)) if d.specific == Specific::No && !words.capital(phrase.first + 1) => speaker.known = false,
                _ => {}
            }
        }
        // "the agency's report": the agency stands behind it.
        let owned = (phrase.first..head).any(|i| words.possessive(i));
        speaker.known &= document.is_none_or(|d| owned || matches!(d.specific, Specific::Found | Specific::Short));
        speaker.document = document;
        return speaker;
    }
    if who == Who::Group && names.is_name(words, phrase) {
        speaker.who = Who::Name;
        speaker.name = names.full(words, phrase, head);
        return speaker;
    }
    let published = documents.iter().rev().take(DOCUMENTS).any(|(_, d)| d.specific == Specific::Found);
    let (known, name) = name::resolve(words, earlier, published, head, who, block);
    speaker.known = known;
    speaker.name = name.or_else(|| names.full(words, phrase, head));
    // "A study by … asked 1,200 people. They found": those who made what the block has just named.
    let authors = who == Who::They && !known || who == Who::Definite && who::researchers(words, head);
    let study = documents.iter().rev().take(DOCUMENTS).take_while(|(at, _)| *at == block).map(|(_, d)| *d);
    if let Some(study) = study.filter(|d| d.specific == Specific::Found).find(|_| authors) {
        speaker.known = true;
        speaker.document = Some(study);
    }
    speaker
}
