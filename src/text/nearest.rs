//! "Did you mean …?"

/// The longest beginning of a word that is compared: ids are short, and a stranger's word may be
/// megabytes long.
const LONGEST: usize = 80;

/// How many known words are looked at, and with how many of them a word is compared: a suggestion is
/// not worth a wait, and there may be a stranger's million of them.
const SEEN: usize = 50_000;
const COMPARED: usize = 1_000;

/// The known word most like `word`, if any is like it at all, by the measure of Jaro and Winkler. Of
/// more than `COMPARED` known words, those that begin alike are looked at first.
#[expect(clippy::needless_pass_by_value, reason = "as iterators are handed over everywhere")]
pub fn nearest<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<&'a str> {
    let cut = |text: &str| text.chars().take(LONGEST).collect::<String>().to_lowercase();
    let word = cut(word);
    let first = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
    let begins = first(&word);
    let those = |alike: bool| {
        let seen = known.clone().into_iter().take(SEEN);
        seen.filter(move |candidate| (first(candidate) == begins) == alike)
    };
    those(true)
        .chain(those(false))
        .take(COMPARED)
        .map(|candidate| (strsim::jaro_winkler(&word, &cut(candidate)), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}

/// A hint naming the nearest known word, or listing the few there are.
pub fn hint<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(near) = nearest(word, known.clone()) {
        return Some(format!("did you mean `{near}`?"));
    }
    let all: Vec<&str> = known.into_iter().take(13).collect();
    (!all.is_empty() && all.len() <= 12).then(|| format!("known: {}", all.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_found_and_the_far_is_not() {
        let known = ["energy-usage-final-run", "carbon-emissions-final-run", "data-size"];
        assert_eq!(nearest("energy-usage-final", known), Some("energy-usage-final-run"));
        assert_eq!(nearest("zzz", known), None);
        assert_eq!(nearest(&"x".repeat(1 << 20), known), None);
        let many: Vec<String> = (0..2 * SEEN).map(|n| format!("word-{n}")).collect();
        let known = ["another"].into_iter().chain(many.iter().map(String::as_str));
        assert_eq!(nearest("anothr", known), Some("another"));
    }
}
