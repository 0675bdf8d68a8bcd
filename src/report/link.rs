//! A link to the very sentence: the page's address with a text fragment (`#:~:text=`, a WICG draft that all browsers read).

use super::inert::web_address;

/// Longer sentences are given by their first and last words.
const WHOLE: usize = 100;

/// So many words at each end.
const ENDS: usize = 6;

/// The page's address with a fragment that scrolls to the sentence and marks it; `None` where the address is not of the web.
pub fn to_sentence(url: &str, sentence: &str) -> Option<String> {
    let url = web_address(url)?;
    let words: Vec<&str> = sentence.split_whitespace().collect();
    if words.is_empty() {
        return None;
    }
    // A fragment of its own is kept; a text fragment gives way to ours.
    let url = url.split(":~:").next().unwrap_or(url);
    let mut link = url.to_owned();
    if !url.contains('#') {
        link.push('#');
    }
    link.push_str(":~:text=");
    if sentence.len() <= WHOLE || words.len() <= 2 * ENDS {
        encode(&words, &mut link);
    } else {
        encode(&words[..ENDS], &mut link);
        link.push(',');
        encode(&words[words.len() - ENDS..], &mut link);
    }
    Some(link)
}

/// Percent-encodes all but letters and digits: `-`, `,` and `&` mean something in a text fragment, much else does in Markdown.
fn encode(words: &[&str], link: &mut String) {
    for (n, word) in words.iter().enumerate() {
        if n > 0 {
            link.push_str("%20");
        }
        percent(word, "", link);
    }
}

/// Appends `words` with everything percent-encoded but ASCII letters, digits and the characters of `keep`.
pub(super) fn percent(words: &str, keep: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in words.bytes() {
        if byte.is_ascii_alphanumeric() || keep.as_bytes().contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.extend(['%', char::from(HEX[usize::from(byte >> 4)]), char::from(HEX[usize::from(byte & 15)])]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_sentence_stands_whole() {
        assert_eq!(
            to_sentence("https://example.org/a", "Up 60%,\nre-read & “so”.").as_deref(),
            Some("https://example.org/a#:~:text=Up%2060%25%2C%20re%2Dread%20%26%20%E2%80%9Cso%E2%80%9D%2E")
        );
    }

    #[test]
    fn a_long_sentence_is_given_by_its_ends() {
        let sentence =
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen";
        assert_eq!(
            to_sentence("https://example.org/#part:~:text=old", sentence).as_deref(),
            Some(
                "https://example.org/#part:~:text=one%20two%20three%20four%20five%20six,twelve%20thirteen%20fourteen%20fifteen%20sixteen%20seventeen"
            )
        );
    }

    #[test]
    fn no_address_no_link() {
        assert_eq!(to_sentence("javascript:alert(1)", "Words."), None);
        assert_eq!(to_sentence("https://example.org", " "), None);
    }
}
