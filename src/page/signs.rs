//! Signs: what an element's tag, role, microdata and names say about what stands in it.
//!
//! A sign is a hint, not a verdict: [`super::main_text`] decides whether to believe it. Signs are taken once for each
//! distinct element of a page, not once for each time it is entered.

use super::Element;
use crate::words;
use std::sync::OnceLock;

/// A set of signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u64);

macro_rules! signs {
    ($($(#[doc = $doc:literal])* $name:ident = $bit:literal;)*) => {
        impl Signs { $($(#[doc = $doc])* pub(super) const $name: Self = Self(1 << $bit);)* }
    };
}

signs! {
    /// No text for readers: scripts, styles, form controls. Nothing in it is kept.
    NEVER = 0;
    /// Not shown.
    HIDDEN = 1;
    /// Ways around the site: menus, breadcrumbs, pagination.
    NAVIGATION = 2;
    /// The foot of the page or of an article.
    FOOTER = 3;
    /// The head of the page or of an article.
    HEADER = 4;
    /// Beside the text.
    ASIDE = 5;
    /// A form.
    FORM = 6;
    /// A window over the page, a cookie box, a wall.
    OVERLAY = 7;
    /// What readers wrote below.
    COMMENTS = 8;
    /// Other stories.
    RELATED = 9;
    /// Share and social buttons.
    SHARE = 10;
    /// Advertising.
    AD = 11;
    /// A box to sign up or subscribe.
    SIGN_UP = 12;
    /// Who wrote it.
    BYLINE = 13;
    /// When it was written.
    DATE = 14;
    /// Topics and tags.
    TAGS = 15;
    /// About the author.
    BIO = 16;
    /// Section links of a wiki ("edit"), anchors of headings, jump links.
    TOOL = 17;
    /// A list of references or footnotes.
    REFERENCES = 18;
    /// A box of links at the foot of an encyclopedia article, a notice of its editors.
    NAVBOX = 19;
    /// A table of contents.
    CONTENTS = 20;
    /// A caption.
    CAPTION = 21;
    /// The page's own headline.
    HEADLINE = 22;
    /// The lines below the headline.
    DECK = 23;
    /// The body of an article.
    BODY = 24;
    /// An article, by tag or role.
    ARTICLE = 25;
    /// The main part, by tag or role.
    MAIN = 26;
    /// A quotation pulled out of the text that repeats it.
    PULL_QUOTE = 27;
    /// Small print: copyright, terms.
    LEGAL = 28;
    /// Small facts about the text: reading time, views, section name.
    META = 29;
    /// Read by screen readers only.
    SPOKEN = 30;
    /// A note at the foot, by its name.
    NOTE = 31;
    /// A credit of a picture.
    CREDIT = 32;
    /// A link.
    LINK = 33;
    /// A superscript.
    SUPERSCRIPT = 34;
    /// White space is kept as it stands.
    PREFORMATTED = 35;
}

impl Signs {
    /// No sign.
    pub(super) const NONE: Self = Self(0);
    /// All of them.
    pub(super) const ALL: Self = Self(u64::MAX);

    /// Signs that some of a page's furniture bears.
    const FURNITURE: Self = Self::NAVIGATION
        .or(Self::FOOTER)
        .or(Self::ASIDE)
        .or(Self::COMMENTS)
        .or(Self::RELATED)
        .or(Self::SHARE)
        .or(Self::AD)
        .or(Self::SIGN_UP)
        .or(Self::TAGS)
        .or(Self::BIO)
        .or(Self::TOOL)
        .or(Self::META);

    /// Whether any of `other` is in it.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both together.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both have.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Without those of `other`.
    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn of(element: &Element) -> Self {
        let mut found = by_tag(&element.tag);
        if matches!(element.tag.as_str(), "html" | "body") {
            // Names on them speak of the whole page ("has-sidebar").
            return found;
        }
        if element.hidden {
            found = found.or(Self::HIDDEN);
        }
        if let Some(role) = &element.role {
            found = found.or(by_role(role));
        }
        if let Some(prop) = &element.itemprop {
            found = prop.split_ascii_whitespace().fold(found, |all, p| all.or(by_property(p)));
        }
        if let Some(rel) = &element.rel
            && element.tag == "a"
        {
            found = rel.split_ascii_whitespace().fold(found, |all, r| match r {
                "author" => all.or(Self::BYLINE),
                "tag" => all.or(Self::TAGS),
                _ => all,
            });
        }
        let mut named = Self::NONE;
        for name in [&element.class, &element.id].into_iter().flatten().flat_map(|names| names.split_ascii_whitespace()) {
            let mut signs = Self::NONE;
            each_word(name, |word, whole| signs = signs.or(by_word(word, whole)));
            if name.contains("embed") {
                // A post of a social network inside an article.
                signs = signs.without(Self::SHARE);
            }
            // "related-article-body" is the body of something else.
            named = named.or(if signs.any(Self::FURNITURE) { signs.without(Self::BODY) } else { signs });
        }
        if element.class.as_deref().is_some_and(|names| names.contains(':')) {
            // "hidden md:block" is hidden on small screens alone.
            named = named.without(Self::HIDDEN);
        }
        if named.any(Self::BODY) {
            // "entry-content no-share"
            named = named.without(Self::FURNITURE);
        }
        found.or(named)
    }
}

fn by_tag(tag: &str) -> Signs {
    match tag {
        "head" | "script" | "style" | "noscript" | "template" | "button" | "select" | "option" | "textarea" | "input"
        | "iframe" | "object" | "svg" | "math" | "canvas" | "video" | "audio" | "map" | "datalist" | "progress" | "meter"
        | "noframes" | "applet" | "embed" | "frameset" => Signs::NEVER,
        "nav" | "menu" | "search" => Signs::NAVIGATION,
        "footer" => Signs::FOOTER,
        "header" => Signs::HEADER,
        "aside" => Signs::ASIDE,
        "form" | "fieldset" | "label" => Signs::FORM,
        "dialog" => Signs::OVERLAY,
        "article" => Signs::ARTICLE,
        "main" => Signs::MAIN,
        "figcaption" | "caption" => Signs::CAPTION,
        "time" => Signs::DATE,
        "address" => Signs::BYLINE,
        "a" => Signs::LINK,
        "sup" => Signs::SUPERSCRIPT,
        "pre" => Signs::PREFORMATTED,
        _ => Signs::NONE,
    }
}

fn by_role(role: &str) -> Signs {
    match role {
        "navigation" | "menu" | "menubar" | "menuitem" | "toolbar" | "tablist" | "tab" | "search" | "directory" => {
            Signs::NAVIGATION
        }
        "banner" => Signs::HEADER.or(Signs::NAVIGATION),
        "contentinfo" => Signs::FOOTER,
        "complementary" => Signs::ASIDE,
        "dialog" | "alertdialog" | "alert" => Signs::OVERLAY,
        "form" => Signs::FORM,
        "button" | "tooltip" | "status" | "progressbar" | "slider" => Signs::TOOL,
        "main" => Signs::MAIN,
        "article" => Signs::ARTICLE,
        "doc-endnotes" | "doc-footnote" | "doc-bibliography" => Signs::REFERENCES,
        "doc-toc" => Signs::CONTENTS,
        "doc-pullquote" => Signs::PULL_QUOTE,
        _ => Signs::NONE,
    }
}

fn by_property(property: &str) -> Signs {
    match property {
        "articleBody" | "reviewBody" | "recipeInstructions" => Signs::BODY,
        "headline" => Signs::HEADLINE,
        "alternativeHeadline" => Signs::DECK,
        "author" | "editor" | "publisher" => Signs::BYLINE,
        "datePublished" | "dateModified" | "dateCreated" => Signs::DATE,
        "comment" | "commentText" => Signs::COMMENTS,
        "keywords" | "articleSection" => Signs::TAGS,
        "breadcrumb" => Signs::NAVIGATION,
        "caption" => Signs::CAPTION,
        _ => Signs::NONE,
    }
}

/// Calls `take` with each word of a name, in lower case, and with the whole name where it is of several words, run together.
/// The flag says that it is the whole name. Words end at what is no letter and at a capital that follows a small letter.
fn each_word(name: &str, mut take: impl FnMut(&str, bool)) {
    /// Longer names are read no further.
    const LONGEST: usize = 48;
    let bytes = name.as_bytes();
    // The letters of the name so far, and where in it the word began.
    let mut letters = [0u8; LONGEST];
    let (mut length, mut word, mut words) = (0, 0, 0);
    for at in 0..=bytes.len() {
        let here = bytes.get(at).copied().unwrap_or(b' ');
        let camel = here.is_ascii_uppercase() && at > 0 && bytes[at - 1].is_ascii_lowercase();
        if (!here.is_ascii_alphabetic() || camel) && length > word {
            words += 1;
            if let Ok(found) = std::str::from_utf8(&letters[word..length])
                && found.len() > 1
            {
                take(found, word == 0 && at == bytes.len());
            }
            word = length;
        }
        if here.is_ascii_alphabetic() && length < LONGEST {
            letters[length] = here.to_ascii_lowercase();
            length += 1;
        }
    }
    if words > 1
        && let Ok(all) = std::str::from_utf8(&letters[..length])
    {
        take(all, true);
    }
}

/// Which of [`WORDS`] a word stands in, as a bit for each.
fn lists() -> &'static words::Table {
    static TABLE: OnceLock<words::Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lists: Vec<_> = WORDS.iter().enumerate().map(|(at, &(_, words))| (1 << at, words)).collect();
        words::gather(&lists)
    })
}

/// Words in names, by what they are a sign of.
const WORDS: &[(Signs, &str)] = &[
    (
        Signs::NAVIGATION,
        "nav navbar navigation menu menus submenu breadcrumb breadcrumbs crumbs crumb pagination pager paginator \
         toolbar masthead topbar navi subnav sitenav hamburger megamenu skiplink",
    ),
    (Signs::FOOTER, "footer foot colophon contentinfo"),
    (Signs::ASIDE, "sidebar rail aside sidenav rightrail sidecol"),
    (
        Signs::OVERLAY,
        "modal popup overlay lightbox cookie cookies consent gdpr ccpa regwall interstitial adblock onetrust cmp \
         toast popover tooltip dropdown didomi truste usercentrics osano iubenda termly",
    ),
    (
        Signs::COMMENTS,
        "discussion discussions talkback viafoura hyvor ugc comment comments disqus livefyre respond commenting coral \
         spotim openweb replies commenter",
    ),
    (
        Signs::RELATED,
        "carousel playlist readnext youmaylike alsolike topstories morefrom nextup related recommended recommendation \
         recommendations trending popular outbrain taboola recirc recirculation readmore morestories mostpopular \
         mostread latest teaser teasers upnext similar suggested suggestions zergnet yarpp crosslink crosslinks \
         infinite nextpost promoted onward",
    ),
    (
        Signs::SHARE,
        "share sharing social sharebar addthis sharedaddy sharethis shares follow addtoany facebook whatsapp \
         pinterest likes reactions",
    ),
    (
        Signs::AD,
        "ad ads advert adverts advertisement advertising sponsor sponsored sponsors adslot adsense adbox adunit dfp \
         gpt leaderboard promo promos promotion promobox affiliate adwrapper commercial marketing partner partners \
         banner",
    ),
    (
        Signs::SIGN_UP,
        "newsletter newsletters subscribe subscription signup subscriptions mailchimp optin login signin register \
         registration donate donation membership mailing",
    ),
    (Signs::BYLINE, "byline bylines author authors writer contributor contributors dateline"),
    (Signs::DATE, "date time timestamp published pubdate datetime updated posted"),
    (Signs::TAGS, "tag tags taglist topics keywords hashtags categories eyebrow kicker rubric"),
    (Signs::BIO, "bio authorbio aboutauthor aboutthe authorinfo authorbox biography"),
    (
        Signs::TOOL,
        "editsection noprint permalink headerlink hashlink headeranchor backlink jump toolbox tools print edit \
         videojs vjs jwplayer videoplayer audioplayer mediaplayer interactive",
    ),
    (Signs::REFERENCES, "references reflist refbegin footnotes endnotes bibliography citations"),
    (Signs::NOTE, "footnote endnote"),
    (Signs::NAVBOX, "navbox navboxes ambox hatnote metadata catlinks sistersitebox mbox dablink vertical"),
    (Signs::CONTENTS, "toc tableofcontents"),
    (Signs::CAPTION, "caption captions figcaption cutline"),
    (Signs::CREDIT, "credit credits copyright attribution"),
    (Signs::HEADLINE, "headline"),
    (Signs::DECK, "deck dek subhead subheadline subtitle standfirst summary subheading lede lead tagline excerpt strapline"),
    (Signs::PULL_QUOTE, "pullquote pullquotes pulledquote"),
    (Signs::LEGAL, "legal disclaimer terms"),
    (Signs::META, "meta readtime views rating stats infoline userinfo usercard upvotes votecount"),
    (Signs::SPOKEN, "visuallyhidden offscreen screenreader screenreadertext sronly assistivetext"),
];

fn by_word(word: &str, whole: bool) -> Signs {
    if whole && matches!(word, "hidden" | "invisible" | "hide") {
        return Signs::HIDDEN;
    }
    let exact = lists().get(word).and_then(|list| WORDS.get(list.trailing_zeros() as usize)).map_or(Signs::NONE, |w| w.0);
    if exact != Signs::NONE || word.len() < 6 {
        return exact;
    }
    const BODIES: &str =
        "articlebody storybody postbody entrycontent articlecontent postcontent storytext articletext storycontent";
    if whole && BODIES.split(' ').any(|body| word.contains(body)) {
        return Signs::BODY;
    }
    const STEMS: [(Signs, &str); 11] = [
        (Signs::COMMENTS, "comment"),
        (Signs::RELATED, "related recommend trending mostpop taboola outbrain"),
        (Signs::SIGN_UP, "newsletter subscribe"),
        (Signs::OVERLAY, "cookie"),
        (Signs::ASIDE, "sidebar"),
        (Signs::NAVIGATION, "breadcrumb pagination"),
        (Signs::AD, "sponsor advert"),
        (Signs::BYLINE, "byline"),
        (Signs::NAVBOX, "navbox"),
        (Signs::FOOTER, "footer"),
        (Signs::SHARE, "sharebar sharebutton sharetool sociallink"),
    ];
    // "commentary" is a kind of article, and one may be commented or commentable.
    if matches!(word, "commentary" | "commented" | "commentable") {
        return Signs::NONE;
    }
    let begins = |stems: &str| stems.split(' ').any(|stem| word.starts_with(stem));
    STEMS.iter().find(|(_, stems)| begins(stems)).map_or(Signs::NONE, |&(sign, _)| sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(class: &str) -> Signs {
        Signs::of(&Element { tag: "div".into(), class: Some(class.into()), ..Element::default() })
    }

    #[test]
    fn names_are_cut_into_words() {
        let mut seen = Vec::new();
        for name in ["js-shareBar", "main_nav2", "ADS"] {
            each_word(name, |word, whole| seen.push((word.to_owned(), whole)));
        }
        assert_eq!(
            seen.iter().map(|(w, whole)| (w.as_str(), *whole)).collect::<Vec<_>>(),
            [
                ("js", false),
                ("share", false),
                ("bar", false),
                ("jssharebar", true),
                ("main", false),
                ("nav", false),
                ("mainnav", true),
                ("ads", true)
            ]
        );
    }

    #[test]
    fn a_name_gives_a_sign() {
        assert!(named("post-comments").any(Signs::COMMENTS));
        assert!(named("RelatedStories").any(Signs::RELATED));
        assert_eq!(named("commentary shadow download"), Signs::NONE);
        assert!(named("hidden").any(Signs::HIDDEN));
        assert!(!named("hidden md:block").any(Signs::HIDDEN));
    }

    #[test]
    fn the_body_is_told_from_the_body_of_something_else() {
        assert_eq!(named("entry-content no-share"), Signs::BODY);
        assert!(!named("related-article-body").any(Signs::BODY));
        assert!(!named("social-media-embed").any(Signs::SHARE));
    }
}
