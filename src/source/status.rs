//! The four statuses of a claim, and which of them its evidence makes: the strongest that applies, less what the rules of
//! reach exclude.

use super::document::{Document, Specific};
use super::echo;
use super::lexicon::{SINGLE, Words};
use super::link::{Aside, For, Target, Use};
use super::name;
use super::reach::{self, Way};
use super::speaker::{self, Found};
use super::stated::{Page, Speaker};
use super::vague::Unowned;
use super::who::{self, Phrase, Who};
use super::{Evidence, EvidenceKind, Judgement, Reason};
use crate::attribution::Attribution;
use crate::claims::Claim;
use crate::numeric::{Quantity, Weight};
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// What a page states about where a claim comes from, weakest first (`docs/claims.md` has the definitions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nobody is said to stand behind it.
    None,
    /// Somebody is, but a reader cannot tell who.
    Vague,
    /// Somebody identifiable is, without a pointer to where.
    Named,
    /// A reader can go and look.
    Cited,
}

impl Status {
    /// A claim that lacks a stated source: what this project exists to show.
    pub fn lacks_source(self) -> bool {
        self <= Self::Vague
    }

    /// The word in reports and class names.
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Vague => "vague",
            Self::Named => "named",
            Self::Cited => "cited",
        }
    }

    /// The words on the screen, in English.
    pub fn words(self) -> &'static str {
        match self {
            Self::None => "No source stated",
            Self::Vague => "Source not named",
            Self::Named => "Named, no pointer",
            Self::Cited => "Source given",
        }
    }
}

/// A judgement, and who spoke, for the sentences that go on with it.
#[derive(Clone, Debug)]
struct Report {
    judgement: Judgement,
    speaker: Option<Speaker>,
}

/// Decides every claim.
pub(super) fn decide(page: &Page, quantities: &[Quantity], attributions: &[Attribution], claims: &[Claim]) -> Vec<Judgement> {
    let text = page.words.text;
    let figures = |claim: &Claim| -> Vec<Span> {
        let range = claim.quantities.start as usize..claim.quantities.end as usize;
        quantities.get(range).unwrap_or_default().iter().map(|q| q.span).collect()
    };
    // First what every sentence says by itself …
    let mut reports: Vec<Option<Report>> = Vec::with_capacity(text.sentences.len());
    for index in 0..text.sentences.len() {
        let report = own_report(page, index, &reports);
        reports.push(report);
    }
    // … then what reaches it from its neighbours.
    let own: Vec<bool> = reports.iter().map(Option::is_some).collect();
    let mut judged = Vec::with_capacity(claims.len());
    for claim in claims {
        let index = claim.sentence as usize;
        let figures = figures(claim);
        let judgement = if claim.attribution {
            if reports[index].is_none() {
                reports[index] = Some(reached(page, index, attributions, claim, &own, &reports));
            }
            let judgement = reports[index].as_ref().map(|r| r.judgement.clone());
            let judgement = judgement.unwrap_or_else(|| own_figure(page, index));
            uncovered(page, index, claim, &figures, attributions, reports[index].as_ref()).unwrap_or(judgement)
        } else {
            let figure = figure(page, index, &figures);
            match &reports[index] {
                // "Dockers self-report lifting 40 % more": the figure is theirs, though the sentence is no report of anybody's words.
                Some(Report { judgement, speaker: Some(speaker) })
                    if figure.status == Status::None
                        && judgement.status == Status::Vague
                        && speaker.reports_itself(page.words) =>
                {
                    judgement.clone()
                }
                // "It is thought that 300 sank": passed on, whatever the sentence is otherwise.
                Some(Report { judgement, speaker: None })
                    if figure.status == Status::None && judgement.status == Status::Vague && page.passed_on(index) =>
                {
                    judgement.clone()
                }
                _ => figure,
            }
        };
        judged.push(judgement);
    }
    echo::lead_to_body(page.words, quantities, claims, &mut judged);
    judged
}

fn reason(code: &'static str, args: Vec<(&'static str, String)>) -> Reason {
    Reason { code, args }
}

fn words_of(page: &Page, span: Span) -> String {
    plain_words(page.words, span)
}

/// The words of a span as a message quotes them: one line, without marks at the ends.
pub(super) fn plain_words(words: &Words, span: Span) -> String {
    let words = words.text.words(span);
    let words = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '“' | '”' | '"'));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As much of a note as a card has room for.
fn shortened(words: &str) -> String {
    const ROOM: usize = 120;
    match words.char_indices().nth(ROOM) {
        Some((at, _)) => format!("{} …", words[..at].trim_end()),
        None => words.to_owned(),
    }
}

/// What can be looked up in the sentence, strongest first.
fn pointers(page: &Page, index: usize, wanted: For) -> Vec<Evidence> {
    let stated = &page.stated[index];
    let links = page.links(index, wanted).into_iter().filter(|(how, ..)| *how == Use::Source).map(|(_, span, href)| Evidence {
        kind: EvidenceKind::Link,
        span,
        href: Some(href.to_owned()),
    });
    let citations = stated.citations.iter().map(|&span| Evidence { kind: EvidenceKind::Citation, span, href: None });
    let documents = stated
        .documents
        .iter()
        .filter(|d| d.specific == Specific::Found)
        .filter(|d| introduced(page, d.span) || matches!(wanted, For::Figures(_)) && counts(page, index, d))
        .map(|d| Evidence { kind: EvidenceKind::Document, span: d.span, href: None });
    let quoted = page.quoted_from(index).map(|address| Evidence {
        kind: EvidenceKind::Citation,
        span: page.words.text.sentences[index].span,
        href: Some(address.to_owned()),
    });
    links.chain(citations).chain(documents).chain(quoted).collect()
}

/// "in a report by", "according to court documents": the document is where it comes from, and not what it is about.
fn introduced(page: &Page, span: Span) -> bool {
    let words = page.words;
    let first = words.text.token_at(span.start);
    first > 0 && words.any(first - 1, &["in", "to", "from", "per", "via", "citing", "by", "through"])
}

/// "A survey by the Fish Board asked 1,200 people": a study that a sentence begins with is where its figures are from.
fn counts(page: &Page, index: usize, document: &Document) -> bool {
    let words = page.words;
    let opens = words.text.token_at(document.span.start) == words.text.sentences[index].first as usize;
    opens
        && words.any(document.head, &["study", "survey", "poll", "trial", "analysis", "review", "experiment", "census", "audit"])
}

/// The reason of a sentence with something to look up.
fn pointed(page: &Page, evidence: &Evidence, who: Option<&Speaker>) -> Reason {
    let what = words_of(page, evidence.span);
    match evidence.kind {
        EvidenceKind::Link => {
            let site = evidence.href.as_deref().and_then(Target::parse).map_or("", |t| t.site()).to_owned();
            if site.is_empty() {
                reason("link", vec![("what", what)])
            } else {
                reason("link-to-site", vec![("what", what), ("where", site)])
            }
        }
        EvidenceKind::Citation => match (evidence.href.as_deref().and_then(Target::parse), page.note(evidence.span)) {
            (Some(target), _) => reason("quotation-from-site", vec![("where", target.site().to_owned())]),
            (None, Some(note)) => reason("citation-to-note", vec![("what", what), ("where", shortened(&words_of(page, note)))]),
            (None, None) => reason("citation", vec![("what", what)]),
        },
        EvidenceKind::Venue => match who {
            Some(speaker) => reason("venue", vec![("who", name_of(page, speaker)), ("what", what)]),
            None => reason("venue-alone", vec![("what", what)]),
        },
        _ => reason("document", vec![("what", what)]),
    }
}

fn name_of(page: &Page, speaker: &Speaker) -> String {
    let mut name = match speaker.name {
        Some(full) => words_of(page, full),
        None => called(page, speaker),
    };
    // "the Harbour Trust, which keeps the pier": who that is can be read in the sentence.
    if let Some(at) = name.find(", wh") {
        name.truncate(at);
    }
    name
}

/// The words of a speaker; of a person the name alone, since who that is can be read in the sentence.
fn called(page: &Page, speaker: &Speaker) -> String {
    words_of(page, name::alone(page.words, speaker.phrase, speaker.head, speaker.who).span(page.words))
}

/// The reason of a speaker without a pointer.
fn spoken(page: &Page, speaker: &Speaker) -> (Status, Reason, Evidence) {
    let span = speaker.phrase.span(page.words);
    let who = called(page, speaker);
    let kind = if speaker.known { EvidenceKind::Speaker } else { EvidenceKind::Vague };
    let evidence = Evidence { kind, span, href: None };
    if speaker.known {
        let reason = match (speaker.name, speaker.who) {
            (_, Who::Document) => reason("named-document", vec![("what", who)]),
            (Some(full), Who::HeShe | Who::They | Who::It | Who::Definite) => {
                reason("named-by-pronoun", vec![("what", who), ("who", words_of(page, full))])
            }
            (Some(full), _) => reason("named-in-full", vec![("what", who), ("who", words_of(page, full))]),
            (None, Who::HeShe | Who::They | Who::It) => reason("named-nearby", vec![("what", who)]),
            (None, Who::Author) => reason("named-author", vec![("what", who)]),
            (None, Who::Role | Who::Definite) => reason("named-role", vec![("who", who)]),
            (None, _) if who::plural(page.words.word(speaker.head)) && speaker.who != Who::Person => {
                reason("named-role", vec![("who", who)])
            }
            (None, _) => reason("named", vec![("who", who)]),
        };
        return (Status::Named, reason, evidence);
    }
    let head = speaker.head;
    let single = matches!(speaker.who, Who::Group | Who::Definite)
        && (page.words.is(head, SINGLE) || page.words.any(head, &["someone", "somebody", "anyone", "everyone", "nobody"]));
    let code = match speaker.who {
        Who::Definite if single => "unnamed-before",
        Who::Group if single => "unnamed-person",
        Who::Members => "unnamed-members",
        Who::Single => "unnamed-person",
        Who::Thing => "unowned-opinion",
        Who::Document => "unnamed-document",
        Who::They | Who::HeShe | Who::It => "unnamed-before",
        _ => "unnamed-group",
    };
    (Status::Vague, reason(code, vec![("who", who)]), evidence)
}

/// What the sentence says by itself about whose report it is; `None` where it says nothing.
fn own_report(page: &Page, index: usize, before: &[Option<Report>]) -> Option<Report> {
    let stated = &page.stated[index];
    if let Some(phrase) = page.answer(index) {
        return Some(answered(page, index, phrase));
    }
    if !stated.reports() {
        return None;
    }
    let mut evidence = pointers(page, index, For::Report);
    // Of several speakers, one who can be named; of two such, the first: the outermost report begins the sentence or ends it
    // with "according to".
    let best = stated.speakers.iter().max_by_key(|s| (s.known, s.found == Found::According, std::cmp::Reverse(s.phrase.first)));
    if let Some(speaker) = best {
        // A link on who speaks is about who speaks, unless it is a report's own name ("according to the Courier").
        let phrase = speaker.phrase.span(page.words);
        let head = page.words.span(speaker.head, speaker.head + 1);
        let reporter = |e: &Evidence| {
            let site = e.href.as_deref().and_then(Target::parse);
            speaker.found == Found::According
                || matches!(speaker.who, Who::Body | Who::Name) && e.span.contains(head)
                || site.is_some_and(|site| site.is_called(page.words.text.words(e.span)))
        };
        let about =
            |e: &Evidence| e.kind == EvidenceKind::Link && phrase.contains(e.span) && speaker.document.is_none() && !reporter(e);
        evidence.retain(|e| !about(e));
    }
    let document = best.and_then(|s| s.document).filter(|d| d.specific == Specific::Found);
    if let Some(document) = document
        && !evidence.iter().any(|e| e.span.overlaps(document.span))
    {
        evidence.push(Evidence { kind: EvidenceKind::Document, span: document.span, href: None });
    }
    if best.is_some_and(|s| s.known && !matches!(s.who, Who::Document)) {
        evidence.extend(stated.venues.iter().map(|&span| Evidence { kind: EvidenceKind::Venue, span, href: None }));
        let dated = stated.documents.iter().filter(|d| d.specific == Specific::Dated && introduced(page, d.span));
        evidence.extend(dated.map(|d| Evidence { kind: EvidenceKind::Document, span: d.span, href: None }));
    }
    if let Some(speaker) = best {
        let (status, why, who) = spoken(page, speaker);
        if let Some(pointer) = evidence.first() {
            let why = pointed(page, pointer, Some(speaker));
            evidence.push(who);
            return Some(Report {
                judgement: Judgement { status: Status::Cited, reason: why, evidence },
                speaker: Some(*speaker),
            });
        }
        if status == Status::Named
            && let Some(carried) = same_speaker(page, index, speaker, before)
        {
            return Some(carried);
        }
        return Some(Report { judgement: Judgement { status, reason: why, evidence: vec![who] }, speaker: Some(*speaker) });
    }
    let &(kind, span) = stated.hedges.first()?;
    if let Some(pointer) = evidence.first() {
        let why = pointed(page, pointer, None);
        return Some(Report { judgement: Judgement { status: Status::Cited, reason: why, evidence }, speaker: None });
    }
    let code = match kind {
        Unowned::Hedge => "hedged",
        Unowned::Agentless => "agentless",
        Unowned::Studies => "unnamed-studies",
        Unowned::Opinion => "unowned-opinion",
    };
    let what = words_of(page, span);
    let evidence = vec![Evidence { kind: EvidenceKind::Vague, span, href: None }];
    let name = if code == "unowned-opinion" { "who" } else { "what" };
    Some(Report {
        judgement: Judgement { status: Status::Vague, reason: reason(code, vec![(name, what)]), evidence },
        speaker: None,
    })
}

/// An answer in an interview is direct quotation of the one who answers, whatever it reports in its turn.
fn answered(page: &Page, index: usize, phrase: Phrase) -> Report {
    let span = phrase.span(page.words);
    let mut evidence = pointers(page, index, For::Report);
    let who = Evidence { kind: EvidenceKind::Speaker, span, href: None };
    let (status, why) = match evidence.first() {
        Some(first) => (Status::Cited, pointed(page, first, None)),
        None => (Status::Named, reason("answer", vec![("who", words_of(page, span))])),
    };
    evidence.push(who);
    Report { judgement: Judgement { status, reason: why, evidence }, speaker: None }
}

/// How many sentences of the block the same speaker's pointer carries over.
const SAME_SPEAKER: usize = 5;

/// The pointer of an earlier sentence of the block, where a pronoun or short form of the same speaker goes on.
fn same_speaker(page: &Page, index: usize, speaker: &Speaker, before: &[Option<Report>]) -> Option<Report> {
    let text = page.words.text;
    let block = text.sentences[index].block;
    for at in (0..index).rev().take(SAME_SPEAKER).take_while(|&at| text.sentences[at].block == block) {
        let Some(report) = &before[at] else { continue };
        let Some(other) = &report.speaker else { continue };
        let last = |s: &Speaker| name_of(page, s).rsplit(' ').next().map(str::to_owned);
        let same = last(other) == last(speaker)
            || page.words.word(other.head) == page.words.word(speaker.head)
            || matches!(speaker.who, Who::HeShe | Who::It | Who::They)
                && speaker.name.is_none_or(|n| words_of(page, n) == name_of(page, other));
        // "They found that …" behind a study that can be found: a further result of it.
        let authors = speaker.who == Who::They || speaker.who == Who::Definite && who::researchers(page.words, speaker.head);
        let study = other.who == Who::Document && other.document.is_some_and(|d| d.specific == Specific::Found)
            || report.judgement.evidence.first().is_some_and(|e| e.kind == EvidenceKind::Document);
        if authors && study && report.judgement.status == Status::Cited {
            return Some(carried(page, report, Some(*speaker), Way::Same));
        }
        if !same {
            return None;
        }
        // A link serves its own sentence; an occasion or a document goes on.
        if report.judgement.status == Status::Cited
            && report.judgement.evidence.first().is_some_and(|e| e.kind != EvidenceKind::Link)
        {
            return Some(carried(page, report, Some(*speaker), Way::Same));
        }
    }
    None
}

/// The same judgement for a sentence that goes on with the report.
fn carried(page: &Page, report: &Report, speaker: Option<Speaker>, way: Way) -> Report {
    let judgement = &report.judgement;
    let speaker = speaker.or(report.speaker);
    let who = speaker.as_ref().map(|s| name_of(page, s));
    let first = judgement.evidence.first();
    let what = first.map(|e| words_of(page, e.span)).unwrap_or_default();
    let who = who.unwrap_or_else(|| what.clone());
    let code = match (judgement.status, way) {
        (Status::Cited, Way::Quotation | Way::Block) => "quotation-cited",
        (Status::Cited, Way::LeadIn) => "lead-in-cited",
        (Status::Cited, _) => "same-cited",
        (Status::Named, Way::Quotation | Way::Block) => "quotation-named",
        (Status::Named, Way::LeadIn) => "lead-in-named",
        (Status::Named, Way::Same) => "same-named",
        (_, Way::Quotation | Way::Block) => "quotation-unnamed",
        _ => "same-unnamed",
    };
    let mut args = vec![("who", who)];
    if judgement.status == Status::Cited {
        args.push(("what", what));
    }
    Report {
        judgement: Judgement { status: judgement.status, reason: reason(code, args), evidence: judgement.evidence.clone() },
        speaker,
    }
}

/// So many tokens in quotation marks are somebody's words, and no term.
const QUOTES: usize = 4;

/// The report that reaches a sentence without a speaker of its own.
fn reached(
    page: &Page,
    index: usize,
    attributions: &[Attribution],
    claim: &Claim,
    own: &[bool],
    reports: &[Option<Report>],
) -> Report {
    let text = page.words.text;
    let pointers = pointers(page, index, For::Report);
    if let Some(first) = pointers.first() {
        let why = pointed(page, first, None);
        return Report { judgement: Judgement { status: Status::Cited, reason: why, evidence: pointers }, speaker: None };
    }
    // A quotation that the tagger followed over several sentences.
    for &a in &claim.attributions {
        let Some(source) = attributions.get(a as usize).and_then(|a| a.source.first()) else { continue };
        let Some(at) = text.sentence_at(source.start) else { continue };
        let near = text.sentences[at].block.abs_diff(text.sentences[index].block) <= 1;
        if at != index
            && near
            && let Some(report) = &reports[at]
        {
            return carried(page, report, None, Way::Quotation);
        }
    }
    let has_own = |s: usize| own[s];
    let has = |s: usize| reports[s].is_some();
    if let Some((at, way)) = reach::source_of(page.words, index, &has_own, &has)
        && let Some(report) = &reports[at]
    {
        return carried(page, report, None, way);
    }
    let sentence = &text.sentences[index];
    let quoted = reach::is_quoted(page.words, sentence);
    if !quoted && let Some(subject) = page.subject(index) {
        let (status, why, evidence) = spoken(page, &subject);
        let nobody = status == Status::Vague && subject.found == Found::Subject && !who::can_speak(page.words, subject.phrase);
        if !nobody && (status == Status::Vague || !matches!(subject.who, Who::It | Who::Author | Who::Document)) {
            return Report { judgement: Judgement { status, reason: why, evidence: vec![evidence] }, speaker: Some(subject) };
        }
    }
    if let Some(at) = reach::before_in_block(page.words, index, &has)
        && let Some(report) = &reports[at]
    {
        return carried(page, report, None, Way::Same);
    }
    let quotes = page.words.text.tokens_of(sentence).iter().filter(|t| t.quoted).count() >= QUOTES;
    let (status, code) =
        if quoted || quotes { (Status::None, "quotation-without-speaker") } else { (Status::Vague, "report-without-speaker") };
    Report { judgement: Judgement { status, reason: reason(code, Vec::new()), evidence: Vec::new() }, speaker: None }
}

/// A numeric claim in the author's own voice.
fn figure(page: &Page, index: usize, figures: &[Span]) -> Judgement {
    let evidence = pointers(page, index, For::Figures(figures));
    match evidence.first() {
        Some(first) => Judgement { status: Status::Cited, reason: pointed(page, first, None), evidence },
        None => own_figure(page, index),
    }
}

fn own_figure(page: &Page, index: usize) -> Judgement {
    let why = match page.aside(index) {
        Some((Aside::Topic, span)) => reason("link-to-topic", vec![("what", words_of(page, span))]),
        Some((Aside::Shop, span)) => reason("link-to-shop", vec![("what", words_of(page, span))]),
        Some((Aside::Name, span)) => reason("link-on-name", vec![("what", words_of(page, span))]),
        Some((Aside::SamePage, _)) | None => reason("own-figure", Vec::new()),
    };
    Judgement { status: Status::None, reason: why, evidence: Vec::new() }
}

/// The judgement by a key figure that stands outside of what is reported.
fn uncovered(
    page: &Page,
    index: usize,
    claim: &Claim,
    figures: &[Span],
    attributions: &[Attribution],
    report: Option<&Report>,
) -> Option<Judgement> {
    claim.numeric.filter(|weight| *weight == Weight::Key)?;
    let report = report?;
    let speaker = report.speaker.as_ref()?;
    let sentence = &page.words.text.sentences[index];
    if !(sentence.first as usize..sentence.last as usize).contains(&speaker.head) {
        return None;
    }
    let reported = claim.attributions.iter().filter_map(|&a| attributions.get(a as usize));
    let said = reported.filter(|a| a.cue.first().is_none_or(|&cue| !speaker::silent(page.words, cue)));
    let contents: Vec<Span> = said.flat_map(|a| a.content.iter().copied()).filter(|c| c.start < sentence.span.end).collect();
    let outside = |f: &&Span| {
        reach::in_relative_clause(page.words, **f, speaker.head, sentence.last as usize)
            || reach::in_clause_before(page.words, **f, sentence, speaker.phrase, &contents)
            || reach::in_clause_behind(page.words, **f, speaker.phrase, &contents)
    };
    let figure = *figures.iter().find(outside)?;
    let cited = pointers(page, index, For::Figures(&[figure])).into_iter().any(|e| e.kind != EvidenceKind::Document);
    if cited {
        return None;
    }
    if speaker::nobody(page.words, speaker.phrase) {
        return Some(own_figure(page, index));
    }
    let args = vec![("what", words_of(page, figure)), ("who", name_of(page, speaker))];
    Some(Judgement { status: Status::None, reason: reason("figure-outside-report", args), evidence: Vec::new() })
}
