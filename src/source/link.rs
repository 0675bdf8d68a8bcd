//! Links: is the target plausibly where the claim comes from?
//!
//! Judged by what the link covers (a verb of saying, a figure, "study", a clause, or a bare name) and by where it leads:
//! topic, tag, author and profile pages, shops, searches, sign-ups, sharing and home pages state no claim; papers, filings,
//! posts and articles do.
//!
//! - "a *2014 study* warned" (an article): a source.
//! - "*Elon Musk* said" (a profile or topic page): none.
//! - "according to *The Wrap*" (an article there): a source, because the name is the one that reports.

use super::lexicon::{self, DOCUMENT, SAY, SAYING, SPEECH, Words};
use crate::page::Link;
use crate::span::Span;
use crate::text::TokenKind;

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// The claim plausibly comes from its target.
    Source,
    /// It leads to a page that only describes, lists or sells what is named.
    Aside(Aside),
}

/// Why a link is no source; the key of its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aside {
    /// A topic, tag, profile, category, search or home page.
    Topic,
    /// A shop, sign-up or share button.
    Shop,
    /// It goes to the page itself.
    SamePage,
    /// It stands on a name, and its target describes what is named.
    Name,
}

/// What a link would have to be the source of.
#[derive(Clone, Copy, Debug)]
pub(super) enum For<'f> {
    /// What somebody is reported to say.
    Report,
    /// Figures in the author's own voice: a link on something else in the sentence is no source for them.
    Figures(&'f [Span]),
}

/// Judges a link in a sentence.
pub(super) fn judge(words: &Words, link: &Link, own: Option<&Target>, wanted: For) -> Use {
    let Some(target) = Target::parse(&link.href) else { return Use::Aside(Aside::SamePage) };
    if own.is_some_and(|own| own.same_page(&target)) {
        return Use::Aside(Aside::SamePage);
    }
    let anchor = Anchor::read(words, link.span);
    let covers_figure = matches!(wanted, For::Figures(figures) if figures.iter().any(|f| link.span.overlaps(*f)));
    if target.is_document() {
        return Use::Source;
    }
    if target.is_share() || target.is_account_page() {
        return Use::Aside(Aside::Shop);
    }
    if covers_figure {
        return if target.is_home() { Use::Aside(Aside::Topic) } else { Use::Source };
    }
    if target.is_post() {
        return Use::Source;
    }
    if target.is_topic() {
        return Use::Aside(Aside::Topic);
    }
    if target.is_shop() {
        return Use::Aside(Aside::Shop);
    }
    if anchor.reports || anchor.document {
        return if target.is_home() && !anchor.reports { Use::Aside(Aside::Topic) } else { Use::Source };
    }
    if target.is_home() {
        return Use::Aside(Aside::Topic);
    }
    if anchor.name {
        // A name that reports ("according to The Wrap", "as noted by Live Science") and whose link leads deep into a site
        // leads to the report; a name that is talked of leads to what describes it.
        let deep = target.is_article() || target.segments().count() >= 2;
        return if anchor.after_reporting && deep { Use::Source } else { Use::Aside(Aside::Name) };
    }
    if matches!(wanted, For::Figures(_)) && !anchor.clause {
        return Use::Aside(Aside::Name);
    }
    if anchor.lower >= 1 && target.is_article() || anchor.lower >= 3 {
        return Use::Source;
    }
    Use::Aside(Aside::Name)
}

/// What a link's words are.
struct Anchor {
    /// A verb of saying or finding is among them.
    reports: bool,
    /// "study", "report", "letter".
    document: bool,
    /// Nothing but a name.
    name: bool,
    /// "according to", "via", or a verb of saying, directly beside it.
    after_reporting: bool,
    /// How many words of it are in lower case and say something.
    lower: usize,
    /// It says something of its own: it has a verb, as far as can be seen.
    clause: bool,
}

impl Anchor {
    fn read(words: &Words, span: Span) -> Self {
        let first = words.text.token_at(span.start);
        let last = words.text.tokens.partition_point(|t| t.span.start < span.end);
        let (mut reports, mut document, mut lower, mut capital, mut clause) = (false, false, 0, 0, false);
        for i in first..last {
            if words.kind(i) == Some(TokenKind::Mark) {
                continue;
            }
            // "Determined Works" determines nothing.
            let named = words.capital(i) && (i > first || words.capital(i + 1));
            reports |= words.is(i, SAY | SAYING) && !named;
            document |= words.is(i, DOCUMENT | SPEECH) && !words.capital(i) || words.is(i, DOCUMENT) && i == first;
            clause |= words.is(i, lexicon::AUXILIARY) || words.word(i).ends_with("ed");
            if words.capital(i) {
                capital += 1;
            } else if words.kind(i) == Some(TokenKind::Number) {
                // A number says nothing of where it comes from.
            } else if !words.is(i, lexicon::DETERMINER | lexicon::PREPOSITION | lexicon::LINKER | lexicon::AUXILIARY) {
                lower += 1;
            }
        }
        Self {
            reports,
            document,
            name: capital > 0 && lower == 0,
            after_reporting: beside_report(words, first, last),
            lower,
            clause,
        }
    }
}

/// Whether a name at `first..last` is what reports: "according to N", "via N", "N reported", "reported N".
fn beside_report(words: &Words, first: usize, last: usize) -> bool {
    let mut before = first;
    for _ in 0..6 {
        if before == 0 {
            break;
        }
        before -= 1;
        if words.is(before, SAY | SAYING) || words.any(before, &["to", "via", "per", "by", "from", "citing", "in", "told", "for"])
        {
            return !words.any(before, &["to", "by", "from", "in", "for"])
                || before > 0
                    && (words.any(before - 1, &["according"]) || words.is(before - 1, SAY | SAYING | DOCUMENT | SPEECH))
                || words.is(before, SAY);
        }
        // "according to Ann Lee of the Courier": over the name and "of".
        if !(words.is(before, lexicon::DETERMINER) || words.capital(before) || words.any(before, &["of"])) {
            break;
        }
    }
    (last..last + 2).any(|i| words.is(i, SAY | SAYING))
}

/// A link's target, cut up.
#[derive(Debug)]
pub(super) struct Target<'h> {
    /// Lower-case where the page wrote it so; compared without case. Empty for a target on the page's own host.
    host: &'h str,
    /// From the first slash on, without query and fragment.
    path: &'h str,
    query: &'h str,
}

impl<'h> Target<'h> {
    /// `None` where the link leads nowhere: a fragment, `mailto:`, `javascript:`.
    pub(super) fn parse(href: &'h str) -> Option<Self> {
        let href = href.trim();
        let (address, _) = href.split_once('#').unwrap_or((href, ""));
        let (address, query) = address.split_once('?').unwrap_or((address, ""));
        if address.is_empty() {
            return None;
        }
        let rest = match address.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => rest,
            Some(_) => return None,
            None => match address.strip_prefix("//") {
                Some(rest) => rest,
                None if address.split(['/', '?']).next().is_some_and(|head| head.contains(':')) => return None,
                None => return Some(Self { host: "", path: address, query }),
            },
        };
        let at = rest.find('/').unwrap_or(rest.len());
        let host = rest[..at].rsplit('@').next().unwrap_or_default();
        let host = host.get(..4).filter(|w| w.eq_ignore_ascii_case("www.")).map_or(host, |_| &host[4..]);
        Some(Self { host, path: &rest[at..], query })
    }

    /// Whether the site is called what the words say: "Harbour Weekly" and harbourweekly.example.
    pub(super) fn is_called(&self, words: &str) -> bool {
        let letters: String = words.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
        let host: String = self.host.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect();
        letters.len() >= 4 && host.contains(&letters)
    }

    /// The site's name, for a reader.
    pub(super) fn site(&self) -> &'h str {
        self.host
    }

    pub(super) fn same_page(&self, other: &Self) -> bool {
        let host = other.host.is_empty() || other.host.eq_ignore_ascii_case(self.host);
        host && self.path.trim_end_matches('/') == other.path.trim_end_matches('/') && self.query == other.query
    }

    fn segments(&self) -> impl DoubleEndedIterator<Item = &'h str> {
        self.path.split('/').filter(|s| !s.is_empty())
    }

    fn last(&self) -> &'h str {
        self.segments().next_back().unwrap_or_default()
    }

    fn host_is(&self, names: &[&str]) -> bool {
        names.iter().any(|name| {
            let at = self.host.len().checked_sub(name.len());
            at.and_then(|at| self.host.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(name))
                && at.is_some_and(|at| at == 0 || self.host.as_bytes()[at - 1] == b'.')
        })
    }

    /// A host label, such as `amazon` in `amazon.co.uk`.
    fn host_has(&self, labels: &[&str]) -> bool {
        self.host.split('.').any(|label| labels.iter().any(|l| l.eq_ignore_ascii_case(label)))
    }

    fn has_segment(&self, names: &[&str]) -> bool {
        self.segments().any(|s| names.iter().any(|n| n.eq_ignore_ascii_case(s)))
    }

    /// A file or a paper: there is something to read that was published as such.
    fn is_document(&self) -> bool {
        let last = self.last();
        let ending = last.rsplit_once('.').map_or("", |(_, ending)| ending);
        ["pdf", "doc", "docx", "xls", "xlsx", "csv", "ppt", "pptx"].iter().any(|e| e.eq_ignore_ascii_case(ending))
            || self.host_is(&["doi.org", "arxiv.org", "ssrn.com", "documentcloud.org", "courtlistener.com", "scribd.com"])
            || self.host_is(&["ncbi.nlm.nih.gov", "pubmed.gov", "biorxiv.org", "medrxiv.org", "sec.gov", "hdl.handle.net"])
                && self.segments().count() > 1
            || self.path.contains("/doi/")
    }

    /// A post of one person on a platform.
    fn is_post(&self) -> bool {
        self.host_is(&["twitter.com", "x.com"]) && self.has_segment(&["status"])
            || self.host_is(&["t.co", "pic.twitter.com"])
            || self.host_is(&["facebook.com", "instagram.com", "reddit.com", "linkedin.com", "weibo.com", "tiktok.com"])
                && self.has_segment(&["posts", "p", "comments", "videos", "photo", "pulse", "reel", "feed", "video"])
            || self.host_is(&["youtube.com"]) && self.path.eq_ignore_ascii_case("/watch")
            || self.host_is(&["youtu.be"])
    }

    fn is_share(&self) -> bool {
        self.has_segment(&["share", "sharer", "sharer.php", "intent"])
    }

    fn is_account_page(&self) -> bool {
        self.has_segment(&[
            "subscribe",
            "signup",
            "sign-up",
            "login",
            "register",
            "donate",
            "contact",
            "contact-us",
            "cart",
            "checkout",
            "newsletter",
            "newsletters",
        ]) && self.segments().count() <= 2
    }

    fn is_topic(&self) -> bool {
        const TOPICS: [&str; 41] = [
            "topic",
            "topics",
            "tag",
            "tags",
            "tagged",
            "author",
            "authors",
            "profile",
            "profiles",
            "person",
            "staff",
            "faculty",
            "bio",
            "about",
            "about-us",
            "company",
            "companies",
            "category",
            "categories",
            "section",
            "hashtag",
            "user",
            "users",
            "search",
            "glossary",
            "definition",
            "ticker",
            "quote",
            "quotes",
            "stock",
            "stocks",
            "symbol",
            "directory",
            "hub",
            "a-to-z",
            "wiki",
            "biography",
            "scientific-staff",
            "team",
            "keyword",
            "label",
        ];
        let people = self.has_segment(&["people"]) && !self.path.bytes().any(|b| b.is_ascii_digit());
        people
            || self.has_segment(&TOPICS)
            || self.host_is(&["wikipedia.org", "wiktionary.org"])
            || self.host_is(&["linkedin.com"]) && self.has_segment(&["in"])
            || self.host_is(&["imdb.com"])
            || self.host_is(&["twitter.com", "x.com", "facebook.com", "instagram.com", "youtube.com", "tiktok.com"])
            || self.segments().next_back().is_some_and(|s| s.starts_with('@')) && self.segments().count() == 1
            || self.last().starts_with("search") && !self.query.is_empty()
    }

    fn is_shop(&self) -> bool {
        self.host_has(&["amazon", "amzn", "ebay", "etsy", "walmart", "bestbuy", "anrdoezrs", "awin1", "shareasale", "jdoqocy"])
            || self.host_has(&["dpbolvw", "kqzyfj", "tkqlhce", "linksynergy", "redirectingat", "skimresources", "viglink"])
            || self.host_is(&["play.google.com", "apps.apple.com", "itunes.apple.com", "store.steampowered.com"])
            || self
                .has_segment(&["shop", "store", "stores", "product", "products", "dp", "gp", "buy", "deal", "deals", "pricing"])
    }

    fn is_home(&self) -> bool {
        self.segments().next().is_none()
            || self.segments().count() == 1 && self.last().len() <= 3 && self.query.is_empty()
            || ["index.html", "index.php", "index.htm", "home"].iter().any(|h| h.eq_ignore_ascii_case(self.last()))
    }

    /// A page of its own inside a site: a slug, a number or a date.
    fn is_article(&self) -> bool {
        let last = self.last();
        let hyphens = last.bytes().filter(|&b| b == b'-' || b == b'_').count();
        let digits = self.path.bytes().chain(self.query.bytes()).filter(u8::is_ascii_digit).count();
        hyphens >= 3 || digits >= 4 || [".html", ".htm", ".php", ".story"].iter().any(|e| last.ends_with(e)) && hyphens > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::html;
    use crate::text::Text;

    fn use_of(html_text: &str) -> Use {
        let page = html::read(html_text, Some("https://example.org/news/harbour-report-2024"));
        let text = Text::read(&page);
        let words = Words::read(&text);
        let own = Target::parse("https://example.org/news/harbour-report-2024");
        judge(&words, &page.links[0], own.as_ref(), For::Report)
    }

    #[test]
    fn what_a_link_covers_and_where_it_leads() {
        let cases = [
            ("<p>A <a href='https://journal.example/articles/s4155'>2014 study</a> warned of it.", Use::Source),
            ("<p>Ruiz <a href='https://paper.example/2020/ruiz'>said</a> it works.", Use::Source),
            ("<p><a href='https://paper.example/topics/ruiz'>Ana Ruiz</a> said it works.", Use::Aside(Aside::Topic)),
            ("<p><a href='https://ruiz.example/about'>Ana Ruiz</a> said it works.", Use::Aside(Aside::Topic)),
            ("<p><a href='https://ruiz.example/'>Ana Ruiz</a> said it works.", Use::Aside(Aside::Topic)),
            ("<p>According to the <a href='/x/harbour-fees-rise-again'>Courier</a>, fees rise.", Use::Source),
            ("<p>He bought the <a href='/x/harbour-fees-rise-again'>Courier</a> then.", Use::Aside(Aside::Name)),
            ("<p>It said <a href='https://a.example/f.pdf'>so</a>.", Use::Source),
            ("<p>It said <a href='#notes'>so</a>.", Use::Aside(Aside::SamePage)),
            ("<p>It said <a href='mailto:a@b.example'>so</a>.", Use::Aside(Aside::SamePage)),
            ("<p>It said <a href='harbour-report-2024'>so</a>.", Use::Aside(Aside::SamePage)),
            ("<p>She <a href='https://x.com/ruiz/status/12'>wrote</a> so.", Use::Source),
            ("<p>She wrote as <a href='https://x.com/ruiz'>Ruiz</a>.", Use::Aside(Aside::Topic)),
            ("<p>Get the <a href='https://www.amazon.co.uk/dp/B1'>Kettle Pro</a> here.", Use::Aside(Aside::Shop)),
        ];
        for (html_text, wanted) in cases {
            assert_eq!(use_of(html_text), wanted, "{html_text}");
        }
    }

    #[test]
    fn targets_are_cut_up() {
        let target = Target::parse("https://www.Example.org/a/b-c?d=1#e").unwrap();
        assert_eq!((target.host, target.path, target.query), ("Example.org", "/a/b-c", "d=1"));
        assert!(Target::parse("javascript:void(0)").is_none());
        assert!(Target::parse("#top").is_none());
    }
}
