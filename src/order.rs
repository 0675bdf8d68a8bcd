//! Sorting: one sort for the whole crate, by a number made of what is sorted. Each further one would be four kilobytes of Wasm.

/// Sorts `items` by `key`; equal ones keep their order.
pub(crate) fn by<T>(items: &mut Vec<T>, key: impl Fn(&T) -> u64) {
    if items.is_sorted_by_key(&key) {
        return;
    }
    let mut order: Vec<(u64, u32)> = items.iter().map(&key).zip(0..).collect();
    pairs(&mut order);
    let mut taken: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.iter().filter_map(|&(_, at)| taken[at as usize].take()));
}

/// Sorts pairs, of which none are equal or equal ones are the same.
#[inline(never)]
pub(crate) fn pairs(pairs: &mut [(u64, u32)]) {
    pairs.sort_unstable();
}

/// A key of two numbers: by the first, then by the second.
pub(crate) fn two(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

#[cfg(test)]
mod tests {
    #[test]
    fn equal_ones_keep_their_order() {
        let mut words = vec!["cc", "a", "bb", "b", "", "aa"];
        super::by(&mut words, |word| word.len() as u64);
        assert_eq!(words, ["", "a", "b", "cc", "bb", "aa"]);
    }
}
