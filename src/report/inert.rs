//! Words of a page made inert: what leaves for a terminal, a spreadsheet or a Markdown reader must not act there.

/// The words on one line: white space collapsed, control characters and those that turn the direction of writing left out.
/// The words themselves stay as they are.
pub fn one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    let mut space = false;
    for c in words.chars() {
        if c.is_whitespace() {
            space = !line.is_empty();
        } else if !acts(c) {
            if std::mem::take(&mut space) {
                line.push(' ');
            }
            line.push(c);
        }
    }
    line
}

/// Characters that nobody sees and that change how others are shown: C0 and C1 controls (escape sequences begin with one),
/// directional embeddings, overrides and isolates, the byte order mark.
fn acts(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// An address that may become a link: `http` and `https` alone, so that no `javascript:` or `data:` is ever one click away.
pub fn web_address(href: &str) -> Option<&str> {
    let href = href.trim();
    let scheme = |s: &str| href.get(..s.len()).is_some_and(|start| start.eq_ignore_ascii_case(s)) && href.len() > s.len();
    let plain = !href.chars().any(|c| c.is_whitespace() || acts(c));
    (plain && (scheme("https://") || scheme("http://"))).then_some(href)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_acts() {
        assert_eq!(one_line(" a\r\n\tb\0\u{1b}[31mc \u{202e}d\u{a0}"), "a b[31mc d");
        assert_eq!(one_line("\u{feff}"), "");
    }

    #[test]
    fn only_the_web_is_linked() {
        assert_eq!(web_address(" HTTPS://example.org/a "), Some("HTTPS://example.org/a"));
        for href in ["javascript:alert(1)", "data:text/html,x", "/a", "http://", "https://a b", "é", "https://a\u{202e}"] {
            assert_eq!(web_address(href), None, "{href}");
        }
    }
}
