//! The tree of a page, in time and memory linear in it, however deep a page nests.
//!
//! For each tag the tree builder looks through the elements that are open, so that a page nested a hundred thousand deep takes it
//! minutes; and each paragraph opens anew the `<b>`, `<font>` … that were left open before it. Browsers keep their trees shallow
//! too. Here tags are left out before they reach the tree builder: what stands in such an element is read as part of
//! the one around it.

use super::tags;
use ego_tree::NodeId;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::tree_builder::{Tracer, TreeBuilder, TreeSink};
use html5ever::{LocalName, local_name};
use scraper::{Html, HtmlTreeSink};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// As deep as Chromium's tree of a page may be.
const DEEPEST: usize = 512;

/// So much deeper stand elements of [`is_raw`].
const RAW: usize = 8;

/// Nobody makes a word bold, large, red and so on more often than this at once.
const STYLES: u32 = 8;

/// What is read of an element, here and by the tree builder: all else need not be kept.
const ATTRIBUTES: [LocalName; 15] = [
    local_name!("id"),
    local_name!("class"),
    local_name!("role"),
    local_name!("aria-label"),
    local_name!("aria-hidden"),
    local_name!("href"),
    local_name!("cite"),
    local_name!("rel"),
    local_name!("itemprop"),
    local_name!("lang"),
    local_name!("hidden"),
    local_name!("style"),
    local_name!("property"),
    local_name!("content"),
    local_name!("type"),
];

/// Reads a document as a browser does, but for elements that are too deep.
pub(super) fn parse(html: &str) -> Html {
    let shallow = Shallow {
        builder: TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), Default::default()),
        room: Cell::new(DEEPEST),
        left_out: RefCell::default(),
        styles: Cell::new(0),
        styles_left_out: Cell::new(0),
        tokens: Cell::new(0),
    };
    let tokenizer = Tokenizer::new(shallow, Default::default());
    tags::feed(html, |piece| {
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(piece));
        // It stops after a script, which nobody runs here.
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
        tokenizer.sink.tokens.get()
    });
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

/// Stands between the tokenizer and the tree builder.
struct Shallow {
    builder: TreeBuilder<NodeId, HtmlTreeSink>,
    /// So many elements may be entered before it is looked how many are open.
    room: Cell<usize>,
    left_out: RefCell<LeftOut>,
    /// Elements of [`is_style`] that are open, as far as their tags tell.
    styles: Cell<u32>,
    styles_left_out: Cell<u32>,
    /// What the tokenizer has made so far.
    tokens: Cell<usize>,
}

/// The elements that were left out and have not ended.
#[derive(Default)]
struct LeftOut {
    names: Vec<LocalName>,
    /// How often each name is in `names`.
    counts: HashMap<LocalName, u32>,
}

impl LeftOut {
    fn begin(&mut self, name: &LocalName) {
        self.names.push(name.clone());
        *self.counts.entry(name.clone()).or_default() += 1;
    }

    /// Ends the innermost with this name, and those in it. False where there is none.
    fn end(&mut self, name: &LocalName) -> bool {
        if self.counts.get(name).is_none_or(|&count| count == 0) {
            return false;
        }
        while let Some(ended) = self.names.pop() {
            if let Some(count) = self.counts.get_mut(&ended) {
                *count -= 1;
            }
            if ended == *name {
                break;
            }
        }
        true
    }

    fn end_all(&mut self) {
        self.names.clear();
        self.counts.clear();
    }
}

/// Counts what the tree builder has in hand.
struct Counter(Cell<usize>);

impl Tracer for Counter {
    type Handle = NodeId;

    fn trace_handle(&self, _: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}

impl Shallow {
    /// Whether an element that begins now would be deeper than the deepest by more than `over`.
    fn is_full(&self, over: usize) -> bool {
        if let Some(room) = self.room.get().checked_sub(1) {
            self.room.set(room);
            return false;
        }
        let open = Counter(Cell::new(0));
        self.builder.trace_handles(&open);
        let open = open.0.get();
        self.room.set(DEEPEST.saturating_sub(open + 1));
        if open < DEEPEST {
            // The tree has ended what they stood in.
            self.left_out.borrow_mut().end_all();
        }
        open >= DEEPEST + over
    }

    /// Whether a tag is to be left out.
    fn leaves_out(&self, tag: &Tag) -> bool {
        let style = is_style(&tag.name);
        match tag.kind {
            TagKind::StartTag if is_void(&tag.name) => false,
            // What follows is no markup and must not be read as such. They hold no elements, but in a drawing they do.
            TagKind::StartTag if is_raw(&tag.name) && !self.is_full(RAW) => false,
            TagKind::StartTag if style && self.styles.get() >= STYLES => {
                self.styles_left_out.set(self.styles_left_out.get() + 1);
                true
            }
            TagKind::StartTag if self.is_full(0) => {
                self.left_out.borrow_mut().begin(&tag.name);
                true
            }
            TagKind::StartTag => {
                self.styles.set(self.styles.get() + u32::from(style));
                false
            }
            TagKind::EndTag if style && self.styles_left_out.get() > 0 => {
                self.styles_left_out.set(self.styles_left_out.get() - 1);
                true
            }
            TagKind::EndTag => {
                let left_out = self.left_out.borrow_mut().end(&tag.name);
                if style && !left_out {
                    self.styles.set(self.styles.get().saturating_sub(1));
                }
                left_out
            }
        }
    }
}

impl TokenSink for Shallow {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        let mistake = matches!(token, Token::ParseError(_));
        self.tokens.set(self.tokens.get() + usize::from(!mistake));
        let token = match token {
            Token::TagToken(tag) if self.leaves_out(&tag) => return TokenSinkResult::Continue,
            Token::TagToken(mut tag) => {
                tag.attrs.retain(|attribute| ATTRIBUTES.contains(&attribute.name.local));
                Token::TagToken(tag)
            }
            token => token,
        };
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Elements that the tree builder opens anew in the next paragraph where they were not closed. Not links, of which it keeps one.
fn is_style(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("b")
            | local_name!("big")
            | local_name!("code")
            | local_name!("em")
            | local_name!("font")
            | local_name!("i")
            | local_name!("s")
            | local_name!("small")
            | local_name!("strike")
            | local_name!("strong")
            | local_name!("tt")
            | local_name!("u")
    )
}

/// Elements whose content is read as it stands, up to their end.
fn is_raw(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("noscript")
            | local_name!("xmp")
    )
}

/// Elements that have no end.
fn is_void(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use ego_tree::iter::Edge;

    /// How deep the tree is, how many elements it has, and its text.
    fn shape(html: &str) -> (usize, usize, String) {
        let (mut depth, mut deepest, mut elements, mut text) = (0usize, 0, 0, String::new());
        let tree = parse(html);
        for edge in tree.tree.root().traverse() {
            match edge {
                Edge::Open(node) => {
                    depth += 1;
                    deepest = deepest.max(depth);
                    elements += usize::from(node.value().is_element());
                    text.extend(node.value().as_text().map(|text| text.to_string()));
                }
                Edge::Close(_) => depth -= 1,
            }
        }
        (deepest, elements, text)
    }

    #[test]
    fn a_page_of_any_depth_is_shallow_and_keeps_its_text() {
        for tag in ["div", "span", "b", "b a=1", "ul><li", "table><tr><td", "svg><style", "script", "form", "template", "a"] {
            let end: Vec<&str> = tag.split('>').rev().map(|tag| tag.split(' ').next().unwrap_or_default()).collect();
            let end = format!("</{}>", end.join("></"));
            let html = format!("<p>One</p>{}Two{}<p>Three</p>", format!("<{tag}>").repeat(4_000), end.repeat(4_000));
            let (deepest, elements, text) = shape(&html);
            assert!(deepest < 1100 && elements < 9_000, "{tag}: {deepest} deep, {elements} elements");
            assert!(text.starts_with("OneTwo") || tag == "script", "{tag}: {text}");
            assert!(text.ends_with("Three"), "{tag}: {text}");
        }
    }

    #[test]
    fn what_was_deep_ends_where_it_ends() {
        let deep = format!("{}<i>x</i>{}", "<div>".repeat(600), "</div>".repeat(600));
        let tree = parse(&format!("<main>{deep}<p id=after>y</p></main>"));
        let selector = scraper::Selector::parse("main > #after").expect("a selector");
        assert_eq!(tree.select(&selector).count(), 1);
    }

    #[test]
    fn styles_that_nobody_closed_are_not_opened_without_end() {
        let styles: String = (0..400).map(|n| format!("<font id={n}>")).collect();
        let (_, elements, text) = shape(&format!("<p>{styles}One</p>{}", "<p>x".repeat(5_000)));
        assert!(elements < 60_000, "{elements}");
        assert!(text.starts_with("Onexxx"));
    }

    #[test]
    fn a_tag_of_any_number_of_attributes_ends_where_it_ends() {
        let many: String = (0..50_000).map(|n| format!(" a{n}='>'")).collect();
        let around = [
            "<p{}>x</p>",
            "<p>x</p{}>",
            "<!-- > <b c=\" --><p{}>x",
            "<script> <b c=\" </script><p{}>x",
            "<p a==\"{}>x",
            "</><p{}>x",
        ];
        for around in around {
            assert_eq!(shape(&around.replace("{}", &many)).2, shape(&around.replace("{}", " a='>'")).2, "{around}");
        }
    }

    /// Whatever is left out, it is nothing that a page needs.
    #[test]
    fn the_tree_is_what_a_browser_makes() {
        let pieces = [
            "<p>",
            "</p>",
            "<div class='a b'>",
            "</div>",
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<a href=/x>",
            "</a>",
            "<table>",
            "<tr>",
            "<td>",
            "</table>",
            "<ul>",
            "<li>",
            "</ul>",
            "<script>",
            "</script>",
            "<style>",
            "<title>",
            "</title>",
            "<!--",
            "-->",
            "<svg>",
            "</svg>",
            "<![CDATA[",
            "]]>",
            "<br/>",
            "<img alt=\">\">",
            "<select>",
            "<option>",
            "<h2>",
            "</h2>",
            "x",
            " ",
            "\r",
            "\n",
            "&amp",
            ";",
            "<",
            ">",
            "\"",
            "'",
            "=",
            "/",
            "</",
            "<!",
            "<?",
            "\0",
            "é",
            "<textarea>",
            "</textarea>",
            "</head>",
            "<body lang=en>",
            "<template>",
            "</template>",
            "<form>",
            "<math>",
            "<mi>",
            "<noscript>",
            "<frameset>",
            "<plaintext>",
        ];
        let mut seed = 1u64;
        for _ in 0..1_500 {
            let mut html = String::new();
            for _ in 0..24 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                html.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            let (ours, theirs) = (parse(&html), Html::parse_document(&html));
            let said = |tree: &Html| -> Vec<String> {
                let edges = tree.tree.root().traverse();
                edges
                    .map(|edge| match edge {
                        Edge::Open(node) => match node.value() {
                            scraper::Node::Element(element) => format!("<{} {:?}>", element.name(), element.attr("class")),
                            scraper::Node::Text(text) => text.to_string(),
                            _ => String::new(),
                        },
                        Edge::Close(_) => "/".to_owned(),
                    })
                    .collect()
            };
            assert_eq!(said(&ours), said(&theirs), "{html}");
        }
    }

    #[test]
    fn a_tag_in_a_script_or_comment_is_none() {
        let many = " a".repeat(2_000);
        for around in
            ["<script>if (n <b {} </script>x", "<!-- <b {} -->x", "<textarea><b {} </textarea>x", "<style><b {} </style>x"]
        {
            let (_, _, text) = shape(&around.replace("{}", &many));
            assert!(text.ends_with('x'), "{around}");
            assert_eq!(text.matches(" a").count(), if around.starts_with("<!") { 0 } else { 2_000 }, "{around}");
        }
    }

    #[test]
    fn a_style_is_kept_where_it_stands_alone() {
        let tree = parse("<p><b>a</b><i class=x>b</i></p>");
        let selector = scraper::Selector::parse("b, i.x").expect("a selector");
        assert_eq!(tree.select(&selector).count(), 2);
    }
}
