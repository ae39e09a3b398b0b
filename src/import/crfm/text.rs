//! Text as spreadsheets leave it: cleaned for keeping, reduced for comparing.

use unicode_normalization::UnicodeNormalization as _;

/// A cell's text as it is kept: line breaks of every kind as `\n`, special spaces as spaces, no
/// characters without width, no white space at the ends of lines. `None` when nothing is left.
pub(super) fn prose(raw: &str) -> Option<String> {
    let chars: Vec<char> = raw.chars().filter(|c| !is_zero_width(*c)).collect();
    let mut out = String::with_capacity(raw.len());
    for (at, &c) in chars.iter().enumerate() {
        match c {
            '\r' if chars.get(at + 1) == Some(&'\n') => {}
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\u{a0}' | '\u{2007}' | '\u{202f}' => out.push(' '),
            // Joiners shape some scripts and emoji; beside ASCII they are litter.
            '\u{200c}' | '\u{200d}' => {
                let before = at.checked_sub(1).and_then(|at| chars.get(at));
                let shapes = |c: Option<&char>| c.is_some_and(|c| !c.is_ascii());
                if shapes(before) && shapes(chars.get(at + 1)) {
                    out.push(c);
                }
            }
            c => out.push(c),
        }
    }
    let lines: Vec<&str> = out.split('\n').map(str::trim_end).collect();
    let text = lines.join("\n");
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Characters that are never seen and mean nothing in these files.
pub(super) fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Whether there is nothing to see.
pub(super) fn is_blank(raw: &str) -> bool {
    raw.chars().all(|c| c.is_whitespace() || is_zero_width(c) || is_joiner(c))
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{ad}')
}

/// A short text without the white space and invisible characters around and inside it.
pub(super) fn trimmed(raw: &str) -> String {
    let seen: String = raw.chars().filter(|c| !is_zero_width(*c) && !is_joiner(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What two spellings of a name have in common: case, hyphens, spaces and forms of characters do
/// not count.
pub(super) fn key(raw: &str) -> String {
    let plain = trimmed(&raw.nfkc().collect::<String>()).to_lowercase();
    let spaced = |c: char| match c {
        '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' => ' ',
        c => c,
    };
    let text: String = plain.chars().map(spaced).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The letters and digits of a developer's name: all that file names and headings share.
pub(super) fn squash(raw: &str) -> String {
    let kept = raw.nfkc().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// The words of a file name, lower case: parted at anything but letters and digits, between
/// letters and digits, and where an upper-case letter follows a lower-case one.
pub(super) fn words(raw: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut last: Option<char> = None;
    for c in raw.nfkc() {
        if !c.is_alphanumeric() {
            last = None;
            continue;
        }
        let parted = last.is_none_or(|last| {
            last.is_numeric() != c.is_numeric() || (last.is_lowercase() && c.is_uppercase())
        });
        if parted {
            out.push(String::new());
        }
        if let Some(word) = out.last_mut() {
            word.extend(c.to_lowercase());
        }
        last = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_keeps_the_words_and_loses_the_litter() {
        let raw = "\u{feff} one\r\ntwo\u{2028}three \u{a0}\rfour\u{200b}\u{a0}five\t6 \n\n";
        assert_eq!(prose(raw).as_deref(), Some("one\ntwo\nthree\nfour five\t6"));
        assert_eq!(prose(" \u{a0}\u{200b}\r\n"), None);
        assert_eq!(prose("a\u{200d}b").as_deref(), Some("ab"));
        assert_eq!(prose("👩\u{200d}🔬").as_deref(), Some("👩\u{200d}🔬"));
    }

    #[test]
    fn spellings_of_a_name_meet() {
        assert_eq!(key("Data creators "), key("data\u{a0}creators"));
        assert_eq!(key("Third-party\u{200b} evaluation"), key("third party evaluation"));
        assert_ne!(key("Compute usage"), key("Compute hardware"));
        assert_eq!(
            squash("BigCode:Hugging Face:ServiceNow"),
            squash("bigcode_huggingface-servicenow")
        );
    }

    #[test]
    fn file_names_fall_into_words() {
        let name = "AI21 Labs_fmtransparencyreport-May2024";
        assert_eq!(words(name), ["ai", "21", "labs", "fmtransparencyreport", "may", "2024"]);
        assert_eq!(words("xAI:OpenAI"), ["x", "ai", "open", "ai"]);
    }
}
