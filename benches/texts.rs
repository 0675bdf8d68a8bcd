//! Running text of any length, made of the paragraphs of the pages in `tests/pages/`, which we wrote.

use std::path::Path;

/// So many bytes of text, at most a paragraph less. Each round through the paragraphs has other names and figures in it, since a text
/// of any length has new words to the end.
pub fn of(root: &Path, bytes: usize) -> std::io::Result<String> {
    let paragraphs = paragraphs(root)?;
    let mut text = String::with_capacity(bytes);
    for round in 0.. {
        for paragraph in &paragraphs {
            let words = paragraph.split(' ').enumerate().map(|(at, word)| vary(word, at, round)).collect::<Vec<_>>().join(" ");
            if text.len() + words.len() + 2 > bytes {
                return Ok(text);
            }
            text.push_str(&words);
            text.push_str("\n\n");
        }
    }
    Ok(text)
}

/// As many bytes, at most a paragraph less, in which every piece could begin a number or go on with one: what a careless reader goes over
/// again and again.
pub fn figures(bytes: usize) -> String {
    const PIECES: [&str; 15] = [
        "1 ",
        "1,",
        "one hundred and ",
        "$",
        "2019-",
        "a half ",
        "1/2 ",
        "(1)",
        "5 to ",
        "third ",
        "1e1",
        "- ",
        "52-48 ",
        "111 ",
        "March 1-",
    ];
    let length = bytes / PIECES.len() - 2;
    PIECES.iter().map(|piece| piece.repeat(length / piece.len()) + "\n\n").collect()
}

/// Another word in the place of some: every ninth long one gets an ending, every figure a digit.
fn vary(word: &str, at: usize, round: usize) -> String {
    let letters = word.len() > 5 && word.bytes().all(|b| b.is_ascii_alphabetic());
    let digits = word.len() < 7 && word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty();
    if round > 0 && (digits || letters && (at + round).is_multiple_of(9)) {
        let ending = if digits { "0123456789" } else { "abcdefghij" };
        let more = ending.chars().cycle().skip(round % 10).step_by(3).take(1 + round.ilog2() as usize % 3);
        word.chars().chain(more).collect()
    } else {
        word.to_owned()
    }
}

/// The pages whose paragraphs are taken: always the same, so that counts can be compared.
const PAGES: [&str; 9] = [
    "documentation",
    "encyclopedia",
    "feed_of_posts",
    "forum_thread",
    "live_blog",
    "news_article",
    "opinion_pull_quote",
    "recipe",
    "search_results",
];

/// Their paragraphs, without tags.
fn paragraphs(root: &Path) -> std::io::Result<Vec<String>> {
    let mut found = Vec::new();
    for page in PAGES {
        let html = std::fs::read_to_string(root.join("tests/pages").join(page).join("source.html"))?;
        for part in html.split("<p").skip(1) {
            let Some((_, part)) = part.split_once('>') else { continue };
            let part = part.split("</p>").next().unwrap_or_default();
            let mut words = String::new();
            for piece in part.split('<') {
                words.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
            }
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            // What has few words or entities is no prose.
            if words.len() > 60 && !words.contains('&') && !found.contains(&words) {
                found.push(words);
            }
        }
    }
    Ok(found)
}
