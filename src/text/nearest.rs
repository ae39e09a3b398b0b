//! "Did you mean …?"

/// The known word most like `word`, if any is like it at all.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // Jaro–Winkler over a prefix: ids are short, and a stranger's word may be megabytes long.
    let word: String = word.chars().take(80).collect::<String>().to_lowercase();
    known
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&word, &candidate.to_lowercase()), candidate))
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
    }
}
