//! A stance from free text, only where the text leaves no doubt.
//!
//! What is decided here is absence: nothing is said, or what is said is that nothing is disclosed.
//! Everything else — "not applicable", "none", "we have no access", contract clauses, and any text
//! that says more — stays for a person. So a stance from here never earns a point.

use crate::model::disclosure::{Stance, WithheldFor};

/// Longer texts say more than one thing.
const LONGEST: usize = 280;

/// Words after which a text may go on to disclose something.
const TURNS: [&str; 16] = [
    "however",
    "but",
    "although",
    "though",
    "except",
    "beyond",
    "other than",
    "apart from",
    "instead",
    "only",
    "nevertheless",
    "while",
    "whereas",
    "aside from",
    "besides",
    "unless",
];

/// Openings of a sentence that says there is nothing.
const NOTHING: [&str; 22] = [
    "no information",
    "no public information",
    "no such information",
    "no relevant information",
    "no specific information",
    "no details",
    "no public details",
    "no public disclosure",
    "no mention",
    "no data is disclosed",
    "not disclosed",
    "not publicly disclosed",
    "undisclosed",
    "information not",
    "nothing disclosed",
    "none disclosed",
    "not available",
    "not public",
    "not found",
    "nothing found",
    "not reported",
    "not specified",
];

/// What follows "we do not", "the company does not", "has not". "Cannot" may mean a contract, and
/// what a company does not *provide* or *release* may not exist: both stay for a person.
const DECLINES: [&str; 18] = [
    "disclose",
    "share",
    "publicly disclose",
    "publicly share",
    "publish",
    "provide information",
    "provide details",
    "provide this information",
    "reveal",
    "report",
    "make this information",
    "currently disclose",
    "specify",
    "mention",
    "state",
    "describe",
    "disclosed",
    "shared",
];

/// What a sentence ends with after "is", "are", "was", "were", "remains".
const KEPT: [&str; 16] = [
    "not disclosed",
    "not publicly disclosed",
    "not shared",
    "not publicly available",
    "not public",
    "undisclosed",
    "proprietary",
    "confidential",
    "not published",
    "not reported",
    "not specified",
    "not mentioned",
    "not stated",
    "not described",
    "not made public",
    "not publicly known",
];

/// Participles that make "no … " a statement of absence: "no code provided for training".
const MISSING: [&str; 5] = ["provided", "found", "disclosed", "published", "reported"];

/// The stance of a text and the words that decided it; `None` where a person must read it.
///
/// `sourced` says whether the answer names any source; a blank with a source may answer by it.
///
/// ```
/// use fmti::import::crfm::stance::stance;
/// use fmti::model::Stance;
/// let decided = |text| stance(text, false).map(|(stance, _)| stance);
/// assert_eq!(decided("No information found on energy usage."), Some(Stance::NotFound));
/// assert!(matches!(decided("We do not disclose compute values."), Some(Stance::Withheld(_))));
/// assert_eq!(decided("We do not provide specialized access to our models."), None);
/// assert_eq!(decided("We do not disclose this, but the paper names four datasets."), None);
/// ```
pub fn stance(text: &str, sourced: bool) -> Option<(Stance, String)> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return (!sourced).then(|| (Stance::NotFound, String::new()));
    }
    let lower = text.to_lowercase().replace('’', "'");
    if lower.chars().count() > LONGEST || lower.contains("http") || turns(&lower) {
        return None;
    }
    let mut decided: Option<(Stance, String)> = None;
    for sentence in sentences(&lower) {
        let found = absence(sentence)?;
        decided.get_or_insert(found);
    }
    decided
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(['.', ';', '!', '?']).map(str::trim).filter(|sentence| !sentence.is_empty())
}

fn turns(text: &str) -> bool {
    let words: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let padded = format!(" {} ", words.split_whitespace().collect::<Vec<_>>().join(" "));
    TURNS.iter().any(|turn| padded.contains(&format!(" {turn} ")))
}

/// Whether a sentence says nothing but that something is absent or kept back.
fn absence(sentence: &str) -> Option<(Stance, String)> {
    let sentence = sentence.strip_prefix("no, ").unwrap_or(sentence);
    if let Some(opening) = NOTHING.iter().find(|opening| starts(sentence, opening)) {
        return Some((Stance::NotFound, (*opening).to_owned()));
    }
    // "No disclosure to the company" is something else: there is nothing it could disclose.
    if sentence == "no disclosure" || sentence.starts_with("no disclosure about ") {
        return Some((Stance::NotFound, "no disclosure".to_owned()));
    }
    if let Some(rest) = sentence.strip_prefix("no ") {
        let mut words = rest.split_whitespace().take(5);
        let participle = words
            .find(|word| MISSING.contains(word) || matches!(*word, "is" | "are" | "was" | "were"));
        if let Some(word) = participle.filter(|word| MISSING.contains(word)) {
            return Some((Stance::NotFound, format!("no … {word}")));
        }
    }
    let withheld = |phrase: String| Some((Stance::Withheld(WithheldFor::Other), phrase));
    for not in ["do not", "does not", "did not", "don\'t", "doesn\'t", "has not", "have not"] {
        let Some((before, after)) = sentence.split_once(&format!("{not} ")) else { continue };
        // The subject is a name or a pronoun, not a sentence of its own.
        if before.split_whitespace().count() > 6 {
            continue;
        }
        if let Some(verb) = DECLINES.iter().find(|verb| starts(after, verb)) {
            return withheld(format!("{not} {verb}"));
        }
    }
    for is in ["is", "are", "was", "were", "remains", "remain"] {
        for kept in KEPT {
            let phrase = format!("{is} {kept}");
            let ends = sentence.strip_suffix(phrase.as_str());
            let ends = ends.or_else(|| sentence.strip_suffix(&format!("{phrase} publicly")));
            if ends.is_some_and(|before| before.ends_with(' ') || before.is_empty()) {
                return withheld(phrase);
            }
        }
    }
    None
}

/// Whether a text begins with these words, whole.
fn starts(text: &str, words: &str) -> bool {
    text.strip_prefix(words)
        .is_some_and(|rest| rest.chars().next().is_none_or(|c| !c.is_alphanumeric()))
}
