//! Counts, lists and names as a sentence has them.

/// `1 score`, `1,400 scores`.
///
/// ```
/// use fmti::text::words::counted;
/// assert_eq!(counted(1, "score"), "1 score");
/// assert_eq!(counted(1400, "score"), "1,400 scores");
/// ```
pub fn counted(count: usize, noun: &str) -> String {
    format!("{} {}", grouped(count), plural(count, noun))
}

/// The noun, with an s where there is not exactly one.
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}

/// A whole number with a comma between groups of three digits.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A list as a sentence has it: `a`, `a and b`, `a, b and c`.
pub fn listed(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

/// A choice as a sentence has it: `a`, `a or b`, `a, b or c`.
pub fn with_or(items: &[&str]) -> String {
    match items {
        [init @ .., last] if !init.is_empty() => format!("{} or {last}", init.join(", ")),
        _ => listed(items),
    }
}

/// A title that says of whom it is, where not of everybody: `An index, May 2031 (only Open)`.
pub fn with_choice(title: &str, only: Option<&str>) -> String {
    only.map_or_else(|| title.to_owned(), |only| format!("{title} (only {only})"))
}

/// Names as a sentence has them; of more than `most`, how many there are, in the plural.
///
/// ```
/// use fmti::text::words::few;
/// assert_eq!(few(&["a", "b"], 2, "letters"), "a and b");
/// assert_eq!(few(&["a", "b", "c"], 2, "letters"), "3 letters");
/// ```
pub fn few(names: &[&str], most: usize, nouns: &str) -> String {
    if names.len() <= most { listed(names) } else { format!("{} {nouns}", grouped(names.len())) }
}

/// A number that is known, or the two it lies between: `95`, `61–68`.
pub fn between(low: &str, high: &str) -> String {
    if low == high { low.to_owned() } else { format!("{low}–{high}") }
}

/// The text with its first letter large, as a sentence begins.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
