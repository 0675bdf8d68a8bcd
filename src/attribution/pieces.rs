//! What of a text is tagged at once.

use crate::text::Text;

/// The token ranges that are tagged at once, with their blocks: a block each, cut at a sentence's end where it is huge.
pub fn pieces(text: &Text) -> impl Iterator<Item = (std::ops::Range<usize>, u32)> {
    let mut next = 0;
    let mut from = 0;
    std::iter::from_fn(move || {
        let block = text.sentences.get(next)?.block;
        let start = from;
        while let Some(sentence) = text.sentences.get(next).filter(|s| s.block == block) {
            let end = sentence.last as usize;
            if end - start > HUGE {
                // A sentence that is too long by itself is cut anywhere.
                if from == start {
                    from = end.min(start + HUGE);
                    next += usize::from(from == end);
                }
                break;
            }
            from = end;
            next += 1;
        }
        Some((start..from, block))
    })
}

/// Blocks of more tokens than this are cut: memory stays bounded.
const HUGE: usize = 2000;
