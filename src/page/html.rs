//! The reader of HTML, for the command line: the same page events as the content script's, without a browser.
//!
//! What only a browser knows (style sheets, scripts) is missing here: an element counts as hidden by its attributes alone.

mod tags;
mod tree;

use super::{Builder, Element, Head, Page};
use ego_tree::iter::Edge;
use scraper::{Html, Node, Selector};
use url::Url;

/// Reads a page. Broken HTML is mended as a browser mends it. `url` is the page's own address where the caller
/// knows it; else the page's canonical link or `og:url`.
pub fn read(html: &str, url: Option<&str>) -> Page {
    let source = Source::parse(html, url);
    let mut builder = Builder::new(source.head.clone());
    source.tell(|event| match event {
        Event::Enter(element) => builder.enter(element),
        Event::Text(text) => builder.text(text),
        Event::Leave => builder.leave(),
    });
    builder.finish()
}

/// One thing that a page says.
#[derive(Debug)]
pub enum Event<'e> {
    /// An element begins.
    Enter(&'e Element),
    /// A text node.
    Text(&'e str),
    /// The element entered last ends.
    Leave,
}

/// A page before anything of it has been judged: what [`read`] makes a [`Page`] of.
#[derive(Debug)]
pub struct Source {
    /// Title, address and language.
    pub head: Head,
    base: Option<Url>,
    document: Html,
}

impl Source {
    /// Takes the page apart; `url` as for [`read`].
    pub fn parse(html: &str, url: Option<&str>) -> Self {
        let document = tree::parse(html);
        let head = head(&document, url);
        let base = head.url.as_deref().and_then(|url| Url::parse(url).ok());
        Self { head, base, document }
    }

    /// Tells the page's events in their order.
    pub fn tell(&self, mut hear: impl FnMut(Event)) {
        // An edge list instead of recursion: nesting is the page's to choose, our stack is not.
        for edge in self.document.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(value) => hear(Event::Enter(&element(value, self.base.as_ref()))),
                    Node::Text(text) => hear(Event::Text(text)),
                    _ => {}
                },
                Edge::Close(node) => {
                    if node.value().is_element() {
                        hear(Event::Leave);
                    }
                }
            }
        }
    }
}

fn head(document: &Html, url: Option<&str>) -> Head {
    let attribute = |selector: &str, name: &str| {
        let selector = Selector::parse(selector).ok()?;
        document.select(&selector).find_map(|e| e.attr(name)).map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned)
    };
    let absolute = |found: String| Url::parse(&found).is_ok().then_some(found);
    let title = Selector::parse("head > title").ok().and_then(|selector| {
        let words = document.select(&selector).next()?.text().collect::<String>();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        (!words.is_empty()).then_some(words)
    });
    Head {
        url: url
            .map(str::to_owned)
            .or_else(|| attribute("link[rel=canonical]", "href").and_then(absolute))
            .or_else(|| attribute("meta[property='og:url']", "content").and_then(absolute)),
        title,
        language: attribute("html", "lang"),
    }
}

fn element(value: &scraper::node::Element, base: Option<&Url>) -> Element {
    let get = |name: &str| value.attr(name).filter(|v| !v.is_empty()).map(str::to_owned);
    let resolve = |href: String| base.and_then(|base| base.join(&href).ok()).map_or(href, String::from);
    let style = value.attr("style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    Element {
        tag: value.name().to_owned(),
        id: get("id"),
        class: get("class"),
        role: get("role"),
        label: get("aria-label"),
        href: get("href").or_else(|| get("cite")).map(resolve),
        rel: get("rel"),
        itemprop: get("itemprop"),
        lang: get("lang"),
        hidden: value.attr("hidden").is_some()
            || value.attr("aria-hidden") == Some("true")
            || style.contains("display:none")
            || style.contains("visibility:hidden"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::BlockKind;

    #[test]
    fn a_page_has_blocks_links_and_an_address() {
        let page = read(
            "<html lang=en><head><title> A  page </title><link rel=canonical href='https://example.org/a/b'></head>
             <body><nav><a href=/>Home</a></nav><h1>Head</h1><p>See <a href='../study.pdf'>the study</a>.<p hidden>No.
             <ul><li>One<li>Two</ul></body>",
            None,
        );
        assert_eq!(page.text, "Head\n\nSee the study.\n\nOne\n\nTwo");
        assert_eq!(page.head.title.as_deref(), Some("A page"));
        assert_eq!(page.links[0].href, "https://example.org/study.pdf");
        assert_eq!(page.links[0].span.of(&page.text), "the study");
        assert_eq!(page.blocks[0].kind, BlockKind::Heading(1));
        assert_eq!(page.blocks[2].kind, BlockKind::ListItem);
    }

    #[test]
    fn a_mark_leads_to_its_note() {
        let page = read(
            "<link rel=canonical href='https://example.org/a'><main><p>The lake holds about 3% of the water, as somebody has
             measured.<sup><a href='#n1'>[1]</a></sup> <a href='https://example.org/b#n1'>Elsewhere</a> it is less, and nobody
             knows why that should be so.</p><ol class=references><li id=n1><a href='#r1'>^</a> Vell, Soundings, 1875.</ol></main>",
            None,
        );
        let marks: Vec<_> = page.links.iter().map(|link| (link.mark, page.note(&link.href))).collect();
        assert_eq!(marks.len(), 2, "the way back is no link: {:?}", page.links);
        let note = marks[0].1.expect("a note");
        assert!(marks[0].0 && note.kind == BlockKind::Note);
        assert_eq!(note.span.of(&page.text), "Vell, Soundings, 1875.");
        assert_eq!(marks[1], (false, None));
    }

    #[test]
    fn deep_nesting_ends() {
        let html = "<div>".repeat(4_000) + "deep" + &"</div>".repeat(4_000);
        assert_eq!(read(&html, None).text, "deep");
    }
}
