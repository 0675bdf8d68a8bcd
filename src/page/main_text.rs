//! Main text or furniture: which blocks a reader came for.

use super::builder::Draft;

/// Elements whose content is never main text.
const FURNITURE: [&str; 23] = [
    "head", "nav", "footer", "form", "script", "style", "noscript", "template", "button", "select", "option", "textarea",
    "input", "label", "iframe", "object", "svg", "math", "canvas", "video", "audio", "dialog", "menu",
];

/// ARIA roles of furniture.
const ROLES: [&str; 13] = [
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "complementary",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
    "tablist",
    "form",
    "button",
];

/// Words in a class or id that name furniture.
const WORDS: [&str; 30] = [
    "nav",
    "navbar",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "footer",
    "sidebar",
    "comment",
    "comments",
    "disqus",
    "cookie",
    "cookies",
    "consent",
    "newsletter",
    "subscribe",
    "signup",
    "share",
    "sharing",
    "social",
    "related",
    "recommended",
    "promo",
    "advert",
    "ad",
    "ads",
    "sponsored",
    "byline",
    "tags",
    "popup",
    "modal",
];

/// For each element of the draft, whether it keeps its blocks out of the main text by itself.
pub(super) fn is_furniture(element: &super::Element) -> bool {
    element.hidden
        || FURNITURE.contains(&element.tag.as_str())
        || element.role.as_deref().is_some_and(|role| ROLES.contains(&role))
        || [&element.class, &element.id].into_iter().flatten().any(|names| {
            names.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| WORDS.iter().any(|w| word.eq_ignore_ascii_case(w)))
        })
}

/// Which of the draft's blocks are main text, in their order.
pub(super) fn select(draft: &Draft) -> Vec<bool> {
    draft.blocks.iter().map(|block| !draft.elements[block.element as usize].furniture).collect()
}
